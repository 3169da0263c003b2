// The fake host's pack: one procedure of nine steps, smaller than a real one, with every kind of
// field in it. Only for tests, screenshots and `npm run dev`; never shipped.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  Action_Effect,
  Audience,
  DeadlineRule_Clock,
  Field_Kind,
  PackSchema,
  Poll_Base,
  PollSchema,
  type Pack,
} from '../generated/yiting/v1/pack_pb';

export const text = (zh: string, en = '') => ({ zh, en });

export const titleField = {
  id: 'title',
  title: text('什么事', 'What it is'),
  kind: Field_Kind.TEXT,
  max: 60n,
  audience: Audience.COMMUNITY,
};
export const aboutField = {
  id: 'about',
  title: text('说说情况', 'More about it'),
  kind: Field_Kind.TEXT,
  optional: true,
  audience: Audience.PARTIES,
};
export const placeField = {
  id: 'place',
  title: text('在哪里', 'Where'),
  kind: Field_Kind.TEXT,
  max: 60n,
  optional: true,
  audience: Audience.COMMUNITY,
};
const photoField = {
  id: 'photo',
  title: text('拍张照片', 'A photo'),
  kind: Field_Kind.PHOTO,
  optional: true,
  audience: Audience.PARTIES,
};
const categoryField = {
  id: 'category',
  title: text('事项类别', 'Category'),
  kind: Field_Kind.CATEGORY,
};
const noteField = (id: string, zh: string, en: string) => ({
  id,
  title: text(zh, en),
  kind: Field_Kind.TEXT,
  audience: Audience.COMMUNITY,
});

const stageTitles = [
  text('提出协商申请', 'Ask for deliberation'),
  text('受理协商事项', 'Accept the matter'),
  text('发起协商约请', 'Invite'),
  text('对接协商事项', 'Prepare with the parties'),
  text('确认参会信息', 'Confirm attendance'),
  text('召开协商会议', 'Hold the meeting'),
  text('联审协商结果', 'Joint review'),
  text('通报协商结果', 'Announce the result'),
  text('评价协商结果', 'Rate the result'),
];
const stageIds = [
  'applied',
  'accepted',
  'inviting',
  'preparing',
  'confirming',
  'meeting',
  'review',
  'announced',
  'rating',
];
// In the stage of the review: heads of buildings vote on the result.
const votePoll: MessageInitShape<typeof PollSchema> = {
  electors: ['building_head'],
  byHousehold: true,
  turnoutPart: 1n,
  turnoutWhole: 2n,
  approvePart: 1n,
  approveWhole: 2n,
  base: Poll_Base.VOTED,
  above: true,
  graceHours: 48n,
};
const clock = DeadlineRule_Clock.WORKDAYS;

const forward: MessageInitShape<typeof PackSchema>['procedures'] = [
  {
    id: 'bell',
    title: text('按铃协商', 'Ring for deliberation'),
    mayOpen: [
      { id: 'residents', title: text('居民提请', 'a resident'), roles: ['resident'] },
      { id: 'staff', title: text('社区提请', 'the community'), roles: ['community_staff'] },
    ],
    fields: [titleField, { ...categoryField, optional: true }, placeField, aboutField, photoField],
    first: 'applied',
    stages: [
      {
        actions: [
          {
            id: 'accept',
            title: text('受理', 'Accept'),
            by: ['community_staff'],
            needs: [categoryField],
            to: 'accepted',
            effects: [Action_Effect.ASSIGN],
          },
          {
            id: 'decline',
            title: text('列为非协商事项', 'Not deliberative'),
            by: ['community_staff'],
            needs: [noteField('reason', '理由', 'Reason')],
            outcome: 'non_deliberative',
          },
        ],
      },
      {
        actions: [
          {
            id: 'convene',
            title: text('发起约请', 'Send invitations'),
            by: ['community_staff'],
            needs: [
              { id: 'invitees', title: text('邀请谁', 'Whom to invite'), kind: Field_Kind.MEMBERS },
            ],
            to: 'inviting',
            effects: [Action_Effect.INVITE],
          },
        ],
      },
      {
        actions: [
          {
            id: 'prepare',
            title: text('对接各方', 'Prepare with the parties'),
            by: ['community_staff'],
            needs: [
              {
                id: 'parties',
                title: text('还要请哪些单位', 'Further parties'),
                kind: Field_Kind.UNITS,
                optional: true,
              },
            ],
            to: 'preparing',
            effects: [Action_Effect.ALERT],
          },
        ],
      },
      {
        actions: [
          {
            id: 'schedule',
            title: text('定下时间', 'Set the time'),
            by: ['community_staff'],
            needs: [
              {
                id: 'when',
                title: text('开会时间', 'Time of the meeting'),
                kind: Field_Kind.INSTANT,
              },
              noteField('where', '地点', 'Where'),
            ],
            to: 'confirming',
          },
        ],
      },
      {
        actions: [
          {
            id: 'attend',
            title: text('回复是否参加', 'Say if you come'),
            by: ['opener', 'invitee'],
            needs: [
              {
                id: 'coming',
                title: text('您参加吗', 'Will you come?'),
                kind: Field_Kind.CODE,
                options: [
                  { id: 'yes', title: text('参加', 'Yes') },
                  { id: 'no', title: text('不参加', 'No') },
                ],
              },
            ],
            effects: [Action_Effect.CONFIRM],
          },
          {
            id: 'meet',
            title: text('开会', 'Begin the meeting'),
            by: ['community_staff'],
            to: 'meeting',
          },
        ],
      },
      {
        actions: [
          {
            id: 'minutes',
            title: text('提交协商结果', 'Enter the result'),
            by: ['community_staff'],
            needs: [
              noteField('result', '协商结果', 'Result'),
              {
                id: 'present',
                title: text('到会人数', 'People present'),
                kind: Field_Kind.NUMBER,
                min: 1n,
                max: 500n,
              },
            ],
            to: 'review',
          },
        ],
      },
      {
        actions: [
          {
            id: 'sign',
            title: text('联审签字', 'Sign the review'),
            by: ['community_staff', 'street_staff'],
            to: 'announced',
            signers: 2,
          },
        ],
      },
      {
        actions: [
          {
            id: 'announce',
            title: text('通报结果', 'Announce'),
            by: ['community_staff'],
            needs: [noteField('notice', '通报内容', 'Notice'), photoField],
            to: 'rating',
          },
        ],
      },
      {
        actions: [
          {
            id: 'rate',
            title: text('评价', 'Rate'),
            by: ['opener', 'participant'],
            helpers: ['community_staff'],
            needs: [
              {
                id: 'score',
                title: text('您满意吗', 'Are you satisfied?'),
                kind: Field_Kind.NUMBER,
                min: 1n,
                max: 5n,
              },
              { ...noteField('words', '想说的话', 'Your words'), optional: true },
            ],
            effects: [Action_Effect.RATE],
          },
          {
            id: 'close',
            title: text('办结', 'Close'),
            by: ['community_staff'],
            outcome: 'resolved',
          },
        ],
      },
    ].map((stage, i) => ({
      ...stage,
      id: stageIds[i]!,
      ...(stageIds[i] === 'review' ? { poll: votePoll } : {}),
      step: i + 1,
      title: stageTitles[i]!,
      hint: i === 5 ? text('记录意见和结果', 'Record views and the result') : undefined,
      deadline: { clock, amount: 2n, onLate: { escalate: 'street' } },
    })),
    actions: [
      { id: 'nudge', title: text('催办', 'Nudge'), by: ['opener'], effects: [Action_Effect.NUDGE] },
      {
        id: 'support',
        title: text('附议', 'Stand behind it'),
        by: ['resident'],
        effects: [Action_Effect.SUPPORT],
      },
      {
        id: 'report',
        title: text('报到', 'Report in'),
        by: ['party'],
        effects: [Action_Effect.REPORT_IN],
      },
    ],
  },
];

export const pack: Pack = create(PackSchema, {
  id: 'mishixiang',
  title: text('小区协商铃', 'The compound bell'),
  version: '2026.1',
  roles: [
    { id: 'resident', title: text('居民', 'Resident') },
    { id: 'building_head', title: text('楼道长', 'Stairwell head') },
    {
      id: 'community_staff',
      title: text('社区工作人员', 'Community staff'),
      staff: true,
      level: 'community',
    },
    {
      id: 'street_staff',
      title: text('街道工作人员', 'Street staff'),
      staff: true,
      level: 'street',
    },
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
    {
      id: 'parking',
      title: text('停车与交通', 'Parking and traffic'),
      lead: 'city',
      assisting: ['police', 'school'],
    },
    {
      id: 'property',
      title: text('物业管理', 'Property services'),
      lead: 'property',
      assisting: ['community'],
    },
    { id: 'noise', title: text('噪声', 'Noise'), lead: 'police', assisting: ['community'] },
  ],
  procedures: forward,
  levels: [
    { id: 'community', title: text('社区', 'the community'), rank: 1 },
    { id: 'street', title: text('街道', 'the street'), rank: 2 },
  ],
  outcomes: [
    { id: 'resolved', title: text('协商解决', 'Resolved') },
    { id: 'non_deliberative', title: text('非协商事项', 'Not deliberative') },
  ],
});
