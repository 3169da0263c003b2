// The ledger's trust on the screen: check everything, evidence, receipts, the proof of a vote, and
// what was erased.
import { create } from '@bufbuild/protobuf';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  OpinionRowSchema,
  TaskRowSchema,
} from '../../../web/shared/generated/yiting/v1/view_deliberation_pb';
import { AuditView_State as State } from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { communityHex } from '../../../web/shared/host/fixtures';
import { votedIndex } from '../../../web/shared/host/fixtures_vote';
import { setPaused } from '../../../web/shared/model/audit';
import { titleOf } from '../../../web/shared/model/matter';
import { toHex } from '../../../web/shared/model/bytes';
import { dateWords } from '../../../web/shared/model/time';
import { setLanguage, t } from '../../../web/shared/texts';
import { findings, loadPages, settle, show, type Shown } from './support';

beforeAll(loadPages);
const voted = toHex(new Uint8Array(16).fill(votedIndex + 1));

async function press(app: Shown, name: string) {
  await app.button(name).trigger('click');
  await settle();
}

describe.each(['resident', 'console'] as const)('check everything in the %s', (kind) => {
  const role = kind === 'console' ? 'staff' : 'resident';

  it('is begun, shows how far it is, and says what came of it in a sentence', async () => {
    const core = new FakeCore(role);
    core.seq = 4000n;
    const app = await show(kind, '#/check', core);
    expect(app.text()).toContain(t('check.never'));
    await press(app, t('check.start'));
    await vi.waitFor(() => expect(core.trust.audit.done).toBeGreaterThan(0n));
    await settle();
    const bar = app.wrapper.find('[role="progressbar"]');
    expect(bar.attributes('aria-label')).toBe(t('check.progress'));
    expect(Number(bar.attributes('aria-valuemax'))).toBe(4000);
    expect(await findings()).toEqual([]);
    await vi.waitFor(() => expect(app.text()).toContain('前 4000 条全部对得上'), 10_000);
    expect(app.wrapper.find('[role="progressbar"]').exists()).toBe(false);
  });

  it('is stopped, keeps its place, and goes on from it', async () => {
    const core = new FakeCore(role);
    core.seq = 1_000_000n;
    const app = await show(kind, '#/check', core);
    await press(app, t('check.start'));
    await vi.waitFor(() => expect(core.trust.audit.done).toBeGreaterThan(0n));
    await settle();
    await press(app, t('check.stop'));
    await settle();
    const place = core.trust.audit.done;
    await new Promise((wake) => setTimeout(wake, 200));
    expect(core.trust.audit.done).toBe(place);
    expect(app.text()).toContain(t('check.paused', { done: Number(place), total: 1_000_000 }));
    // Another page and a fresh start do not wake it.
    app.session.refresh();
    await new Promise((wake) => setTimeout(wake, 100));
    expect(core.trust.audit.done).toBe(place);
    await press(app, t('check.go'));
    await vi.waitFor(() => expect(core.trust.audit.done).toBeGreaterThan(place));
    await press(app, t('check.stop'));
  });

  it('says which entry does not fit, and can begin again', async () => {
    const core = new FakeCore(role);
    core.trust.faultAt = 97n;
    const app = await show(kind, '#/check', core);
    await press(app, t('check.start'));
    await vi.waitFor(() => expect(app.text()).toContain(t('check.fault', { done: 97 })));
    expect(app.text()).toContain('its fingerprint differs');
    expect(app.text()).toContain(t('check.faultHelp'));
    Object.assign(core.trust.audit, { fault: '128 entries: the root differs' });
    app.session.refresh();
    await settle();
    expect(app.text()).toContain(t('check.faultWhole'));
    core.trust.faultAt = null;
    await press(app, t('check.anew'));
    await vi.waitFor(() => expect(app.text()).toContain('前 128 条全部对得上'));
  });
});

describe('check everything', () => {
  it('shows where it was stopped at an earlier visit, and takes but a step for it', async () => {
    const core = new FakeCore();
    Object.assign(core.trust.audit, { state: State.RUNNING, done: 60n, total: 128n });
    const hex = communityHex.slice(0, 16);
    setPaused(`c-${hex}`, true);
    const app = await show('resident', '#/check', core);
    expect(app.text()).toContain(t('check.paused', { done: 61, total: 128 }));
    app.session.refresh();
    await settle();
    expect(core.trust.audit.done).toBe(61n);
  });

  it('waits for the network in plain words', async () => {
    const core = new FakeCore();
    core.trust.missingAt = 60n;
    const app = await show('resident', '#/check', core);
    await press(app, t('check.start'));
    await vi.waitFor(() => expect(app.text()).toContain(t('check.waiting', { done: 60 })));
  });

  it('says that a device began with a snapshot, until all was checked', async () => {
    const core = new FakeCore();
    core.trust.audit.fromSnapshot = 100n;
    const app = await show('resident', '#/check', core);
    expect(app.text()).toContain(t('check.snapshot', { n: 100 }));
    await press(app, t('check.start'));
    await vi.waitFor(() => expect(app.text()).toContain('前 128 条全部对得上'));
    expect(app.text()).not.toContain(t('check.snapshot', { n: 100 }));
  });

  it('is one tap from the facts under Me, which say how it stands', async () => {
    const core = new FakeCore();
    const fault = 'entry 100: it differs';
    Object.assign(core.trust.audit, { state: State.FAULT, done: 100n, total: 128n, fault });
    const app = await show('resident', '#/me', core);
    expect(app.text()).toContain(t('check.fault', { done: 100 }));
    expect(app.wrapper.find('a[href="#/check"]').exists()).toBe(true);
    expect(app.text()).not.toContain('快照');
    core.trust.audit.fromSnapshot = 100n;
    app.session.refresh();
    await settle();
    expect(app.text()).toContain(t('check.snapshot', { n: 100 }));
  });

  it('shows key, size and root, and saves the ledger', async () => {
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    const app = await show('resident', '#/check');
    for (const words of ['5e'.repeat(32), 'ee'.repeat(32), 'c0'.repeat(32), '51'.repeat(32)])
      expect(app.text()).toContain(words);
    await press(app, t('check.saveLedger'));
    expect(click).toHaveBeenCalledOnce();
    expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe('ledger.yiting');
    click.mockRestore();
  });
});

describe('a ledger that does not fit', () => {
  it('leads from every page to the evidence, which can be saved', async () => {
    const core = new FakeCore();
    core.broken = 'two checkpoints of size 96';
    core.trust.evidence = [
      { number: 1n, timeMs: 1_764_000_000_000n, line: 'roots differ at size 96', lasts: true },
      { number: 2n, timeMs: 1_764_000_000_000n, line: 'entry 97 differs' },
    ];
    const app = await show('resident', '#/', core);
    const way = app.wrapper.findAll('a').find((one) => one.text() === t('evidence.see'));
    expect(way!.attributes('href')).toBe('#/check');
    await app.go('#/check');
    for (const words of [core.broken, 'roots differ at size 96', t('evidence.lasts')])
      expect(app.text()).toContain(words);
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    await press(app, t('evidence.save', { n: 2 }));
    expect(click).toHaveBeenCalledOnce();
    click.mockRestore();
    expect(await findings()).toEqual([]);
  });
});

describe('a receipt', () => {
  it('is held once it came, and is saved from the outbox', async () => {
    const core = new FakeCore();
    const app = await show('resident', '#/message', core);
    await app.wrapper.find('textarea').setValue('长椅坏了');
    await app.wrapper.find('form').trigger('submit');
    await settle();
    core.sync();
    await settle();
    expect(app.text()).toContain(t('held.no'));
    core.trust.receipts.add(128n);
    app.session.refresh();
    await settle();
    expect(app.text()).toContain(t('held.yes'));
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    await press(app, t('held.save', { n: 128 }));
    expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe('receipt-128.tlog-proof');
    click.mockRestore();
  });

  it('is shown at the matter for what I did, and for nothing else', async () => {
    const core = new FakeCore();
    core.trust.receipts.add(20n);
    const app = await show('resident', `#/matter/${'01'.repeat(16)}`, core);
    expect(app.text()).toContain(t('held.mine', { n: 20 }));
    expect(app.text()).toContain(t('held.yes'));
    await app.go(`#/matter/${'02'.repeat(16)}`);
    expect(app.text()).not.toContain(t('held.title'));
  });
});

describe('the proof of a vote', () => {
  it('is reached from the matter and has all that a stranger needs', async () => {
    const app = await show('resident', `#/matter/${voted}`);
    expect(app.wrapper.find(`a[href="#/proof/${voted}"]`).text()).toBe(t('proof.link'));
    await app.go(`#/proof/${voted}`);
    for (const words of [
      '每户一票',
      '参加投票的要达到 1/2',
      '同意的要超过投票总数的 1/2',
      '同意 24',
      '5e'.repeat(32),
      `yiting ledger verify LEDGER-FILE --matter ${voted}`,
      `yiting ledger verify ${location.origin}/ledger/${'c0'.repeat(32)} --matter ${voted}`,
      '开始 ',
      '计票 ',
    ])
      expect(app.text()).toContain(words);
    expect(app.text()).not.toContain(t('poll.mine.FOR'));
    const rows = app.wrapper.findAll('tbody tr');
    expect(rows.length).toBeGreaterThan(3);
    expect(rows[0]!.find('.leaf').text()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says what a device that began with a snapshot does not keep', async () => {
    const core = new FakeCore();
    const app = await show('resident', `#/proof/${voted}`, core);
    expect(app.text()).not.toContain(t('proof.missing'));
    core.trust.ledger = () => ({ ...new FakeCore().trust.ledger(128n), entries: [] });
    app.session.refresh();
    await settle();
    expect(app.text()).toContain(t('proof.missing'));
    expect(app.wrapper.find('table').exists()).toBe(false);
    expect(await findings()).toEqual([]);
  });

  it('prints without its buttons', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => {});
    const app = await show('resident', `#/proof/${voted}`);
    await press(app, t('proof.print'));
    expect(print).toHaveBeenCalledOnce();
    print.mockRestore();
    for (const button of app.wrapper.findAll('main button'))
      expect(button.element.closest('.no-print'), button.text()).not.toBeNull();
  });

  it('says so where no vote was counted', async () => {
    const app = await show('resident', `#/proof/${'04'.repeat(16)}`);
    expect(app.text()).toContain(t('proof.none'));
  });
});

describe('what was erased', () => {
  const when = BigInt(Date.UTC(2026, 2, 4));
  const erased = () => `已删除（${dateWords(Number(when))}）`;

  it('says so calmly, and not that it is withheld', async () => {
    const core = new FakeCore();
    const view = core.matters[4]!;
    Object.assign(view.row!, { title: '', titleErased: true, titleWithheld: true });
    Object.assign(view.opening[1]!, { withheld: true, erasedMs: when, value: undefined });
    const gone = { withheld: true, erasedMs: when };
    view.tasks = [create(TaskRowSchema, { task: 1, ...gone })];
    view.opinions = [
      create(OpinionRowSchema, { opinion: 1, ...gone }),
      create(OpinionRowSchema, { opinion: 2, hidden: true, ...gone }),
    ];
    expect(titleOf(view.row!)).toBe('标题已删除');
    const app = await show('resident', `#/matter/${'05'.repeat(16)}`, core);
    expect(app.wrapper.find('article h1').text()).toBe('标题已删除');
    expect(app.text().split(erased())).toHaveLength(5);
    expect(app.text()).not.toContain(t('matter.withheld'));
    setLanguage('en');
    await settle();
    expect(app.text()).toContain('Erased (4 Mar 2026)');
  });

  it('is said of a message too', async () => {
    const core = new FakeCore('staff');
    Object.assign(core.messages[0]!, { text: '', withheld: true, erasedMs: when });
    const app = await show('console', `#/messages/${'d0'.repeat(16)}`, core);
    expect(app.text().split(erased())).toHaveLength(3);
  });
});
