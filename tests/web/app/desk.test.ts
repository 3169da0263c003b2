// A2.4: the duty officer's queue and alert. A2.12: a week for those who listen. A7.7: who is late.
import { describe, expect, it } from 'vitest';
import { FakeCore } from '../../../web/shared/host/fake';
import { weekOf } from '../../../web/shared/model/week';
import { findings, show } from './support';

describe('A2.4: the duty desk', () => {
  it('counts what waits and says at once when many report the same', async () => {
    const app = await show('console', '#/duty', new FakeCore('staff'));
    const alert = app.wrapper.find('[role="alert"]');
    expect(alert.text()).toContain('24 小时内“交通出行”来了 12 件');
    expect(alert.find('a').attributes('href')).toContain('#/matter/07070707');
    const tiles = app.wrapper.findAll('.tile');
    expect(tiles.find((tile) => tile.text().includes('已超时'))!.text()).toContain('2');
    expect(await findings()).toEqual([]);
  });
});

describe('A7.7: the back office sees who is late', () => {
  it('lists the parties with what they have not answered', async () => {
    const app = await show('console', '#/duty', new FakeCore('staff'));
    const rows = app.wrapper.findAll('tbody tr').map((row) => row.text());
    expect(rows[0]).toContain('物业公司');
    expect(rows[0]).toMatch(/4.*2.*3/s);
  });
});

describe('A2.12: a week in one page', () => {
  it('shows figures, what most stand behind, what ended, and goes back a week', async () => {
    const app = await show('resident', '#/digest');
    expect(app.text()).toContain('23 人附议');
    expect(app.text()).toContain('楼道照明');
    expect(app.text()).toContain('评价（满意 5）');
    const before = app.wrapper.find('strong').text();
    await app.button('上一周').trigger('click');
    expect(app.wrapper.find('strong').text()).not.toBe(before);
    expect(await findings()).toEqual([]);
  });

  it('begins a week on Monday at midnight in China', () => {
    // Monday 2026-11-30 00:00 and Sunday 2026-12-06 23:59, UTC+8.
    const monday = Date.UTC(2026, 10, 29, 16);
    expect(weekOf(monday).fromMs).toBe(monday);
    expect(weekOf(monday - 1).untilMs).toBe(monday);
    expect(weekOf(Date.UTC(2026, 11, 6, 15, 59)).fromMs).toBe(monday);
    expect(weekOf(monday, -1).untilMs).toBe(monday);
  });
});
