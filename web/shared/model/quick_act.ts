// An action that needs no form: one tap, one command, and the matter is followed from then on.
import { useAttempt, type Attempt } from './attempt';
import { toHex } from './bytes';
import { follow } from './follow';
import { toInputs, type Values } from './form';
import { useSession } from './session';
import type { Action } from '../generated/yiting/v1/pack_pb';

export interface QuickAct extends Attempt {
  act: (matter: Uint8Array, action: Action, values?: Values) => Promise<void>;
}

export function useQuickAct(): QuickAct {
  const session = useSession();
  const attempt = useAttempt();
  const act: QuickAct['act'] = async (matter, action, values = {}) => {
    const replica = session.replica.value;
    if (!replica || attempt.busy.value) return;
    const { inputs, contents } = toInputs(action.needs, values);
    const value = { matter, action: action.id, inputs };
    await attempt.run(
      () => replica.act({ command: { body: { case: 'actOnMatter', value } }, contents }),
      // Who takes a stand on a matter hears how it goes on.
      () => session.app === 'resident' && follow(session.folder, toHex(matter), 0),
    );
  };
  return { ...attempt, act };
}
