// The days of a role as instants: from the beginning of the first until the end of the last one.
import { fromLocalInput } from '../../shared/model/time';

const dayMs = 86_400_000;

export function termOf(from: string, until: string): { fromMs: bigint; untilMs: bigint } {
  const first = fromLocalInput(`${from}T00:00`);
  const last = fromLocalInput(`${until}T00:00`);
  return {
    fromMs: BigInt(first ?? 0),
    untilMs: last === null ? 0n : BigInt(last + dayMs),
  };
}
