// A community as the fake host begins with: matters at several of the nine steps, members, figures.
// Only for tests, screenshots and `npm run dev`; never shipped.
import { create } from '@bufbuild/protobuf';
import {
  MatterViewSchema,
  TimelineItem_Kind,
  type MatterView,
} from '../generated/yiting/v1/view_pb';
import { MessageRowSchema, type MessageRow } from '../generated/yiting/v1/view_desk_pb';
import { fromHex } from '../model/bytes';
import { aboutField, pack, placeField, text, titleField } from './fixtures_pack';

const hour = 3_600_000;
const day = 24 * hour;

export const communityHex = 'c0'.repeat(32);
export const keyHex = '5e'.repeat(32);
export const residentHex = 'a1'.repeat(16);
export const staffHex = 'b2'.repeat(16);

export const communityTitle = text('德胜社区', 'Desheng Community');

const titles = [
  '小学门口放学时车辆乱停，堵得走不过去',
  '6 幢电梯一个月坏了三次',
  '东门垃圾房气味太大，想换个地方',
  '凌晨工地施工噪声',
  '想在架空层加两个充电桩',
  '3 单元楼道堆放杂物',
  '小广场晚上音响声音太大',
  '北门减速带坏了',
  '想给独居老人装呼叫铃',
  '宠物便后没人清理',
];

// One matter at step `step` of nine (10 = closed), opened some days before `now`.
export function makeMatter(index: number, step: number, now: number): MatterView {
  const procedure = pack.procedures[0]!;
  const id = fromHex((index + 1).toString(16).padStart(2, '0').repeat(16));
  const opened = now - (10 - (index % 7)) * day;
  const stage = procedure.stages[step - 1];
  const category = step > 1 ? pack.categories[index % 3] : undefined;
  const dueDays = [2, 1, 0.2, -1, 4, 3][index % 6]!;
  const due = stage ? Math.floor((now + dueDays * day) / hour) * hour : 0;
  const late = Boolean(stage) && dueDays < 0;
  const timeline = [
    {
      kind: TimelineItem_Kind.OPENED,
      timeMs: BigInt(opened),
      seq: BigInt(20 + index * 9),
      title: procedure.title,
      actor: text('居民', 'Resident'),
      byMe: index % 3 === 0,
      inputs: [],
    },
    ...procedure.stages.slice(1, step).map((entered, i) => ({
      kind: TimelineItem_Kind.STAGE,
      timeMs: BigInt(opened + (i + 1) * 14 * hour),
      seq: BigInt(21 + index * 9 + i),
      title: entered.title,
      actor: text('社区工作人员', 'Community staff'),
    })),
    ...(late
      ? [
          {
            kind: TimelineItem_Kind.DEADLINE_MISSED,
            timeMs: BigInt(now - day),
            seq: BigInt(96 + index),
            title: stage!.title,
          },
          {
            kind: TimelineItem_Kind.ESCALATED,
            timeMs: BigInt(now - day),
            seq: BigInt(96 + index),
            title: text('街道', 'the street'),
          },
        ]
      : []),
    ...(stage
      ? []
      : [
          {
            kind: TimelineItem_Kind.CLOSED,
            timeMs: BigInt(now - 2 * hour),
            seq: 120n,
            title: text('协商解决', 'Resolved'),
          },
        ]),
  ];
  return create(MatterViewSchema, {
    row: {
      matter: id,
      number: BigInt(index + 1),
      title: titles[index % titles.length]!,
      procedure: procedure.title,
      procedureId: procedure.id,
      stage: stage?.id ?? '',
      stageTitle: stage?.title,
      step: stage?.step ?? 9,
      steps: 9,
      category: category?.id ?? '',
      categoryTitle: category?.title,
      outcome: stage ? '' : 'resolved',
      outcomeTitle: stage ? undefined : text('协商解决', 'Resolved'),
      openedMs: BigInt(opened),
      closedMs: BigInt(stage ? 0 : now - 2 * hour),
      dueMs: BigInt(due),
      workdaysLeft: Math.trunc(dueDays),
      overdue: late,
      holder: stage
        ? late
          ? text('街道工作人员', 'Street staff')
          : text('社区工作人员', 'Community staff')
        : undefined,
      level: late ? text('街道', 'the street') : undefined,
      mine: index % 3 === 0,
    },
    timeline,
    stages: procedure.stages.map((one, i) => ({
      stage: one.id,
      step: one.step,
      title: one.title,
      done: i + 1 < step,
      current: i + 1 === step,
    })),
    parties: category
      ? [category.lead, ...category.assisting].map((unit, i) => ({
          unit,
          title: pack.units.find((one) => one.id === unit)!.title,
          lead: i === 0,
          alertedMs: BigInt(opened + day),
          reportedMs: BigInt(i === 1 && step < 9 ? 0 : opened + day + hour * (i + 1)),
        }))
      : [],
    opening: [
      { field: 'title', title: titleField.title, value: text(titles[index % titles.length]!) },
      { field: 'place', title: placeField.title, value: text('小河路 48 弄门口') },
      {
        field: 'about',
        title: aboutField.title,
        value: text(
          '下午四点到五点，家长的车停满两侧，救护车都进不来。希望学校、交警和社区一起想想办法。',
        ),
      },
    ],
    ratings: stage ? 0n : 12n,
    satisfied: stage ? 0n : 11n,
    openerClass: text('居民提请', 'by a resident'),
    packVersion: pack.version,
  });
}

// `role`: only holders of it. `named`: the reader may see names.
export function makeMembers(role: string, named: boolean) {
  const people: [string, string, string][] = [
    [residentHex, '王春梅', 'resident'],
    [staffHex, '李明', 'community_staff'],
    ['e3'.repeat(16), '陈国强', 'building_head'],
    ['f4'.repeat(16), '周敏', 'street_staff'],
    ['97'.repeat(16), '', 'resident'],
  ];
  return people
    .filter(([, , held]) => !role || held === role)
    .map(([id, name, held], i) => ({
      member: fromHex(id),
      name: named ? name : '',
      roles: [{ role: held, title: pack.roles.find((one) => one.id === held)!.title }],
      devices: [{ device: fromHex(`${i + 1}d`.repeat(32)), revoked: i === 2 }],
    }));
}

// The newest first; the last one became the matter `converted`.
export function makeMessages(now: number, converted: Uint8Array): MessageRow[] {
  return [
    '架空层的长椅坏了一条，有空修一下就好。',
    '上次的法律讲座很好，希望多办。',
    '门口的花开得真好，谢谢物业。',
  ].map((words, i) =>
    create(MessageRowSchema, {
      message: fromHex(`d${i}`.repeat(16)),
      timeMs: BigInt(now - (i + 1) * 2 * hour),
      text: words,
      matter: i === 2 ? converted : new Uint8Array(),
    }),
  );
}

export function makeMetrics() {
  return {
    rows: [
      {
        id: 'completion',
        title: { zh: '办结率', en: 'Completion rate' },
        version: '1',
        formula: 'closed.bell.resolved / (taken.bell.accept - closed.bell.non_deliberative)',
        numerator: 63n,
        denominator: 87n,
        perMille: 724n,
        note: { zh: '非协商事项不计入分母。', en: 'Non-deliberative matters are not counted.' },
      },
      {
        id: 'satisfaction',
        title: { zh: '满意度', en: 'Satisfaction' },
        version: '1',
        formula: 'satisfied / ratings',
        numerator: 199n,
        denominator: 200n,
        perMille: 995n,
      },
      {
        id: 'late',
        title: { zh: '受理超时率', en: 'Late acceptance' },
        version: '1',
        formula: 'late.bell.applied / opened.bell',
        numerator: 0n,
        denominator: 0n,
      },
    ],
    counters: [
      { counter: 'opened.bell', count: 111n },
      { counter: 'taken.bell.accept', count: 99n },
      { counter: 'closed.bell.resolved', count: 63n },
    ],
  };
}
