// The rule of a vote in plain words, out of the pack that the matter is under; and when it ran, out
// of what happened.
import {
  Poll_Base,
  Poll_Method,
  type Pack,
  type Poll,
  type Stage,
} from '../generated/yiting/v1/pack_pb';
import { TimelineItem_Kind as Kind, type MatterView } from '../generated/yiting/v1/view_pb';
import { say, t, type TextKey } from '../texts';
import { sameText } from './course';

export interface PollTimes {
  openedMs: number; // 0: not known
  countedMs: number;
  stage: Stage | null; // whose poll it was; null: its pack is not here
}

// The last poll that was counted.
export function timesOf(view: MatterView, pack: Pack | null): PollTimes {
  const items = view.timeline;
  let counted = items.length - 1;
  while (counted >= 0 && items[counted]!.kind !== Kind.TALLIED) counted--;
  const procedure =
    pack?.version === view.packVersion
      ? pack.procedures.find((one) => one.id === view.row?.procedureId)
      : undefined;
  const voting = (procedure?.stages ?? []).filter((stage) => stage.poll);
  for (let i = counted - 1; i >= 0; i--) {
    const item = items[i]!;
    if (item.kind !== Kind.STAGE && item.kind !== Kind.OPENED) continue;
    const entered =
      item.kind === Kind.OPENED
        ? voting.find((one) => one === procedure!.stages[0])
        : voting.find((one) => sameText(one.title, item.title));
    // Without the pack: the stage that was entered last before the count.
    if (!entered && procedure) continue;
    return {
      openedMs: Number(item.timeMs),
      countedMs: Number(items[counted]!.timeMs),
      stage: entered ?? null,
    };
  }
  return { openedMs: 0, countedMs: counted < 0 ? 0 : Number(items[counted]!.timeMs), stage: null };
}

const bases: Partial<Record<Poll_Base, TextKey>> = {
  [Poll_Base.ELECTORS]: 'rule.base.ELECTORS',
  [Poll_Base.VOTED]: 'rule.base.VOTED',
  [Poll_Base.DECIDED]: 'rule.base.DECIDED',
};

function ballotKey(poll: Poll): TextKey {
  if (poll.byOwner) return 'rule.byOwner';
  return poll.byHousehold ? 'rule.byHousehold' : 'rule.byMember';
}

// One sentence a line. How options are counted is said by methodWords.
export function ruleWords(poll: Poll, pack: Pack): string[] {
  const roles = poll.electors
    .map((id) => say(pack.roles.find((role) => role.id === id)?.title) || id)
    .join(t('list.comma'));
  const ratio = (part: bigint, whole: bigint) => ({ part: Number(part), whole: Number(whole) });
  const turnout = ratio(poll.turnoutPart, poll.turnoutWhole);
  const lines = [
    t('rule.electors', { roles, how: t(ballotKey(poll)) }),
    poll.turnoutPart
      ? t(poll.turnoutAbove ? 'rule.turnoutAbove' : 'rule.turnout', turnout)
      : t('rule.anyTurnout'),
  ];
  if (poll.method === Poll_Method.FOR_AGAINST && poll.approvePart) {
    const key = bases[poll.base] ?? 'rule.base.VOTED';
    const fill = { ...ratio(poll.approvePart, poll.approveWhole), base: t(key) };
    lines.push(t(poll.above ? 'rule.approveAbove' : 'rule.approve', fill));
  }
  if (poll.byArea) lines.push(t('rule.area'));
  if (poll.graceHours) lines.push(t('rule.grace', { n: Number(poll.graceHours) }));
  if (poll.sealed) lines.push(t('rule.sealed'));
  return lines;
}
