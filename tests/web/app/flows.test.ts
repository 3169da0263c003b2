// What people do, from the tap to the answer, on the fake host.
import { describe, expect, it } from 'vitest';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import { OutboxItem_State as Sent } from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { toHex } from '../../../web/shared/model/bytes';
import { settle, show, type Shown } from './support';

async function ring(app: Shown, title: string) {
  await app.go('#/ring/bell');
  await app.wrapper.find('dialog input').setValue(title);
  await app.wrapper.find('dialog form').trigger('submit');
  await settle();
}

describe('ringing the bell', () => {
  it('is one tap and one confirmation, and shows the matter at once as not sent yet', async () => {
    const app = await show('resident', '#/');
    expect(app.wrapper.find('a.bell').attributes('href')).toBe('#/ring/bell');
    await ring(app, '楼道灯坏了');
    expect(location.hash).toMatch(/^#\/matter\/[0-9a-f]{32}$/);
    expect(app.wrapper.find('article h1').text()).toBe('楼道灯坏了');
    expect(app.wrapper.find('article section.pending').exists()).toBe(true);
    expect(app.text()).toContain('待上传');
    app.core.sync();
    await settle();
    expect(app.wrapper.find('article section.pending').exists()).toBe(false);
    expect(app.wrapper.find('header .chip').text()).toContain('全部已上传');
  });

  it('works without a network and waits in the queue', async () => {
    const core = new FakeCore();
    core.online = false;
    const app = await show('resident', '#/', core);
    await ring(app, '楼道灯坏了');
    core.sync();
    await app.go('#/outbox');
    expect(app.wrapper.find('header .chip').text()).toContain('1 件待上传');
    expect(app.wrapper.find('main li.pending').text()).toContain('楼道灯坏了');
  });

  it("keeps what was written when the device's own rules say no", async () => {
    const app = await show('resident', '#/ring/bell');
    app.core.role = 'visitor';
    await app.wrapper.find('dialog input').setValue('楼道灯坏了');
    await app.wrapper.find('dialog form').trigger('submit');
    await settle();
    expect(app.wrapper.find('dialog [role=alert]').text()).toContain('您还不是这个社区的成员');
    expect(app.wrapper.find<HTMLInputElement>('dialog input').element.value).toBe('楼道灯坏了');
    expect(app.core.outbox).toHaveLength(0);
  });
});

describe('the outbox', () => {
  it('tells why a command was refused and opens its form again to be mended and sent', async () => {
    const app = await show('resident', '#/');
    await ring(app, '灯坏');
    app.core.refuseNext = Reason.INPUT_INVALID;
    app.core.sync();
    await app.go('#/outbox');
    expect(app.wrapper.find('header .chip').text()).toContain('1 件要您看看');
    expect(app.wrapper.find('main [role=alert]').text()).toContain('有一项内容填得不对');
    await app.button('改一改再发').trigger('click');
    await settle();
    expect(location.hash).toBe('#/ring/bell');
    expect(app.core.outbox).toHaveLength(0);
    const words = app.wrapper.find<HTMLInputElement>('dialog input');
    expect(words.element.value).toBe('灯坏');
    await words.setValue('3 单元楼道灯坏了');
    await app.wrapper.find('dialog form').trigger('submit');
    await settle();
    app.core.sync();
    await settle();
    expect(app.core.outbox.map((item) => [item.state, item.texts[0]!.text])).toEqual([
      [Sent.ACCEPTED, '3 单元楼道灯坏了'],
    ]);
  });

  it("mends from the core's own texts when the page has forgotten", async () => {
    const app = await show('resident', '#/');
    await ring(app, '灯坏');
    app.core.refuseNext = Reason.RULE_REFUSED;
    app.core.sync();
    for (const key of Object.keys(localStorage))
      if (key.includes('/sent/')) localStorage.removeItem(key);
    await app.go('#/outbox');
    await app.button('改一改再发').trigger('click');
    await settle();
    expect(app.wrapper.find<HTMLInputElement>('dialog input').element.value).toBe('灯坏');
  });

  it('lets what waits be withdrawn, and what is done be put away', async () => {
    const app = await show('resident', '#/');
    await ring(app, '甲');
    await ring(app, '乙');
    await app.go('#/outbox');
    await app.button('不发了').trigger('click');
    await settle();
    expect(app.core.outbox.map((item) => item.texts[0]!.text)).toEqual(['乙']);
    app.core.sync();
    await settle();
    expect(app.text()).toContain('已入账 第 128 条');
    await app.button('知道了').trigger('click');
    await settle();
    expect(app.text()).toContain('没有在等的');
  });
});

describe('a matter', () => {
  it('is rated with stars', async () => {
    const core = new FakeCore();
    const rated = core.matters.find((one) => one.row!.stage === 'rating' && one.row!.mine)!;
    const app = await show('resident', `#/matter/${toHex(rated.row!.matter)}`, core);
    await app.button('评价').trigger('click');
    await settle();
    const stars = app.wrapper.findAll('article form input[type=radio]');
    expect(
      stars.map((star) => (star.element as HTMLInputElement).labels![0]!.textContent!.trim()),
    ).toEqual(['很不满意', '不满意', '一般', '满意', '很满意']);
    await stars[3]!.setValue();
    await app.wrapper.find('article form').trigger('submit');
    await settle();
    expect(core.outbox.map((item) => item.kind)).toEqual(['act_on_matter']);
    expect(app.text()).toContain('「评价」已存好');
  });

  it('shows who has reported in, and why an action is not mine', async () => {
    const core = new FakeCore();
    const app = await show('resident', `#/matter/${toHex(core.matters[3]!.row!.matter)}`, core);
    expect(app.text()).toContain('2/3 已报到');
    expect(app.text()).toContain('还没报到');
    expect(app.wrapper.find('article details:not(.steps)').text()).toContain(
      '按规程，您的身份不能做这一步',
    );
    expect(app.wrapper.find('[aria-current=step]').text()).toContain('召开协商会议');
  });
});

describe('the list of matters', () => {
  it('filters, and grows by pages without doubling', async () => {
    const app = await show('resident', '#/matters');
    await app.wrapper.findAll('fieldset input')[3]!.setValue();
    await settle();
    expect(app.text()).toContain('共 24 件');
    expect(app.wrapper.findAll('main li')).toHaveLength(20);
    await app.button('再看一些').trigger('click');
    await settle();
    const numbers = app.wrapper
      .findAll('main li')
      .map((one) => one.attributes('data-key') ?? one.find('a').attributes('href'));
    expect(numbers).toHaveLength(24);
    expect(new Set(numbers).size).toBe(24);
    app.core.sync();
    await settle();
    expect(app.wrapper.findAll('main li')).toHaveLength(24);
  });
});

describe('staff', () => {
  it('walk a matter from its opening through all nine steps to its close', async () => {
    const core = new FakeCore('staff');
    const matter = core.matters[0]!;
    const app = await show('console', `#/inbox/${toHex(matter.row!.matter)}`, core);
    const walk: [string, (form: ReturnType<typeof app.wrapper.find>) => Promise<unknown>][] = [
      ['受理', (form) => form.find('select').setValue('parking')],
      ['发起约请', (form) => form.find('input[type=checkbox]').setValue()],
      ['对接各方', (form) => form.find('input[type=checkbox]').setValue()],
      [
        '定下时间',
        async (form) => {
          await form.find('input').setValue('2026-03-09T14:00');
          await form.find('textarea').setValue('社区议事厅');
        },
      ],
      ['开会', async () => undefined],
      [
        '提交协商结果',
        async (form) => {
          await form.find('textarea').setValue('划线，错峰接送');
          await form.find('input').setValue('21');
        },
      ],
      ['联审签字', async () => undefined],
      ['通报结果', (form) => form.find('textarea').setValue('已划线 56 个车位')],
      ['办结', async () => undefined],
    ];
    for (const [title, fill] of walk) {
      await app.button(title).trigger('click');
      await settle();
      await fill(app.wrapper.find('article form'));
      await app.wrapper.find('article form').trigger('submit');
      await settle();
    }
    expect(core.outbox.map((item) => item.title!.zh)).toEqual(walk.map(([title]) => title));
    expect(matter.row!.stage).toBe('');
    expect(app.wrapper.find('article').text()).toContain('办结：协商解决');
  });

  it('turn a message into a matter', async () => {
    const core = new FakeCore('staff');
    const app = await show('console', '#/messages', core);
    await app.go(app.wrapper.find('a.message').attributes('href')!);
    expect(app.text()).toContain('转为事项');
    await app.wrapper.find('main form input:not([type])').setValue('长椅坏了');
    await app.wrapper.find('main form').trigger('submit');
    await settle();
    expect(core.outbox.map((item) => item.kind)).toEqual(['convert_message']);
    expect(location.hash).toMatch(/^#\/matters\/[0-9a-f]{32}$/);
  });

  it("key in a call with its own time, in a member's name", async () => {
    const core = new FakeCore('staff');
    const app = await show('console', '#/keyin', core);
    await app.wrapper.find('input[type=datetime-local]').setValue('2026-03-02T09:00');
    await app.wrapper.find('main form input:not([type])').setValue('电梯停了');
    await app.wrapper.find('main form').trigger('submit');
    await settle();
    expect(core.outbox.map((item) => item.kind)).toEqual(['open_matter']);
  });

  it('make a link that carries its secret in the fragment only', async () => {
    const app = await show('console', '#/members', new FakeCore('staff'));
    await app.button('生成邀请链接').trigger('click');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    const link = new URL(app.wrapper.find('form .mono').text());
    expect(link.pathname + link.search).toBe('/');
    expect(link.hash).toBe(`#/join/${'c0'.repeat(32)}/${'5e'.repeat(32)}/${'1d'.repeat(32)}`);
  });

  it('revoke a device only after a second question', async () => {
    const core = new FakeCore('staff');
    const app = await show('console', '#/members', core);
    await app.button('停用').trigger('click');
    expect(core.outbox).toHaveLength(0);
    await app.button('确认停用').trigger('click');
    await settle();
    expect(core.outbox.map((item) => item.kind)).toEqual(['revoke_device']);
  });
});
