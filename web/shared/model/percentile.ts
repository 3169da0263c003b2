// Percentiles of how long things took, out of the histograms that the state keeps as counters
// (core/state/apply.h): "lasted.bell.24h" counts what ended within 24 hours and not within 8.
// A percentile is the upper end of the bucket in which it lies: never better than it was.
import type { CounterRow } from '../generated/yiting/v1/view_desk_pb';

export const bucketHours = [1, 4, 8, 24, 72, 168] as const;

export interface Took {
  procedure: string;
  n: number;
  half: number | null; // hours within which half of them were; null = longer than a week
  most: number | null; // nine tenths
}

function hoursFor(counts: number[], n: number, tenths: number): number | null {
  let sum = 0;
  for (const [i, hours] of bucketHours.entries()) {
    sum += counts[i]!;
    if (sum * 10 >= n * tenths) return hours;
  }
  return null;
}

// `what` is "lasted" (until it ended) or "contact" (until somebody else did something).
export function tookOf(counters: readonly CounterRow[], what: 'lasted' | 'contact'): Took[] {
  const of = new Map<string, number[]>();
  for (const row of counters) {
    const [kind, procedure, bucket] = row.counter.split('.');
    if (kind !== what || !procedure || !bucket) continue;
    const counts = of.get(procedure) ?? Array<number>(bucketHours.length + 1).fill(0);
    const place = bucketHours.findIndex((hours) => `${hours}h` === bucket);
    counts[place < 0 ? bucketHours.length : place] = Number(row.count);
    of.set(procedure, counts);
  }
  return [...of].map(([procedure, counts]) => {
    const n = counts.reduce((sum, count) => sum + count, 0);
    return { procedure, n, half: hoursFor(counts, n, 5), most: hoursFor(counts, n, 9) };
  });
}
