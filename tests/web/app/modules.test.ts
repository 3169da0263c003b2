// A5.13: what a street does without is nowhere to be seen; a switch of the rules is a checkbox.
import { describe, expect, it } from 'vitest';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import { Module } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { stopKiosk } from '../../../web/shared/model/kiosk';
import { aboutKey } from '../../../web/shared/texts/words';
import { findings, settle, show } from './support';

const every = [
  Module.MESSAGES,
  Module.PRACTICE,
  Module.IMPORTING,
  Module.VENUES,
  Module.CASES,
  Module.ORDERS,
  Module.POSTERS,
];
function without(role: FakeCore['role'], off: Module[]): FakeCore {
  const core = new FakeCore(role);
  core.off = off;
  return core;
}
async function doors(off: Module[]) {
  const app = await show('console', '#/duty', without('staff', off));
  return app.wrapper.findAll('#doors a').map((one) => one.attributes('href'));
}

describe('A5.13: what a street does without', () => {
  it.each([
    ['#/messages', Module.MESSAGES],
    ['#/venues', Module.VENUES],
    ['#/orders', Module.ORDERS],
    ['#/imports', Module.IMPORTING],
  ])('has no door %s in the console', async (door, module) => {
    expect(await doors([])).toContain(door);
    expect(await doors(every.filter((one) => one !== module))).toContain(door);
    expect(await doors([module])).not.toContain(door);
  });

  it('is said where somebody comes by an old address', async () => {
    const app = await show('console', '#/orders', without('staff', [Module.ORDERS]));
    expect(app.wrapper.get('main h1').text()).toBe('工单');
    expect(app.wrapper.get('main').text()).toContain('这里不用这一部分');
    expect(await findings()).toEqual([]);
  });

  it('is no tile of the officer on duty and no poster to be hung', async () => {
    const tiles = async (off: Module[]) =>
      (await show('console', '#/duty', without('staff', off))).wrapper.findAll('.tile').length;
    expect(await tiles([Module.MESSAGES])).toBe((await tiles([])) - 1);
    const posters = async (off: Module[]) => {
      const app = await show('console', '#/territory', without('staff', off));
      // The page is loaded when it is asked for.
      await import('../../../web/console/pages/TerritoryPage.vue');
      await settle();
      expect(app.text()).toContain('组织');
      return app.text().includes('张贴二维码');
    };
    expect(await posters([])).toBe(true);
    expect(await posters([Module.POSTERS])).toBe(false);
  });

  it('is no message to be left, at home or at the terminal', async () => {
    const home = async (off: Module[]) =>
      (await show('resident', '#/', without('resident', off))).wrapper
        .find('a[href="#/message"]')
        .exists();
    expect(await home([])).toBe(true);
    expect(await home([Module.MESSAGES])).toBe(false);
    const sheet = await show('resident', '#/message', without('resident', [Module.MESSAGES]));
    expect(sheet.wrapper.find('dialog form, [role=dialog] form').exists()).toBe(false);
    const kiosk = async (off: Module[]) =>
      (await show('resident', '#/kiosk', without('resident', off))).wrapper.findAll('.door').length;
    expect(await kiosk([Module.MESSAGES])).toBe((await kiosk([])) - 1);
    stopKiosk();
  });

  it('is nothing to be tried out', async () => {
    const practice = async (off: Module[]) =>
      (await show('resident', '#/ring', without('resident', off))).text().includes('练习');
    expect(await practice([])).toBe(true);
    expect(await practice([Module.PRACTICE])).toBe(false);
  });

  it('has a name in words when the rules say no', () => {
    const names = ['messages', 'practice', 'importing', 'venues', 'cases', 'orders', 'posters'];
    for (const name of names)
      expect(aboutKey(Reason.MODULE_OFF, name), name).toBe(`module.${name}`);
    expect(aboutKey(Reason.NOT_ALLOWED, 'venues')).toBe(null);
  });
});

describe('A5.13: a switch', () => {
  const box = async (core = new FakeCore('staff')) => {
    const app = await show('console', '#/rules', core);
    return { app, input: app.wrapper.get<HTMLInputElement>('.param input[type=checkbox]') };
  };

  it('is a checkbox that says on or off, its default and its source', async () => {
    const { app, input } = await box();
    const param = app.wrapper.findAll('.param').at(-1)!;
    expect(input.element.checked).toBe(true);
    expect(param.text()).toContain('场地可以预订');
    expect(param.text()).toContain('默认 开');
    expect(param.text()).not.toContain('可填');
    expect(await findings()).toEqual([]);
  });

  it('is changed like a number, looked at, and put in force', async () => {
    const { app, input } = await box();
    await input.setValue(false);
    await settle();
    expect(app.text()).toContain('改了 1 项');
    expect(app.text()).toContain('现行 开');
    await app.wrapper.find('main form').trigger('submit');
    await settle();
    const cells = app.wrapper.findAll('tbody tr').map((row) => row.text());
    expect(cells.join()).toContain('场地可以预订');
    expect(app.wrapper.find('tbody td.was').text()).toBe('开');
    await app.button('让它生效').trigger('click');
    await settle();
    app.core.sync();
    await settle();
    expect(app.text()).toContain('场地可以预订 开 → 关');
    app.wrapper.unmount();
    expect((await box(app.core)).input.element.checked).toBe(false);
  });

  it('is words for who may not change the rules', async () => {
    const core = new FakeCore('staff');
    core.rules.mayActivate = false;
    const app = await show('console', '#/rules', core);
    expect(app.wrapper.findAll('.param').at(-1)!.get('.value').text()).toBe('开');
  });
});
