// A1.12: items of a mailbox, the web and petitions come in as tables, once each.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it, vi } from 'vitest';
import type { OpenMatter } from '../../../web/shared/generated/yiting/v1/command_pb';
import { Reason } from '../../../web/shared/generated/yiting/v1/entry_pb';
import {
  Audience,
  Field_Kind,
  NamedSchema,
  ProcedureSchema,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { pack } from '../../../web/shared/host/fixtures_pack';
import { encodeText } from '../../../web/shared/model/bytes';
import { importDraft, parseOccurred, planImport } from '../../../web/shared/model/import_items';
import { bytesMax, readTable, rowsMax } from '../../../web/shared/model/table';
import { example } from './format_page';
import { findings, show } from './support';

const named = (id: string, zh: string) => ({ id, title: { zh, en: id } });
const procedure = create(ProcedureSchema, {
  id: 'letter',
  fields: [
    {
      id: 'kind',
      kind: Field_Kind.CODE,
      options: [named('complaint', '投诉'), named('proposal', '提议')],
    },
    { id: 'title', kind: Field_Kind.TEXT, max: 60n, optional: true, audience: Audience.COMMUNITY },
    { id: 'body', kind: Field_Kind.TEXT, max: 2000n, audience: Audience.COMMUNITY },
  ],
});
const sources = [named('mailbox', '居民信箱'), named('web', '网络舆情'), named('petition', '信访')];
const now = Date.parse('2024-10-01T00:00:00+08:00');

const plan = (text: string, source = '') =>
  planImport(readTable('items.csv', encodeText(text)), procedure, sources as never, source, now);

describe('A1.12: a table of items', () => {
  it('reads the example of the format page, cell by cell', () => {
    const { items, unknown } = plan(example('items.csv'));
    expect(unknown).toEqual([]);
    expect(items.map(({ line, source, sourceRef, occurredMs, problem }) => [
      line, source, sourceRef, new Date(occurredMs).toISOString(), problem,
    ])).toEqual([
      [2, 'web', 'bbs-20240920-17', '2024-09-20T13:00:00.000Z', null],
      [4, 'petition', 'XF-2024-0919', '2024-09-18T16:00:00.000Z', null],
    ]);
    expect(items[0]!.values).toEqual({
      kind: 'complaint',
      title: '河边有异味',
      body: '网上有人说河边有异味，\n晚上更重。',
    });
    expect(items[1]!.values.kind).toBe('complaint');
  });

  it('makes a command with its source, number and time', () => {
    const { items } = plan(example('items.csv'));
    const draft = importDraft(procedure, items[0]!);
    const body = draft.command!.body!;
    expect(body.case).toBe('openMatter');
    expect(body.value).toMatchObject({
      source: 'web',
      sourceRef: 'bbs-20240920-17',
      channel: 6,
      occurredMs: BigInt(Date.parse('2024-09-20T21:00:00+08:00')),
    });
    expect(draft.contents!.map((one) => one.field)).toEqual(['body', 'title']);
  });

  it('says of each line that cannot be used what is wrong, and keeps no other back', () => {
    const { items, unknown } = plan(
      'source_ref,occurred,kind,body,colour\n' +
        'A-1,2024-09-01,complaint,一,red\n' +
        'A 2,2024-09-01,complaint,一,\n' +
        'A-3,2024-13-01,complaint,一,\n' +
        'A-4,2024-11-01,complaint,一,\n' +
        'A-5,,poem,一,\n' +
        'A-6,,complaint,,\n' +
        'A-1,,complaint,二,\n',
      'mailbox',
    );
    expect(unknown).toEqual(['colour']);
    expect(items.map((item) => item.problem && [item.line, item.problem.column, item.problem.text]))
      .toEqual([
        null,
        [3, 'source_ref', 'import.ref'],
        [4, 'occurred', 'import.occurred'],
        [5, 'occurred', 'import.occurred'],
        [6, 'kind', 'import.cell'],
        [7, 'body', 'form.missing'],
        [8, 'source_ref', 'import.twice'],
      ]);
    expect(items[6]!.problem!.value).toBe('2');
  });

  it('wants a source of the pack', () => {
    const rows = 'source_ref,kind,body\nA-1,complaint,一\n';
    expect(plan(rows).items[0]!.problem!.text).toBe('import.source');
    expect(plan(rows, 'web').items[0]!.problem).toBeNull();
    expect(plan('source,source_ref,kind,body\npigeon,1,complaint,一\n', 'web').items[0]!.problem)
      .toEqual({ text: 'import.source', column: 'source', value: 'pigeon' });
  });

  it('reads JSON with the line at which each item opens', () => {
    const text =
      '[\n {"source_ref": "a{1",\n  "kind": "complaint", "body": "一"},\n {"source_ref": 2}\n]';
    const { items } = plan(text, 'web');
    expect(items.map((item) => [item.line, item.sourceRef])).toEqual([[2, 'a{1'], [4, '2']]);
  });
});

describe('A1.12: what is no table', () => {
  it('is told at once', () => {
    const fault = (text: string) => readTable('x', encodeText(text)).fault;
    expect(fault('')).toBe('table.empty');
    expect(fault('a,b\n')).toBe('table.empty');
    expect(fault('{"a": 1}')).toBe('table.notJson');
    expect(fault('[{"a": ')).toBe('table.notJson');
    expect(readTable('x', new Uint8Array(bytesMax + 1)).fault).toBe('table.tooLarge');
    const torn = readTable('x', encodeText('a,b\n1,2\n"3,4\n5,6\n'));
    expect([torn.fault, torn.faultLine]).toEqual(['table.torn', 3]);
    const rows = (n: number) => 'a\n' + '1\n'.repeat(n);
    expect(fault(rows(rowsMax))).toBe('');
    const many = readTable('x', encodeText(rows(rowsMax + 1)));
    expect([many.fault, many.faultLine]).toEqual(['table.tooMany', rowsMax + 2]);
  });

  it('is read as a spreadsheet in China saves it', () => {
    // "标题" in GB 18030, and a byte order mark before UTF-8.
    const gb = new Uint8Array([0xb1, 0xea, 0xcc, 0xe2, 0x0a, 0x31, 0x0a]);
    expect(readTable('x', gb).columns).toEqual(['标题']);
    expect(readTable('x', encodeText('\uFEFFa\n1\n')).columns).toEqual(['a']);
  });
});

describe('A1.12: when it was said', () => {
  it('is China Standard Time unless it says otherwise', () => {
    const at = (text: string) => {
      const ms = parseOccurred(text);
      return ms === null ? null : new Date(ms).toISOString();
    };
    expect(at('2024-03-05')).toBe('2024-03-04T16:00:00.000Z');
    expect(at('2024/3/5 14:30')).toBe('2024-03-05T06:30:00.000Z');
    expect(at('2024年3月5日')).toBe('2024-03-04T16:00:00.000Z');
    expect(at('2024-03-05T14:30:00+00:00')).toBe('2024-03-05T14:30:00.000Z');
    expect(at('2024-02-30')).toBeNull();
    expect(at('2024-03-05 25:00')).toBeNull();
    expect(at('yesterday')).toBeNull();
  });
});

describe('A1.12: the page', () => {
  it('shows each line first, sends then, and tells what is here already', async () => {
    const core = new FakeCore('staff');
    pack.sources = [create(NamedSchema, named('web', '网络舆情'))];
    const app = await show('console', '#/imports', core);
    await vi.waitFor(() => expect(app.text()).toContain('先看一遍再发'));
    const rows = 'source,source_ref,title\nweb,1,河边有异味\nweb,2,夜间施工\nweb,2,夜间施工\n';
    const input = app.wrapper.find<HTMLInputElement>('input[type=file]');
    Object.defineProperty(input.element, 'files', { value: [new File([rows], '网上.csv')] });
    await input.trigger('change');
    await vi.waitFor(() => expect(app.text()).toContain('可以导入 2 件'));
    expect(app.text()).toContain('网上.csv:4');
    expect(app.text()).toContain('和第 3 行是同一个编号');
    expect(core.acted).toHaveLength(0);
    expect(await findings()).toEqual([]);
    core.refuseHere = [null, { reason: Reason.IMPORTED_BEFORE, detail: '17' }];
    await app.button('导入 2 件').trigger('click');
    await vi.waitFor(() => expect(app.text()).toContain('已有，第 17 件'));
    expect(app.text()).toContain('导入 1 件，已有 1 件，没有通过 0 件');
    expect(core.acted.map((draft) => (draft.command!.body.value as OpenMatter).sourceRef)).toEqual([
      '1',
      '2',
    ]);
    pack.sources = [];
  });
});
