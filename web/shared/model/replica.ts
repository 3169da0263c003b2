// One open replica, with types: BridgeRequests in, views out. Thin; knows no screen.
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import {
  BridgeRequestSchema,
  BridgeResponseSchema,
  OutboxEdit_What,
  type Acted,
  type BridgeResponse,
  type ContentBytes,
  type DraftedPack,
  type DraftPackSchema,
  type DraftSchema,
  type Invitation,
  type SaveFile_What,
} from '../generated/yiting/v1/bridge_pb';
import type { IssueInvitationSchema } from '../generated/yiting/v1/command_pb';
import type { AuditView, SyncView, View, ViewRequestSchema } from '../generated/yiting/v1/view_pb';
import { entropy, nowMs } from '../host/clock';
import type { Host } from '../host/host';

type RequestInit = MessageInitShape<typeof BridgeRequestSchema>;
export type DraftInit = MessageInitShape<typeof DraftSchema>;
type ViewInit = NonNullable<MessageInitShape<typeof ViewRequestSchema>['view']>;
export type ViewKind = NonNullable<View['view']['case']>;
// What may be asked of a view, e.g. {filter, limit}.
export type ViewWish<K extends ViewKind> = Extract<ViewInit, { case: K }>['value'];
type Views = { [C in ViewKind]: Extract<View['view'], { case: C }>['value'] };
export type ViewOf<K extends ViewKind> = Views[K];

export interface Saved {
  name: string; // as a file's
  parts: Uint8Array<ArrayBuffer>[];
}

// What opens a replica: the tab that leads calls it, so it is made anew each time.
export function openRequest(
  folder: string,
  community: Uint8Array,
  key: Uint8Array,
  seed: Uint8Array,
): Uint8Array {
  return encodeRequest({
    call: { case: 'open', value: { folder, community, sequencerKey: key, deviceSeed: seed } },
  });
}

function encodeRequest(init: RequestInit): Uint8Array {
  const request = create(BridgeRequestSchema, {
    ...init,
    nowMs: BigInt(nowMs()),
    entropy: entropy(),
  });
  return toBinary(BridgeRequestSchema, request);
}

export class Replica {
  private readonly host: Host;
  // Set by the session: every view carries the sync state.
  onSync: (sync: SyncView) => void = () => {};
  onChanged: () => void = () => {};

  constructor(host: Host) {
    this.host = host;
    host.onChanged(() => this.onChanged());
  }

  async view<K extends ViewKind>(kind: K, value: ViewWish<K>): Promise<ViewOf<K>> {
    const view = { case: kind, value } as ViewInit;
    const response = await this.call({
      call: { case: 'view', value: { nowMs: BigInt(nowMs()), view } },
    });
    const answer = this.expect(response, 'view');
    if (answer.sync) this.onSync(answer.sync);
    if (answer.view.case !== kind) throw new Error(`the core was asked for ${kind}`);
    return answer.view.value as ViewOf<K>;
  }

  async act(draft: DraftInit): Promise<Acted> {
    return this.expect(await this.call({ call: { case: 'act', value: draft } }), 'acted');
  }

  async withdraw(commandId: Uint8Array): Promise<void> {
    await this.edit(commandId, OutboxEdit_What.WITHDRAW);
  }

  async seen(commandId: Uint8Array): Promise<void> {
    await this.edit(commandId, OutboxEdit_What.SEEN);
  }

  async invite(command: MessageInitShape<typeof IssueInvitationSchema>): Promise<Invitation> {
    return this.expect(
      await this.call({ call: { case: 'invite', value: { command } } }),
      'invitation',
    );
  }

  // Another pack out of one that is here; nothing is kept.
  async draftPack(draft: MessageInitShape<typeof DraftPackSchema>): Promise<DraftedPack> {
    const call = { case: 'draftPack', value: draft } as const;
    return this.expect(await this.call({ call }), 'draftedPack');
  }

  async content(commitment: Uint8Array): Promise<ContentBytes> {
    const call = { case: 'content', value: { commitment } } as const;
    return this.expect(await this.call({ call }), 'content');
  }

  // "Check everything": decides up to `entries` of them again; 0 only asks how it stands. Whoever
  // wants it done in the background uses host/audit_driver.ts.
  async audit(entries: number, anew = false): Promise<AuditView> {
    const call = { case: 'audit', value: { entries, anew } } as const;
    return this.expect(await this.call({ call }), 'audit');
  }

  // A file for outside of the app, in pieces, e.g. for new Blob(parts); null: it is not here (yet).
  async save(what: SaveFile_What, number = 0n): Promise<Saved | null> {
    const saved: Saved = { name: '', parts: [] };
    for (let from = new Uint8Array(); ; ) {
      const call = { case: 'save', value: { what, number, from } } as const;
      const piece = this.expect(await this.call({ call }), 'saved');
      if (piece.data.length === 0 && piece.next.length === 0) return null;
      saved.name ||= piece.name;
      saved.parts.push(new Uint8Array(piece.data));
      if (piece.next.length === 0) return saved;
      from = new Uint8Array(piece.next);
    }
  }

  close(): void {
    this.onChanged = () => {};
    this.host.close();
  }

  private async edit(commandId: Uint8Array, what: OutboxEdit_What): Promise<void> {
    await this.call({ call: { case: 'edit', value: { commandId, what } } });
  }

  private async call(init: RequestInit): Promise<BridgeResponse> {
    const response = fromBinary(BridgeResponseSchema, await this.host.call(encodeRequest(init)));
    if (response.error) throw new Error(response.error);
    if (response.changed) this.onChanged();
    return response;
  }

  private expect<C extends NonNullable<BridgeResponse['result']['case']>>(
    response: BridgeResponse,
    wanted: C,
  ) {
    if (response.result.case !== wanted)
      throw new Error(`the core answered ${response.result.case}`);
    return response.result.value as Extract<BridgeResponse['result'], { case: C }>['value'];
  }
}
