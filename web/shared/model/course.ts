// What happened to a matter, as both ways of looking at it show it: one step's words, ballots
// among options by the options' names, and many ballots in a row as one step.
import { create } from '@bufbuild/protobuf';
import {
  Action_Effect,
  Field_Kind,
  TextSchema,
  type Action,
  type Pack,
  type Text,
} from '../generated/yiting/v1/pack_pb';
import {
  TimelineItem_Kind as Kind,
  type MatterView,
  type PollRow,
  type Shown,
  type TimelineItem,
} from '../generated/yiting/v1/view_pb';
import { say, t, type TextKey } from '../texts';
import { timelineKey } from '../texts/words';
import { namesOf } from './poll';

// Fewer are read faster than they are opened.
const fewest = 3;
const stars = ['stars.1', 'stars.2', 'stars.3', 'stars.4', 'stars.5'] as const;

// A rating's title is its score, a count's whether it is passed or failed.
export function stepWords(item: TimelineItem): string {
  const raw = say(item.title);
  if (item.kind === Kind.TALLIED)
    return t(timelineKey(item.kind), {
      title: t(item.title?.zh === 'passed' ? 'poll.passed' : 'poll.failed'),
    });
  const score = item.kind === Kind.RATED ? stars[Number(item.title?.zh) - 1] : undefined;
  return t(timelineKey(item.kind), { title: score ? t(score) : raw });
}

// What the core notes of a step that somebody entered for whose action it is: under names that no
// field of a pack has. The helper's title is the role.
const helperField = '.helper';
export const enteredTitles: Record<string, TextKey> = {
  '.consent': 'entered.consent',
  '.occurred': 'entered.when',
  '.proof': 'consent.proof',
};

export function shownOf(inputs: readonly Shown[]): Shown[] {
  return inputs.filter((one) => one.field !== helperField);
}

export function whoWords(item: { actor?: Text; byMe: boolean; inputs?: Shown[] }): string {
  const who = say(item.actor);
  if (!who) return '';
  const words = t(item.byMe ? 'timeline.byMe' : 'timeline.by', { who });
  return withHelper(words, item.inputs ?? []);
}

// "参与人（由社工代录）"
export function withHelper(who: string, inputs: readonly Shown[]): string {
  const entered = inputs.find((one) => one.field === helperField);
  if (!entered) return who;
  const helper = say(entered.title);
  return t(helper ? 'entered.by' : 'entered.byNobody', { who, helper });
}

export function sameText(one: Text | undefined, other: Text | undefined): boolean {
  return Boolean(one?.zh) && one?.zh === other?.zh;
}

export function actionsOf(pack: Pack | null, procedure: string): Action[] {
  const found = pack?.procedures.find((one) => one.id === procedure);
  if (!found) return [];
  return [...found.actions, ...found.stages.flatMap((stage) => stage.actions)];
}

// The actions of that id: several stages may have one, and the item does not say its stage.
export function actionsBehind(actions: readonly Action[], item: TimelineItem): Action[] {
  if (item.kind !== Kind.ACTION) return [];
  return actions.filter((action) => action.id === item.action);
}

const ballotEffects = [Action_Effect.VOTE, Action_Effect.ENTER_BALLOT];
function has(actions: readonly Action[], effects: readonly Action_Effect[]): boolean {
  return actions.some((action) => action.effects.some((effect) => effects.includes(effect)));
}

export type Step =
  | { ballots: false; item: TimelineItem }
  | { ballots: true; items: TimelineItem[]; words: string; pending: boolean };

// Officers enter a paper twice, and who may change a ballot may cast two: then ballots are counted,
// not people.
export function foldBallots(view: MatterView, pack: Pack | null): Step[] {
  const actions = actionsOf(pack, view.row?.procedureId ?? '');
  const steps: Step[] = [];
  let run: TimelineItem[] = [];
  const wordsOf = (items: readonly TimelineItem[]) => {
    const isPaper = (item: TimelineItem) =>
      has(actionsBehind(actions, item), [Action_Effect.ENTER_BALLOT]);
    const isCounted = view.poll?.changeable || items.some(isPaper);
    return isCounted ? ('timeline.ballots' as const) : ('timeline.voters' as const);
  };
  const end = () => {
    const n = run.length;
    if (n < fewest) steps.push(...run.map((item) => ({ ballots: false as const, item })));
    else {
      const pending = run.some((item) => item.pending);
      steps.push({ ballots: true, items: run, words: t(wordsOf(run), { n }), pending });
    }
    run = [];
  };
  for (const item of withOptions(view, actions)) {
    if (has(actionsBehind(actions, item), ballotEffects)) {
      run.push(item);
      continue;
    }
    end();
    steps.push({ ballots: false, item });
  }
  end();
  return steps;
}

// The numbers of a ballot among options become their words. Those of an earlier vote of the matter
// may have meant other options: they stay numbers.
function withOptions(view: MatterView, actions: readonly Action[]): TimelineItem[] {
  const { poll, timeline } = view;
  if (!poll?.options.length || !(poll.voted || poll.papers)) return timeline;
  const fields = (item: TimelineItem) =>
    actionsBehind(actions, item)
      .flatMap((action) => action.needs)
      .filter((field) => field.kind === Field_Kind.OPTIONS)
      .map((field) => field.id);
  const entered = beginOfLast(timeline, (item) => fields(item).length > 0);
  return timeline.map((item, i) => {
    const ids = i > entered ? fields(item) : [];
    if (!item.inputs.some((input) => ids.includes(input.field))) return item;
    const inputs = item.inputs.map((input) =>
      ids.includes(input.field) ? { ...input, value: named(poll, input.value) } : input,
    );
    return { ...item, inputs };
  });
}

// Where the stage of the last ballot among options was entered; -1: with the matter.
function beginOfLast(timeline: TimelineItem[], isBallot: (item: TimelineItem) => boolean): number {
  let i = timeline.length - 1;
  while (i >= 0 && !isBallot(timeline[i]!)) i--;
  while (i >= 0 && timeline[i]!.kind !== Kind.STAGE) i--;
  return i;
}

// Words instead of numbers (a ballot that is sealed until the count) stay as they are.
function named(poll: PollRow, value: Text | undefined): Text {
  if (!value?.zh) return create(TextSchema, { zh: t('ballot.none') });
  const names = namesOf(poll, (value.zh.match(/\d+/g) ?? []).map(Number));
  return names ? create(TextSchema, { zh: names }) : value;
}
