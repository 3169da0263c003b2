// Sending a change of the rules: one way for a new pack, a signature under somebody else's, and a
// version that comes back; and what a person may do about it.
import { fromBinary } from '@bufbuild/protobuf';
import { ref, type Ref } from 'vue';
import type { Rejection } from '../../shared/generated/yiting/v1/entry_pb';
import { PackBundleSchema } from '../../shared/generated/yiting/v1/pack_pb';
import { toHex } from '../../shared/model/bytes';
import { failureWords } from '../../shared/model/failure';
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

export interface Sending {
  busy: Ref<boolean>;
  rejection: Ref<Rejection | null>;
  failure: Ref<string>;
  activate: (activation: Activation) => Promise<boolean>;
  forget: () => void;
}

export function useActivation(): Sending {
  const session = useSession();
  const busy = ref(false);
  const rejection: Ref<Rejection | null> = ref(null);
  const failure = ref('');
  const forget = () => {
    [rejection.value, failure.value] = [null, ''];
  };

  // True once it is safe in the outbox.
  async function activate({ pack, base, bundle, matter, values }: Activation): Promise<boolean> {
    const replica = session.replica.value;
    if (!replica || busy.value) return false;
    busy.value = true;
    forget();
    try {
      const body = { case: 'activatePack', value: { pack, base, matter } } as const;
      const acted = await replica.act({ command: { body }, pack: bundle });
      rejection.value = acted.rejection ?? null;
      if (!acted.rejection && values)
        noteSent(session.folder, acted.commandId, { form: rulesForm, path: rulesPath, values });
    } catch (error) {
      failure.value = failureWords(error);
    }
    busy.value = false;
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
