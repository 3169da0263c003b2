// A community as the fake host begins with: one procedure of nine steps, a few matters at several of
// them. Only for tests, screenshots and `npm run dev`; never shipped.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  Action_Effect, Audience, DeadlineRule_Clock, Field_Kind, PackSchema, type Pack,
} from '../generated/yiting/v1/pack_pb';
import { MatterViewSchema, TimelineItem_Kind, type MatterView } from '../generated/yiting/v1/view_pb';
import { fromHex } from '../model/bytes';

const hour = 3_600_000;
const day = 24 * hour;

export const communityHex = 'c0'.repeat(32);
export const keyHex = '5e'.repeat(32);
export const residentHex = 'a1'.repeat(16);
export const staffHex = 'b2'.repeat(16);

const text = (zh: string, en = '') => ({ zh, en });
export const communityTitle = text('德胜社区', 'Desheng Community');

const titleField = { id: 'title', title: text('什么事', 'What it is'), kind: Field_Kind.TEXT, max: 60n, audience: Audience.COMMUNITY };
const aboutField = { id: 'about', title: text('说说情况', 'More about it'), kind: Field_Kind.TEXT, optional: true, audience: Audience.PARTIES };
const placeField = { id: 'place', title: text('在哪里', 'Where'), kind: Field_Kind.TEXT, max: 60n, optional: true, audience: Audience.COMMUNITY };
const photoField = { id: 'photo', title: text('拍张照片', 'A photo'), kind: Field_Kind.PHOTO, optional: true, audience: Audience.PARTIES };
const categoryField = { id: 'category', title: text('事项类别', 'Category'), kind: Field_Kind.CATEGORY };
const noteField = (id: string, zh: string, en: string) => ({ id, title: text(zh, en), kind: Field_Kind.TEXT, audience: Audience.COMMUNITY });

const stageTitles = [
  text('提出协商申请', 'Ask for deliberation'), text('受理协商事项', 'Accept the matter'),
  text('发起协商约请', 'Invite'), text('对接协商事项', 'Prepare with the parties'),
  text('确认参会信息', 'Confirm attendance'), text('召开协商会议', 'Hold the meeting'),
  text('联审协商结果', 'Joint review'), text('通报协商结果', 'Announce the result'),
  text('评价协商结果', 'Rate the result'),
];
const stageIds = ['applied', 'accepted', 'inviting', 'preparing', 'confirming', 'meeting', 'review', 'announced', 'rating'];
const clock = DeadlineRule_Clock.WORKDAYS;

const forward: MessageInitShape<typeof PackSchema>['procedures'] = [{
  id: 'bell',
  title: text('按铃协商', 'Ring for deliberation'),
  mayOpen: [{ id: 'residents', title: text('居民提请', 'a resident'), roles: ['resident'] }, { id: 'staff', title: text('社区提请', 'the community'), roles: ['community_staff'] }],
  fields: [titleField, { ...categoryField, optional: true }, placeField, aboutField, photoField],
  first: 'applied',
  stages: [
    { actions: [
      { id: 'accept', title: text('受理', 'Accept'), by: ['community_staff'], needs: [categoryField], to: 'accepted', effects: [Action_Effect.ASSIGN] },
      { id: 'decline', title: text('列为非协商事项', 'Not deliberative'), by: ['community_staff'], needs: [noteField('reason', '理由', 'Reason')], outcome: 'non_deliberative' },
    ] },
    { actions: [{ id: 'convene', title: text('发起约请', 'Send invitations'), by: ['community_staff'], needs: [{ id: 'invitees', title: text('邀请谁', 'Whom to invite'), kind: Field_Kind.MEMBERS }], to: 'inviting', effects: [Action_Effect.INVITE] }] },
    { actions: [{ id: 'prepare', title: text('对接各方', 'Prepare with the parties'), by: ['community_staff'], needs: [{ id: 'parties', title: text('还要请哪些单位', 'Further parties'), kind: Field_Kind.UNITS, optional: true }], to: 'preparing', effects: [Action_Effect.ALERT] }] },
    { actions: [{ id: 'schedule', title: text('定下时间', 'Set the time'), by: ['community_staff'], needs: [{ id: 'when', title: text('开会时间', 'Time of the meeting'), kind: Field_Kind.INSTANT }, noteField('where', '地点', 'Where')], to: 'confirming' }] },
    { actions: [
      { id: 'attend', title: text('回复是否参加', 'Say if you come'), by: ['opener', 'invitee'], needs: [{ id: 'coming', title: text('您参加吗', 'Will you come?'), kind: Field_Kind.CODE, options: [{ id: 'yes', title: text('参加', 'Yes') }, { id: 'no', title: text('不参加', 'No') }] }], effects: [Action_Effect.CONFIRM] },
      { id: 'meet', title: text('开会', 'Begin the meeting'), by: ['community_staff'], to: 'meeting' },
    ] },
    { actions: [{ id: 'minutes', title: text('提交协商结果', 'Enter the result'), by: ['community_staff'], needs: [noteField('result', '协商结果', 'Result'), { id: 'present', title: text('到会人数', 'People present'), kind: Field_Kind.NUMBER, min: 1n, max: 500n }], to: 'review' }] },
    { actions: [{ id: 'sign', title: text('联审签字', 'Sign the review'), by: ['community_staff', 'street_staff'], to: 'announced', signers: 2 }] },
    { actions: [{ id: 'announce', title: text('通报结果', 'Announce'), by: ['community_staff'], needs: [noteField('notice', '通报内容', 'Notice'), photoField], to: 'rating' }] },
    { actions: [
      { id: 'rate', title: text('评价', 'Rate'), by: ['opener', 'participant'], needs: [{ id: 'score', title: text('您满意吗', 'Are you satisfied?'), kind: Field_Kind.NUMBER, min: 1n, max: 5n }, { ...noteField('words', '想说的话', 'Your words'), optional: true }], effects: [Action_Effect.RATE] },
      { id: 'close', title: text('办结', 'Close'), by: ['community_staff'], outcome: 'resolved' },
    ] },
  ].map((stage, i) => ({
    ...stage, id: stageIds[i]!, step: i + 1, title: stageTitles[i]!, hint: i === 5 ? text('记录意见和结果', 'Record views and the result') : undefined, deadline: { clock, amount: 2n, onLate: { escalate: 'street' } },
  })),
  actions: [
    { id: 'nudge', title: text('催办', 'Nudge'), by: ['opener'], effects: [Action_Effect.NUDGE] },
    { id: 'report', title: text('报到', 'Report in'), by: ['party'], effects: [Action_Effect.REPORT_IN] },
  ],
}];

export const pack: Pack = create(PackSchema, {
  id: 'mishixiang', title: text('小区协商铃', 'The compound bell'), version: '2026.1',
  roles: [
    { id: 'resident', title: text('居民', 'Resident') },
    { id: 'building_head', title: text('楼道长', 'Stairwell head') },
    { id: 'community_staff', title: text('社区工作人员', 'Community staff'), staff: true, level: 'community' },
    { id: 'street_staff', title: text('街道工作人员', 'Street staff'), staff: true, level: 'street' },
    { id: 'observer', title: text('观察员', 'Observer') },
  ],
  units: [
    { id: 'community', title: text('社区居委会', 'Residents’ committee'), kind: 'community' },
    { id: 'city', title: text('城市管理办公室', 'City management office'), kind: 'office' },
    { id: 'police', title: text('派出所', 'Police station'), kind: 'agency' },
    { id: 'property', title: text('物业公司', 'Property company'), kind: 'company' },
    { id: 'school', title: text('小河小学', 'Xiaohe Primary School'), kind: 'agency' },
  ],
  categories: [
    { id: 'parking', title: text('停车与交通', 'Parking and traffic'), lead: 'city', assisting: ['police', 'school'] },
    { id: 'property', title: text('物业管理', 'Property services'), lead: 'property', assisting: ['community'] },
    { id: 'noise', title: text('噪声', 'Noise'), lead: 'police', assisting: ['community'] },
  ],
  procedures: forward,
  levels: [{ id: 'community', title: text('社区', 'the community'), rank: 1 }, { id: 'street', title: text('街道', 'the street'), rank: 2 }],
  outcomes: [
    { id: 'resolved', title: text('协商解决', 'Resolved') }, { id: 'non_deliberative', title: text('非协商事项', 'Not deliberative') },
  ],
});

const titles = [
  '小学门口放学时车辆乱停，堵得走不过去', '6 幢电梯一个月坏了三次', '东门垃圾房气味太大，想换个地方', '凌晨工地施工噪声',
  '想在架空层加两个充电桩', '3 单元楼道堆放杂物', '小广场晚上音响声音太大', '北门减速带坏了', '想给独居老人装呼叫铃', '宠物便后没人清理',
];

// One matter at step `step` of nine (10 = closed), opened some days before `now`.
export function makeMatter(index: number, step: number, now: number): MatterView {
  const procedure = pack.procedures[0]!;
  const id = fromHex((index + 1).toString(16).padStart(2, '0').repeat(16));
  const opened = now - (10 - index % 7) * day;
  const stage = procedure.stages[step - 1];
  const category = step > 1 ? pack.categories[index % 3] : undefined;
  const dueDays = [2, 1, 0.2, -1, 4, 3][index % 6]!;
  const due = stage ? Math.floor((now + dueDays * day) / hour) * hour : 0;
  const late = Boolean(stage) && dueDays < 0;
  const timeline = [
    { kind: TimelineItem_Kind.OPENED, timeMs: BigInt(opened), seq: BigInt(20 + index * 9), title: procedure.title, actor: text('居民', 'Resident'), byMe: index % 3 === 0,
      inputs: [] },
    ...procedure.stages.slice(1, step).map((entered, i) => ({
      kind: TimelineItem_Kind.STAGE, timeMs: BigInt(opened + (i + 1) * 14 * hour), seq: BigInt(21 + index * 9 + i), title: entered.title, actor: text('社区工作人员', 'Community staff'),
    })),
    ...(late ? [
      { kind: TimelineItem_Kind.DEADLINE_MISSED, timeMs: BigInt(now - day), seq: BigInt(96 + index), title: stage!.title },
      { kind: TimelineItem_Kind.ESCALATED, timeMs: BigInt(now - day), seq: BigInt(96 + index), title: text('街道', 'the street') },
    ] : []),
    ...(stage ? [] : [{ kind: TimelineItem_Kind.CLOSED, timeMs: BigInt(now - 2 * hour), seq: 120n, title: text('协商解决', 'Resolved') }]),
  ];
  return create(MatterViewSchema, {
    row: {
      matter: id, number: BigInt(index + 1), title: titles[index % titles.length]!, procedure: procedure.title, stage: stage?.id ?? '',
      stageTitle: stage?.title, step: stage?.step ?? 9, steps: 9, category: category?.id ?? '', categoryTitle: category?.title,
      outcome: stage ? '' : 'resolved', outcomeTitle: stage ? undefined : text('协商解决', 'Resolved'),
      openedMs: BigInt(opened), closedMs: BigInt(stage ? 0 : now - 2 * hour), dueMs: BigInt(due), workdaysLeft: Math.trunc(dueDays),
      overdue: late, holder: stage ? (late ? text('街道工作人员', 'Street staff') : text('社区工作人员', 'Community staff')) : undefined,
      level: late ? text('街道', 'the street') : undefined, mine: index % 3 === 0,
    },
    timeline,
    stages: procedure.stages.map((one, i) => ({ stage: one.id, step: one.step, title: one.title, done: i + 1 < step, current: i + 1 === step })),
    parties: category ? [category.lead, ...category.assisting].map((unit, i) => ({
      unit, title: pack.units.find((one) => one.id === unit)!.title, lead: i === 0, alertedMs: BigInt(opened + day), reportedMs: BigInt(i === 1 && step < 9 ? 0 : opened + day + hour * (i + 1)),
    })) : [],
    opening: [
      { field: 'title', title: titleField.title, value: text(titles[index % titles.length]!) },
      { field: 'place', title: placeField.title, value: text('小河路 48 弄门口') },
      { field: 'about', title: aboutField.title, value: text('下午四点到五点，家长的车停满两侧，救护车都进不来。希望学校、交警和社区一起想想办法。') },
    ],
    ratings: stage ? 0n : 12n, satisfied: stage ? 0n : 11n, openerClass: text('居民提请', 'by a resident'), packVersion: pack.version,
  });
}
