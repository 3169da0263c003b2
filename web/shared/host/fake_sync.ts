// The sync state of the fake host, out of what its outbox holds.
import {
  OutboxItem_State as Sent,
  SyncView_State,
  type AuditView,
  type OutboxItem,
} from '../generated/yiting/v1/view_pb';
import { nowMs } from './clock';

export function syncOf(core: {
  outbox: readonly OutboxItem[];
  online: boolean;
  seq: bigint;
  broken: string;
  trust: { audit: AuditView };
}) {
  const { outbox, online, seq, broken } = core;
  const waiting = outbox.filter((item) => item.state === Sent.WAITING).length;
  const refused = outbox.filter((item) => item.state === Sent.REFUSED).length;
  const state = refused
    ? SyncView_State.NEEDS_YOU
    : waiting
      ? online
        ? SyncView_State.SENDING
        : SyncView_State.WAITING
      : SyncView_State.ALL_SENT;
  return {
    state: broken ? SyncView_State.BROKEN : state,
    waiting,
    refused,
    treeSize: seq,
    serverSize: seq,
    lastContactMs: BigInt(nowMs()),
    broken,
    audit: core.trust.audit,
  };
}
