// What some matters of the fake community have beside their stages: support, a linked matter,
// tasks, figures, a receipt. Only for tests, screenshots and `npm run dev`; never shipped.
import { create } from '@bufbuild/protobuf';
import {
  IndicatorRowSchema,
  LinkRowSchema,
  TaskRow_State as State,
  TaskRowSchema,
} from '../generated/yiting/v1/view_deliberation_pb';
import type { MatterView } from '../generated/yiting/v1/view_pb';
import { fromHex } from '../model/bytes';
import { receiptOf } from '../model/receipt';
import { text } from './fixtures_pack';
import { addTalk } from './fixtures_talk';
import { addVote, votedIndex } from './fixtures_vote';

const day = 24 * 3_600_000;

export function addParts(view: MatterView, index: number, now: number): MatterView {
  view.receipt = receiptOf(view.row!.matter);
  if (index === votedIndex) return addVote(view, now);
  if (index !== 4) return addTalk(view, index, now);
  view.row!.supporters = 12n;
  view.links = [
    create(LinkRowSchema, {
      matter: fromHex('0f'.repeat(16)),
      number: 15n,
      title: '地库充电桩不够用',
      duplicate: true,
      asked: 5n,
      agreed: 3n,
      declined: 1n,
    }),
  ];
  const task = (task: number, zh: string, en: string, state: State, words: string, days: number) =>
    create(TaskRowSchema, {
      task,
      unit: `unit${task}`,
      unitTitle: text(zh, en),
      text: words,
      state,
      dueMs: BigInt(now + days * day),
      overdue: state === State.OPEN && days < 0,
      returned: task === 1 ? 1 : 0,
    });
  view.tasks = [
    task(1, '物业公司', 'Property company', State.OPEN, '架空层消防检查并出具结果', -1),
    task(2, '供电所', 'Power supply', State.REPORTED, '核定可增容量', 3),
    task(3, '社区居委会', 'Residents’ committee', State.ACCEPTED, '征求一楼住户意见', 6),
  ];
  view.indicators = [
    create(IndicatorRowSchema, {
      indicator: 'cables',
      title: text('楼道飞线（处）', 'Loose cables'),
      hasBefore: true,
      before: 17n,
      hasAfter: true,
      after: 2n,
    }),
    create(IndicatorRowSchema, {
      indicator: 'complaints',
      title: text('每月反映（件）', 'Complaints a month'),
      hasBefore: true,
      before: 9n,
    }),
  ];
  return view;
}
