// A host without a core: answers BridgeRequests from fixtures, in the page, with a network that can
// be switched. It follows actions from stage to stage and nothing more; what the rules decide is
// the core's. Used by tests, by tests/web/app_shots.mjs and by `npm run dev`; cut out of what is
// shipped.
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { type Applicant, makeApplicant, plainView } from './fixtures_people';
import {
  ActedSchema,
  BridgeRequestSchema,
  BridgeResponseSchema,
  OutboxEdit_What,
  type BridgeRequest,
  type Draft,
} from '../generated/yiting/v1/bridge_pb';
import { Reason, type Rejection, RejectionSchema } from '../generated/yiting/v1/entry_pb';
import type { NoticeRow } from '../generated/yiting/v1/view_deliberation_pb';
import type { CaseRow, OrderRow } from '../generated/yiting/v1/view_desk_pb';
import type { Action, Module, Procedure } from '../generated/yiting/v1/pack_pb';
import {
  MatterListRequest_Filter as Filter,
  MatterViewSchema,
  OfferedActionSchema,
  OutboxItem_State as Sent,
  OutboxItemSchema,
  type MatterView,
  type OfferedAction,
  type OutboxItem,
  type ViewRequest,
  type ViewSchema,
} from '../generated/yiting/v1/view_pb';
import { MessageRowSchema, type MessageRow } from '../generated/yiting/v1/view_desk_pb';
import { fromHex, toHex } from '../model/bytes';
import { nowMs } from './clock';
import { makeMatter, makeMembers, makeMessages } from './fixtures';
import { pack } from './fixtures_pack';
import { addParts } from './fixtures_parts';
import { FakeAbout } from './fake_about';
import { advance } from './fake_advance';
import { makeHome } from './fake_home';
import { listOf } from './fake_list';
import { FakeRules } from './fake_rules';
import { FakeTrust } from './fake_trust';
import { FakeVenues } from './fake_venues';
import { syncOf } from './fake_sync';
import type { Host } from './host';

type Result = NonNullable<MessageInitShape<typeof BridgeResponseSchema>['result']>;
type ViewResult = NonNullable<MessageInitShape<typeof ViewSchema>['view']>;

const steps = [1, 2, 5, 6, 8, 9, 3, 10, 4, 10, 1, 7, 9, 10, 2, 10, 3, 10, 10, 5, 10, 10, 6, 10];

export class FakeCore {
  role: 'visitor' | 'resident' | 'staff';
  online = true;
  refuseNext: Reason | null = null; // the server's answer to the next command that is sent
  matters: MatterView[];
  outbox: OutboxItem[] = [];
  messages: MessageRow[];
  cases: CaseRow[] = [];
  orders: OrderRow[] = [];
  notices: NoticeRow[] = [];
  applicants: Applicant[] = [];
  unit = ''; // of the role of who looks
  off: Module[] = []; // what the street does without
  acted: Draft[] = [];
  // what this device's own rules say to the next commands; null: nothing
  refuseHere: ({ reason: Reason; detail: string } | null)[] = [];
  more: OfferedAction[] = []; // offered beside those of the pack, as allowed as they say
  seq = 128n;
  rules = new FakeRules();
  venues = new FakeVenues();
  trust = new FakeTrust();
  about = new FakeAbout();
  broken = ''; // in one line, why syncing has stopped
  registrar = false;
  private listeners = new Set<() => void>();
  private counter = 0;

  constructor(role: FakeCore['role'] = 'resident') {
    this.role = role;
    this.matters = steps.map((step, i) => addParts(makeMatter(i, step, nowMs()), i, nowMs()));
    this.messages = makeMessages(nowMs(), this.matters[0]!.row!.matter);
  }

  host(): Host {
    return {
      call: async (bytes) => {
        const request = fromBinary(BridgeRequestSchema, bytes);
        const before = this.outbox.length;
        const response = create(BridgeResponseSchema, { result: this.answer(request) });
        response.changed = request.call.case === 'edit' || this.outbox.length !== before;
        return toBinary(BridgeResponseSchema, response);
      },
      onChanged: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      close: () => this.listeners.clear(),
    };
  }

  // The network is there: everything that waits is sent and answered.
  sync(): void {
    if (!this.online) return;
    for (const item of this.outbox) {
      if (item.state !== Sent.WAITING) continue;
      const refused = this.refuseNext ?? this.rules.settle(item);
      if (refused !== null) {
        item.state = Sent.REFUSED;
        item.rejection = this.reject(refused, item.commandId);
        this.venues.settled(item, false);
        this.matters = this.matters.filter(
          (one) => !(one.row!.pending && toHex(one.row!.matter) === toHex(item.matter)),
        );
        this.refuseNext = null;
      } else {
        [item.state, item.seq] = [Sent.ACCEPTED, this.seq++];
        this.settle(item.matter);
        this.venues.settled(item, true);
      }
    }
    for (const listener of this.listeners) listener();
  }

  private settle(matter: Uint8Array): void {
    const view = this.find(matter);
    if (view) view.row!.pending = false;
    for (const item of view?.timeline ?? []) item.pending = false;
    for (const message of this.messages) message.pending = false;
  }

  private find(matter: Uint8Array): MatterView | undefined {
    return this.matters.find((one) => toHex(one.row!.matter) === toHex(matter));
  }

  private answer(request: BridgeRequest): Result {
    const { call } = request;
    switch (call.case) {
      case 'view': {
        const sync = syncOf(this);
        return { case: 'view', value: { view: this.view(call.value), sync } };
      }
      case 'act':
        return { case: 'acted', value: this.act(call.value) };
      case 'edit': {
        const same = (item: OutboxItem) => toHex(item.commandId) === toHex(call.value.commandId);
        const mayGo = (item: OutboxItem) =>
          (call.value.what === OutboxEdit_What.WITHDRAW) === (item.state === Sent.WAITING);
        const gone = this.outbox.find((item) => same(item) && mayGo(item));
        this.outbox = this.outbox.filter((item) => item !== gone);
        if (gone) this.rules.withdrawn(gone);
        if (gone?.state === Sent.WAITING) this.venues.settled(gone, false);
        if (gone?.state === Sent.WAITING)
          this.matters = this.matters.filter(
            (one) => !(one.row!.pending && toHex(one.row!.matter) === toHex(gone.matter)),
          );
        return { case: 'acted', value: {} };
      }
      case 'invite':
        return {
          case: 'invitation',
          value: { seed: fromHex('1d'.repeat(32)), commandId: this.nextId() },
        };
      case 'content':
        return { case: 'content', value: { here: false } };
      case 'draftPack':
        return { case: 'draftedPack', value: this.rules.draft(call.value) };
      case 'audit':
        return { case: 'audit', value: this.trust.step(call.value, this.seq) };
      case 'save':
        return { case: 'saved', value: this.trust.save(call.value) };
      default:
        return { case: 'opened', value: {} };
    }
  }

  private view(request: ViewRequest): ViewResult {
    const { view } = request;
    switch (view.case) {
      case 'matters':
        return { case: 'matters', value: listOf(this.rows(view.value.filter), view.value) };
      case 'matter': {
        const found = this.find(view.value.matter);
        return {
          case: 'matter',
          value: found ? create(MatterViewSchema, { ...found, actions: this.offered(found) }) : {},
        };
      }
      case 'outbox':
        return { case: 'outbox', value: { items: this.outbox } };
      case 'pack':
        return { case: 'pack', value: { pack } };
      case 'messages':
        return { case: 'messages', value: { rows: this.messages } };
      case 'members': {
        const rows = makeMembers(view.value.role, this.role === 'staff');
        return { case: 'members', value: { rows: this.about.members(rows) } };
      }
      case 'aboutMe':
        return { case: 'aboutMe', value: this.about.view(view.value, this.home().me) };
      case 'rooms':
        return { case: 'rooms', value: {} };
      case 'applicants':
        return { case: 'applicants', value: { rows: this.applicants } };
      case 'cases':
        return { case: 'cases', value: { rows: view.value.text ? this.cases : [] } };
      case 'venues':
        return { case: 'venues', value: this.venues.view(view.value, this.role === 'staff') };
      case 'notices': {
        const rows = this.notices.slice(0, view.value.limit || 20);
        return { case: 'notices', value: { rows } };
      }
      case 'orders':
        return { case: 'orders', value: { rows: this.orders } };
      case 'rules':
        return { case: 'rules', value: this.rules.view(this.role === 'staff') };
      case 'ledger':
        return {
          case: 'ledger',
          value: this.trust.ledger(this.seq, this.find(view.value.matter)),
        };
      default:
        return plainView(view.case) ?? { case: 'home', value: this.home() };
    }
  }

  private rows(filter: Filter) {
    const rows = this.matters.map((one) => one.row!);
    switch (filter) {
      case Filter.OPEN:
        return rows.filter((row) => row.stage);
      case Filter.CLOSED:
        return rows.filter((row) => !row.stage);
      case Filter.MINE:
        return rows.filter((row) => row.mine);
      case Filter.INBOX:
        return this.matters
          .filter((one) =>
            this.offered(one).some((offer) => offer.allowed && offer.action!.id !== 'nudge'),
          )
          .map((one) => one.row!)
          .sort((a, b) => Number(a.dueMs - b.dueMs));
      default:
        return rows;
    }
  }

  private roles(): string[] {
    const more = this.registrar ? ['registrar'] : [];
    return { visitor: [], resident: ['resident'], staff: ['community_staff', ...more] }[this.role];
  }

  private offered(view: MatterView) {
    const procedure = pack.procedures[0]!;
    const stage = procedure.stages.find((one) => one.id === view.row!.stage);
    if (!stage || this.role === 'visitor') return [];
    const mine = new Set([
      ...this.roles(),
      ...(view.row!.mine && this.role === 'resident' ? ['opener', 'participant'] : []),
    ]);
    return [...stage.actions, ...procedure.actions].map((action) => {
      const allowed = action.by.some((who) => mine.has(who));
      return create(OfferedActionSchema, {
        action,
        allowed,
        reason: allowed ? Reason.REASON_UNSPECIFIED : Reason.NOT_ALLOWED,
      });
    }).concat(this.more);
  }

  private home() {
    return makeHome({
      left: this.about.left,
      role: this.about.left ? 'visitor' : this.role,
      unit: this.unit,
      off: this.off,
      notices: this.notices.length,
      roles: this.roles(),
      rows: this.rows(Filter.ALL),
      inbox: this.role === 'visitor' ? [] : this.rows(Filter.INBOX),
    });
  }

  private nextId(): Uint8Array<ArrayBuffer> {
    return fromHex((++this.counter).toString(16).padStart(2, '0').repeat(32));
  }

  private reject(reason: Reason, commandId: Uint8Array = new Uint8Array()): Rejection {
    return create(RejectionSchema, {
      commandId,
      reason,
      rule: reason === Reason.NOT_ALLOWED ? 'bell.may_open' : '',
    });
  }

  private act(draft: Draft): MessageInitShape<typeof ActedSchema> {
    const joins = ['acceptInvitation', 'askToJoin'].includes(draft.command?.body.case ?? '');
    if (this.role === 'visitor' && !joins)
      return { rejection: this.reject(Reason.NOT_A_MEMBER) };
    const body = draft.command!.body;
    this.acted.push(draft);
    const no = this.refuseHere.shift();
    if (no) return { rejection: { ...this.reject(no.reason), detail: no.detail } };
    const refused = this.rules.refuse(body);
    if (refused) return { rejection: { ...this.reject(refused.reason), detail: refused.detail } };
    const commandId = this.nextId();
    const words = (field: string) =>
      new TextDecoder().decode(
        draft.contents.find((content) => content.field === field)?.data ?? new Uint8Array(),
      );
    const texts = draft.contents
      .filter((content) => content.media === 'text/plain')
      .map((content) => ({ field: content.field, text: words(content.field) }));
    const createdMs = BigInt(nowMs());
    const item = create(OutboxItemSchema, { commandId, state: Sent.WAITING, createdMs, texts });
    this.outbox.push(item);
    switch (body.case) {
      case 'openMatter': {
        [item.kind, item.title, item.matter] = [
          'open_matter',
          pack.procedures.find((one) => one.id === body.value.procedure)?.title,
          commandId.slice(0, 16),
        ];
        this.matters.unshift(this.opened(item.matter, words('title')));
        break;
      }
      case 'actOnMatter':
        this.move(item, body.value.matter, body.value.action);
        break;
      case 'leaveMessage':
        item.kind = 'leave_message';
        this.messages.unshift(
          create(MessageRowSchema, {
            message: commandId.slice(0, 16),
            timeMs: item.createdMs,
            text: words('text'),
            mine: true,
            pending: true,
          }),
        );
        break;
      case 'convertMessage': {
        [item.kind, item.matter] = ['convert_message', commandId.slice(0, 16)];
        this.matters.unshift(this.opened(item.matter, words('title')));
        const message = this.messages.find(
          (one) => toHex(one.message) === toHex(body.value.message),
        );
        if (message) message.matter = item.matter;
        break;
      }
      case 'askToJoin':
        item.kind = 'ask_to_join';
        this.applicants = [makeApplicant(fromHex('de'.repeat(32)), words('profile'))];
        break;
      case 'acceptInvitation':
        [item.kind, this.role] = ['accept_invitation', 'resident'];
        break;
      default:
        item.kind = (body.case ?? '').replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`);
        this.rules.queued(item, body);
        this.venues.queued(item, body);
        this.about.queued(body, draft, this.home().me.member);
    }
    return { commandId, matter: item.matter };
  }

  private opened(id: Uint8Array, title: string): MatterView {
    const view = makeMatter(this.matters.length, 1, nowMs());
    Object.assign(view.row!, {
      matter: id,
      title,
      pending: true,
      mine: true,
      number: BigInt(this.matters.length + 1),
      openedMs: BigInt(nowMs()),
    });
    Object.assign(view.timeline[0]!, { timeMs: BigInt(nowMs()), pending: true, byMe: true });
    return view;
  }

  private move(item: OutboxItem, matter: Uint8Array, actionId: string): void {
    const view = this.find(matter);
    const procedure: Procedure = pack.procedures[0]!;
    const all: Action[] = [
      ...procedure.actions,
      ...procedure.stages.flatMap((stage) => stage.actions),
    ];
    const action = all.find((one) => one.id === actionId);
    [item.kind, item.matter, item.title] = ['act_on_matter', matter, action?.title];
    if (!view || !action) return;
    advance(view, action, this.seq, this.roles()[0]);
  }
}
