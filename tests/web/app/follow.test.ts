// A7.5: whoever follows a matter is told on their home page what has happened since they looked.
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../web/shared/model/bytes';
import { follow, followed, followedMax, isFull, unfollow } from '../../../web/shared/model/follow';
import { settle, show } from './support';

const id = (n: number) => n.toString(16).padStart(32, '0');

describe('A7.5: following a matter', () => {
  it('tells of news on the home page until it is looked at', async () => {
    const app = await show('resident', '#/ring/bell');
    await app.wrapper.find('dialog input').setValue('楼道灯坏了');
    await app.wrapper.find('dialog form').trigger('submit');
    await settle();
    app.core.sync();
    await settle();
    const matter = location.hash.replace('#/matter/', '');
    expect(app.button('关注这件事').attributes('aria-pressed')).toBe('false');
    await app.button('关注这件事').trigger('click');
    await settle();
    expect(app.button('已关注').attributes('aria-pressed')).toBe('true');

    await app.go('#/');
    expect(app.text()).toContain('我关注的');
    expect(app.text()).not.toContain('新进展');

    const one = app.core.matters.find((each) => toHex(each.row!.matter) === matter)!;
    one.timeline.push(one.timeline[0]!);
    await app.go('#/me');
    await app.go('#/');
    expect(app.text()).toContain('有 1 条新进展');

    await app.go(`#/matter/${matter}`);
    await app.go('#/');
    expect(app.text()).not.toContain('新进展');

    await app.go(`#/matter/${matter}`);
    await app.button('已关注').trigger('click');
    await app.go('#/');
    expect(app.text()).not.toContain('我关注的');
  });

  it('is remembered on this device, in one community, up to a number', () => {
    const places = ['here', 'there'];
    for (let i = 0; i < followedMax + 3; i++) follow(places[0]!, id(i), i);
    expect(Object.keys(followed('here'))).toHaveLength(followedMax);
    expect(isFull('here')).toBe(true);
    expect(localStorage.getItem(`yiting/follow/here/${id(2)}`)).toBe('2');
    expect(Object.keys(followed('there'))).toHaveLength(0);
    follow('here', id(2), 9); // seen so far, though it is full
    expect(followed('here')[id(2)]).toBe(9);
    unfollow('here', id(2));
    expect(localStorage.getItem(`yiting/follow/here/${id(2)}`)).toBeNull();
    expect(isFull('here')).toBe(false);
  });
});
