import { describe, expect, it } from 'vitest';
import {
  dueMomentWords,
  fromLocalInput,
  momentWords,
  timeLeft,
  toLocalInput,
} from '../../../web/shared/model/time';
import { setLanguage } from '../../../web/shared/texts';

const hour = 3_600_000;
const now = Date.UTC(2026, 2, 2, 1, 0); // Monday 2 March 2026, 09:00 in China

function row(inHours: number | null, workdaysLeft = 0, more: object = {}) {
  const dueMs = inHours === null ? 0n : BigInt(now + inHours * hour);
  return {
    stage: 'applied',
    dueMs,
    workdaysLeft,
    provisional: false,
    overdue: false,
    ...more,
  };
}

describe('time left', () => {
  it.each([
    ['two working days', row(63, 2), '还剩 2 个工作日', 'calm'],
    ['one working day', row(39, 1), '还剩 1 个工作日', 'soon'],
    ['over a weekend without a working day', row(39, 0), '最晚 3月3日 周二', 'soon'],
    ['the last day in hours', row(15, 0), '还剩 15 小时', 'soon'],
    ['the last hour in minutes', row(0.5, 0), '还剩 30 分钟', 'soon'],
    ['never zero minutes', row(0.001, 0), '还剩 1 分钟', 'soon'],
    ['exactly now', row(0, 0), '已超时', 'late'],
    ['overdue since today', row(-2, 0), '已超时', 'late'],
    ['overdue by days', row(-60, -2), '已超时 2 个工作日', 'late'],
    ['no deadline', row(null), '没有时限', 'none'],
    ['a missed one and no new one', row(null, 0, { overdue: true }), '曾超时', 'late'],
    ['provisional', row(63, 2, { provisional: true }), '还剩 2 个工作日（暂定）', 'calm'],
    ['closed', row(63, 2, { stage: '' }), '已办结', 'none'],
  ])('%s', (_, given, words, urgency) => {
    expect(timeLeft(given, now)).toEqual({ words, urgency });
  });

  it('counts in English', () => {
    setLanguage('en');
    expect(timeLeft(row(39, 1), now).words).toBe('1 working day left');
    expect(timeLeft(row(-60, -2), now).words).toBe('2 working days overdue');
    setLanguage('zh');
  });
});

describe('instants', () => {
  it('are China Standard Time wherever the phone is', () => {
    expect(momentWords(now)).toBe('3月2日 周一 09:00');
    expect(momentWords(Date.UTC(2026, 11, 31, 16, 5))).toBe('1月1日 周五 00:05');
    expect(dueMomentWords(now + 39 * hour)).toBe('3月3日 周二 24:00');
    expect(dueMomentWords(now)).toBe('3月2日 周一 09:00');
    expect(toLocalInput(now)).toBe('2026-03-02T09:00');
    expect(fromLocalInput('2026-03-02T09:00')).toBe(now);
  });

  it.each(['', '2026-03-02', 'tomorrow', '2026-13-02T09:00'])('"%s" is none', (text) => {
    expect(fromLocalInput(text)).toBeNull();
  });
});
