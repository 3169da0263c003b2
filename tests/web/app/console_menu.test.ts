// On a narrow screen the console's doors are behind one button: named, by keyboard, and shut again
// by what was chosen. That a desk shows them and a phone does not is seen in app_shots.mjs.
import { describe, expect, it } from 'vitest';
import { FakeCore } from '../../../web/shared/host/fake';
import { findings, settle, show } from './support';

const open = async (hash = '#/inbox') => {
  const app = await show('console', hash, new FakeCore('staff'));
  const menu = app.wrapper.get('header.side button.menu');
  const state = () => [
    menu.attributes('aria-expanded'),
    app.wrapper.get('header.side').classes('shut'),
  ];
  return { app, menu, state };
};

describe('the menu of the console', () => {
  it('says which page is open and what it opens', async () => {
    const { app, menu, state } = await open();
    expect(menu.text()).toBe('菜单：收件箱');
    expect(menu.attributes('aria-controls')).toBe(app.wrapper.get('nav').attributes('id'));
    expect(state()).toEqual(['false', true]);
    await menu.trigger('click');
    expect(state()).toEqual(['true', false]);
    expect(await findings()).toEqual([]);
    await menu.trigger('click');
    expect(state()).toEqual(['false', true]);
  });

  it('shuts when a door is taken, the one that is open as well', async () => {
    const { app, menu, state } = await open();
    await menu.trigger('click');
    await app.go('#/rules');
    expect(state()).toEqual(['false', true]);
    expect(menu.text()).toBe('菜单：规则');
    await menu.trigger('click');
    await app.wrapper.get('nav a[aria-current]').trigger('click');
    await settle();
    expect(state()).toEqual(['false', true]);
  });

  it('shuts by Escape and gives the focus back', async () => {
    const { app, menu, state } = await open();
    await menu.trigger('click');
    app.wrapper.get<HTMLAnchorElement>('nav a').element.focus();
    await app.wrapper.get('nav a').trigger('keydown', { key: 'Escape' });
    expect(state()).toEqual(['false', true]);
    expect(document.activeElement).toBe(menu.element);
  });

  it('is not there while a community is chosen', async () => {
    const app = await show('console', '#/communities', new FakeCore('staff'));
    expect(app.wrapper.find('button.menu').exists()).toBe(false);
    expect(app.wrapper.get('header.side').classes('shut')).toBe(false);
  });
});
