// Every main screen in both languages: it says something, has one heading of the first rank, and
// axe finds nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { FakeCore } from '../../../web/shared/host/fake';
import { communityHex, keyHex } from '../../../web/shared/host/fixtures';
import { setLanguage, type Language } from '../../../web/shared/texts';
import { findings, loadPages, show } from './support';

const matter = '04'.repeat(16);
const screens = [
  ['resident', '#/', 'resident'],
  ['resident', '#/', 'visitor'],
  ['resident', '#/ring/bell', 'resident'],
  ['resident', '#/message', 'resident'],
  ['resident', '#/matters', 'resident'],
  ['resident', `#/matter/${matter}`, 'resident'],
  ['resident', '#/notices', 'resident'],
  ['resident', '#/outbox', 'resident'],
  ['resident', '#/me', 'resident'],
  ['resident', '#/me/phones', 'resident'],
  ['resident', '#/me/phones', 'visitor'],
  ['resident', '#/me/this-phone', 'visitor'],
  ['resident', '#/me/this-phone', 'resident'],
  ['resident', '#/me/data', 'resident'],
  ['resident', '#/me/data', 'visitor'],
  ['resident', '#/check', 'resident'],
  ['resident', `#/proof/${matter}`, 'resident'],
  ['resident', `#/proof/${'0a'.repeat(16)}`, 'resident'],
  ['resident', `#/device/${communityHex}/${'e1'.repeat(32)}`, 'resident'],
  ['resident', `#/device/${communityHex}/${'de'.repeat(32)}`, 'visitor'],
  ['resident', '#/communities', 'visitor'],
  ['resident', `#/join/${communityHex}/${keyHex}/${'1d'.repeat(32)}`, 'visitor'],
  ['console', '#/inbox', 'staff'],
  ['console', `#/inbox/${matter}`, 'staff'],
  ['console', `#/matters/${matter}`, 'staff'],
  ['console', '#/keyin', 'staff'],
  ['console', `#/messages/${'d0'.repeat(16)}`, 'staff'],
  ['console', '#/members', 'staff'],
  ['console', `#/members/device/${'e1'.repeat(32)}`, 'staff'],
  ['console', '#/check', 'staff'],
  ['console', `#/proof/${'0a'.repeat(16)}`, 'staff'],
  ['console', '#/metrics', 'staff'],
  ['console', '#/rules', 'staff'],
  ['console', '#/rules', 'resident'],
  ['console', '#/outbox', 'staff'],
] as const;

beforeAll(loadPages);

describe.each(['zh', 'en'] satisfies Language[])('in %s', (language) => {
  it.each(screens)('%s %s as %s', async (app, hash, role) => {
    setLanguage(language);
    const shown = await show(app, hash, new FakeCore(role));
    const headings = shown.wrapper.findAll('h1').filter((one) => one.text() !== '');
    expect(headings.length).toBeGreaterThanOrEqual(1);
    expect(await findings()).toEqual([]);
    expect(shown.text()).not.toMatch(/\{\w+\}|undefined|\[object|NaN/);
  });
});

it('axe is awake here', async () => {
  document.body.innerHTML = '<main><h1>x</h1><button></button></main>';
  expect(await findings()).toEqual([expect.stringContaining('button-name')]);
  document.body.innerHTML = '';
});
