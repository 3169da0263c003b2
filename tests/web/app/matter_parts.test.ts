// A3.6: support and linked matters. A7.3, A7.4: tasks are answered from their rows. A7.11: before
// and after. A7.15: cases, and taking up again. A1.6: consent and receipts. A1.16: practice.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { Consent, type OpenMatter } from '../../../web/shared/generated/yiting/v1/command_pb';
import {
  Action_Effect,
  type ActionSchema,
  Field_Kind,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import {
  IndicatorRowSchema,
  LinkRowSchema,
  TaskRow_State as State,
  TaskRowSchema,
} from '../../../web/shared/generated/yiting/v1/view_deliberation_pb';
import { CaseRowSchema } from '../../../web/shared/generated/yiting/v1/view_desk_pb';
import { OfferedActionSchema, ShownSchema } from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { pack } from '../../../web/shared/host/fixtures_pack';
import { toHex } from '../../../web/shared/model/bytes';
import { followed } from '../../../web/shared/model/follow';
import { asReceipt, receiptOf } from '../../../web/shared/model/receipt';
import { findings, settle, show } from './support';

const zh = (text: string) => ({ zh: text, en: '' });
function offer(core: FakeCore, action: MessageInitShape<typeof ActionSchema>) {
  core.more.push(create(OfferedActionSchema, { action, allowed: true }));
}
const number = { id: 'number', title: zh('第几项'), kind: Field_Kind.NUMBER, min: 1n, max: 200n };
const yesNo = (id: string) => ({
  id,
  title: zh('是否'),
  kind: Field_Kind.CODE,
  options: [
    { id: 'yes', title: zh('是，附议') },
    { id: 'no', title: zh('不附议') },
  ],
});
const inputsOf = (core: FakeCore) => {
  const body = core.acted.at(-1)!.command!.body;
  expect(body.case).toBe('actOnMatter');
  const value = body.value as {
    action: string;
    inputs: { field: string; value: { value: unknown } }[];
  };
  const inputs = value.inputs.map((one) => [one.field, one.value.value]);
  return [value.action, Object.fromEntries(inputs)];
};
const hrefOf = (core: FakeCore, i = 0) => `matter/${toHex(core.matters[i]!.row!.matter)}`;

describe('A3.6: support', () => {
  it('is a count and one tap', async () => {
    const core = new FakeCore('resident');
    core.matters[1]!.row!.supporters = 12n;
    offer(core, { id: 'support', title: zh('附议'), effects: [Action_Effect.SUPPORT] });
    const app = await show('resident', `#/${hrefOf(core, 1)}`, core);
    expect(app.text()).toContain('12 人附议');
    await app.button('附议').trigger('click');
    await settle();
    expect(inputsOf(core)).toEqual(['support', {}]);
    expect(await findings()).toEqual([]);
  });

  it('that was given is shown and not asked for again', async () => {
    const core = new FakeCore('resident');
    Object.assign(core.matters[1]!, { supported: true });
    offer(core, { id: 'support', title: zh('附议'), effects: [Action_Effect.SUPPORT] });
    const app = await show('resident', `#/${hrefOf(core, 1)}`, core);
    expect(app.text()).toContain('您已附议');
    expect(app.wrapper.findAll('button').some((one) => one.text() === '附议')).toBe(false);
  });
});

describe('A3.6: linked matters', () => {
  it('ask each who stands behind the other, and nobody else', async () => {
    const core = new FakeCore('resident');
    const link = create(LinkRowSchema, {
      matter: core.matters[2]!.row!.matter,
      number: 3n,
      title: '放学停车',
      duplicate: true,
      asked: 5n,
      agreed: 2n,
      declined: 1n,
      askMe: true,
    });
    core.matters[1]!.links = [link];
    offer(core, {
      id: 'answer_link',
      title: zh('同意并入附议'),
      effects: [Action_Effect.ANSWER_LINK],
      needs: [yesNo('agree')],
    });
    const app = await show('resident', `#/${hrefOf(core, 1)}`, core);
    expect(app.text()).toContain('第 3 件 放学停车');
    expect(app.text()).toContain('问过 5 人：2 人也附议这件，1 人不附议');
    expect(app.wrapper.find(`a[href="#/${hrefOf(core, 2)}"]`).exists()).toBe(true);
    expect(await findings()).toEqual([]);
    await app.button('不附议').trigger('click');
    await settle();
    expect(inputsOf(core)).toEqual(['answer_link', { agree: 'no' }]);
    // Whoever was asked hears how it goes on, whatever they said.
    const other = toHex(core.matters[1]!.row!.matter);
    expect(Object.keys(followed(app.session.folder))).toEqual([other]);
    link.askMe = false;
    await app.go('#/matters');
    await app.go(`#/${hrefOf(core, 1)}`);
    expect(app.text()).not.toContain('这一件也附议吗');
  });
});

function withTasks(core: FakeCore) {
  const task = (n: number, unit: string, state: State, more = {}) =>
    create(TaskRowSchema, {
      task: n,
      unit,
      unitTitle: zh(unit === 'police' ? '派出所' : '物业公司'),
      text: `任务 ${n}`,
      dueMs: BigInt(Date.parse('2024-03-20T18:00:00+08:00')),
      state,
      ...more,
    });
  core.matters[0]!.tasks = [
    task(1, 'police', State.OPEN, { returned: 2, overdue: true }),
    task(2, 'property', State.REPORTED),
  ];
  offer(core, {
    id: 'deliver',
    title: zh('完成任务'),
    effects: [Action_Effect.REPORT_TASK],
    needs: [number, { id: 'result', title: zh('完成情况'), kind: Field_Kind.TEXT, max: 100n }],
  });
  offer(core, {
    id: 'judge',
    title: zh('验收任务'),
    effects: [Action_Effect.JUDGE_TASK],
    needs: [number, yesNo('accepted')],
  });
}

describe('A7.3, A7.4: tasks', () => {
  it('are reported from the row of the unit that owes them, without typing a number', async () => {
    const core = new FakeCore('staff');
    core.unit = 'police';
    withTasks(core);
    const app = await show('console', `#/matters/${toHex(core.matters[0]!.row!.matter)}`, core);
    expect(app.text()).toContain('退回过 2 次');
    expect(app.text()).toContain('已过期');
    await app.button('报完成').trigger('click');
    await settle();
    const form = app.wrapper.findAll('form').find((one) => one.text().includes('完成情况'))!;
    expect(form.text()).not.toContain('第几项');
    await form.find('input, textarea').setValue('每天两次');
    await form.trigger('submit');
    await settle();
    expect(inputsOf(core)[0]).toBe('deliver');
    expect((inputsOf(core)[1] as Record<string, unknown>).number).toBe(1n);
  });

  it('of another unit are not mine to report', async () => {
    const core = new FakeCore('staff');
    core.unit = 'property';
    withTasks(core);
    const app = await show('console', `#/matters/${toHex(core.matters[0]!.row!.matter)}`, core);
    expect(app.wrapper.findAll('button').some((one) => one.text() === '报完成')).toBe(false);
  });

  it('are accepted or given back by who raised the matter', async () => {
    const core = new FakeCore('resident');
    withTasks(core);
    const app = await show('resident', `#/${hrefOf(core)}`, core);
    expect(await findings()).toEqual([]);
    await app.button('退回').trigger('click');
    await settle();
    const form = app.wrapper.findAll('form').find((one) => one.text().includes('验收任务'))!;
    await form.trigger('submit');
    await settle();
    expect(inputsOf(core)).toEqual(['judge', { number: 2n, accepted: 'no' }]);
  });

  it('show what was handed in', async () => {
    const core = new FakeCore('resident');
    withTasks(core);
    core.matters[0]!.timeline[0]!.inputs = [
      create(ShownSchema, { field: 'number', value: zh('2') }),
      create(ShownSchema, { field: 'result', title: zh('完成情况'), value: zh('线已划好') }),
    ];
    const app = await show('resident', `#/${hrefOf(core)}`, core);
    const details = app.wrapper.findAll('details').filter((one) => one.text().includes('办理记录'));
    expect(details).toHaveLength(1);
    expect(details[0]!.text()).toContain('线已划好');
  });
});

describe('A7.11: figures', () => {
  it('stand before and after the work', async () => {
    const core = new FakeCore('resident');
    core.matters[0]!.indicators = [
      create(IndicatorRowSchema, {
        indicator: 'vehicles',
        title: zh('高峰停车数'),
        hasBefore: true,
        before: 41n,
      }),
    ];
    const app = await show('resident', `#/${hrefOf(core)}`, core);
    const row = app.wrapper.findAll('tbody tr').map((one) => one.text());
    expect(row.join()).toMatch(/高峰停车数.*41.*还没有/s);
  });
});

describe('A7.15: cases and taking up again', () => {
  it('tell what was alike while one writes', async () => {
    const core = new FakeCore('resident');
    core.cases = [
      create(CaseRowSchema, {
        matter: core.matters[3]!.row!.matter,
        number: 4n,
        summary: '楼道堆物：每周清理，三个月未复发。',
        outcome: zh('已解决'),
        alike: 400,
      }),
    ];
    const app = await show('resident', '#/ring/bell', core);
    const words = app.wrapper.find('dialog input');
    await words.setValue('楼道');
    await new Promise((resolve) => setTimeout(resolve, 450));
    await settle();
    expect(app.wrapper.find('dialog').text()).not.toContain('每周清理');
    await words.setValue('楼道里堆满杂物');
    await new Promise((resolve) => setTimeout(resolve, 450));
    await settle();
    expect(app.wrapper.find('dialog').text()).toContain('每周清理，三个月未复发');
    expect(app.wrapper.find('dialog a').text()).toBe('第 4 件，已解决');
  });

  it('a closed matter is taken up by one that follows it', async () => {
    const core = new FakeCore('resident');
    const closed = core.matters.find((one) => !one.row!.stage)!;
    closed.mayReopen = true;
    const before = pack.procedures[0]!.reopenDays;
    pack.procedures[0]!.reopenDays = 90;
    const app = await show('resident', `#/matter/${toHex(closed.row!.matter)}`, core);
    await app.button('再次提出').trigger('click');
    await settle();
    const form = app.wrapper.findAll('form').at(-1)!;
    await form.find('input').setValue('又堵了');
    await form.trigger('submit');
    await settle();
    const opened = core.acted.at(-1)!.command!.body.value as OpenMatter;
    expect(toHex(opened.follows)).toBe(toHex(closed.row!.matter));
    pack.procedures[0]!.reopenDays = before;
  });
});

describe('A1.6: filing for another', () => {
  it('sends how they agreed', async () => {
    const core = new FakeCore('staff');
    const app = await show('console', '#/keyin', core);
    expect(app.text()).not.toContain('本人怎样同意的');
    const who = app.wrapper.findAll('select').find((one) => one.text().includes('以我的身份'))!;
    const member = who.findAll('option')[1]!.element.value;
    await who.setValue(member);
    expect(app.text()).toContain('没有本人同意，不能代办');
    await app.wrapper.findAll('input[type=radio][name=consent]')[0]!.setValue(true);
    await app.wrapper.find('main form input:not([type])').setValue('楼梯没有扶手');
    expect(await findings()).toEqual([]);
    await app.wrapper.find('main form').trigger('submit');
    await settle();
    const opened = core.acted.at(-1)!.command!.body.value as OpenMatter;
    expect(opened.consent).toBe(Consent.SPOKEN);
    expect(toHex(core.acted.at(-1)!.command!.onBehalfOf)).toBe(member);
  });

  it('gives a receipt that is found again, whatever was typed', async () => {
    const core = new FakeCore('staff');
    const matter = core.matters[4]!;
    matter.receipt = receiptOf(matter.row!.matter);
    const app = await show('console', `#/matters/${toHex(matter.row!.matter)}`, core);
    expect(app.text()).toContain(matter.receipt);
    expect(app.text()).toContain('打印凭条');
    await app.go('#/matters');
    const search = app.wrapper.find('[role=search]');
    await search.find('input').setValue(matter.receipt.toLowerCase().replace('-', ' '));
    await search.trigger('submit');
    await settle();
    expect(location.hash).toBe(`#/matters/${toHex(matter.row!.matter)}`);
    await search.find('input').setValue('2222-2222');
    await search.trigger('submit');
    await settle();
    expect(app.text()).toContain('没有找到');
  });

  it('has eight letters, the same as the core makes', () => {
    // core/query/matter_view.cc; tests/unit/query/matter_links_test.cc has the same pair.
    expect(receiptOf(new Uint8Array(16).fill(0x11))).toBe('2HPZ-CMP4');
    expect(asReceipt('2345-6789')).toBe('2345-6789');
    expect(asReceipt('2345-678I')).toBe('');
    expect(asReceipt('2345')).toBe('');
  });
});

describe('A1.16: practice', () => {
  it('is sent as such and marked wherever it stands', async () => {
    const core = new FakeCore('resident');
    core.matters[0]!.row!.practice = true;
    const app = await show('resident', `#/${hrefOf(core)}`, core);
    expect(app.wrapper.find('article header').text()).toContain('练习');
    await app.go('#/ring/bell');
    const box = app.wrapper.findAll('dialog input[type=checkbox]').at(-1)!;
    await box.setValue(true);
    await app.wrapper.find('dialog input').setValue('练习：按一次铃');
    await app.wrapper.find('dialog form').trigger('submit');
    await settle();
    expect((core.acted.at(-1)!.command!.body.value as OpenMatter).practice).toBe(true);
  });
});
