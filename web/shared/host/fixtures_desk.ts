// What the fake core says at the duty desk and of a week.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { DigestViewSchema, DutyViewSchema } from '../generated/yiting/v1/view_desk_pb';

export function makeDuty(): MessageInitShape<typeof DutyViewSchema> {
  return {
    overdue: 2n,
    dueToday: 1n,
    unassigned: 3n,
    messages: 1n,
    applicants: 1n,
    reportedOpinions: 0n,
    tasksOverdue: 1n,
    surges: [
      {
        category: { zh: '交通出行', en: 'Traffic' },
        count: 12n,
        matters: [new Uint8Array(16).fill(7)],
      },
    ],
    units: [
      {
        unit: 'property',
        title: { zh: '物业公司', en: 'Property company' },
        open: 4n,
        unanswered: 2n,
        late: 3n,
      },
      {
        unit: 'traffic',
        title: { zh: '交警中队', en: 'Traffic police' },
        open: 1n,
        unanswered: 1n,
        late: 0n,
      },
    ],
  };
}

export function makeDigest(): MessageInitShape<typeof DigestViewSchema> {
  return {
    opened: 9n,
    closed: 4n,
    overdue: 1n,
    opinions: 28n,
    ballots: 130n,
    ratings: 6n,
    satisfied: 5n,
    categories: [{ category: { zh: '交通出行', en: 'Traffic' }, opened: 5n }],
    mostSupported: [
      { matter: new Uint8Array(16).fill(7), number: 12n, title: '校门口拥堵', supporters: 23n },
    ],
    ended: [
      {
        matter: new Uint8Array(16).fill(8),
        number: 7n,
        title: '楼道照明',
        outcome: { zh: '已解决', en: 'Resolved' },
      },
    ],
  };
}
