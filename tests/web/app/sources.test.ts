// A1_12: in the console's list those matters that were imported from one source; and what a list
// says of its length.
import { create } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from 'vitest';
import { NamedSchema, TextSchema } from '../../../web/shared/generated/yiting/v1/pack_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { pack } from '../../../web/shared/host/fixtures_pack';
import { findings, settle, show } from './support';

const named = (id: string, zh: string) => create(NamedSchema, { id, title: { zh, en: '' } });
afterEach(() => {
  pack.sources = [];
});

// Two of its matters came from the mayor's mailbox.
function withSources(): FakeCore {
  pack.sources = [named('12345', '12345 热线'), named('mailbox', '市长信箱')];
  const core = new FakeCore('staff');
  for (const i of [2, 5]) core.matters[i]!.row!.source = create(TextSchema, { zh: '市长信箱' });
  return core;
}

describe('A1_12: the list of matters by source', () => {
  it('shows those of the source that is chosen, and all again', async () => {
    const core = withSources();
    const app = await show('console', '#/matters', core);
    const select = app.wrapper.get('select[aria-label=从哪里导入]');
    expect(select.findAll('option').map((one) => one.text())).toEqual([
      '不限来源',
      '12345 热线',
      '市长信箱',
    ]);
    const cards = () => app.wrapper.findAll('ul.stack > li a').map((one) => one.text());
    expect(cards().length).toBeGreaterThan(2);
    await select.setValue('mailbox');
    await settle();
    expect(cards()).toHaveLength(2);
    expect(cards()[0]).toContain(core.matters[2]!.row!.title);
    await select.setValue('12345');
    await settle();
    expect(cards()).toEqual([]);
    await select.setValue('');
    await settle();
    expect(cards().length).toBeGreaterThan(2);
    expect(await findings()).toEqual([]);
  });

  it('asks no such thing where the rules name no source', async () => {
    const app = await show('console', '#/matters', new FakeCore('staff'));
    expect(app.wrapper.find('select[aria-label=环节]').exists()).toBe(true);
    expect(app.wrapper.find('select[aria-label=从哪里导入]').exists()).toBe(false);
  });
});

describe('a list that is not counted as a whole', () => {
  it('says how far it has come, and at its end how many there are', async () => {
    const core = withSources();
    for (const view of core.matters) view.row!.source = create(TextSchema, { zh: '市长信箱' });
    const app = await show('console', '#/matters', core);
    const status = () => app.wrapper.get('[role=status].small').text();
    expect(status()).toBe('共 24 件');
    await app.wrapper.get('select[aria-label=从哪里导入]').setValue('mailbox');
    await settle();
    expect(status()).toBe('已列出 20 件');
    await app.button('再看一些').trigger('click');
    await settle();
    expect(status()).toBe('共 24 件');
  });
});
