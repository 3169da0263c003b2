// A7.2, A7.16: percentiles of how long things took, against a slow reference over the things.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { CounterRowSchema } from '../../../web/shared/generated/yiting/v1/view_desk_pb';
import { bucketHours, tookOf } from '../../../web/shared/model/percentile';

function countersOf(procedure: string, hours: number[]) {
  const counts = new Map<string, number>();
  for (const took of hours) {
    const bucket = bucketHours.find((most) => took <= most);
    const name = `lasted.${procedure}.${bucket === undefined ? 'more' : `${bucket}h`}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([counter, count]) =>
    create(CounterRowSchema, { counter, count: BigInt(count) }),
  );
}

// The k-th shortest of them, rounded up to its bucket.
function slow(hours: number[], tenths: number): number | null {
  const sorted = [...hours].sort((a, b) => a - b);
  const kth = sorted[Math.ceil((sorted.length * tenths) / 10) - 1]!;
  return bucketHours.find((most) => kth <= most) ?? null;
}

describe('A7.2: settled within so many hours', () => {
  it('is the bucket of the half and of the nine tenths', () => {
    // Nine of ten within 24 hours, as the street published; the tenth took longer.
    const [row] = tookOf(countersOf('report', [1, 2, 3, 5, 7, 9, 12, 20, 24, 100]), 'lasted');
    expect(row).toEqual({ procedure: 'report', n: 10, half: 8, most: 24 });
    const [late] = tookOf(countersOf('report', [1, 2, 3, 5, 7, 9, 12, 20, 25, 100]), 'lasted');
    expect(late!.most).toBe(72);
    expect(tookOf(countersOf('report', [200]), 'lasted')[0]!.half).toBeNull();
    expect(tookOf(countersOf('report', [1]), 'contact')).toEqual([]);
  });

  it('equals a slow reference', () => {
    let dice = 12345;
    const roll = (sides: number) => (dice = (dice * 1103515245 + 12345) % 2147483648) % sides;
    for (let round = 0; round < 300; round++) {
      const hours = Array.from({ length: 1 + roll(30) }, () => 1 + roll(240));
      const [row] = tookOf(countersOf('bell', hours), 'lasted');
      expect(row!.half).toBe(slow(hours, 5));
      expect(row!.most).toBe(slow(hours, 9));
      expect(row!.n).toBe(hours.length);
    }
  });
});
