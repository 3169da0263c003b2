// Opinions as a thread: who answers whom, and by what name the author is shown.
import type { OpinionRow } from '../generated/yiting/v1/view_deliberation_pb';
import { say, t } from '../texts';

export interface Said {
  row: OpinionRow;
  depth: number; // 0 = answers none
}

// Deeper answers stand no further to the right: a phone is narrow.
const depthMax = 3;

// Each opinion, and after it its answers, in the order in which they were given.
export function threadOf(opinions: readonly OpinionRow[]): Said[] {
  const numbers = new Set(opinions.map((row) => row.opinion));
  const answers = new Map<number, OpinionRow[]>();
  for (const row of opinions) {
    const to = numbers.has(row.replyTo) ? row.replyTo : 0;
    answers.set(to, [...(answers.get(to) ?? []), row]);
  }
  const thread: Said[] = [];
  const add = (to: number, depth: number) => {
    for (const row of answers.get(to) ?? []) {
      thread.push({ row, depth: Math.min(depth, depthMax) });
      add(row.opinion, depth + 1);
    }
  };
  add(0, 0);
  return thread;
}

export function authorOf(row: OpinionRow): string {
  if (row.pseudonym) return t('opinion.pseudonym', { n: row.pseudonym });
  return row.author || say(row.role) || t('opinion.unnamed');
}
