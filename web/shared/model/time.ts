// Instants and time left in words. Civil time is China Standard Time, fixed UTC+8, wherever the
// phone is. Working days are counted by the core; here they are only worded.
import type { MatterRow } from '../generated/yiting/v1/view_pb';
import { language, t } from '../texts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const cstMs = 8 * hourMs;

const weekdays = [
  'day.sun',
  'day.mon',
  'day.tue',
  'day.wed',
  'day.thu',
  'day.fri',
  'day.sat',
] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function civil(ms: number): Date {
  return new Date(ms + cstMs);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

export function dayWords(ms: number): string {
  const date = civil(ms);
  return t('time.day', {
    month: language.value === 'zh' ? date.getUTCMonth() + 1 : months[date.getUTCMonth()]!,
    day: date.getUTCDate(),
    weekday: t(weekdays[date.getUTCDay()]!),
  });
}

// With the year: for what may lie long ago.
export function dateWords(ms: number): string {
  const date = civil(ms);
  return t('time.date', {
    year: date.getUTCFullYear(),
    month: language.value === 'zh' ? date.getUTCMonth() + 1 : months[date.getUTCMonth()]!,
    day: date.getUTCDate(),
  });
}

export function longAgoWords(ms: number): string {
  const date = civil(ms);
  return `${dateWords(ms)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

export function momentWords(ms: number): string {
  const date = civil(ms);
  return `${dayWords(ms)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

// A deadline at the end of a day is the first instant of the next one; a person is told the day
// that is wholly in time: "26 November, 24:00".
export function dueMomentWords(ms: number): string {
  const atMidnight = (ms + cstMs) % dayMs === 0;
  return atMidnight ? `${dayWords(ms - 1)} 24:00` : momentWords(ms);
}

// For <input type="datetime-local">.
export function toLocalInput(ms: number): string {
  return civil(ms).toISOString().slice(0, 16);
}

// Null when it is not a date and time.
export function fromLocalInput(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const ms = Date.parse(`${text.slice(0, 16)}:00Z`);
  return Number.isNaN(ms) ? null : ms - cstMs;
}

export type Urgency = 'none' | 'calm' | 'soon' | 'late';

export interface TimeLeft {
  words: string;
  urgency: Urgency;
}

// `workdays_left` counts whole working days; on the last day hours say more.
export function timeLeft(
  row: Pick<MatterRow, 'stage' | 'dueMs' | 'workdaysLeft' | 'provisional' | 'overdue'>,
  now: number,
): TimeLeft {
  if (row.stage === '') return { words: t('time.closed'), urgency: 'none' };
  const due = Number(row.dueMs);
  if (due === 0) {
    return row.overdue
      ? { words: t('time.missed'), urgency: 'late' }
      : { words: t('time.none'), urgency: 'none' };
  }
  const left = leftWords(due - now, due, row.workdaysLeft);
  return {
    words: row.provisional ? t('time.provisional', { left: left.words }) : left.words,
    urgency: left.urgency,
  };
}

function leftWords(leftMs: number, due: number, workdays: number): TimeLeft {
  if (leftMs <= 0) {
    return workdays < 0
      ? { words: t('time.overdueDays', { n: -workdays }), urgency: 'late' }
      : { words: t('time.overdueToday'), urgency: 'late' };
  }
  if (leftMs < hourMs) {
    return {
      words: t('time.minutes', { n: Math.max(1, Math.floor(leftMs / 60_000)) }),
      urgency: 'soon',
    };
  }
  if (leftMs < dayMs) {
    return { words: t('time.hours', { n: Math.floor(leftMs / hourMs) }), urgency: 'soon' };
  }
  if (workdays <= 0) return { words: t('time.by', { day: dayWords(due - 1) }), urgency: 'soon' };
  return { words: t('time.workdays', { n: workdays }), urgency: workdays === 1 ? 'soon' : 'calm' };
}
