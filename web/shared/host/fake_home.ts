// What the fake core says of who looks and of what is nearly due.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Module } from '../generated/yiting/v1/pack_pb';
import type { HomeViewSchema, MatterRow } from '../generated/yiting/v1/view_pb';
import { fromHex } from '../model/bytes';
import { communityHex, communityTitle, residentHex, staffHex } from './fixtures';
import { pack } from './fixtures_pack';

export function makeHome(of: {
  role: 'visitor' | 'resident' | 'staff';
  left: boolean; // consent was withdrawn
  unit: string;
  off: Module[];
  notices: number;
  roles: string[];
  rows: MatterRow[];
  inbox: MatterRow[];
}) {
  const open = of.rows.filter((row) => row.stage);
  const staff = of.role === 'staff';
  const view = {
    community: communityTitle,
    communityId: fromHex(communityHex),
    off: of.off,
    notices: BigInt(of.notices),
    me: {
      member: of.role === 'visitor' ? new Uint8Array() : fromHex(staff ? staffHex : residentHex),
      device: fromHex('de'.repeat(32)),
      revoked: of.left,
      staff,
      name: { visitor: '', resident: '王春梅', staff: '李明' }[of.role],
      roles: of.roles.map((role) => ({
        role,
        unit: of.unit,
        title: pack.roles.find((one) => one.id === role)?.title ?? { zh: '登记员' },
      })),
    },
    waitingForMe: of.inbox.slice(0, 20),
    nearDeadline: [...open].sort((a, b) => Number(a.dueMs - b.dueMs)).slice(0, 5),
    openCount: BigInt(open.length),
    closedCount: BigInt(of.rows.length - open.length),
    mayOpen: pack.procedures.filter((one) =>
      one.mayOpen.some((who) => who.roles.some((role) => of.roles.includes(role))),
    ),
  };
  return view satisfies MessageInitShape<typeof HomeViewSchema>;
}
