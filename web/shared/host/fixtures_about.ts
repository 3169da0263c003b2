// What one resident of the fake community has written and done, and who read it. Only for tests,
// screenshots and `npm run dev`; never shipped.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Audience } from '../generated/yiting/v1/pack_pb';
import {
  OwnContentRowSchema,
  type AccessRowSchema,
  type OwnActRowSchema,
  type OwnContentRow,
} from '../generated/yiting/v1/view_people_pb';
import { fromHex } from '../model/bytes';
import { staffHex } from './fixtures';
import { text } from './fixtures_pack';

const hour = 3_600_000;
const day = 24 * hour;
const matter = (n: number) => fromHex(n.toString(16).padStart(2, '0').repeat(16));
const commitment = (n: number) => new Uint8Array(32).fill(0x40 + n);

export function makeContents(now: number): OwnContentRow[] {
  const rows: MessageInitShape<typeof OwnContentRowSchema>[] = [
    {
      audience: Audience.PARTIES,
      media: 'text/plain',
      matter: matter(1),
      matterTitle: '小学门口放学时车辆乱停，堵得走不过去',
      text: '下午四点到五点，家长的车停满两侧，救护车都进不来。',
      here: true,
    },
    {
      audience: Audience.PARTIES,
      media: 'image/jpeg',
      matter: matter(1),
      matterTitle: '小学门口放学时车辆乱停，堵得走不过去',
      here: true,
      size: 148_000,
    },
    {
      audience: Audience.STAFF,
      media: 'text/plain',
      text: '架空层的长椅坏了一条，有空修一下就好。',
      here: true,
    },
    {
      audience: Audience.COMMUNITY,
      media: 'text/plain',
      matter: matter(4),
      matterTitle: '凌晨工地施工噪声',
      erasedMs: BigInt(now - 5 * day),
    },
    { audience: Audience.STAFF, media: 'text/plain', text: '王春梅\n3幢2单元501', here: true },
  ];
  return rows.map((row, i) =>
    create(OwnContentRowSchema, { size: 96, ...row, commitment: commitment(i) }),
  );
}

export function makeActs(now: number): MessageInitShape<typeof OwnActRowSchema>[] {
  const titles = [
    text('评价', 'Rate'),
    text('投票', 'Vote'),
    text('留言', 'Message'),
    text('提出协商', 'Raise a matter'),
  ];
  return titles.map((title, i) => ({
    seq: BigInt(120 - 20 * i),
    timeMs: BigInt(now - (i + 1) * day),
    matter: i === 2 ? new Uint8Array() : matter(1),
    title,
  }));
}

export function makeAccesses(now: number): MessageInitShape<typeof AccessRowSchema>[] {
  const staff = fromHex(staffHex);
  return [
    { timeMs: BigInt(now - 3 * hour), commitment: commitment(2), member: staff, name: '李明' },
    { timeMs: BigInt(now - 2 * day), commitment: commitment(4), member: staff, name: '李明' },
  ];
}
