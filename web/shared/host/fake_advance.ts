// What the fake host lets an action do to a matter: note it, and move on or close. No rule is
// looked at; that is the core's.
import { create } from '@bufbuild/protobuf';
import type { Action } from '../generated/yiting/v1/pack_pb';
import {
  TimelineItem_Kind,
  TimelineItemSchema,
  type MatterView,
} from '../generated/yiting/v1/view_pb';
import { nowMs } from './clock';
import { pack } from './fixtures_pack';

export function advance(view: MatterView, action: Action, seq: bigint, role = ''): void {
  const timeMs = BigInt(nowMs());
  const actor = pack.roles.find((one) => one.id === role)?.title;
  const add = (kind: TimelineItem_Kind, title: Action['title']) => {
    const item = { kind, title, timeMs, seq, pending: true, byMe: true, actor };
    view.timeline.push(create(TimelineItemSchema, item));
    return view.timeline.at(-1)!;
  };
  add(TimelineItem_Kind.ACTION, action.title).action = action.id;
  view.row!.pending = true;
  const stages = pack.procedures.flatMap((procedure) => procedure.stages);
  const next = stages.find((stage) => stage.id === action.to);
  if (next) {
    Object.assign(view.row!, { stage: next.id, stageTitle: next.title, step: next.step });
    view.stages.forEach((stage, i) =>
      Object.assign(stage, { done: i + 1 < next.step, current: i + 1 === next.step }),
    );
    add(TimelineItem_Kind.STAGE, next.title);
  } else if (action.outcome) {
    const { outcome } = action;
    const outcomeTitle = pack.outcomes.find((one) => one.id === outcome)?.title;
    Object.assign(view.row!, { stage: '', outcome, outcomeTitle, closedMs: timeMs });
    view.stages.forEach((stage) => Object.assign(stage, { done: true, current: false }));
    add(TimelineItem_Kind.CLOSED, outcomeTitle);
  }
}
