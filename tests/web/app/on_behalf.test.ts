// A5.12: what somebody wrote on paper is entered for them at the desk: for whom, how they agreed,
// when it was; and the matter shows whose it is and who entered it.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { Consent, type ActOnMatter } from '../../../web/shared/generated/yiting/v1/command_pb';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import {
  TimelineItem_Kind,
  TimelineItemSchema,
} from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { toHex } from '../../../web/shared/model/bytes';
import { shownOf, whoWords } from '../../../web/shared/model/course';
import { findings, settle, show } from './support';

// A matter whose stage has ratings.
function rated(core: FakeCore) {
  return toHex(core.matters.find((one) => one.row!.step === 9)!.row!.matter);
}
const section = '[aria-label="代为填写"]';

async function atTheDesk(core = new FakeCore('staff')) {
  const app = await show('console', `#/matters/${rated(core)}`, core);
  await app.wrapper.find(`${section} button`).trigger('click');
  await settle();
  return app;
}

describe('A5.12: entering for somebody', () => {
  it('is offered at the desk to helpers alone', async () => {
    const desk = await show('console', `#/matters/${rated(new FakeCore())}`, new FakeCore('staff'));
    expect(desk.wrapper.find(`${section} button`).text()).toBe('评价');
    const phone = await show('resident', `#/matter/${rated(new FakeCore())}`);
    expect(phone.wrapper.find(section).exists()).toBe(false);
    const other = await show('console', `#/matters/${rated(new FakeCore())}`, new FakeCore());
    expect(other.wrapper.find(section).exists()).toBe(false);
  });

  it('asks for whom and how they agreed before anything is sent', async () => {
    const app = await atTheDesk();
    const form = app.wrapper.find(`${section} form`);
    await form.find('input[type="radio"][value="5"]').setValue(true);
    await form.trigger('submit');
    await settle();
    expect(app.text()).toContain('请选择替谁填写');
    expect(app.core.acted).toHaveLength(0);
    expect(await findings()).toEqual([]);
  });

  it('sends whose it is, the consent and when it was', async () => {
    const app = await atTheDesk();
    const form = app.wrapper.find(`${section} form`);
    await form.find('input[type="radio"][value="5"]').setValue(true);
    const person = form.find('select').findAll('option')[1]!.attributes('value')!;
    await form.find('select').setValue(person);
    await form.find(`input[name$="-consent"]`).setValue(true);
    await form.find('input[type="datetime-local"]').setValue('2024-03-04T09:30');
    await form.trigger('submit');
    await settle();
    expect(app.core.acted).toHaveLength(1);
    const { command } = app.core.acted[0]!;
    expect(toHex(command!.onBehalfOf)).toBe(person);
    const act = command!.body.value as ActOnMatter;
    expect(act.action).toBe('rate');
    expect(act.consent).toBe(Consent.SPOKEN);
    expect(Number(act.occurredMs)).toBe(1_709_515_800_000);
    expect(app.wrapper.find(`${section} form`).exists()).toBe(false);
  });

  it('says what the rules say of it', async () => {
    const core = new FakeCore('staff');
    core.refuseHere = [{ reason: Reason.ALREADY_DONE, detail: '' }];
    const app = await atTheDesk(core);
    const form = app.wrapper.find(`${section} form`);
    await form.find('input[type="radio"][value="5"]').setValue(true);
    await form.find('select').setValue(form.findAll('option')[1]!.attributes('value')!);
    await form.find(`input[name$="-consent"]`).setValue(true);
    await form.trigger('submit');
    await settle();
    expect(app.wrapper.find(`${section} form [role="alert"]`).exists()).toBe(true);
  });

  it('shows on the matter whose it is, who entered it, how they agreed and when', async () => {
    const core = new FakeCore('resident');
    const entered = create(TimelineItemSchema, {
      kind: TimelineItem_Kind.ACTION,
      title: { zh: '评价' },
      actor: { zh: '参与人' },
      inputs: [
        { field: '.consent', title: { zh: '.consent' }, value: { zh: 'SIGNED' } },
        { field: '.helper', title: { zh: '社工' }, value: { zh: '1 人' } },
        { field: '.occurred', title: { zh: '.occurred' }, instantMs: 1_709_515_800_000n },
        { field: 'score', title: { zh: '您满意吗' }, value: { zh: '5' } },
      ],
    });
    expect(whoWords(entered)).toContain('（由社工代录）');
    expect(shownOf(entered.inputs).map((one) => one.field)).not.toContain('.helper');
    core.matters[0]!.timeline.push(entered);
    const app = await show('resident', `#/matter/${toHex(core.matters[0]!.row!.matter)}`, core);
    expect(app.text()).toContain('参与人');
    expect(app.text()).toContain('（由社工代录）');
    expect(app.text()).toContain('在纸上签了字或按了手印');
    expect(app.text()).toContain('当时的时间');
    expect(app.text()).not.toMatch(/\.(helper|consent|occurred)/);
  });
});
