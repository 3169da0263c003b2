// A6_10, A6_1: opinions as a thread; A4_5: who comes, and whether enough do; A6_11: who has signed;
// A4_4: the link that invites to a meeting, made in the console and answered in the app.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { FakeCore } from '../../../web/shared/host/fake';
import { communityHex, keyHex } from '../../../web/shared/host/fixtures';
import type { Draft, MakeInvitation } from '../../../web/shared/generated/yiting/v1/bridge_pb';
import { Coming, type Input } from '../../../web/shared/generated/yiting/v1/command_pb';
import {
  Action_Effect as Effect,
  ActionSchema,
  Audience,
  Field_Kind,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import {
  ForecastRowSchema,
  OpinionRowSchema,
  ReviewerRowSchema,
} from '../../../web/shared/generated/yiting/v1/view_deliberation_pb';
import {
  InviteeRowSchema,
  OfferedActionSchema,
  type MatterView,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { toHex } from '../../../web/shared/model/bytes';
import { guestRoles } from '../../../web/shared/model/guest';
import { threadOf } from '../../../web/shared/model/opinions';
import { setLanguage } from '../../../web/shared/texts';
import { findings, settle, show, type Shown } from './support';

const zh = (text: string) => ({ zh: text, en: '' });
const about = { id: 'about', title: zh('第几条'), kind: Field_Kind.NUMBER, min: 1n, max: 5000n };
const offers = {
  discuss: {
    id: 'discuss',
    title: zh('跟帖'),
    effects: [Effect.OPINE],
    needs: [
      { id: 'opinion', title: zh('意见'), kind: Field_Kind.TEXT, audience: Audience.COMMUNITY },
      { ...about, id: 'reply_to', title: zh('回复第几条'), optional: true },
    ],
  },
  praise: { id: 'praise', title: zh('点赞'), effects: [Effect.PRAISE], needs: [about] },
  report: { id: 'report_abuse', title: zh('举报'), effects: [Effect.REPORT], needs: [about] },
  hide: {
    id: 'hide',
    title: zh('收起或恢复'),
    effects: [Effect.HIDE],
    needs: [
      about,
      { id: 'reason', title: zh('理由'), kind: Field_Kind.TEXT, audience: Audience.COMMUNITY },
    ],
  },
  invite: { id: 'invite', title: zh('约请'), effects: [Effect.INVITE], needs: [] },
};
type Opinion = MessageInitShape<typeof OpinionRowSchema>;

// The core of the first matter, with what a test wants of it; keeps what it was asked to do.
class TalkCore extends FakeCore {
  drafts: Draft[] = [];
  invitations: MakeInvitation[] = [];
  constructor(
    role: FakeCore['role'],
    change: (view: MatterView) => void,
    allowed: (keyof typeof offers)[] = [],
  ) {
    super(role);
    change(this.matters[0]!);
    const own = this as unknown as {
      offered: () => unknown;
      act: (draft: Draft) => unknown;
      answer: (request: { call: { case?: string; value?: unknown } }) => unknown;
    };
    own.offered = () =>
      allowed.map((name) =>
        create(OfferedActionSchema, { action: create(ActionSchema, offers[name]), allowed: true }),
      );
    own.act = (draft) => {
      this.drafts.push(draft);
      return { commandId: new Uint8Array(32) };
    };
    const answer = own.answer.bind(this);
    own.answer = (request) => {
      if (request.call.case === 'invite')
        this.invitations.push(request.call.value as MakeInvitation);
      return answer(request);
    };
  }
  get inputs(): Input[] {
    const body = this.drafts.at(-1)!.command!.body;
    return body.case === 'actOnMatter' ? body.value.inputs : [];
  }
  get matter(): string {
    return toHex(this.matters[0]!.row!.matter);
  }
}

const opinions: Opinion[] = [
  { opinion: 1, text: '弄口禁停。', author: '王春梅', praised: 2n, mine: true },
  { opinion: 2, replyTo: 1, text: '接孩子停哪里？', fromRoom: true, author: '周敏', reported: 1n },
  { opinion: 3, text: '装隔离柱。', pseudonym: 3 },
  { opinion: 4, replyTo: 2, hidden: true, text: '' },
];
const withOpinions = (view: MatterView) => {
  view.opinions = opinions.map((row) => create(OpinionRowSchema, { ...row, timeMs: 1n }));
};
const talkOf = (app: Shown) => app.wrapper.find('section[aria-label="大家的意见"]');
const said = (app: Shown) => talkOf(app).findAll('ol > li');
const press = async (root: ReturnType<typeof talkOf>, name: string) => {
  const button = root.findAll('button').find((one) => one.text() === name);
  expect(button, `a button "${name}"`).toBeDefined();
  await button!.trigger('click');
  await settle();
};
async function open(core: TalkCore, app: 'resident' | 'console' = 'resident') {
  return show(app, `#/${app === 'resident' ? 'matter' : 'matters'}/${core.matter}`, core);
}

describe('A6_10: a thread', () => {
  it('puts answers below what they answer, however deep', () => {
    const rows = [
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 2],
      [5, 4],
      [6, 5],
      [7, 9],
    ].map(([opinion, replyTo]) => create(OpinionRowSchema, { opinion, replyTo }));
    expect(threadOf(rows).map(({ row, depth }) => [row.opinion, depth])).toEqual([
      [1, 0],
      [2, 1],
      [4, 2],
      [5, 3],
      [6, 3],
      [3, 0],
      [7, 0],
    ]);
  });

  it('shows who said it, where from, and what was hidden with a word', async () => {
    const app = await open(new TalkCore('resident', withOpinions, ['discuss', 'praise', 'report']));
    const rows = said(app).map((row) => row.text());
    expect(rows[0]).toContain('王春梅');
    expect(rows[0]).toContain('线上');
    expect(rows[1]).toContain('现场');
    expect(rows[1]).toContain('回复第 1 条');
    expect(rows[2]).toContain('这条意见已收起。');
    expect(rows[2]).not.toContain('举报');
    expect(rows[3]).toContain('议事员 3');
    expect(await findings()).toEqual([]);
  });

  it('says nothing of room and phones where nobody is in a room', async () => {
    const core = new TalkCore('resident', withOpinions, ['discuss']);
    for (const row of core.matters[0]!.opinions) row.fromRoom = false;
    const app = await open(core);
    expect(talkOf(app).text()).not.toContain('线上');
  });

  it('praises with one tap, once and not what one said oneself', async () => {
    const core = new TalkCore('resident', withOpinions, ['praise']);
    const app = await open(core);
    expect(said(app)[0]!.findAll('button')).toHaveLength(0);
    expect(said(app)[0]!.text()).toContain('2 人赞');
    await press(said(app)[3]!, '赞 0');
    expect(core.inputs.map((one) => [one.field, one.value.value])).toEqual([['about', 3n]]);
    core.matters[0]!.opinions[2]!.praisedByMe = true;
    await app.session.refresh();
    await settle();
    expect(said(app)[3]!.findAll('button')).toHaveLength(0);
  });

  it('answers, reports and hides without a number being typed', async () => {
    const core = new TalkCore('resident', withOpinions, ['discuss', 'report', 'hide']);
    const app = await open(core);
    await press(said(app)[1]!, '回复');
    expect(said(app)[1]!.find('form').text()).not.toContain('回复第几条');
    await said(app)[1]!.find('textarea').setValue('停到文化广场。');
    await said(app)[1]!.find('form').trigger('submit');
    await settle();
    const number = (field: string) => core.inputs.find((one) => one.field === field)?.value.value;
    expect(number('reply_to')).toBe(2n);
    await press(said(app)[1]!, '举报');
    await said(app)[1]!.find('form').trigger('submit');
    await settle();
    expect(core.inputs.map((one) => [one.field, one.value.value])).toEqual([['about', 2n]]);
    await press(said(app)[2]!, '恢复显示');
    await said(app)[2]!.find('textarea').setValue('不算侮辱。');
    await said(app)[2]!.find('form').trigger('submit');
    await settle();
    expect(number('about')).toBe(4n);
    expect(core.drafts).toHaveLength(3);
  });

  it('offers to say something at the top, in answer to nothing', async () => {
    const core = new TalkCore('resident', () => undefined, ['discuss']);
    const app = await open(core);
    expect(talkOf(app).text()).toContain('还没有人发表意见。');
    await press(talkOf(app), '跟帖');
    await talkOf(app).find('textarea').setValue('设一个充电点。');
    await talkOf(app).find('form').trigger('submit');
    await settle();
    expect(core.inputs.map((one) => one.field)).toEqual(['opinion']);
    expect(app.wrapper.find('section[aria-label="您现在可以做的"]').exists()).toBe(false);
  });
});

describe('A4_5: who comes', () => {
  type Forecast = MessageInitShape<typeof ForecastRowSchema>;
  const withMeeting = (forecast: Forecast) => (view: MatterView) => {
    view.forecast = create(ForecastRowSchema, forecast);
    view.invitees = [
      create(InviteeRowSchema, { name: '王春梅', answer: 'yes', attended: 'room', mine: true }),
      create(InviteeRowSchema, {
        name: '周敏',
        answer: 'no',
        delegate: new Uint8Array(16),
        delegateName: '余强',
      }),
      create(InviteeRowSchema, { name: '', answer: '' }),
    ];
  };
  const counts = { invited: 5n, coming: 2n, notComing: 1n, unanswered: 2n };

  it.each([
    [{ ...counts, needed: 2n, reached: true, reachable: true }, '至少要来 2 人，人数已够。'],
    [{ ...counts, needed: 3n, reachable: true }, '至少要来 3 人，还差 1 人。'],
    [{ ...counts, needed: 5n, reachable: false }, '没有回复的都来也不够'],
  ])('says whether enough come: %#', async (forecast, words) => {
    const app = await open(new TalkCore('resident', withMeeting(forecast)));
    expect(app.text()).toContain('约请 5 人：2 人来，1 人不来，2 人没有回复。');
    expect(app.text()).toContain(words);
  });

  it('says nothing of a number where the rule asks for none', async () => {
    const app = await open(new TalkCore('resident', withMeeting({ ...counts, reached: true })));
    expect(app.text()).not.toContain('至少要来');
  });

  it('shows who sent somebody, and who is there', async () => {
    const core = new TalkCore('resident', withMeeting({ ...counts, inRoom: 1n, online: 2n }));
    const app = await open(core);
    expect(app.text()).toContain('请余强代替');
    expect(app.text()).toContain('到会：现场 1 人，线上 2 人。');
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['李明', '王春梅没有用本人手机，凭链接答复，李明担保', '李明 vouches'],
    ['', '王春梅没有用本人手机，凭链接答复，发链接的人担保', 'whoever sent the link vouches'],
  ])('A4_4: says who vouches for an answer by link: "%s"', async (vouchedBy, words, english) => {
    const core = new TalkCore('resident', (view) => {
      view.invitees = [
        create(InviteeRowSchema, { name: '王春梅', answer: 'yes', vouched: true, vouchedBy }),
        create(InviteeRowSchema, { name: '周敏', answer: 'yes' }),
      ];
    });
    const app = await open(core);
    const rows = app.wrapper.findAll('section.card li').map((one) => one.text());
    expect(rows).toContain(`${words}参加`);
    expect(rows).toContain('周敏参加');
    expect(await findings()).toEqual([]);
    setLanguage('en');
    await settle();
    expect(app.text()).toContain(`answered by link, not on their own phone; ${english}`);
  });

  it('A6_11: shows which reviewers have signed', async () => {
    const core = new TalkCore('resident', (view) => {
      view.reviewers = [
        create(ReviewerRowSchema, { name: '陈主任', signedMs: 1_583_110_000_000n }),
        create(ReviewerRowSchema, { name: '钱师傅' }),
      ];
    });
    const app = await open(core);
    expect(app.text()).toContain('1/2 人已签字');
    expect(app.text()).toContain('还没有签字');
  });
});

describe('A4_4: the link to a meeting', () => {
  const seed = '1d'.repeat(32);
  const link = (core: TalkCore, who: string) =>
    `#/come/${communityHex}/${keyHex}/${seed}/${core.matter}/${who}`;
  const answered = (core: TalkCore) => {
    const body = core.drafts.at(-1)!.command!.body;
    return body.case === 'acceptInvitation' ? body.value : undefined;
  };

  it('is made for one member by who may invite', async () => {
    const core = new TalkCore('staff', () => undefined, ['invite']);
    const app = await open(core, 'console');
    const form = app.wrapper.findAll('details form').at(0)!;
    await form.trigger('submit');
    expect(form.text()).toContain('请选一位成员');
    await form.find('input[type=checkbox]').setValue(true);
    await form.trigger('submit');
    await settle();
    const command = core.invitations[0]!.command!;
    expect(toHex(command.matter)).toBe(core.matter);
    expect(command.member).toHaveLength(16);
    expect(command.roles).toEqual([]);
    expect(form.text()).toContain(`/${link(core, 'member')}`);
  });

  it('is made for a guest whose role ends', async () => {
    const core = new TalkCore('staff', () => undefined, ['invite']);
    const app = await open(core, 'console');
    const form = app.wrapper.findAll('details form').at(0)!;
    await form.find('input[value=guest]').setValue(true);
    await form.trigger('submit');
    expect(form.text()).toContain('请填一个今天以后的日子');
    await form.find('input[type=date]').setValue('2999-12-31');
    await form.trigger('submit');
    await settle();
    const command = core.invitations[0]!.command!;
    expect(command.member).toHaveLength(0);
    expect(command.roles[0]!.untilMs).toBeGreaterThan(0n);
    const roles = guestRoles(app.session.pack.value).map((role) => role.id);
    expect(roles).toContain(command.roles[0]!.role);
    expect(roles).not.toContain('registrar');
    expect(form.text()).toContain(`/${link(core, 'guest')}`);
  });

  it('is not offered to who may not invite', async () => {
    const app = await open(new TalkCore('staff', () => undefined), 'console');
    expect(app.text()).not.toContain('发邀请链接');
  });

  it('is answered with one tap, and again', async () => {
    const core = new TalkCore('resident', () => undefined);
    const app = await show('resident', link(core, 'member'), core, false);
    expect(app.text()).toContain('您来吗？');
    await app.button('来').trigger('click');
    await settle();
    expect(answered(core)?.coming).toBe(Coming.YES);
    expect(toHex(core.drafts[0]!.invitationSeed)).toBe(seed);
    expect(app.text()).toContain('已回复：来。');
    await app.button('不来').trigger('click');
    await settle();
    expect(answered(core)?.coming).toBe(Coming.NO);
    expect(await findings()).toEqual([]);
  });

  it('sends somebody instead', async () => {
    const core = new TalkCore('resident', () => undefined);
    const app = await show('resident', link(core, 'member'), core, false);
    await app.button('请人代替我').trigger('click');
    await settle();
    await app.button('就请这一位').trigger('click');
    expect(app.text()).toContain('请选一位成员');
    expect(core.drafts).toHaveLength(0);
    await app.wrapper.find('main input[type=checkbox]').setValue(true);
    await app.button('就请这一位').trigger('click');
    await settle();
    expect(answered(core)?.coming).toBe(Coming.NO);
    expect(answered(core)?.delegate).toHaveLength(16);
  });

  it('asks a guest for a name', async () => {
    const core = new TalkCore('visitor', () => undefined);
    const app = await show('resident', link(core, 'guest'), core, false);
    await app.button('来').trigger('click');
    expect(core.drafts).toHaveLength(0);
    await app.wrapper.find('#come-name').setValue('路老师');
    await app.button('来').trigger('click');
    await settle();
    expect(core.drafts[0]!.contents[0]!.field).toBe('profile');
    expect(answered(core)?.coming).toBe(Coming.YES);
  });

  it('that is torn says so', async () => {
    const core = new TalkCore('resident', () => undefined);
    const torn = `#/come/${communityHex}/${keyHex}/${seed}/beef/member`;
    const app = await show('resident', torn, core, false);
    expect(app.text()).not.toContain('您来吗？');
  });
});
