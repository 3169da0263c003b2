// What who keeps the register does in the console: binds a phone by its code, erases, lets go.
import { create } from '@bufbuild/protobuf';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ContentRefSchema,
  ErasureReason,
} from '../../../web/shared/generated/yiting/v1/command_pb';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import { OpinionRowSchema } from '../../../web/shared/generated/yiting/v1/view_deliberation_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { residentHex } from '../../../web/shared/host/fixtures';
import { toHex } from '../../../web/shared/model/bytes';
import { deviceCode, shortCode } from '../../../web/shared/model/device_code';
import { momentWords } from '../../../web/shared/model/time';
import { t } from '../../../web/shared/texts';
import { findings, loadPages, settle, show, type Shown } from './support';

beforeAll(loadPages);
const fresh = new Uint8Array(32).fill(0xe1);
const name = '王春梅';

function registrar() {
  const core = new FakeCore('staff');
  core.registrar = true;
  core.online = false;
  return core;
}
const bodies = (core: FakeCore) => core.acted.map((draft) => draft.command!.body);

async function press(app: Shown, label: string) {
  const found = app.wrapper
    .findAll('button')
    .find((one) => (one.attributes('aria-label') ?? one.text()) === label);
  expect(found, `a button "${label}"`).toBeDefined();
  await found!.trigger('click');
  await settle();
}
const open = (app: Shown) => press(app, t('member.moreOf', { name }));

describe('a member’s phones', () => {
  it('get another one by its code, asked twice, in dashes until it is sent', async () => {
    const core = registrar();
    const app = await show('console', '#/members', core);
    await open(app);
    const code = app.wrapper.find('.actions input.mono');
    await code.setValue('AAAAA');
    expect(app.text()).toContain(t('devices.badCode'));
    await code.setValue(deviceCode(fresh));
    expect(app.text()).not.toContain(t('devices.badCode'));
    await press(app, t('member.bind'));
    expect(core.outbox).toHaveLength(0);
    expect(await findings()).toEqual([]);
    await press(app, t('member.bindSure', { code: shortCode(fresh) }));
    expect(bodies(core)).toMatchObject([{ case: 'bindDevice', value: { device: fresh } }]);
    expect(toHex((bodies(core)[0]!.value as { member: Uint8Array }).member)).toBe(residentHex);
    expect(app.text()).toContain(shortCode(fresh));
    expect(app.text()).toContain(t('own.stored'));
  });

  it('have the code filled in where the link of the new one was opened', async () => {
    const app = await show('console', `#/members/device/${toHex(fresh)}`, registrar());
    expect(app.text()).toContain(t('member.bindGiven', { code: shortCode(fresh) }));
    await open(app);
    const code = app.wrapper.find('.actions input.mono').element as HTMLInputElement;
    expect(code.value).toBe(toHex(fresh));
    expect(app.text()).toContain(t('member.bind'));
  });

  it('say why they were not taken', async () => {
    const core = registrar();
    core.refuseHere = [{ reason: Reason.DEVICE_KNOWN, detail: 'e1' }];
    const app = await show('console', `#/members/device/${toHex(fresh)}`, core);
    await open(app);
    await press(app, t('member.bind'));
    await press(app, t('member.bindSure', { code: shortCode(fresh) }));
    expect(app.text()).toContain(t('reason.DEVICE_KNOWN'));
    expect(app.text()).not.toContain(t('own.stored'));
  });
});

describe('a member', () => {
  it('is let go on paper, in two steps, with what they wrote if they want', async () => {
    const core = registrar();
    const app = await show('console', '#/members', core);
    await open(app);
    expect(app.text()).toContain(t('member.leaveExplain'));
    await press(app, t('member.leave'));
    expect(core.outbox).toHaveLength(0);
    await app.wrapper.find('.sure input[type="checkbox"]').setValue(true);
    await press(app, t('member.leaveSure'));
    expect(bodies(core)).toMatchObject([{ case: 'leaveCommunity', value: { erase: true } }]);
    expect(app.wrapper.find('tbody').text()).not.toContain(name);
  });

  it('has everything erased, with a reason for the ledger', async () => {
    const core = registrar();
    const app = await show('console', '#/members', core);
    await open(app);
    await press(app, t('member.eraseAll'));
    const reasons = app.wrapper.findAll('.sure input[type="radio"]');
    expect(reasons).toHaveLength(3);
    await reasons[1]!.setValue();
    await press(app, t('erase.allSure'));
    expect(bodies(core)).toMatchObject([
      { case: 'eraseContents', value: { contents: [], reason: ErasureReason.UNLAWFUL } },
    ]);
  });

  it('is nobody’s to change who does not keep the register', async () => {
    const app = await show('console', '#/members', new FakeCore('staff'));
    expect(app.text()).not.toContain(t('member.more'));
  });
});

describe('a content', () => {
  const matter = '01'.repeat(16);
  const commitment = new Uint8Array(32).fill(0x5a);
  function withContent(core: FakeCore) {
    Object.assign(core.matters[0]!.opening[2]!, {
      content: create(ContentRefSchema, { commitment, media: 'text/plain' }),
    });
    return core;
  }

  it('is erased from where the register’s keeper sees it, with a reason', async () => {
    const core = withContent(registrar());
    const app = await show('console', `#/matters/${matter}`, core);
    const field = core.matters[0]!.opening[2]!.title!.zh;
    await press(app, `${t('staffErase.open')} ${field}`);
    expect(await findings()).toEqual([]);
    await app.wrapper.findAll('.sure input[type="radio"]')[2]!.setValue();
    await press(app, t('staffErase.sure'));
    const value = { contents: [commitment], reason: ErasureReason.NOT_NEEDED };
    expect(bodies(core)).toMatchObject([{ case: 'eraseContents', value }]);
    expect(app.text()).toContain(t('staffErase.done'));
  });

  it('is erased where it is a message, and where it is an opinion', async () => {
    const core = registrar();
    const message = core.messages.find((row) => row.text)!;
    message.commitment = commitment;
    const app = await show('console', `#/messages/${toHex(message.message)}`, core);
    await press(app, `${t('staffErase.open')} ${momentWords(Number(message.timeMs))}`);
    await press(app, t('staffErase.sure'));
    const opinion = create(OpinionRowSchema, { opinion: 4, text: '不雅的话', commitment });
    core.matters[0]!.opinions.push(opinion);
    await app.go(`#/matters/${matter}`);
    await press(app, `${t('staffErase.open')} ${t('opinion.number', { n: 4 })}`);
    expect(await findings()).toEqual([]);
    await press(app, t('staffErase.sure'));
    const value = { contents: [commitment], reason: ErasureReason.ASKED_FOR };
    const one = { case: 'eraseContents', value };
    expect(bodies(core)).toMatchObject([one, one]);
  });

  it('is not offered to others, nor in the resident’s app', async () => {
    for (const [kind, core] of [
      ['console', new FakeCore('staff')],
      ['resident', registrar()],
    ] as const) {
      const app = await show(kind, `#/matter/${matter}`, withContent(core));
      expect(app.text(), kind).not.toContain(t('staffErase.open'));
    }
  });
});
