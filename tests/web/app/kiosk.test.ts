// A1.4: the bell terminal. A shared device: a session ends by itself, nothing of the last person
// stays, what was sent waits in the outbox, and the channel says that it was a terminal.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Channel } from '../../../web/shared/generated/yiting/v1/command_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { idleMs, kiosk, stopKiosk, warningMs } from '../../../web/shared/model/kiosk';
import { recallAll } from '../../../web/shared/host/keep';
import { findings, settle, show } from './support';

afterEach(() => {
  vi.useRealTimers();
  stopKiosk();
});

async function ringing(core = new FakeCore('resident')) {
  const app = await show('resident', '#/kiosk', core);
  await app.wrapper.find('.door.bell').trigger('click');
  await settle();
  return app;
}

describe('A1.4: the terminal', () => {
  beforeEach(() => stopKiosk());

  it('has three doors and no way into anything else', async () => {
    const app = await show('resident', '#/kiosk');
    expect(kiosk.value).toBe(true);
    expect(app.wrapper.findAll('.door').length).toBeGreaterThanOrEqual(3);
    expect(app.wrapper.find('nav').exists()).toBe(false);
    expect(await findings()).toEqual([]);
    await app.go('#/matters');
    expect(location.hash).toBe('#/kiosk');
    expect(app.wrapper.findAll('.door').length).toBeGreaterThanOrEqual(3);
    await app.go('#/outbox');
    expect(location.hash).toBe('#/kiosk');
  });

  it('sends by the terminal, shows a receipt, and forgets the person at the end', async () => {
    const core = new FakeCore('resident');
    const app = await ringing(core);
    const field = app.wrapper.find('input[type="text"], textarea, input:not([type])');
    await field.setValue('校门口堵车');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    expect(app.wrapper.find('.receipt').text()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const draft = core.acted.at(-1)!;
    const body = draft.command!.body;
    expect(body?.case === 'openMatter' && body.value.channel).toBe(Channel.KIOSK);
    expect(recallAll('sent/').length).toBe(1);
    await app.button('结束，清空屏幕').trigger('click');
    await settle();
    expect(recallAll('sent/')).toEqual([]);
    expect(recallAll('draft/')).toEqual([]);
    expect(app.text()).not.toContain('校门口堵车');
  });

  it('ends by itself, after a warning, and clears what was typed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const app = await ringing();
    await app.wrapper.find('input[type="text"], textarea, input:not([type])').setValue('张大妈的事');
    vi.advanceTimersByTime(idleMs - warningMs);
    await settle();
    expect(app.wrapper.find('.ending').text()).toContain(String(warningMs / 1000));
    window.dispatchEvent(new Event('pointerdown'));
    await settle();
    expect(app.wrapper.find('.ending').exists()).toBe(false);
    vi.advanceTimersByTime(idleMs);
    await settle();
    expect(app.wrapper.findAll('.door').length).toBeGreaterThanOrEqual(3);
    await app.wrapper.find('.door.bell').trigger('click');
    await settle();
    expect(app.wrapper.html()).not.toContain('张大妈的事');
    expect(recallAll('draft/')).toEqual([]);
  });
});
