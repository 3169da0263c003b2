// Enum value → catalogue key. A test holds that every value of each enum has its texts.
import { Reason } from '../generated/yiting/v1/entry_pb';
import {
  OutboxItem_State,
  SyncView_State,
  TimelineItem_Kind,
} from '../generated/yiting/v1/view_pb';
import { Channel, Consent } from '../generated/yiting/v1/command_pb';
import { Audience } from '../generated/yiting/v1/pack_pb';
import { NoticeRow_As } from '../generated/yiting/v1/view_deliberation_pb';
import { catalogue, type TextKey } from './index';

function known(key: string): TextKey {
  return key in catalogue ? (key as TextKey) : 'reason.REASON_UNSPECIFIED';
}

export function reasonKeys(reason: Reason): { means: TextKey; help: TextKey } {
  const name = Reason[reason] ?? 'REASON_UNSPECIFIED';
  return { means: known(`reason.${name}`), help: known(`help.${name}`) };
}

export function outboxKey(state: OutboxItem_State): TextKey {
  return known(`outbox.state.${OutboxItem_State[state]}`);
}

export function syncKey(state: SyncView_State): TextKey {
  return known(`sync.${SyncView_State[state]}`);
}

export function timelineKey(kind: TimelineItem_Kind): TextKey {
  return known(`timeline.${TimelineItem_Kind[kind]}`);
}

export function channelKey(channel: Channel): TextKey {
  return known(`channel.${Channel[channel]}`);
}

export function consentKey(consent: Consent): TextKey {
  return known(`consent.${Consent[consent]}`);
}

export function noticeKey(as: NoticeRow_As): TextKey {
  return known(`told.${NoticeRow_As[as]}`);
}

export function audienceKey(audience: Audience): TextKey {
  return known(`audience.${Audience[audience]}`);
}

// What a command does that has no title of a pack.
export function outboxTitleKey(kind: string): TextKey | null {
  const key = `outbox.kind.${kind}`;
  return key in catalogue ? (key as TextKey) : null;
}

// What a refusal is about where its detail is a word of the rules and no ID.
export function aboutKey(reason: Reason, detail: string): TextKey | null {
  const of = { [Reason.OUT_OF_HOURS]: 'booking', [Reason.MODULE_OFF]: 'module' } as const;
  const key = reason in of ? `${of[reason as keyof typeof of]}.${detail}` : '';
  return key in catalogue ? (key as TextKey) : null;
}

// What the core shows of a command that no pack's fields describe.
export function givenKey(field: string): TextKey | null {
  const key = `given.${field}`;
  return key in catalogue ? (key as TextKey) : null;
}
