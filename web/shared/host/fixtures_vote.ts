// A matter of the fake community whose vote was counted. Only for tests, screenshots and `npm run
// dev`; never shipped.
import { create } from '@bufbuild/protobuf';
import {
  PollRowSchema,
  TimelineItem_Kind as Kind,
  TimelineItemSchema,
  type MatterView,
} from '../generated/yiting/v1/view_pb';
import { text } from './fixtures_pack';

const hour = 3_600_000;
export const votedIndex = 9; // a closed one, the tenth

export function addVote(view: MatterView, now: number): MatterView {
  view.poll = create(PollRowSchema, {
    electors: 48n,
    byHousehold: true,
    voted: 31n,
    inFavour: 24n,
    against: 5n,
    abstained: 2n,
    counted: true,
    passed: true,
    turnoutNeeded: 24n,
    votedByMe: true,
    mine: 1,
  });
  const counted = view.timeline.findIndex((item) => item.kind === Kind.CLOSED);
  const timeMs = BigInt(now - 3 * hour);
  view.timeline.splice(
    counted,
    0,
    create(TimelineItemSchema, { kind: Kind.TALLIED, title: text('passed'), timeMs, seq: 119n }),
  );
  return view;
}
