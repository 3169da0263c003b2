// A7.6: a matter's page shows what was done, who holds it now, and how long they have.
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../web/shared/model/bytes';
import { show } from './support';

describe('A7.6: handling made visible', () => {
  it('shows the steps, the holder, the time left and each thing that happened', async () => {
    const app = await show('resident', '#/');
    const open = app.core.matters.find((one) => one.row!.stage && one.row!.dueMs > 0n)!;
    await app.go(`#/matter/${toHex(open.row!.matter)}`);
    const page = app.wrapper.find('article');
    expect(page.text()).toContain('现在由谁处理');
    expect(page.find('.holder strong').text()).toBe(open.row!.holder!.zh);
    expect(page.find('.holder').text()).toMatch(/剩|超时|今天|到期/);
    expect(page.findAll('ol li').length).toBeGreaterThanOrEqual(open.timeline.length);
    for (const stage of open.stages.filter((each) => each.current)) {
      expect(page.text()).toContain(stage.title!.zh);
    }
  });

  it('shows of a closed one how and when it ended, and nobody who holds it', async () => {
    const app = await show('resident', '#/');
    const closed = app.core.matters.find((one) => !one.row!.stage)!;
    await app.go(`#/matter/${toHex(closed.row!.matter)}`);
    expect(app.wrapper.find('.holder').exists()).toBe(false);
    expect(app.text()).toContain(closed.row!.outcomeTitle!.zh);
  });
});
