// Weeks of civil time in China, Monday to Sunday.
const dayMs = 86_400_000;
const cstMs = 8 * 3_600_000;
const weekMs = 7 * dayMs;
// 1970-01-01 was a Thursday.
const mondayMs = 4 * dayMs - cstMs;

export interface Week {
  fromMs: number; // Monday 00:00
  untilMs: number; // the next Monday 00:00, not included
}

// The week that the instant lies in, moved by whole weeks.
export function weekOf(ms: number, weeks = 0): Week {
  const fromMs = Math.floor((ms - mondayMs) / weekMs) * weekMs + mondayMs + weeks * weekMs;
  return { fromMs, untilMs: fromMs + weekMs };
}
