// How many commands of some kinds this device keeps that are not on the ledger yet.
import { computed, type ComputedRef } from 'vue';
import { OutboxItem_State as State } from '../generated/yiting/v1/view_pb';
import { useView } from './session';

export const ownKinds = [
  'bind_device',
  'revoke_device',
  'erase_contents',
  'change_profile',
  'leave_community',
];

export function usePending(kinds: readonly string[] = ownKinds): ComputedRef<number> {
  const { data } = useView('outbox', () => ({}));
  return computed(
    () =>
      (data.value?.items ?? []).filter(
        (item) =>
          kinds.includes(item.kind) &&
          (item.state === State.WAITING || item.state === State.SENDING),
      ).length,
  );
}
