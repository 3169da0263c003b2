import { describe, expect, it } from 'vitest';
import { routes as consoleRoutes } from '../../../web/console/routes';
import { routes } from '../../../web/resident/routes';
import { FakeCore } from '../../../web/shared/host/fake';
import { communityHex, keyHex } from '../../../web/shared/host/fixtures';
import {
  folderOf,
  forgetPlace,
  isPlace,
  placeFrom,
  recallPlace,
  rememberPlace,
} from '../../../web/shared/model/place';
import { matchRoute } from '../../../web/shared/model/router';
import { settle, show } from './support';

const seed = '1d'.repeat(32);

describe('routes', () => {
  it.each([
    ['', 'home', {}],
    ['#/', 'home', {}],
    ['#/matters', 'matters', {}],
    ['#/matter/0af3', 'matter', { matter: '0af3' }],
    ['#/ring/bell', 'ring', { procedure: 'bell' }],
    ['#/join/a/b/c', 'join', { community: 'a', key: 'b', seed: 'c' }],
    ['#/visit/a/b', 'visit', { community: 'a', key: 'b' }],
    ['#/as/a/b/c', 'as', { community: 'a', key: 'b', seed: 'c' }],
    ['#/nowhere/at/all', 'lost', {}],
    ['#/matter/%E4%BA', 'matter', { matter: '%E4%BA' }],
  ])('"%s" is %s', (hash, name, params) => {
    expect(matchRoute(routes, hash)).toEqual({ name, params });
  });

  it('of the console keep the list beside the matter', () => {
    expect(matchRoute(consoleRoutes, '#/inbox/0af3')).toEqual({
      name: 'inbox',
      params: { matter: '0af3' },
    });
    expect(matchRoute(consoleRoutes, '#/matter/0af3')).toEqual({
      name: 'matters',
      params: { matter: '0af3' },
    });
  });
});

describe('a place', () => {
  it('names the folder of its replica', () => {
    expect(folderOf({ community: communityHex, key: keyHex, seed: '' })).toBe('c-c0c0c0c0c0c0c0c0');
    expect(folderOf({ community: communityHex, key: keyHex, seed })).toBe(
      'c-c0c0c0c0c0c0c0c0-1d1d1d1d',
    );
  });

  it('is taken from links, in either case of letters, and from nothing else', () => {
    const params = { community: communityHex.toUpperCase(), key: keyHex, seed };
    expect(placeFrom(params, true)).toEqual({
      community: communityHex,
      key: keyHex,
      seed,
    });
    expect(placeFrom(params, false)?.seed).toBe('');
    expect(placeFrom({ ...params, key: 'zz' }, true)).toBeNull();
    expect(isPlace({ community: communityHex, key: keyHex })).toBe(false);
  });

  it('is remembered per app', () => {
    rememberPlace('resident', {
      community: communityHex,
      key: keyHex,
      seed: '',
    });
    expect(recallPlace('resident')?.community).toBe(communityHex);
    expect(recallPlace('console')).toBeNull();
    forgetPlace('resident');
    expect(recallPlace('resident')).toBeNull();
  });
});

describe('links', () => {
  it('open a given device in its own folder and leave the address bar', async () => {
    const app = await show(
      'resident',
      `#/as/${communityHex}/${keyHex}/${seed}`,
      new FakeCore(),
      false,
    );
    expect(app.opened).toEqual(['c-c0c0c0c0c0c0c0c0-1d1d1d1d']);
    expect(location.hash).toBe('#/');
  });

  it('bring a visitor in who may look but not act', async () => {
    const app = await show(
      'resident',
      `#/visit/${communityHex}/${keyHex}`,
      new FakeCore('visitor'),
      false,
    );
    expect(app.text()).toContain('您现在是访客');
    expect(app.wrapper.find('a.bell').exists()).toBe(false);
  });

  it('A1.8: of one community open it, whatever was open before', async () => {
    const other = 'd1'.repeat(32);
    const app = await show('resident', `#/visit/${other}/${keyHex}`, new FakeCore('visitor'));
    expect(app.opened).toEqual(['c-d1d1d1d1d1d1d1d1']);
    expect(recallPlace('resident')?.community).toBe(other);
    expect(location.hash).toBe('#/');
    // A link that is broken opens nothing else in its stead.
    await app.go(`#/visit/${other.slice(2)}/${keyHex}`);
    expect(app.opened).toHaveLength(1);
  });

  it('without a community, one is picked from what the server lists', async () => {
    const app = await show('resident', '#/', new FakeCore('visitor'), false);
    expect(app.text()).toContain('选择社区');
    await app.go(app.wrapper.find('main a.card').attributes('href')!);
    await settle();
    expect(app.opened).toEqual(['c-c0c0c0c0c0c0c0c0']);
  });

  it('an invitation asks for a name; its secret goes to the core alone and is gone', async () => {
    const core = new FakeCore('visitor');
    const app = await show('resident', `#/join/${communityHex}/${keyHex}/${seed}`, core, false);
    await app.wrapper.find('form').trigger('submit');
    expect(core.outbox).toHaveLength(0);
    expect(app.text()).toContain('这一项要填');
    await app.wrapper.find('#join-name').setValue('王春梅');
    await app.wrapper.find('#join-room').setValue('3-2-501');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    expect(core.outbox.map((item) => item.kind)).toEqual(['accept_invitation']);
    const profile = { field: 'profile', text: '王春梅\n3-2-501' };
    expect(core.outbox[0]!.texts).toMatchObject([profile]);
    expect(location.hash).toBe('#/');
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain(seed);
  });

  it('a mangled invitation says so', async () => {
    const app = await show(
      'resident',
      `#/join/${communityHex}/${keyHex}/1d1d`,
      new FakeCore('visitor'),
      false,
    );
    expect(app.text()).toContain('找不到这份邀请');
  });
});
