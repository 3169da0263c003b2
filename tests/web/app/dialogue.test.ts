// A1.14: a matter and its official answers are one dialogue, and a way of looking that is kept.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from 'vitest';
import {
  Action_Effect as Effect,
  ActionSchema,
  Field_Kind,
  PackSchema,
  type Pack,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import {
  MatterViewSchema,
  TimelineItem_Kind as Kind,
  type MatterView,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { pack as plain } from '../../../web/shared/host/fixtures_pack';
import { toHex } from '../../../web/shared/model/bytes';
import { foldBallots } from '../../../web/shared/model/course';
import { dialogueOf, livesOnTalk } from '../../../web/shared/model/dialogue';
import { findings, settle, show } from './support';

const zh = (text: string) => ({ zh: text, en: '' });
const words = {
  id: 'words',
  title: zh('话'),
  kind: Field_Kind.TEXT,
  max: 500n,
};
type ActionInit = MessageInitShape<typeof ActionSchema>;

// A procedure as the pack Baiyang has it: the opener asks, others answer, and nothing moves by it.
const talking: ActionInit[] = [
  { id: 'ask', title: zh('追问'), by: ['opener'], needs: [words] },
  {
    id: 'answer',
    title: zh('答复'),
    by: ['party', 'community_staff'],
    needs: [words],
  },
];
const others: ActionInit[] = [
  { id: 'nudge', title: zh('催办'), by: ['opener'], effects: [Effect.NUDGE] },
  { id: 'vote', title: zh('投票'), by: ['elector'], effects: [Effect.VOTE] },
];
function packOf(actions: ActionInit[]): Pack {
  const procedures = [{ id: 'report', stages: [], actions }];
  return create(PackSchema, {
    roles: plain.roles,
    units: plain.units,
    procedures,
  });
}
const talkative = packOf([...talking, ...others]);
type ViewInit = Exclude<MessageInitShape<typeof MatterViewSchema>, MatterView>;
const opened = {
  kind: Kind.OPENED,
  title: zh('你钉我办'),
  actor: zh('居民爆料'),
  seq: 1n,
};
function viewOf(init: ViewInit): MatterView {
  return create(MatterViewSchema, {
    row: { procedureId: 'report' },
    timeline: [opened],
    ...init,
  });
}
const parts = (init: ViewInit) => {
  const view = viewOf(init);
  return dialogueOf(view, talkative, foldBallots(view, talkative));
};
const ids: Record<string, string> = { 追问: 'ask', 答复: 'answer', 催办: 'nudge', 投票: 'vote' };
const did = (title: string, more: object = {}) => ({
  kind: Kind.ACTION,
  title: zh(title),
  action: ids[title]!,
  ...more,
});
const talkHref = (core: FakeCore) => `matter/${toHex(core.matters[6]!.row!.matter)}`;
const before = plain.procedures[0]!.actions;
afterEach(() => {
  plain.procedures[0]!.actions = before;
});

describe('A1.14: one dialogue of what was raised and what was answered', () => {
  it('begins with what was raised, each turn with who, for which unit, when and what', async () => {
    const app = await show('resident', '#/');
    await app.go(`#/${talkHref(app.core)}`);
    await app.wrapper.get('input[name=way][value=dialogue]').setValue(true);
    const dialogue = app.wrapper.get('ol.dialogue');
    expect(dialogue.attributes('aria-label')).toBe('诉求和答复');
    const turns = dialogue.findAll(':scope > li.turn');
    expect(turns.map((one) => one.get('strong').text())).toEqual([
      '居民',
      '发起人',
      '责任单位',
      '发起人',
      '社区工作人员',
    ]);
    expect(turns[0]!.text()).toContain(app.core.matters[6]!.row!.title);
    expect(turns[1]!.text()).toMatch(/（我）.*追问.*昨晚十点还在放，有人来看过吗？.*第 102 条/s);
    expect(turns[2]!.get('.who').text()).toContain('派出所');
    expect(turns[2]!.text()).toMatch(/\d:\d\d/);
    expect(turns[3]!.text()).toContain('催办');
    expect(turns[4]!.text()).toMatch(/约好了.*现场照片/s);
    // A lone prose needs no name of its field.
    expect(turns[1]!.find('dt').exists()).toBe(false);
    expect(turns.map((one) => one.classes('official'))).toEqual([false, false, true, false, true]);
    const lines = dialogue.findAll(':scope > li.line').map((one) => one.text());
    expect(lines[0]).toContain('进入「');
    expect(lines.at(-1)).toContain('铃声通知 派出所');
    expect(await findings()).toEqual([]);
  });

  it('is remembered on this device, in the console as on the phone', async () => {
    const app = await show('resident', '#/');
    await app.go(`#/${talkHref(app.core)}`);
    expect(app.wrapper.find('ol.timeline').exists()).toBe(true);
    await app.wrapper.get('input[name=way][value=dialogue]').setValue(true);
    expect(app.wrapper.find('ol.timeline').exists()).toBe(false);
    const desk = await show('console', `#/${talkHref(app.core)}`, new FakeCore('staff'));
    expect(desk.wrapper.find('ol.dialogue').exists()).toBe(true);
    await desk.wrapper.get('input[name=way][value=course]').setValue(true);
    await desk.go('#/matters');
    await desk.go(`#/${talkHref(app.core)}`);
    expect(desk.wrapper.find('ol.timeline').exists()).toBe(true);
  });

  it('is what a procedure of questions and answers shows first', async () => {
    plain.procedures[0]!.actions = talkative.procedures[0]!.actions;
    const app = await show('resident', '#/');
    await app.go(`#/${talkHref(app.core)}`);
    await settle();
    expect(app.wrapper.find('ol.dialogue').exists()).toBe(true);
    // What was chosen goes before.
    await app.wrapper.get('input[name=way][value=course]').setValue(true);
    expect(app.wrapper.find('ol.timeline').exists()).toBe(true);
  });
});

describe('A1.14: who stands where', () => {
  const sideOf = (more: object, init: ViewInit = {}) => {
    const said = parts({ ...init, timeline: [opened, did('答复', more)] }).at(-1)!;
    return said.kind === 'turn' && said.turn.official;
  };
  it.each([
    ['staff', true, { actor: zh('街道工作人员') }],
    ['somebody of a unit', true, { actor: zh('责任单位'), unit: 'police' }],
    ['a resident', false, { actor: zh('居民') }],
    ['somebody with a role that the pack does not know', false, { actor: zh('某人') }],
    ['a councillor of a body that is no party', false, { actor: zh('居民'), unit: 'council_b1' }],
  ])('%s: official is %s', (_, official, more) => {
    expect(sideOf(more)).toBe(official);
  });

  it('a body that is a party answers as one, by its title', () => {
    const council = { unit: 'council_b1', title: zh('1单元议事会') };
    const item = did('答复', { actor: zh('居民'), unit: 'council_b1' });
    const said = parts({ parties: [council], timeline: [opened, item] }).at(-1)!;
    expect(said.kind === 'turn' && [said.turn.official, said.turn.unit]).toEqual([
      true,
      '1单元议事会',
    ]);
  });

  it('what was raised stands at the left, whoever wrote it down', () => {
    const keyed = { ...opened, actor: zh('社区工作人员') };
    const first = parts({ timeline: [keyed] })[0]!;
    expect(first.kind === 'turn' && first.turn.official).toBe(false);
  });

  it('opinions of staff stand where they were given, and of others in their own list', () => {
    const later = did('追问', { timeMs: 30n });
    const opinion = { timeMs: 20n, author: '李明', text: '会上一起看图纸。' };
    const all = parts({
      timeline: [{ ...opened, timeMs: 10n }, later],
      opinions: [
        { ...opinion, opinion: 1, role: zh('社区工作人员') },
        { ...opinion, opinion: 2, role: zh('居民') },
        { ...opinion, opinion: 3, role: zh('社区工作人员'), hidden: true },
        { ...opinion, opinion: 4, role: zh('社区工作人员'), timeMs: 40n },
      ],
    });
    expect(all.map((one) => one.kind === 'turn' && one.turn.what)).toEqual([
      '提出：你钉我办',
      '意见，第 1 条',
      '追问',
      '意见，第 4 条',
    ]);
  });

  it('that a unit has answered is not said twice; that of a step of its own is', () => {
    const replied = { kind: Kind.REPLIED, title: zh('派出所') };
    const answer = did('答复', { seq: 5n });
    const kinds = (seq: bigint) =>
      parts({ timeline: [opened, answer, { ...replied, seq }] }).map((one) => one.kind);
    expect(kinds(5n)).toEqual(['turn', 'turn']);
    expect(kinds(6n)).toEqual(['turn', 'turn', 'line']);
  });

  it('what is not for this reader is said to be there', async () => {
    const core = new FakeCore('resident');
    const asked = core.matters[6]!.timeline.find((item) => item.title?.zh === '追问')!;
    Object.assign(asked.inputs[0]!, { withheld: true, value: undefined });
    const app = await show('resident', `#/${talkHref(core)}`, core);
    await app.wrapper.get('input[name=way][value=dialogue]').setValue(true);
    expect(app.wrapper.findAll('li.turn')[1]!.text()).toContain('不对您公开');
  });
});

describe('A1.14: a procedure lives on talk', () => {
  const lives = (timeline: object[], pack = talkative) =>
    livesOnTalk(viewOf({ timeline: [opened, ...timeline] }), pack);
  it('where its opener may ask and others may answer', () => {
    expect(lives([])).toBe(true);
    expect(lives([], packOf([talking[0]!, ...others]))).toBe(false);
    expect(lives([], packOf([talking[1]!, ...others]))).toBe(false);
    expect(lives([], packOf([talking[0]!, { ...talking[1]!, to: 'handling' }]))).toBe(false);
  });
  it('as long as there was nothing but talk', () => {
    expect(lives([did('追问'), did('答复'), did('催办')])).toBe(true);
    expect(lives([did('追问'), did('投票')])).toBe(false);
    // Two actions may have one title: the id says which it was.
    expect(lives([did('追问'), did('答复', { action: 'vote' })])).toBe(false);
    expect(lives([did('追问'), did('投票', { action: 'answer' })])).toBe(true);
  });
});
