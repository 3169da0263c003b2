// The half of the fake host that the rules page asks: packs by hash, who signed, which one holds.
// It knows that a base must be the pack in force and that enough must sign; all else is the core's.
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import type { DraftPack, DraftedPackSchema } from '../generated/yiting/v1/bridge_pb';
import type { Payload } from '../generated/yiting/v1/command_pb';
import { Reason } from '../generated/yiting/v1/entry_pb';
import {
  ActivationSchema,
  PackBundleSchema,
  type Activation,
  type PackBundle,
  type Param,
} from '../generated/yiting/v1/pack_pb';
import type { OutboxItem } from '../generated/yiting/v1/view_pb';
import type { ParamChange, RulesViewSchema } from '../generated/yiting/v1/view_rules_pb';
import { fromHex, toHex } from '../model/bytes';
import { changesBetween } from '../model/rules';
import { nowMs } from './clock';
import { staffHex } from './fixtures';
import { pack } from './fixtures_pack';
import { packFiles, params } from './fixtures_rules';

type Body = Payload['body'];
interface Signature {
  member: string;
  name: string;
}
interface Term extends Signature {
  pack: string;
  sinceMs: number;
}
export const otherAdmin: Signature = { member: 'f4'.repeat(16), name: '周敏' };
const me: Signature = { member: staffHex, name: '李明' };

export class FakeRules {
  activation: Activation = create(ActivationSchema, { by: ['street_staff'] });
  mayActivate: boolean | null = null; // null: staff may
  terms: Term[] = []; // confirmed, the newest first
  offers = new Map<string, Signature[]>();
  elsewhere: string[] = ['05', '06', '07'].map((byte) => byte.repeat(16));
  stuck = new Map<string, Reason>(); // matters that cannot move
  won = new Map<string, string>(); // pack → matter that carried it
  private packs = new Map<string, PackBundle>();
  private sent = new Map<string, { pack: string; base: string }>(); // by command

  constructor() {
    const pack = this.add(create(PackBundleSchema, { profile: 1, files: packFiles }));
    this.terms = [{ ...me, pack, sinceMs: nowMs() - 90 * 86_400_000 }];
  }

  // Somebody else puts other numbers in force on top of what holds.
  byOther(values: Record<string, bigint>): void {
    const standing = this.paramsOf(this.terms[0]!.pack);
    const choices = Object.entries(values).map(([id, value]) => ({ id, value, denominator: 0n }));
    const kept = standing
      .filter((one) => one.value !== one.defaultValue && !(one.id in values))
      .map(({ id, value, denominator }) => ({ id, value, denominator }));
    const bundle = create(PackBundleSchema, {
      profile: 1,
      files: packFiles,
      choices: [...kept, ...choices],
    });
    this.terms.unshift({ ...otherAdmin, pack: this.add(bundle), sinceMs: nowMs() });
  }

  // Some have signed for other numbers already.
  offer(choices: { id: string; value: bigint }[], signers: Signature[]): string {
    const hash = this.add(create(PackBundleSchema, { profile: 1, files: packFiles, choices }));
    this.offers.set(hash, signers);
    return hash;
  }

  draft(request: DraftPack): MessageInitShape<typeof DraftedPackSchema> {
    const base = this.packs.get(toHex(request.base) || this.inForce())!;
    const bundle = create(PackBundleSchema, {
      profile: 1,
      files: request.files.length ? request.files : base.files,
      choices: request.keepChoices ? base.choices : request.choices,
    });
    const faults = bundle.files.flatMap((file) => faultsOf(file.path, file.content));
    if (faults.length) return { faults };
    const hash = this.add(bundle);
    return {
      hash: fromHex(hash),
      bundle: toBinary(PackBundleSchema, bundle),
      pack: { ...pack, params: this.paramsOf(hash) },
    };
  }

  // Why a command of this page is refused here and now; null: it may be queued.
  refuse(body: Body): { reason: Reason; detail: string } | null {
    if (body.case === 'activatePack' && toHex(body.value.base) !== this.inForce())
      return { reason: Reason.PACK_CHANGED, detail: this.inForce() };
    if (body.case !== 'migrateMatters') return null;
    for (const matter of body.value.matters.map(toHex)) {
      const reason = this.stuck.get(matter);
      if (reason) return { reason, detail: matter };
    }
    return null;
  }

  queued(item: OutboxItem, body: Body): void {
    if (body.case === 'activatePack') {
      [item.kind, item.pack] = ['activate_pack', body.value.pack];
      const value = { pack: toHex(body.value.pack), base: toHex(body.value.base) };
      this.sent.set(toHex(item.commandId), value);
    }
    if (body.case === 'migrateMatters') {
      item.kind = 'migrate_matters';
      const moved = new Set(body.value.matters.map(toHex));
      this.elsewhere = this.elsewhere.filter((matter) => !moved.has(matter));
    }
  }

  // It is sent: the server's answer, null if it is taken.
  settle(item: OutboxItem): Reason | null {
    const sent = this.sent.get(toHex(item.commandId));
    if (!sent) return null;
    this.sent.delete(toHex(item.commandId));
    if (sent.base !== this.terms[0]!.pack) return Reason.PACK_CHANGED;
    const signers = [...(this.offers.get(sent.pack) ?? []), me];
    if (signers.length < this.activation.signers) {
      this.offers.set(sent.pack, signers);
    } else {
      this.offers.clear();
      this.terms.unshift({ ...me, pack: sent.pack, sinceMs: nowMs() });
    }
    return null;
  }

  withdrawn(item: OutboxItem): void {
    this.sent.delete(toHex(item.commandId));
  }

  view(staff: boolean): MessageInitShape<typeof RulesViewSchema> {
    const terms = this.shownTerms();
    const hash = terms[0]!.pack;
    const changes = (from: string, to: string) =>
      changesBetween(this.paramsOf(from), this.paramsOf(to)) as ParamChange[];
    const filesChanged = (from: string, to: string) =>
      JSON.stringify(this.packs.get(from)!.files) !== JSON.stringify(this.packs.get(to)!.files);
    const compared = (from: string, to: string) => ({
      pack: fromHex(to),
      title: pack.title,
      version: pack.version,
      changes: changes(from, to),
      filesChanged: filesChanged(from, to),
    });
    return {
      hash: fromHex(hash),
      title: pack.title,
      version: pack.version,
      params: this.paramsOf(hash),
      roles: pack.roles,
      activation: this.activation,
      mayActivate: this.mayActivate ?? staff,
      terms: terms.map((term, i) => ({
        ...compared(terms[i + 1]?.pack ?? term.pack, term.pack),
        sinceMs: BigInt(term.sinceMs),
        by: fromHex(term.member),
        byName: term.name,
      })),
      offers: [...this.shownOffers()].map(([offered, signers]) => ({
        ...compared(hash, offered),
        needed: Math.max(this.activation.signers, 1),
        mine: signers.some((one) => one.member === me.member),
        signers: signers.map(({ member, name }) => ({ member: fromHex(member), name })),
      })),
      votes: [...this.won].map(([voted, matter]) => ({
        ...compared(hash, voted),
        matter: fromHex(matter),
        number: 25n,
        won: true,
        outcome: { zh: '已采纳', en: 'Adopted' },
      })),
      mattersElsewhere: BigInt(terms.length > 1 ? this.elsewhere.length : 0),
      matters: terms.length > 1 ? this.elsewhere.map(fromHex) : [],
    };
  }

  private inForce(): string {
    return this.shownTerms()[0]!.pack;
  }

  // With what waits to be sent on top, as a phone shows it.
  private shownTerms(): Term[] {
    const terms = [...this.terms];
    for (const { pack, base } of this.sent.values())
      if (this.activation.signers < 2 && base === terms[0]!.pack)
        terms.unshift({ ...me, pack, sinceMs: nowMs() });
    return terms;
  }

  private shownOffers(): Map<string, Signature[]> {
    const offers = new Map(this.offers);
    for (const { pack } of this.sent.values())
      if (this.activation.signers > 1) offers.set(pack, [...(offers.get(pack) ?? []), me]);
    return offers;
  }

  private paramsOf(hash: string): Param[] {
    const { choices } = this.packs.get(hash)!;
    return params.map((one) => {
      const choice = choices.find(({ id }) => id === one.id);
      const { value, denominator } = choice ?? one;
      return { ...one, value, denominator };
    });
  }

  private add(bundle: PackBundle): string {
    const hash = hashOf(toBinary(PackBundleSchema, bundle));
    this.packs.set(hash, bundle);
    return hash;
  }
}

// A line with "@@" is what this host calls an error.
function faultsOf(file: string, content: Uint8Array) {
  return new TextDecoder()
    .decode(content)
    .split('\n')
    .flatMap((line, i) =>
      line.includes('@@')
        ? [
            {
              file,
              line: i + 1,
              column: line.indexOf('@@') + 1,
              text: { zh: '这里读不懂', en: 'this cannot be read' },
              mend: { zh: '删去 @@', en: 'remove @@' },
            },
          ]
        : [],
    );
}

// FNV-1a, eight times with different beginnings: other bytes, another hash; no more is needed here.
function hashOf(bytes: Uint8Array): string {
  let hex = '';
  for (let lane = 0; lane < 8; lane++) {
    let hash = 0x811c9dc5 ^ lane;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    hex += hash.toString(16).padStart(8, '0');
  }
  return hex;
}
