// A resident's own: phones bound and revoked, what is held about them, erased, taken away, ended.
import { create } from '@bufbuild/protobuf';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ErasureReason } from '../../../web/shared/generated/yiting/v1/command_pb';
import { Audience } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { AboutMeViewSchema } from '../../../web/shared/generated/yiting/v1/view_people_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { otherDevice, thisDevice } from '../../../web/shared/host/fake_about';
import { communityHex, residentHex, staffHex } from '../../../web/shared/host/fixtures';
import { aboutMeFile, wholeAboutMe } from '../../../web/shared/model/about_me';
import { fromHex, toHex } from '../../../web/shared/model/bytes';
import { deviceCode, shortCode } from '../../../web/shared/model/device_code';
import { Replica } from '../../../web/shared/model/replica';
import * as save from '../../../web/shared/model/save';
import { t } from '../../../web/shared/texts';
import { example } from './format_page';
import { findings, loadPages, settle, show, type Shown } from './support';

beforeAll(loadPages);
const fresh = new Uint8Array(32).fill(0xe1);
const link = `#/device/${communityHex}/${toHex(fresh)}`;

async function press(app: Shown, name: string) {
  await app.button(name).trigger('click');
  await settle();
}
const bodies = (core: FakeCore) => core.acted.map((draft) => draft.command!.body);

describe('my phones', () => {
  it('say which one this is and when each was registered', async () => {
    const app = await show('resident', '#/me/phones');
    const rows = app.wrapper.findAll('ul.stack > li').map((row) => row.text());
    expect(rows[0]).toContain(shortCode(thisDevice));
    expect(rows[0]).toContain(t('devices.this'));
    expect(rows[0]).not.toContain(t('devices.revoke'));
    expect(rows[1]).toContain(shortCode(otherDevice));
    expect(rows[1]).toMatch(/\d{4}年\d+月\d+日 登记/);
  });

  it('revoke another one after a second question, offline too', async () => {
    const core = new FakeCore();
    core.online = false;
    const app = await show('resident', '#/me/phones', core);
    await press(app, t('devices.revoke'));
    expect(core.outbox).toHaveLength(0);
    expect(app.text()).toContain(t('devices.revokeExplain'));
    expect(document.activeElement?.textContent?.trim()).toBe(t('devices.revokeSure'));
    expect(await findings()).toEqual([]);
    await press(app, t('devices.revokeSure'));
    expect(bodies(core)).toMatchObject([{ case: 'revokeDevice', value: { device: otherDevice } }]);
    expect(app.text()).toContain(t('devices.revoked'));
    expect(app.text()).toContain(t('own.pending', { n: 1 }));
  });

  it('think again with Escape', async () => {
    const app = await show('resident', '#/me/phones');
    await press(app, t('devices.revoke'));
    await app.wrapper.find('.sure').trigger('keydown', { key: 'Escape' });
    await settle();
    expect(app.wrapper.find('.sure').exists()).toBe(false);
    expect(document.activeElement?.textContent?.trim()).toBe(t('devices.revoke'));
  });

  it('explain a lost phone, and take the code of a new one', async () => {
    const app = await show('resident', '#/me/phones');
    expect(app.text()).toContain(t('devices.lostNone'));
    await app.wrapper.find('#device-code').setValue('ABCDE-12345');
    await app.wrapper.find('form').trigger('submit');
    expect(app.text()).toContain(t('devices.badCode'));
    await app.wrapper.find('#device-code').setValue(deviceCode(fresh));
    await app.wrapper.find('form').trigger('submit');
    await settle();
    expect(location.hash).toBe(link);
    expect(app.text()).toContain(shortCode(fresh));
  });
});

describe('another phone', () => {
  it('shows its code while it is nobody’s', async () => {
    const app = await show('resident', '#/me', new FakeCore('visitor'));
    expect(app.wrapper.find('a[href="#/me/this-phone"]').text()).toBe(t('phone.link'));
    await app.go('#/me/this-phone');
    expect(app.wrapper.find('[role="img"] svg').exists()).toBe(true);
    expect(app.text()).toContain(deviceCode(thisDevice));
    expect(app.text()).toContain(t('phone.short') + shortCode(thisDevice));
  });

  it('is bound by the link, after a look at both', async () => {
    const core = new FakeCore();
    core.online = false;
    const app = await show('resident', link, core);
    expect(app.text()).toContain(t('bind.means'));
    expect(app.text()).toContain(shortCode(fresh));
    await press(app, t('bind.confirm'));
    expect(bodies(core)).toMatchObject([{ case: 'bindDevice', value: { device: fresh } }]);
    const bound = bodies(core)[0]!.value as { member: Uint8Array };
    expect(toHex(bound.member)).toBe(residentHex);
    expect(app.text()).toContain(t('bind.done'));
    await app.go('#/me/phones');
    expect(app.text()).toContain(shortCode(fresh));
  });

  it.each([
    [`#/device/${communityHex}/${toHex(thisDevice)}`, 'resident', 'bind.self'],
    [`#/device/${communityHex}/${toHex(otherDevice)}`, 'resident', 'bind.known'],
    [`#/device/${'c1'.repeat(32)}/${toHex(fresh)}`, 'resident', 'bind.elsewhere'],
    [`#/device/${communityHex}/e1e1`, 'resident', 'bind.badLink'],
    [link, 'visitor', 'bind.nobody'],
  ] as const)('is not bound by %s as %s: %s', async (hash, role, why) => {
    const app = await show('resident', hash, new FakeCore(role));
    expect(app.text()).toContain(t(why));
    expect(app.text()).not.toContain(t('bind.confirm'));
  });

  it('with nothing on it says on which phone the link is to be opened', async () => {
    const app = await show('resident', link, new FakeCore('visitor'), false);
    expect(app.text()).toContain(t('bind.nobody'));
  });
});

describe('what is held about me', () => {
  it('has every content with who may read it, what I did, and who read it', async () => {
    const app = await show('resident', '#/me/data');
    for (const words of [
      '架空层的长椅坏了一条',
      t('audience.STAFF'),
      t('audience.PARTIES'),
      t('photo.notHere'),
      '已删除（',
      '李明',
      '账本第 100 条',
    ])
      expect(app.text()).toContain(words);
  });

  it('erases one content after a second question; it is gone at once', async () => {
    const core = new FakeCore();
    core.online = false;
    const app = await show('resident', '#/me/data', core);
    const item = () => app.wrapper.findAll('li.item')[2]!;
    await item().find('button').trigger('click');
    expect(app.text()).toContain(t('erase.oneExplain'));
    await press(app, t('erase.oneSure'));
    const [body] = bodies(core);
    expect(body).toMatchObject({
      case: 'eraseContents',
      value: { contents: [core.about.contents[2]!.commitment], reason: ErasureReason.ASKED_FOR },
    });
    expect((body!.value as { member: Uint8Array }).member).toHaveLength(0);
    // As the core does: the words are here until the erasure is on the ledger.
    Object.assign(core.about.contents[2]!, { text: '架空层的长椅坏了一条', here: true });
    app.session.refresh();
    await settle();
    expect(item().text()).toContain('已删除（');
    expect(app.text()).not.toContain('架空层的长椅坏了一条');
    expect(app.text()).toContain(t('own.pending', { n: 1 }));
    core.online = true;
    core.sync();
    await settle();
    expect(app.text()).not.toContain(t('own.pending', { n: 1 }));
  });

  it('erases everything, having said what goes and what stays', async () => {
    const core = new FakeCore();
    const app = await show('resident', '#/me/data', core);
    expect(app.text()).toContain(t('erase.stays'));
    await press(app, t('erase.all'));
    await press(app, t('erase.allSure'));
    expect(bodies(core)).toMatchObject([{ case: 'eraseContents', value: { contents: [] } }]);
    expect(app.text()).toContain(t('erase.done'));
    expect(core.about.contents.every((row) => row.erasedMs > 0n)).toBe(true);
  });

  it('changes my name and room, as I was asked for them first', async () => {
    const core = new FakeCore();
    const app = await show('resident', '#/me/data', core);
    await press(app, t('profile.change'));
    await app.wrapper.find('#profile-name').setValue('');
    await app.wrapper.find('form').trigger('submit');
    expect(app.text()).toContain(t('form.missing'));
    await app.wrapper.find('#profile-name').setValue(' 王春  梅 ');
    await app.wrapper.find('#profile-room').setValue('3幢501');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    const [draft] = core.acted;
    expect(draft!.command!.body).toMatchObject({ case: 'changeProfile' });
    expect(draft!.contents).toMatchObject([{ field: 'profile', audience: Audience.STAFF }]);
    expect(new TextDecoder().decode(draft!.contents[0]!.data)).toBe('王春 梅\n3幢501');
    expect(app.text()).toContain(t('own.stored'));
  });

  it('lets me leave in two steps, and says what happens', async () => {
    const core = new FakeCore();
    core.online = false;
    const app = await show('resident', '#/me/data', core);
    await press(app, t('leave.begin'));
    expect(core.outbox).toHaveLength(0);
    for (const key of ['leave.roles', 'leave.name', 'leave.stays', 'leave.back'] as const)
      expect(app.text()).toContain(t(key));
    expect(await findings()).toEqual([]);
    await app.wrapper.find('.choice input').setValue(true);
    await press(app, t('leave.sure'));
    expect(bodies(core)).toMatchObject([{ case: 'leaveCommunity', value: { erase: true } }]);
    expect(app.text()).toContain(t('leave.done'));
    expect(app.text()).toContain(t('about.nobody'));
    await app.go('#/me/this-phone');
    expect(app.text()).toContain(t('phone.revoked'));
  });

  it('is taken away as a file, all pages of it', async () => {
    const core = new FakeCore();
    const saved = vi.spyOn(save, 'download').mockImplementation(() => undefined);
    const app = await show('resident', '#/me/data', core);
    await press(app, t('about.save'));
    const [name, parts] = saved.mock.calls[0]!;
    saved.mockRestore();
    expect(name).toBe('yiting-about-me.json');
    const file = JSON.parse(new TextDecoder().decode(parts[0] as Uint8Array));
    expect(file).toMatchObject({ yiting: 'about-me', version: 1, community: communityHex });
    expect(file.contents).toHaveLength(5);
    expect(file.contents[3]).toMatchObject({ text: null, audience: 'COMMUNITY' });
    expect(file.accesses).toHaveLength(2);
  });

  it('is written as docs/formats/about-me.md says', () => {
    const day = (text: string) => BigInt(Date.parse(`${text}T00:00:00Z`));
    const commitment = new Uint8Array(32).fill(0x42);
    const admittedMs = day('2026-08-19');
    const view = create(AboutMeViewSchema, {
      member: fromHex(residentHex),
      name: '王春梅',
      household: new Uint8Array(16).fill(0x4e),
      admittedMs,
      roles: [{ role: 'resident', title: { zh: '居民' }, fromMs: admittedMs }],
      devices: [{ device: thisDevice, boundMs: admittedMs }],
      contents: [
        {
          commitment,
          audience: Audience.STAFF,
          media: 'text/plain',
          size: 57,
          text: '架空层的长椅坏了一条。',
          here: true,
        },
      ],
      acts: [{ seq: 80n, timeMs: day('2026-11-28'), title: { zh: '留言' } }],
      accesses: [
        { timeMs: day('2026-11-30'), commitment, member: fromHex(staffHex), name: '李明' },
      ],
      accessesKnown: true,
    });
    const made = Number(day('2026-12-01'));
    const file = aboutMeFile(view, communityHex, made);
    expect(file).toBe(example('yiting-about-me.json', 'about-me'));
  });

  it('is put together from its pages, and says when readers are not known', async () => {
    const core = new FakeCore();
    core.about.accessesKnown = false;
    const one = core.about.contents[0]!;
    core.about.contents = Array.from({ length: 130 }, () => one);
    const replica = new Replica(core.host());
    const limited = vi.spyOn(replica, 'view');
    const first = await replica.view('aboutMe', { limit: 100 });
    expect(first.next.length).toBeGreaterThan(0);
    limited.mockImplementation((kind, wish) =>
      Replica.prototype.view.call(replica, kind, { ...wish, limit: 60 } as never) as never,
    );
    const whole = await wholeAboutMe(replica, true);
    expect(whole.contents).toHaveLength(130);
    expect(JSON.parse(aboutMeFile(whole, communityHex, 0)).accesses).toBeNull();
  });
});
