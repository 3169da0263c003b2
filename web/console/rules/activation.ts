// Sending a change of the rules: one way for a new pack, a signature under somebody else's, and a
// version that comes back.
import { ref, type Ref } from 'vue';
import type { Rejection } from '../../shared/generated/yiting/v1/entry_pb';
import { failureWords } from '../../shared/model/failure';
import type { Values } from '../../shared/model/form';
import { noteSent } from '../../shared/model/outbox';
import type { DraftInit } from '../../shared/model/replica';
import { useSession } from '../../shared/model/session';

export const rulesForm = 'rules';
export const rulesPath = 'rules';

export interface Activation {
  pack: Uint8Array; // hash
  base: Uint8Array; // hash of the pack in force that was looked at
  bundle?: Uint8Array; // of a pack that others may not have
  matter?: Uint8Array; // the vote that was won
  values?: Values; // what was typed, to be found again if it is refused
}

export function useActivation(): {
  busy: Ref<boolean>;
  rejection: Ref<Rejection | null>;
  failure: Ref<string>;
  sent: Ref<boolean>;
  activate: (activation: Activation) => Promise<boolean>;
  act: (draft: DraftInit, values?: Values) => Promise<boolean>;
} {
  const session = useSession();
  const busy = ref(false);
  const rejection: Ref<Rejection | null> = ref(null);
  const failure = ref('');
  const sent = ref(false);

  // True once it is safe in the outbox.
  async function act(draft: DraftInit, values?: Values): Promise<boolean> {
    const replica = session.replica.value;
    if (!replica || busy.value) return false;
    busy.value = true;
    [rejection.value, failure.value, sent.value] = [null, '', false];
    try {
      const acted = await replica.act(draft);
      rejection.value = acted.rejection ?? null;
      sent.value = !acted.rejection;
      if (sent.value && values)
        noteSent(session.folder, acted.commandId, { form: rulesForm, path: rulesPath, values });
    } catch (error) {
      failure.value = failureWords(error);
    }
    busy.value = false;
    return sent.value;
  }

  function activate({ pack, base, bundle, matter, values }: Activation): Promise<boolean> {
    const body = { case: 'activatePack', value: { pack, base, matter } } as const;
    return act({ command: { body }, pack: bundle }, values);
  }

  return { busy, rejection, failure, sent, activate, act };
}
