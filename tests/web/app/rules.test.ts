// The rules page on the fake host: numbers as a form, a look before anything is sent, two people at
// once, signatures, votes, files, earlier versions, matters that move.
import { describe, expect, it } from 'vitest';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import { OutboxItem_State as Sent } from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { otherAdmin } from '../../../web/shared/host/fake_rules';
import { findings, settle, show, type Shown } from './support';

const page = (core = new FakeCore('staff')) => show('console', '#/rules', core);

function field(app: Shown, title: string) {
  const label = app.wrapper.findAll('label').find((one) => one.text() === title);
  const id = label?.attributes('for');
  const input = id
    ? app.wrapper.find<HTMLInputElement>(`[id="${id}"]`)
    : app.wrapper.find<HTMLInputElement>(`input[aria-label="${title}"]`);
  expect(input.exists(), `a field "${title}"`).toBe(true);
  return input;
}
async function type(app: Shown, title: string, text: string) {
  await field(app, title).setValue(text);
  await settle();
}
async function press(app: Shown, name: string) {
  await app.button(name).trigger('click');
  await settle();
}
async function look(app: Shown) {
  await app.wrapper.find('main form').trigger('submit');
  await settle();
}
async function choose(app: Shown, files: Record<string, string>) {
  const input = app.wrapper.find('input[aria-label="逐个选文件"]');
  const chosen = Object.entries(files).map(([name, text]) => new File([text], name));
  Object.defineProperty(input.element, 'files', { value: chosen, configurable: true });
  await input.trigger('change');
  await settle();
  await settle(); // files are read in their own time
}
const rows = (app: Shown) =>
  app.wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
const reload = (app: Shown) => {
  app.wrapper.unmount();
  return page(app.core);
};

describe('the form', () => {
  it('says of each number its unit, range, default and where it comes from', async () => {
    const app = await page();
    const accept = app.wrapper.findAll('.param')[0]!.text();
    expect(accept).toContain('受理时限');
    expect(accept).toContain('个工作日');
    expect(accept).toContain('可填 1–5；默认 2 个工作日');
    expect(accept).toContain('出处：街道自定');
    expect(app.text()).toContain('小区协商铃');
    expect(app.text()).toMatch(/指纹 [0-9a-f]{8}/);
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['受理时限', '', '请填整数'],
    ['受理时限', '两天', '请填整数'],
    ['受理时限', '1.5', '请填整数'],
    ['受理时限', '-1', '请填整数'],
    ['受理时限', '9', '请填 1 到 5 之间的数'],
    ['到会比例：分母', '0', '请在两格里各填一个整数'],
    ['到会比例：分母', '30', '请填 10 % 到 100 % 之间的比例'],
    ['到会比例：分子', '3', '请填 10 % 到 100 % 之间的比例'],
  ])('tells beside %s what is wrong with "%s"', async (title, text, told) => {
    const app = await page();
    await type(app, title, text);
    const wrong = app.wrapper.find('.param .wrong');
    expect(wrong.text()).toContain(told);
    expect(field(app, title).attributes('aria-describedby')).toContain(wrong.attributes('id'));
    await look(app);
    expect(app.text()).not.toContain('这次改动');
    expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
  });

  it('marks what differs from what is in force, and lets it be undone', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(1);
    expect(app.text()).toContain('现行 2 个工作日');
    expect(app.text()).toContain('改了 1 项');
    await press(app, '改回现行');
    expect(field(app, '受理时限').element.value).toBe('2');
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(0);
  });

  it('keeps what was typed through a reload, also half of a ratio and what is wrong', async () => {
    const app = await page();
    await type(app, '受理时限', '9');
    await type(app, '到会比例：分母', '3');
    const again = await reload(app);
    expect(field(again, '受理时限').element.value).toBe('9');
    expect(field(again, '到会比例：分子').element.value).toBe('1');
    expect(field(again, '到会比例：分母').element.value).toBe('3');
    await press(again, '不改了');
    const third = await reload(again);
    expect(field(third, '受理时限').element.value).toBe('2');
  });

  it('is read-only for who may not change the rules, who is told who may', async () => {
    const core = new FakeCore('staff');
    core.rules.mayActivate = false;
    const app = await page(core);
    expect(app.text()).toContain('您在这里只能看；能改规则的是街道工作人员');
    expect(app.wrapper.findAll('main input')).toHaveLength(0);
    expect(app.text()).toContain('受理时限');
    expect(app.text()).not.toContain('看看改动');
    expect(app.text()).not.toContain('改回这一版');
  });

  it('names the registrar where the pack names nobody', async () => {
    const core = new FakeCore('staff');
    core.rules.mayActivate = false;
    core.rules.activation.by = [];
    expect((await page(core)).text()).toContain('能改规则的是登记员');
  });
});

describe('a change', () => {
  it('is looked at before it is sent, then waits, then holds', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    await type(app, '到会比例：分子', '2');
    await type(app, '到会比例：分母', '3');
    await look(app);
    expect(rows(app)).toEqual([
      ['受理时限', '2 个工作日', '1 个工作日'],
      ['到会比例', '1/2', '2/3'],
    ]);
    expect(app.core.outbox).toHaveLength(0);
    expect(await findings()).toEqual([]);
    await press(app, '让它生效');
    expect(app.core.outbox.map((item) => item.kind)).toEqual(['activate_pack']);
    expect(app.text()).toContain('改动已存好');
    expect(app.wrapper.find('section.pending').text()).toContain('待上传');
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(0);
    app.core.sync();
    await settle();
    expect(app.wrapper.find('section.pending').exists()).toBe(false);
    expect(app.core.rules.terms).toHaveLength(2);
    expect(app.text()).toContain('受理时限 2 个工作日 → 1 个工作日');
    expect(field(await reload(app), '受理时限').element.value).toBe('1');
  });

  it('can be left without a trace', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    await look(app);
    await press(app, '← 返回，还没有提交');
    expect(field(app, '受理时限').element.value).toBe('1');
    expect(app.core.outbox).toHaveLength(0);
  });

  it('of somebody else is told in one sentence; what was typed stays on top of it', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    app.core.rules.byOther({ reply_days: 10n });
    app.core.sync();
    await settle();
    const told = app.wrapper.find('main [role=alert]').text();
    expect(told).toContain('周敏');
    expect(told).toContain('答复时限 5 个工作日 → 10 个工作日');
    expect(told).toContain('您填的还在');
    expect(field(app, '受理时限').element.value).toBe('1');
    expect(field(app, '答复时限').element.value).toBe('10');
    await press(app, '知道了');
    expect(app.wrapper.find('main [role=alert]').exists()).toBe(false);
    await look(app);
    expect(rows(app)).toEqual([['受理时限', '2 个工作日', '1 个工作日']]);
  });

  it('that came too late is back in the form, and can be sent again', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    await look(app);
    await press(app, '让它生效');
    app.core.rules.byOther({ accept_days: 4n, reply_days: 10n });
    app.core.sync();
    await settle();
    expect(app.core.outbox.map((item) => item.state)).toEqual([Sent.REFUSED]);
    expect(app.text()).toContain('您改的时候，别人的改动先生效了');
    expect(app.text()).toContain('受理时限 2 个工作日 → 4 个工作日');
    expect(field(app, '受理时限').element.value).toBe('1');
    expect(field(app, '答复时限').element.value).toBe('10');
    const again = await reload(app);
    await look(again);
    expect(rows(again)).toEqual([['受理时限', '4 个工作日', '1 个工作日']]);
    await press(again, '让它生效');
    again.core.sync();
    await settle();
    expect(again.core.rules.terms).toHaveLength(3);
    await press(again, '知道了');
    expect(again.text()).not.toContain('上次提交的改动没有生效');
  });

  it('that was refused is not put back over what was typed since', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    await look(app);
    await press(app, '让它生效');
    await type(app, '受理时限', '5');
    app.core.refuseNext = Reason.NOT_ALLOWED;
    app.core.sync();
    await settle();
    expect(field(app, '受理时限').element.value).toBe('5');
    expect(app.text()).toContain('按规程，您的身份不能做这一步');
  });

  it('that another overtakes while it is looked at goes back to the form', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    await look(app);
    app.core.rules.byOther({ accept_days: 4n });
    app.core.sync();
    await settle();
    expect(app.text()).not.toContain('这次改动');
    expect(app.text()).toContain('受理时限 2 个工作日 → 4 个工作日');
    expect(field(app, '受理时限').element.value).toBe('1');
  });
});

describe('a draft that another change made true', () => {
  it('is forgotten with its beginning when something else is typed', async () => {
    const app = await page();
    await type(app, '受理时限', '4');
    app.core.rules.byOther({ accept_days: 4n });
    app.core.sync();
    await settle();
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(0);
    expect(app.wrapper.find('main [role=alert]').exists()).toBe(false);
    await type(app, '答复时限', '10');
    expect(app.wrapper.find('main [role=alert]').exists()).toBe(false);
    app.core.rules.byOther({ accept_days: 3n });
    app.core.sync();
    await settle();
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(1);
    expect(field(app, '受理时限').element.value).toBe('3');
  });
});

describe('signatures', () => {
  it('of two: the first one signs and waits', async () => {
    const core = new FakeCore('staff');
    core.rules.activation.signers = 2;
    const app = await page(core);
    expect(app.text()).toContain('改动要 2 个人都签字才生效');
    await type(app, '受理时限', '1');
    await look(app);
    expect(app.text()).toContain('您签字以后，还要 1 个人签字才生效');
    await press(app, '签字');
    core.sync();
    await settle();
    expect(core.rules.terms).toHaveLength(1);
    expect(app.text()).toContain('1/2 已签：李明');
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(0);
    await app.wrapper.find('.offer button').trigger('click');
    await settle();
    expect(app.text()).toContain('您已经签字，还差 1 个人');
  });

  it('the second one looks, signs too, and it holds', async () => {
    const core = new FakeCore('staff');
    core.rules.activation.signers = 2;
    core.rules.offer([{ id: 'reply_days', value: 10n }], [otherAdmin]);
    const app = await page(core);
    expect(app.text()).toContain('1/2 已签：周敏');
    await press(app, '看一看，也签字');
    expect(rows(app)).toEqual([['答复时限', '5 个工作日', '10 个工作日']]);
    await press(app, '签字，让它生效');
    core.sync();
    await settle();
    expect(core.rules.terms).toHaveLength(2);
    expect(app.text()).not.toContain('等人签字的改动');
  });
});

describe('a vote', () => {
  const withVote = () => {
    const core = new FakeCore('staff');
    core.rules.activation.procedure = 'bell';
    core.rules.activation.outcome = 'resolved';
    return core;
  };

  it('is opened from the change that was looked at', async () => {
    const app = await page(withVote());
    await type(app, '受理时限', '1');
    await look(app);
    expect(app.wrapper.findAll('button').map((one) => one.text())).not.toContain('让它生效');
    await app.wrapper.find('main form input').setValue('受理快一点');
    await app.wrapper.find('main form').trigger('submit');
    await settle();
    expect(app.core.outbox.map((item) => item.kind)).toEqual(['open_matter']);
    expect(location.hash).toMatch(/^#\/matter\/[0-9a-f]{32}$/);
  });

  it('that is won lets the change be put in force', async () => {
    const core = withVote();
    const voted = core.rules.offer([{ id: 'accept_days', value: 1n }], []);
    core.rules.offers.clear();
    core.rules.won.set(voted, '19'.repeat(16));
    const app = await page(core);
    await press(app, '看一看，让它生效');
    expect(app.text()).toContain('已由第 25 号事项表决通过');
    await press(app, '让它生效');
    expect(core.outbox.map((item) => item.kind)).toEqual(['activate_pack']);
  });

  it('may be prepared by who may raise it, though not put in force', async () => {
    const core = withVote();
    core.rules.mayActivate = false;
    const app = await page(core);
    expect(app.text()).toContain('您可以提出改动、交付表决');
    expect(app.wrapper.find('main .param input').exists()).toBe(true);
  });
});

describe('files', () => {
  it('with an error are told place and mend, and nothing is sent', async () => {
    const app = await page();
    await choose(app, { 'pack.lua': 'return pack {\n  @@\n}\n', 'notes.txt': 'x' });
    const fault = app.wrapper.find('.fault').text();
    expect(fault).toContain('pack.lua:2:3');
    expect(fault).toContain('第 2 行第 3 个字');
    expect(fault).toContain('改法：删去 @@');
    expect(app.text()).toContain('不能生效；现行规则照常');
    expect(app.text()).not.toContain('这次改动');
    expect(app.core.outbox).toHaveLength(0);
    expect(await findings()).toEqual([]);
  });

  it('that are good go through the same look, with the numbers that hold', async () => {
    const core = new FakeCore('staff');
    core.rules.byOther({ accept_days: 3n });
    const app = await page(core);
    await choose(app, { 'pack.lua': 'return pack {}\n', 'units.lua': 'return {}\n' });
    expect(rows(app)).toEqual([]);
    expect(app.text()).toContain('有改动的文件：pack.lua、units.lua');
    await press(app, '让它生效');
    core.sync();
    await settle();
    expect(core.rules.terms).toHaveLength(3);
    expect(field(app, '受理时限').element.value).toBe('3');
  });

  it('must be of rules', async () => {
    const app = await page();
    await choose(app, { 'notes.txt': 'x' });
    expect(app.wrapper.find('main [role=alert]').text()).toContain('没有规则文件');
  });
});

describe('earlier versions', () => {
  it('come back by the same look', async () => {
    const core = new FakeCore('staff');
    core.rules.byOther({ accept_days: 3n });
    const app = await page(core);
    expect(app.text()).toContain('社区建立时的规则');
    await press(app, '改回这一版');
    expect(rows(app)).toEqual([['受理时限', '3 个工作日', '2 个工作日']]);
    await press(app, '让它生效');
    core.sync();
    await settle();
    expect(core.rules.terms.map((term) => term.pack)[0]).toBe(core.rules.terms[2]!.pack);
  });
});

describe('matters under earlier rules', () => {
  it('move but for those that cannot, and why is told', async () => {
    const core = new FakeCore('staff');
    core.rules.byOther({ accept_days: 3n });
    core.rules.stuck.set('06'.repeat(16), Reason.VOTE_UNDER_WAY);
    const app = await page(core);
    await press(app, '把 3 件移到现行规则下');
    expect(core.outbox).toHaveLength(0);
    await press(app, '确认移过去');
    expect(core.outbox.map((item) => item.kind)).toEqual(['migrate_matters']);
    expect(app.text()).toContain('2 件已移过去');
    expect(app.text()).toContain('1 件留在原处：');
    expect(app.text()).toContain('这件事项正在表决');
    expect(core.rules.elsewhere).toEqual(['06'.repeat(16)]);
  });

  it('that the server would not move are told of', async () => {
    const core = new FakeCore('staff');
    core.rules.byOther({ accept_days: 3n });
    const app = await page(core);
    await press(app, '把 3 件移到现行规则下');
    await press(app, '确认移过去');
    core.refuseNext = Reason.STAGE_MISSING;
    core.sync();
    await settle();
    expect(app.text()).toContain('事项没有移过去');
    expect(app.text()).toContain('新规则里没有这件事项现在所处的环节');
    await press(app, '知道了');
    expect(app.text()).not.toContain('事项没有移过去');
  });
});

describe('the outbox', () => {
  it('names a change of the rules, and mends it in its form', async () => {
    const app = await page();
    await type(app, '受理时限', '1');
    await look(app);
    await press(app, '让它生效');
    await app.go('#/outbox');
    expect(app.text()).toContain('改动规则');
    await press(app, '撤回来修改');
    expect(location.hash).toBe('#/rules');
    expect(field(app, '受理时限').element.value).toBe('1');
    expect(app.core.outbox).toHaveLength(0);
    expect(app.wrapper.findAll('.param.changed')).toHaveLength(1);
  });
});
