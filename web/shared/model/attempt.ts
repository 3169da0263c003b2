// One command at a time from one form: whether it is on its way, and why it was not taken.
import { ref, type Ref } from 'vue';
import type { Rejection } from '../generated/yiting/v1/entry_pb';
import { failureWords } from './failure';

export interface Attempt {
  busy: Ref<boolean>;
  rejection: Ref<Rejection | null>; // the rules said no
  failure: Ref<string>; // the world failed: one line that a person can use
  forget: () => void;
  // Sends; `taken` follows when the rules do not say no, and what it throws is a failure too.
  run: <A extends { rejection?: Rejection }>(
    send: () => Promise<A>,
    taken?: (answer: A) => void,
  ) => Promise<void>;
}

export function useAttempt(): Attempt {
  const busy = ref(false);
  const rejection: Ref<Rejection | null> = ref(null);
  const failure = ref('');
  const forget = () => {
    [rejection.value, failure.value] = [null, ''];
  };
  const run: Attempt['run'] = async (send, taken) => {
    busy.value = true;
    forget();
    try {
      const answer = await send();
      rejection.value = answer.rejection ?? null;
      if (!answer.rejection) taken?.(answer);
    } catch (error) {
      failure.value = failureWords(error);
    }
    busy.value = false;
  };
  return { busy, rejection, failure, forget, run };
}
