// Enum value → catalogue key. A test holds that every value of each enum has its texts.
import { Reason } from '../generated/yiting/v1/entry_pb';
import {
  OutboxItem_State,
  SyncView_State,
  TimelineItem_Kind,
} from '../generated/yiting/v1/view_pb';
import { Channel, Consent } from '../generated/yiting/v1/command_pb';
import { Audience } from '../generated/yiting/v1/pack_pb';
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

export function audienceKey(audience: Audience): TextKey {
  return known(`audience.${Audience[audience]}`);
}

// What a command does that has no title of a pack.
export function outboxTitleKey(kind: string): TextKey | null {
  const key = `outbox.kind.${kind}`;
  return key in catalogue ? (key as TextKey) : null;
}
