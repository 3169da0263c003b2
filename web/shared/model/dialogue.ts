// A matter and its official answers as one dialogue (A1.14): what was raised is the first turn,
// each later entry of somebody a turn, and what the rules did a line between.
import { ref, type Ref } from 'vue';
import {
  Action_Effect as Effect,
  Field_Kind,
  type Action,
  type Pack,
  type Text,
} from '../generated/yiting/v1/pack_pb';
import type { OpinionRow } from '../generated/yiting/v1/view_deliberation_pb';
import {
  TimelineItem_Kind as Kind,
  type MatterView,
  type Shown,
  type TimelineItem,
} from '../generated/yiting/v1/view_pb';
import { recall, remember } from '../host/keep';
import { say, t } from '../texts';
import { actionsBehind, actionsOf, sameText, stepWords, withHelper, type Step } from './course';
import { hiddenWords } from './erased';
import { authorOf } from './opinions';

export interface Turn {
  official: boolean;
  who: string;
  unit: string;
  byMe: boolean;
  timeMs: number;
  seq: number; // 0: an opinion, whose entry is not named
  pending: boolean;
  what: string; // what was done by it
  words: string; // the one prose of it
  hidden: string; // why the prose is not shown; empty: it is
  inputs: Shown[]; // the rest
}
export type Part =
  | { kind: 'turn'; turn: Turn }
  | { kind: 'line'; item: TimelineItem }
  | { kind: 'ballots'; step: Extract<Step, { ballots: true }> };

const isProse = (input: Shown) => input.content?.media === 'text/plain';

// Staff, and whoever speaks for a unit of the street or a party of the matter.
function isOfficial(view: MatterView, pack: Pack | null, role?: Text, unit = ''): boolean {
  const isStaff = pack?.roles.some((one) => one.staff && sameText(one.title, role)) ?? false;
  if (isStaff || !unit) return isStaff;
  return [
    ...(pack?.units.map((one) => one.id) ?? []),
    ...view.parties.map((one) => one.unit),
  ].includes(unit);
}

function unitWords(view: MatterView, pack: Pack | null, unit: string): string {
  if (!unit) return '';
  const party = view.parties.find((one) => one.unit === unit);
  return say(party?.title) || say(pack?.units.find((one) => one.id === unit)?.title);
}

function turnOf(view: MatterView, pack: Pack | null, item: TimelineItem): Turn {
  const inputs = item.kind === Kind.OPENED ? view.opening : item.inputs;
  const prose = inputs.filter(isProse);
  const words = prose.length === 1 ? prose[0] : undefined;
  return {
    // Whoever wrote it down: it is what the answers answer.
    official: item.kind !== Kind.OPENED && isOfficial(view, pack, item.actor, item.unit),
    who: withHelper(say(item.actor) || t('opinion.unnamed'), inputs),
    unit: unitWords(view, pack, item.unit),
    byMe: item.byMe,
    timeMs: Number(item.timeMs),
    seq: Number(item.seq),
    pending: item.pending,
    what: stepWords(item),
    words: say(words?.value),
    hidden: words ? hiddenWords(words, 'content.withheld') : '',
    inputs: inputs.filter((input) => input !== words),
  };
}

function turnOfOpinion(row: OpinionRow): Turn {
  return {
    official: true,
    who: authorOf(row),
    unit: row.author ? say(row.role) : '',
    byMe: row.mine,
    timeMs: Number(row.timeMs),
    seq: 0,
    pending: row.pending,
    what: t('dialogue.opinion', { n: row.opinion }),
    words: row.text,
    hidden: hiddenWords(row, 'content.withheld'),
    inputs: [],
  };
}

// Opinions have a list of their own; here are those of staff alone, for they answer.
export function dialogueOf(view: MatterView, pack: Pack | null, steps: readonly Step[]): Part[] {
  const said = view.opinions
    .filter((row) => !row.hidden && !row.pseudonym && isOfficial(view, pack, row.role))
    .map(turnOfOpinion);
  const parts: Part[] = [];
  const before = (timeMs: number) => {
    while (said[0] && said[0].timeMs < timeMs) parts.push({ kind: 'turn', turn: said.shift()! });
  };
  const spoken = new Set<bigint>();
  for (const step of steps) {
    if (step.ballots) {
      before(Number(step.items[0]!.timeMs));
      parts.push({ kind: 'ballots', step });
      continue;
    }
    const { item } = step;
    before(Number(item.timeMs));
    if (item.kind === Kind.OPENED || item.kind === Kind.ACTION) {
      spoken.add(item.seq);
      parts.push({ kind: 'turn', turn: turnOf(view, pack, item) });
    } else if (item.kind !== Kind.REPLIED || !spoken.has(item.seq)) {
      // That a unit has answered is said by its answer.
      parts.push({ kind: 'line', item });
    }
  }
  before(Infinity);
  return parts;
}

// Words and what goes with them. What needs a card of its own (votes, meetings, tasks) is no talk.
const talk = new Set([
  Effect.NUDGE,
  Effect.ASSIGN,
  Effect.ALERT,
  Effect.REPORT_IN,
  Effect.REPLY,
  Effect.OPINE,
  Effect.TELL,
  Effect.RATE,
]);

// It asks and is answered without moving.
function isWordAlone(action: Action): boolean {
  const isStill = !action.to && !action.outcome && action.effects.length === 0;
  return isStill && action.needs.some((need) => need.kind === Field_Kind.TEXT);
}

// The procedure lets its opener ask and others answer, and so far there was nothing but talk.
export function livesOnTalk(view: MatterView, pack: Pack | null): boolean {
  const actions = actionsOf(pack, view.row?.procedureId ?? '');
  const said = actions.filter(isWordAlone);
  const asks = said.some((action) => action.by.includes('opener'));
  const answers = said.some((action) => action.by.some((who) => who !== 'opener'));
  if (!asks || !answers) return false;
  return view.timeline
    .flatMap((item) => actionsBehind(actions, item))
    .every((action) => action.effects.every((effect) => talk.has(effect)));
}

export type Way = 'dialogue' | 'course';
const kept = (): Way | null => {
  const way = recall('way');
  return way === 'dialogue' || way === 'course' ? way : null;
};

// The way that was chosen on this device; null: none was.
export function useWay(): { chosen: Ref<Way | null>; choose: (way: Way) => void } {
  const chosen = ref(kept());
  return {
    chosen,
    choose: (way) => {
      chosen.value = way;
      remember('way', way);
    },
  };
}
