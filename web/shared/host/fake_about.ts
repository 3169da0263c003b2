// What the fake core does about one's own: devices, what is held about a member, erasing, leaving.
// As elsewhere here no rule is looked at.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { Draft } from '../generated/yiting/v1/bridge_pb';
import { Audience } from '../generated/yiting/v1/pack_pb';
import {
  DeviceRowSchema,
  OwnContentRowSchema,
  type AboutMeRequest,
  type AboutMeViewSchema,
  type AccessRowSchema,
  type DeviceRow,
  type OwnContentRow,
} from '../generated/yiting/v1/view_people_pb';
import { fromHex, toHex } from '../model/bytes';
import { nowMs } from './clock';
import { makeAccesses, makeActs, makeContents } from './fixtures_about';

type Body = NonNullable<Draft['command']>['body'];
type Me = Pick<MessageInitShape<typeof AboutMeViewSchema>, 'roles'> & { member: Uint8Array };
type Row = { member: Uint8Array; devices: MessageInitShape<typeof DeviceRowSchema>[] };

export const thisDevice = fromHex('de'.repeat(32));
export const otherDevice = fromHex('0d'.repeat(32));

export class FakeAbout {
  devices: DeviceRow[] = [
    create(DeviceRowSchema, { device: thisDevice, boundMs: BigInt(nowMs() - 9e9), mine: true }),
    create(DeviceRowSchema, { device: otherDevice, boundMs: BigInt(nowMs() - 3e9) }),
  ];
  contents: OwnContentRow[] = makeContents(nowMs());
  acts = makeActs(nowMs());
  accesses: MessageInitShape<typeof AccessRowSchema>[] = makeAccesses(nowMs());
  accessesKnown = true;
  name = '王春梅';
  left = false;
  private revoked = new Set<string>();
  private others = new Map<string, { bound: DeviceRow[]; gone: boolean }>();

  view(wish: AboutMeRequest, me: Me): MessageInitShape<typeof AboutMeViewSchema> {
    const limit = wish.limit || 100;
    const from = wish.after[0] ?? 0;
    const more = Math.max(this.contents.length, this.acts.length) > from + limit;
    const told = wish.accesses && this.accessesKnown;
    return {
      member: me.member,
      household: fromHex('4e'.repeat(16)),
      name: this.name,
      roles: me.roles,
      admittedMs: BigInt(nowMs() - 9e9),
      devices: this.devices,
      contents: this.contents.slice(from, from + limit),
      acts: this.acts.slice(from, from + limit),
      contentsTotal: BigInt(this.contents.length),
      accesses: told ? this.accesses : [],
      accessesKnown: told,
      next: more ? Uint8Array.of(from + limit) : new Uint8Array(),
    };
  }

  // Others' devices and who is gone, as a registrar has left them.
  members<R extends Row>(rows: R[]): R[] {
    const left = rows.filter((row) => !this.others.get(toHex(row.member))?.gone);
    return left.map((row) => {
      const known = this.others.get(toHex(row.member));
      const devices = [...row.devices, ...(known?.bound ?? [])].map((one) => ({
        ...one,
        revoked: one.revoked || this.revoked.has(toHex(one.device as Uint8Array)),
      }));
      return { ...row, devices };
    });
  }

  // A command of this family, at once, as the core lays pending over what is confirmed.
  queued(body: Body, draft: Draft, me: Uint8Array): void {
    const mine = (member: Uint8Array) => toHex(member) === toHex(me);
    switch (body.case) {
      case 'bindDevice': {
        const { device, member } = body.value;
        const row = create(DeviceRowSchema, { device, boundMs: BigInt(nowMs()) });
        (mine(member) ? this.devices : this.known(member).bound).push(row);
        break;
      }
      case 'revokeDevice':
        this.revoked.add(toHex(body.value.device));
        for (const row of this.devices) row.revoked ||= this.revoked.has(toHex(row.device));
        break;
      case 'eraseContents': {
        const named = new Set(body.value.contents.map(toHex));
        const all = mine(body.value.member);
        this.erase((row) => all || named.has(toHex(row.commitment)));
        break;
      }
      case 'changeProfile': {
        if (!mine(body.value.member)) break;
        const text = new TextDecoder().decode(draft.contents[0]?.data);
        this.erase((row) => row.text.startsWith(this.name));
        this.name = text.split('\n')[0]!;
        const commitment = fromHex('cf'.repeat(32));
        const row = { commitment, audience: Audience.STAFF, media: 'text/plain', text, here: true };
        this.contents.unshift(create(OwnContentRowSchema, { ...row, size: text.length }));
        break;
      }
      case 'leaveCommunity':
        this.leave(body.value.member, mine(body.value.member), body.value.erase);
        break;
      default:
    }
  }

  private leave(member: Uint8Array, mine: boolean, erase: boolean): void {
    if (!mine) {
      this.known(member).gone = true;
      return;
    }
    this.left = true;
    for (const row of this.devices) row.revoked = true;
    if (erase) this.erase(() => true);
  }

  private erase(which: (row: OwnContentRow) => boolean): void {
    const erasedMs = BigInt(nowMs());
    for (const row of this.contents)
      if (!row.erasedMs && which(row)) Object.assign(row, { erasedMs, text: '', here: false });
  }

  private known(member: Uint8Array) {
    const key = toHex(member);
    const now = this.others.get(key) ?? { bound: [], gone: false };
    this.others.set(key, now);
    return now;
  }
}
