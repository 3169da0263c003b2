// What the core tells of a matter in words of its own is said in ours; A6_3: a ballot among
// options by their words, many ballots as one step.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import {
  Action_Effect as Effect,
  Field_Kind,
  PackSchema,
  Poll_Method,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import {
  MatterViewSchema,
  TimelineItem_Kind as Kind,
  TimelineItemSchema,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { foldBallots } from '../../../web/shared/model/course';
import MatterTimeline from '../../../web/shared/parts/MatterTimeline.vue';
import { findings } from './support';

const zh = (text: string) => ({ zh: text, en: '' });

describe('the timeline', () => {
  it.each([
    [Kind.TALLIED, 'passed', '计票：通过'],
    [Kind.TALLIED, 'failed', '计票：未通过'],
    [Kind.RATED, '5', '作出评价：很满意'],
    [Kind.REPLIED, '城管科', '城管科 已答复'],
    [Kind.MIGRATED, '', '转到新规则'],
  ])('says of %s %s: %s', (kind, words, expected) => {
    const item = create(TimelineItemSchema, { kind, title: zh(words) });
    const timeline = mount(MatterTimeline, {
      props: { steps: [{ ballots: false, item }] },
    });
    expect(timeline.find('strong').text()).toBe(expected);
  });
});

const order = { id: 'order', title: zh('您的排序'), kind: Field_Kind.OPTIONS };
const pack = create(PackSchema, {
  procedures: [
    {
      id: 'wording',
      stages: [
        {
          id: 'ranking',
          actions: [
            {
              id: 'rank',
              title: zh('排序'),
              needs: [order],
              effects: [Effect.VOTE],
            },
            {
              id: 'paper',
              title: zh('录纸票'),
              needs: [order],
              effects: [Effect.ENTER_BALLOT],
            },
          ],
        },
      ],
      actions: [{ id: 'nudge', title: zh('催办'), effects: [Effect.NUDGE] }],
    },
  ],
});
type ItemInit = MessageInitShape<typeof TimelineItemSchema>;
const titles: Record<string, string> = { rank: '排序', paper: '录纸票' };
const ballot = (numbers: string, action = 'rank', title = titles[action]!): ItemInit => ({
  kind: Kind.ACTION,
  action,
  title: zh(title),
  inputs: [{ field: 'order', title: order.title, value: zh(numbers) }],
});
const stage: ItemInit = { kind: Kind.STAGE, title: zh('排序') };
const nudge: ItemInit = { kind: Kind.ACTION, action: 'nudge', title: zh('催办') };
const options = ['甲方案', '乙方案', '丙方案'].map((title, i) => ({
  option: i + 1,
  title: zh(title),
}));
const ranked = { method: Poll_Method.RANKING, voted: 3n, options };
function steps(timeline: ItemInit[], poll: object | undefined = ranked) {
  const view = create(MatterViewSchema, {
    row: { procedureId: 'wording' },
    timeline,
    poll,
  });
  return foldBallots(view, pack);
}
function values(timeline: ItemInit[], poll?: object): string[] {
  return steps(timeline, poll).map((step) =>
    step.ballots ? '' : (step.item.inputs[0]?.value?.zh ?? ''),
  );
}

describe('A6_3: ballots among options', () => {
  it('say the words of the options, a ranking in its order', () => {
    const two = values([stage, ballot('3、1'), ballot('2')]);
    expect(two).toEqual(['', '1. 丙方案 2. 甲方案', '1. 乙方案']);
    const approval = { ...ranked, method: Poll_Method.APPROVAL };
    expect(values([stage, ballot('1、3')], approval)).toEqual(['', '甲方案、丙方案']);
  });
  it('that name none abstain', () => {
    expect(values([stage, ballot('')])).toEqual(['', '都不选（弃权）']);
  });
  it('of an earlier vote stay numbers: they may have meant other options', () => {
    const twice = [stage, ballot('1'), stage, ballot('2')];
    expect(values(twice)).toEqual(['', '1', '', '1. 乙方案']);
    // The second vote has no ballot yet: those that are there were for the first.
    expect(values([stage, ballot('1'), stage], { ...ranked, voted: 0n })).toEqual(['', '1', '']);
  });
  it('are known by the id of their action, not by its words', () => {
    expect(values([stage, ballot('1', 'propose', '排序')])).toEqual(['', '1']);
    expect(values([stage, ballot('1', 'rank', '排个序')])).toEqual(['', '1. 甲方案']);
  });
  it('that are sealed say so, and do not abstain', () => {
    expect(values([stage, ballot('开票前看不到')])).toEqual(['', '开票前看不到']);
  });
  it('of options that this device does not know stay numbers', () => {
    expect(values([stage, ballot('7')])).toEqual(['', '7']);
  });
});

describe('many ballots in a row', () => {
  const many = [stage, ballot('1'), ballot('2'), ballot('3')];
  const wordsOf = (timeline: ItemInit[], poll?: object) =>
    steps(timeline, poll).flatMap((step) => (step.ballots ? [step.words] : []));
  it('are one step that can be opened', async () => {
    const timeline = mount(MatterTimeline, {
      props: { steps: steps([...many, nudge]) },
      attachTo: document.body.appendChild(document.createElement('main')),
    });
    const list = timeline.findAll(':scope > li');
    expect(list.map((one) => one.get('strong').text())).toEqual([
      '进入「排序」',
      '3 人投票',
      '催办',
    ]);
    const details = list[1]!.get('details');
    expect(details.attributes('open')).toBeUndefined();
    expect(details.findAll('li').map((one) => one.text())).toEqual([
      expect.stringContaining('1. 甲方案'),
      expect.stringContaining('1. 乙方案'),
      expect.stringContaining('1. 丙方案'),
    ]);
    expect(await findings()).toEqual([]);
    timeline.unmount();
    document.querySelector('main')!.remove();
  });
  it('are not folded when there are two, or when something lies between', () => {
    expect(wordsOf(many.slice(0, 3))).toEqual([]);
    expect(wordsOf([ballot('1'), ballot('2'), nudge, ballot('3')])).toEqual([]);
  });
  it('are people only where each votes once, on a screen', () => {
    expect(wordsOf(many, { ...ranked, changeable: true })).toEqual(['投票或录票 3 次']);
    expect(wordsOf([ballot('1'), ballot('2', 'paper'), ballot('2', 'paper')])).toEqual([
      '投票或录票 3 次',
    ]);
  });
  it('wait as long as one of them does', () => {
    const waits = steps([...many, { ...ballot('1'), pending: true }]).at(-1)!;
    expect(waits.ballots && [waits.pending, waits.items.length]).toEqual([true, 4]);
  });
});
