// The numbers of the rules as somebody is changing them: a draft that stays on this device until it
// was sent, also when another change comes into force meanwhile; then it lies on top of that one.
import { computed, type ComputedRef } from 'vue';
import type { Param } from '../generated/yiting/v1/pack_pb';
import type { PackTermRow, RulesView } from '../generated/yiting/v1/view_rules_pb';
import { toHex } from './bytes';
import { useDraft, type Values } from './form';
import { noteFor, noteSent } from './outbox';
import { isChanged, paramProblems, termsSince, typedPart, typedWhole, wholeField } from './rules';
import type { OutboxItem } from '../generated/yiting/v1/view_pb';

export const rulesForm = 'rules';
// Not a parameter's id: the pack in force when the first number was typed, in hex.
const baseField = '@base';

export interface RulesDraft {
  values: Values;
  changed: ComputedRef<Param[]>;
  problems: ComputedRef<ReturnType<typeof paramProblems>>;
  // What came into force since the first number was typed, the newest first.
  overtaken: ComputedRef<PackTermRow[]>;
  type: (param: Param, part: string, whole?: string) => void;
  reset: (param: Param) => void;
  understood: () => void;
  takeBack: (item: OutboxItem) => void;
  clear: () => void;
}

export function useRulesDraft(folder: string, rules: () => RulesView | null): RulesDraft {
  const { values, clear } = useDraft(folder, rulesForm);
  const params = () => rules()?.params ?? [];
  const hash = () => toHex(rules()?.hash);
  const isTyped = (param: Param) =>
    values[param.id] !== undefined || values[wholeField(param)] !== undefined;
  const changed = computed(() =>
    params().filter((param) => isTyped(param) && isChanged(param, values)),
  );

  // What stands there anyway is no change, and nothing to keep.
  function keep(field: string, text: string, standing: bigint) {
    values[field] = text === String(standing) ? undefined : text;
  }
  function markBase() {
    if (!params().some(isTyped)) values[baseField] = undefined;
    else values[baseField] ??= hash();
  }
  function listed(base: unknown): boolean {
    return rules()?.terms.some((term) => toHex(term.pack) === base) ?? false;
  }

  return {
    values,
    clear,
    changed,
    problems: computed(() => paramProblems(params(), values)),
    overtaken: computed(() => {
      const base = values[baseField];
      if (typeof base !== 'string' || !changed.value.length || base === hash()) return [];
      const terms = rules()?.terms ?? [];
      return listed(base) ? termsSince(terms, base) : terms.slice(0, 1);
    }),
    type(param, part, whole) {
      // Nothing differs: what lies about was overtaken by the same number, or has no parameter now.
      if (!changed.value.length) clear();
      keep(param.id, part, param.value);
      if (whole !== undefined) keep(wholeField(param), whole, param.denominator);
      markBase();
    },
    reset(param) {
      [values[param.id], values[wholeField(param)]] = [undefined, undefined];
      markBase();
    },
    understood() {
      values[baseField] = hash();
    },
    // A change that was refused is in the form again, once; what was typed since then stays.
    takeBack(item) {
      const note = noteFor(folder, item, null);
      if (note?.form !== rulesForm) return;
      if (!listed(values[baseField])) values[baseField] = undefined;
      for (const [field, value] of Object.entries(note.values)) values[field] ??= value;
      noteSent(folder, item.commandId, { ...note, values: {} });
    },
  };
}

// Both halves of a ratio as they stand in the form.
export function typedHalves(param: Param, values: Values): [string, string] {
  return [typedPart(param, values), typedWhole(param, values)];
}
