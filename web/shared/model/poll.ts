// A vote among options as screens show it, and the poll that the ballot's form belongs to.
import { inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import { Poll_Method } from '../generated/yiting/v1/pack_pb';
import type { PollOptionRow } from '../generated/yiting/v1/view_deliberation_pb';
import type { PollRow } from '../generated/yiting/v1/view_pb';
import { say, t, type TextKey } from '../texts';

const pollKey: InjectionKey<ComputedRef<PollRow | undefined>> = Symbol('poll');

export function providePoll(poll: ComputedRef<PollRow | undefined>): void {
  provide(pollKey, poll);
}
export function usePoll(): ComputedRef<PollRow | undefined> | undefined {
  return inject(pollKey, undefined);
}

export function optionTitle(option: PollOptionRow): string {
  return say(option.title) || t('content.withheld');
}

// Fen as yuan: "1200", "0.5".
export function yuan(fen: bigint): string {
  const rest = String(fen % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return rest ? `${fen / 100n}.${rest}` : String(fen / 100n);
}

const methodKeys: Partial<Record<Poll_Method, TextKey>> = {
  [Poll_Method.CHOICE]: 'poll.method.CHOICE',
  [Poll_Method.APPROVAL]: 'poll.method.APPROVAL',
  [Poll_Method.RANKING]: 'poll.method.RANKING',
  [Poll_Method.BUDGET]: 'poll.method.BUDGET',
};
// How one votes, and how it is counted; empty for a vote for or against.
export function methodWords(poll: PollRow): string {
  const key = methodKeys[poll.method];
  return key ? t(key, { n: poll.seats || 1, yuan: yuan(poll.budget) }) : '';
}

// Those that were named, in the order of the ballot where it counts.
export function namesOf(poll: PollRow, numbers: readonly number[]): string {
  const ranked = poll.method === Poll_Method.RANKING;
  return numbers
    .map((number) => poll.options.find((option) => option.option === number))
    .map((option, i) => (option ? `${ranked ? `${i + 1}. ` : ''}${optionTitle(option)}` : ''))
    .filter(Boolean)
    .join(ranked ? ' ' : '、');
}

// Moves what stands at `from` to `to`; what lies between moves over.
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const result = [...list];
  if (from < 0 || from >= list.length || to < 0 || to >= list.length) return result;
  result.splice(to, 0, ...result.splice(from, 1));
  return result;
}
