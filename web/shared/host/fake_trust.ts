// What the fake host says of the ledger itself: the audit, what can be saved, the evidence.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  SaveFile_What,
  type AuditStep,
  type SavedFileSchema,
  type SaveFile,
} from '../generated/yiting/v1/bridge_pb';
import {
  AuditView_State,
  AuditViewSchema,
  type AuditView,
  type MatterView,
} from '../generated/yiting/v1/view_pb';
import type { EvidenceRowSchema, LedgerViewSchema } from '../generated/yiting/v1/view_people_pb';
import { fromHex } from '../model/bytes';
import { nowMs } from './clock';
import { communityHex, keyHex } from './fixtures';

const leafOf = (seq: bigint) => fromHex(seq.toString(16).padStart(2, '0').repeat(32).slice(0, 64));

export class FakeTrust {
  audit: AuditView = create(AuditViewSchema);
  faultAt: bigint | null = null; // the entry that does not come out the same
  missingAt: bigint | null = null; // from here on entries or rules are not here
  evidence: MessageInitShape<typeof EvidenceRowSchema>[] = [];
  receipts = new Set<bigint>(); // of these entries this device holds one
  pieces = 3; // of the saved ledger

  step({ entries, anew }: AuditStep, total: bigint): AuditView {
    const view = this.audit;
    if (anew) Object.assign(view, { state: AuditView_State.RUNNING, done: 0n, fault: '' });
    view.total = total;
    if (entries === 0 || view.state === AuditView_State.FAULT) return view;
    const end = view.done + BigInt(entries) < total ? view.done + BigInt(entries) : total;
    view.state = end < total ? AuditView_State.RUNNING : AuditView_State.SOUND;
    if (this.faultAt !== null && this.faultAt < end) {
      view.state = AuditView_State.FAULT;
      view.fault = `entry ${this.faultAt}: its fingerprint differs`;
      view.done = this.faultAt;
    } else if (this.missingAt !== null && this.missingAt < end) {
      view.state = AuditView_State.WAITING;
      view.done = this.missingAt;
    } else {
      view.done = end;
    }
    if (view.state !== AuditView_State.RUNNING) view.endedMs = BigInt(nowMs());
    return view;
  }

  save({ what, number, from }: SaveFile): MessageInitShape<typeof SavedFileSchema> {
    const utf8 = (text: string) => new TextEncoder().encode(text);
    switch (what) {
      case SaveFile_What.RECEIPT:
        if (!this.receipts.has(number)) return {};
        return { name: `receipt-${number}.tlog-proof`, data: utf8('c2sp.org/tlog-proof@v1\n') };
      case SaveFile_What.EVIDENCE:
        if (!this.evidence.some((row) => row.number === number)) return {};
        return { name: `evidence-${number}.txt`, data: utf8('yiting-evidence 1\n') };
      case SaveFile_What.ENTRY:
        return { name: `entry-${number}.bin`, data: leafOf(number) };
      case SaveFile_What.LEDGER: {
        const piece = from[0] ?? 0;
        const next = piece + 1 < this.pieces ? Uint8Array.of(piece + 1) : new Uint8Array();
        return { name: 'ledger.yiting', data: utf8(`piece ${piece}\n`), next };
      }
      default:
        return {};
    }
  }

  ledger(size: bigint, matter?: MatterView): MessageInitShape<typeof LedgerViewSchema> {
    const entries = (matter?.timeline ?? []).map(({ seq, timeMs }) => {
      return { seq, timeMs, leaf: leafOf(seq), receipt: this.receipts.has(seq) };
    });
    return {
      community: fromHex(communityHex),
      sequencerKey: fromHex(keyHex),
      streetKeys: [fromHex('51'.repeat(32)), fromHex('52'.repeat(32))],
      checkpoint: `yiting.org/${communityHex}\n${size}\n`,
      treeSize: size,
      root: fromHex('ee'.repeat(32)),
      evidence: this.evidence,
      entries,
    };
  }
}
