// Which of the offered actions has an effect: screens offer it where it belongs, by the row that
// it is about, and not once more in the list of actions.
import { Action_Effect } from '../generated/yiting/v1/pack_pb';
import type { OfferedAction } from '../generated/yiting/v1/view_pb';

export const inPlace = [
  Action_Effect.SUPPORT,
  Action_Effect.ANSWER_LINK,
  Action_Effect.REPORT_TASK,
  Action_Effect.JUDGE_TASK,
  Action_Effect.OPINE,
  Action_Effect.PRAISE,
  Action_Effect.REPORT,
  Action_Effect.HIDE,
] as const;

export function offeredWith(
  actions: readonly OfferedAction[],
  effect: Action_Effect,
): OfferedAction | null {
  return actions.find((one) => one.allowed && one.action?.effects.includes(effect)) ?? null;
}

// REQUIRES: the place of each of `inPlace` is on the screen.
export function notInPlace(actions: readonly OfferedAction[]): OfferedAction[] {
  return actions.filter(
    (one) => !inPlace.some((effect) => one.action?.effects.includes(effect)),
  );
}
