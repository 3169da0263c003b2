// Sending a change of the rules: one way for a new pack, a signature under somebody else's, and a
// version that comes back; and what a person may do about it.
import { fromBinary } from '@bufbuild/protobuf';
import { PackBundleSchema } from '../../shared/generated/yiting/v1/pack_pb';
import { useAttempt, type Attempt } from '../../shared/model/attempt';
import { toHex } from '../../shared/model/bytes';
import type { Values } from '../../shared/model/form';
import { noteSent } from '../../shared/model/outbox';
import { rulesForm } from '../../shared/model/rules_draft';
import { useSession } from '../../shared/model/session';

export const rulesPath = 'rules';

export interface Activation {
  pack: Uint8Array; // hash
  base: Uint8Array; // hash of the pack in force that was looked at
  bundle: Uint8Array; // others may not have it
  matter?: Uint8Array; // the vote that was won
  values?: Values; // what was typed, to be found again if it is refused
}

export interface Sending extends Omit<Attempt, 'run'> {
  activate: (activation: Activation) => Promise<boolean>;
}

export function useActivation(): Sending {
  const session = useSession();
  const { busy, rejection, failure, forget, run } = useAttempt();

  // True once it is safe in the outbox.
  async function activate({ pack, base, bundle, matter, values }: Activation): Promise<boolean> {
    const replica = session.replica.value;
    if (!replica || busy.value) return false;
    const body = { case: 'activatePack', value: { pack, base, matter } } as const;
    await run(
      () => replica.act({ command: { body }, pack: bundle }),
      ({ commandId }) => {
        if (!values) return;
        noteSent(session.folder, commandId, { form: rulesForm, path: rulesPath, values });
      },
    );
    return !rejection.value && !failure.value;
  }

  return { busy, rejection, failure, activate, forget };
}

// Paths that are new, gone or different between two encoded bundles.
export function changedFiles(before: Uint8Array, after: Uint8Array): string[] {
  const files = (bundle: Uint8Array) =>
    new Map(
      fromBinary(PackBundleSchema, bundle).files.map((file) => [file.path, toHex(file.content)]),
    );
  const [old, now] = [files(before), files(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .sort();
}
