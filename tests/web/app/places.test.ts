// The territory and its bodies, joining by a poster, and who somebody is: what the screens send.
import { describe, expect, it } from 'vitest';
import { FakeCore } from '../../../web/shared/host/fake';
import {
  compoundId,
  councilUnit,
  makeApplicant,
  makeTerritory,
  stairwellId,
} from '../../../web/shared/host/fixtures_people';
import { communityHex, keyHex } from '../../../web/shared/host/fixtures';
import { pack } from '../../../web/shared/host/fixtures_pack';
import { TextSchema } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { TerritoryViewSchema } from '../../../web/shared/generated/yiting/v1/view_desk_pb';
import { toHex } from '../../../web/shared/model/bytes';
import { askLink } from '../../../web/shared/model/entry';
import { termWords } from '../../../web/shared/model/member';
import { powersOf } from '../../../web/shared/model/place_kinds';
import { termOf } from '../../../web/console/places/term';
import { create } from '@bufbuild/protobuf';
import { findings, settle, show } from './support';

const seed = '1d'.repeat(32);
const poster = `#/ask/${communityHex}/${keyHex}/${seed}`;

function staffWithApplicant(): FakeCore {
  const core = new FakeCore('staff');
  core.applicants = [makeApplicant(new Uint8Array(32).fill(0x99))];
  return core;
}
// The page is loaded when it is asked for.
async function territory(core: FakeCore, hash = '#/territory') {
  const app = await show('console', hash, core);
  await import('../../../web/console/pages/TerritoryPage.vue');
  await settle();
  return app;
}
const last = (core: FakeCore) => core.acted[core.acted.length - 1]!;

describe('A1_9: joining by a poster', () => {
  it('makes a code whose link the resident app opens', async () => {
    const app = await territory(new FakeCore('staff'));
    await app.button('生成二维码').trigger('click');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    const link = app.wrapper.find('.mono.link').text();
    expect(link).toBe(askLink({ community: communityHex, key: keyHex, seed: '' }, seed));
    expect(link.endsWith(poster)).toBe(true);
    expect(app.wrapper.find('.code svg').exists()).toBe(true);
    expect(await findings()).toEqual([]);
  });

  it('shows what is public, asks, waits, and can ask again', async () => {
    const core = new FakeCore('visitor');
    const app = await show('resident', poster, core, false);
    expect(app.text()).toContain('正在办');
    await app.wrapper.find('#ask-name').setValue('周先生');
    await app.wrapper.find('form').trigger('submit');
    expect(app.text()).toContain('这一项要填');
    expect(core.acted).toHaveLength(0);
    await app.wrapper.find('#ask-address').setValue('1幢102');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    expect(last(core).command!.body.case).toBe('askToJoin');
    expect(toHex(last(core).invitationSeed)).toBe(seed);
    expect(new TextDecoder().decode(last(core).contents[0]!.data)).toBe('周先生\n1幢102');
    expect(app.text()).toContain('等待社区核对');
    expect(await findings()).toEqual([]);
    await app.go('#/');
    expect(app.text()).toContain('等待社区核对');
  });

  it('lets a member in', async () => {
    const app = await show('resident', poster, new FakeCore('resident'), false);
    expect(app.text()).toContain('您已经是成员');
    expect(app.wrapper.find('form').exists()).toBe(false);
  });

  it('says that a spoilt link is none', async () => {
    const spoilt = `#/ask/${communityHex}/${keyHex}/12`;
    const app = await show('resident', spoilt, new FakeCore('visitor'));
    expect(app.wrapper.find('form').exists()).toBe(false);
  });

  it('shows who waits, and declines only when sure', async () => {
    const core = staffWithApplicant();
    const app = await territory(core);
    expect(app.wrapper.find('.applicant').text()).toContain('周先生');
    await app.button('不通过').trigger('click');
    expect(core.acted).toHaveLength(0);
    await app.button('确认不通过').trigger('click');
    await settle();
    const { body } = last(core).command!;
    expect(body.case === 'declineJoin' && toHex(body.value.member)).toBe('77'.repeat(16));
  });
});

describe('A1_10: one person, one household', () => {
  it('admits with role, days, and the person as this device digests it', async () => {
    const core = staffWithApplicant();
    const app = await territory(core);
    await app.button('核对登记').trigger('click');
    const form = app.wrapper.find('.applicant form');
    await form.find('input[id$="-until"]').setValue('2026-06-30');
    await form.find('input[id$="-name"]').setValue('周小明');
    await form.find('input[id$="-document"]').setValue('E12345678');
    await form.find('input[id$="-secret"]').setValue('12');
    await form.trigger('submit');
    expect(form.text()).toContain('密钥是 64 位');
    expect(core.acted).toHaveLength(0);
    await form.find('input[id$="-secret"]').setValue('5A'.repeat(32));
    expect(await findings()).toEqual([]);
    await form.trigger('submit');
    await settle();
    const { body } = last(core).command!;
    if (body.case !== 'admitMembers') throw new Error(body.case);
    const member = body.value.members[0]!;
    expect(toHex(member.member)).toBe('77'.repeat(16));
    expect(toHex(member.device)).toBe('99'.repeat(32));
    expect(member.person).toHaveLength(0); // the core's to make
    expect(member.roles[0]!.untilMs).toBe(BigInt(Date.UTC(2026, 5, 30, 16)));
    const person = last(core).contents.find((one) => one.field === 'person')!;
    expect(toHex(person.data.slice(0, 32))).toBe('5a'.repeat(32));
    expect(new TextDecoder().decode(person.data.slice(32))).toBe('周小明\0E12345678');
    expect(localStorage.length + sessionStorage.length).toBeGreaterThan(0);
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
    expect(kept).not.toContain('5a'.repeat(32));
    expect(kept).not.toContain('E12345678');
  });

  it('leaves out what was not filled in', async () => {
    const core = staffWithApplicant();
    const app = await territory(core);
    await app.button('核对登记').trigger('click');
    await app.wrapper.find('.applicant form').trigger('submit');
    await settle();
    expect(last(core).contents).toEqual([]);
  });
});

describe('A2_6: the territory', () => {
  it('is a tree with rooms, households and open matters', async () => {
    const app = await territory(new FakeCore('staff'));
    const rows = app.wrapper.findAll('tbody tr').map((row) => row.text());
    expect(rows[0]).toMatch(/半道红小区.*小区.*48.*45.*3/s);
    expect(rows[1]).toMatch(/1幢1单元.*我住这里.*单元.*12.*11.*1/s);
    const indent = app.wrapper.findAll('tbody th').map((cell) => cell.attributes('style') ?? '');
    expect(indent[1]).toContain('1.25rem');
  });

  it('counts the last day of a term wholly', () => {
    expect(termOf('2026-01-01', '2026-01-01')).toEqual({
      fromMs: BigInt(Date.UTC(2025, 11, 31, 16)),
      untilMs: BigInt(Date.UTC(2026, 0, 1, 16)),
    });
    expect(termOf('', '')).toEqual({ fromMs: 0n, untilMs: 0n });
    expect(termWords(termOf('2026-01-01', '2026-06-30'))).toBe('2026年1月1日 至 2026年6月30日');
    expect(termWords(termOf('2026-01-01', ''))).toBe('从 2026年1月1日');
  });
});

describe('A2_6: a matter of one place', () => {
  it('is opened where I live, with the place that was chosen', async () => {
    const core = new FakeCore('resident');
    const salon = pack.procedures[0]!;
    salon.within = ['stairwell'];
    try {
      const app = await show('resident', `#/ring/${salon.id}`, core);
      const where = app.wrapper.find('select[id$="-place"]');
      expect(where.text()).toBe('半道红小区 › 1幢1单元');
      expect(await findings()).toEqual([]);
      await app.wrapper.find('dialog input').setValue('楼道灯坏了');
      await app.wrapper.find('dialog form').trigger('submit');
      await settle();
      const { body } = last(core).command!;
      if (body.case !== 'openMatter') throw new Error(body.case);
      expect(toHex(body.value.place)).toBe('b1'.repeat(16));
    } finally {
      salon.within = [];
    }
  });
});

describe('A2_15: a body has a page and powers', () => {
  it('shows its members with their days, and is dissolved only when sure', async () => {
    const core = new FakeCore('staff');
    const app = await territory(core, `#/territory/${councilUnit}`);
    expect(app.text()).toContain('1幢1单元议事会');
    expect(app.wrapper.find('tbody tr').text()).toMatch(/王阿姨.*居民.*2020年1月1日 至 2026年6月30日/s);
    expect(app.text()).toContain('作为责任方在办 2 件');
    expect(await findings()).toEqual([]);
    await app.button('撤销组织').trigger('click');
    expect(core.acted).toHaveLength(0);
    await app.button('确认撤销').trigger('click');
    await settle();
    const { body } = last(core).command!;
    if (body.case !== 'foundBody') throw new Error(body.case);
    expect(body.value).toMatchObject({ kind: 'stairwell_council', dissolve: true });
    expect(toHex(body.value.place)).toBe('b1'.repeat(16));
  });

  it('shows the open matters of its place, not of another with the same title', async () => {
    const core = new FakeCore('staff');
    const rows = core.matters.map((one) => one.row!).filter((row) => row.stage);
    const put = (i: number, title: string, placeId: Uint8Array, place: string) =>
      Object.assign(rows[i]!, { title, placeId, place: create(TextSchema, { zh: place }) });
    put(0, '楼道灯不亮', stairwellId, '1幢1单元');
    put(1, '扶手松了', stairwellId, '一单元');
    put(2, '别处的楼道灯', compoundId, '1幢1单元');
    const app = await territory(core, `#/territory/${councilUnit}`);
    const links = app.wrapper.findAll('main a[href^="#/matter/"]').map((one) => one.text());
    expect(links.sort()).toEqual(['扶手松了', '楼道灯不亮']);
  });

  it('says what the rules let it do', () => {
    const territory = create(TerritoryViewSchema, makeTerritory());
    const powers = powersOf(pack, territory, territory.bodies[0]!);
    expect(powers.length).toBeGreaterThan(0);
    expect(powers.some((power) => power.opens)).toBe(true);
    const nobody = { ...territory.bodies[0]!, members: [] };
    expect(powersOf(pack, territory, nobody)).toEqual([]);
    // Of a compound's procedure a stairwell's council has nothing.
    const within = (kind: string) => ({
      ...pack,
      procedures: pack.procedures.map((one) => ({ ...one, within: [kind] })),
    });
    expect(powersOf(within('compound'), territory, territory.bodies[0]!)).toEqual([]);
    const same = powersOf(within('stairwell'), territory, territory.bodies[0]!);
    expect(same.map((one) => one.procedure.id)).toEqual(powers.map((one) => one.procedure.id));
  });

  it('is founded where its kind may be', async () => {
    const core = new FakeCore('staff');
    const app = await territory(core);
    const form = app.wrapper.findAll('form').find((one) => one.text().includes('设立组织'))!;
    await form.find('#found-kind').setValue('stairwell_council');
    expect(form.find('#found-place').text()).toBe('1幢1单元');
    await form.trigger('submit');
    expect(core.acted).toHaveLength(0);
    await form.find('#found-name').setValue('1单元议事会');
    await form.trigger('submit');
    await settle();
    const { body } = last(core).command!;
    if (body.case !== 'foundBody') throw new Error(body.case);
    expect(body.value).toMatchObject({ kind: 'stairwell_council', dissolve: false });
    expect(body.value.title!.zh).toBe('1单元议事会');
  });

  it('takes somebody in for a term', async () => {
    const core = new FakeCore('staff');
    const app = await territory(core, `#/territory/${councilUnit}`);
    const form = app.wrapper.findAll('form').find((one) => one.text().includes('加入成员'))!;
    await form.trigger('submit');
    expect(form.text()).toContain('选一个人');
    await form.find('input[type="checkbox"]').setValue(true);
    await form.find('#seat-until').setValue('2027-12-31');
    await form.trigger('submit');
    await settle();
    const { body } = last(core).command!;
    if (body.case !== 'grantRole') throw new Error(body.case);
    expect(body.value.grant).toMatchObject({
      unit: councilUnit,
      untilMs: BigInt(Date.UTC(2027, 11, 31, 16)),
    });
  });
});

describe('A2_17: the register shows until when', () => {
  it('says how long each role is held', async () => {
    const app = await show('console', '#/members', new FakeCore('staff'));
    expect(app.wrapper.find('.held').text()).toContain('从 ');
  });
});
