// The rule of a vote in words, and when it ran, out of the pack and of what happened.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import {
  PackSchema,
  Poll_Base,
  Poll_Method,
  PollSchema,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import {
  MatterViewSchema,
  TimelineItem_Kind as Kind,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { ruleWords, timesOf } from '../../../web/shared/model/poll_rule';
import { setLanguage } from '../../../web/shared/texts';

const ask = { zh: '征求意见', en: 'Ask' };
const vote = { zh: '业主表决', en: 'Vote' };
const again = { zh: '再次表决', en: 'Vote again' };
const poll: MessageInitShape<typeof PollSchema> = {
  electors: ['owner', 'ghost'],
  byOwner: true,
  byArea: true,
  turnoutPart: 2n,
  turnoutWhole: 3n,
  approvePart: 1n,
  approveWhole: 2n,
  base: Poll_Base.ELECTORS,
};
const pack = create(PackSchema, {
  version: '2',
  roles: [{ id: 'owner', title: { zh: '业主', en: 'Owner' } }],
  procedures: [
    {
      id: 'fund',
      stages: [
        { id: 'ask', title: ask },
        { id: 'vote', title: vote, poll },
        { id: 'again', title: again, poll },
      ],
    },
  ],
});
const wordsOf = (more: MessageInitShape<typeof PollSchema> = {}) =>
  ruleWords(create(PollSchema, { ...poll, ...more }), pack);

describe('the rule in words', () => {
  it('says who, how many must take part, and how many must agree', () => {
    expect(wordsOf()).toEqual([
      '谁能投：业主、ghost，每位业主一票',
      '参加投票的要达到 2/3',
      '同意的要达到有投票权总数的 1/2',
      '面积也要同样达到',
    ]);
  });

  it.each([
    [{ byOwner: false }, '每人一票'],
    [{ byOwner: false, byHousehold: true }, '每户一票'],
    [{ turnoutAbove: true }, '参加投票的要超过 2/3'],
    [{ turnoutPart: 0n }, '多少人投都算'],
    [{ above: true, base: Poll_Base.DECIDED }, '同意的要超过同意和反对总数的 1/2'],
    [{ base: Poll_Base.VOTED }, '同意的要达到投票总数的 1/2'],
    [{ graceHours: 48n }, '48 小时内送到仍算数'],
    [{ sealed: true }, '票密封，计票时才打开'],
  ])('%o: %s', (more, words) => {
    expect(wordsOf(more).join('\n')).toContain(words);
  });

  it('leaves to the method how options are counted', () => {
    const lines = wordsOf({ method: Poll_Method.RANKING });
    expect(lines.join('\n')).not.toContain('同意的');
  });

  it('speaks English', () => {
    setLanguage('en');
    expect(wordsOf({ graceHours: 1n })).toEqual([
      'Who votes: Owner, ghost; one ballot an owner',
      'The turnout must reach 2/3',
      'Those for must reach 1/2 of all who may vote',
      'The same must hold by floor area',
      'Ballots cast offline before the close count if they arrive within 1 hour',
    ]);
  });
});

describe('when a vote ran', () => {
  const item = (kind: Kind, timeMs: bigint, title = {}) => ({ kind, timeMs, title });
  const view = (packVersion: string, timeline: ReturnType<typeof item>[]) =>
    create(MatterViewSchema, { packVersion, row: { procedureId: 'fund' }, timeline });
  const course = [
    item(Kind.OPENED, 1n),
    item(Kind.STAGE, 2n, ask),
    item(Kind.STAGE, 3n, vote),
    item(Kind.ACTION, 4n),
    item(Kind.TALLIED, 5n, { zh: 'failed' }),
    item(Kind.STAGE, 6n, again),
    item(Kind.TALLIED, 7n, { zh: 'passed' }),
    item(Kind.STAGE, 8n, ask),
  ];

  it('is from the stage of the last count to that count', () => {
    const times = timesOf(view('2', course), pack);
    expect(times).toMatchObject({ openedMs: 6, countedMs: 7, stage: { id: 'again' } });
    const before = timesOf(view('2', course.slice(0, 5)), pack);
    expect(before).toMatchObject({ openedMs: 3, countedMs: 5, stage: { id: 'vote' } });
  });

  it('is told without the rule where the pack is another one, or not here', () => {
    for (const here of [pack, null])
      expect(timesOf(view('1', course), here)).toEqual({ openedMs: 6, countedMs: 7, stage: null });
  });

  it('is not known where nothing was counted', () => {
    const times = timesOf(view('2', course.slice(0, 4)), pack);
    expect(times).toEqual({ openedMs: 0, countedMs: 0, stage: null });
  });
});
