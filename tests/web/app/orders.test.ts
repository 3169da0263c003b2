// A7.10: tasks as work orders of another platform, out and back.
import { create } from '@bufbuild/protobuf';
import { describe, expect, it, vi } from 'vitest';
import {
  Action_Effect,
  ActionSchema,
  Field_Kind,
} from '../../../web/shared/generated/yiting/v1/pack_pb';
import { OrderRowSchema } from '../../../web/shared/generated/yiting/v1/view_desk_pb';
import { OfferedActionSchema } from '../../../web/shared/generated/yiting/v1/view_pb';
import { FakeCore } from '../../../web/shared/host/fake';
import { encodeText, fromHex } from '../../../web/shared/model/bytes';
import { ordersCsv, ordersJson, planStates, reportDraft } from '../../../web/shared/model/orders';
import { readTable } from '../../../web/shared/model/table';
import { example } from './format_page';
import { findings, show } from './support';

const due = Date.parse('2024-03-20T18:00:00+08:00');
const row = create(OrderRowSchema, {
  number: 12n,
  matter: fromHex('0c'.repeat(16)),
  task: 1,
  unit: 'police',
  unitTitle: { zh: '派出所', en: '' },
  text: '放学时段巡查\n每天两次',
  dueMs: BigInt(due),
  state: 'open',
  title: '校门口停车',
  category: 'parking',
});
const states = (text: string, rows = [row]) =>
  planStates(readTable('s.csv', encodeText(text)), rows);

describe('A7.10: work orders go out', () => {
  it('as the CSV and the JSON of the format page', () => {
    const csv = ordersCsv([row]);
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv.slice(1).replaceAll('\r\n', '\n')).toBe(example('orders.csv'));
    expect(ordersJson([row], 'c0', Date.parse('2024-03-06T09:00:00+08:00')))
      .toBe(example('orders.json'));
  });

  it('never as a formula', () => {
    const sly = create(OrderRowSchema, { ...row, title: '=HYPERLINK("http://x")' });
    expect(ordersCsv([sly])).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('and read as they were written', () => {
    const table = readTable('o.csv', encodeText(ordersCsv([row])));
    expect(table.rows[0]!.cells).toMatchObject({ order: '12-1', text: row.text, state: 'open' });
  });
});

describe('A7.10: states come back', () => {
  it('an order that is done there and open here is reported', () => {
    expect(states(example('states.csv'))).toMatchObject([
      { line: 2, order: '12-1', what: 'report', note: '巡查到位' },
    ]);
  });

  it('what is as far already changes nothing', () => {
    expect(states('order,state\n12-1,办理中\n')[0]!.what).toBe('same');
    const reported = create(OrderRowSchema, { ...row, state: 'reported' });
    expect(states('order,state\n12-1,已办结\n', [reported])[0]!.what).toBe('same');
  });

  it('what cannot be used is told by line', () => {
    const plans = states('order,state\n,办结\n12-1,perhaps\n12-1,办结\n13-1,办结\n');
    expect(plans.map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'orders.noNumber'],
      [3, 'orders.state'],
      [4, 'orders.twice'],
      [5, 'orders.unknown'],
    ]);
  });

  it('as the action that reports a task, with the note as its words', () => {
    const action = create(ActionSchema, {
      id: 'deliver',
      effects: [Action_Effect.REPORT_TASK],
      needs: [
        { id: 'number', kind: Field_Kind.NUMBER, min: 1n, max: 200n },
        { id: 'result', kind: Field_Kind.TEXT, max: 1000n },
        { id: 'photo', kind: Field_Kind.PHOTO, optional: true },
      ],
    });
    const [plan] = states(example('states.csv'));
    const draft = reportDraft(action, plan!)!;
    expect(draft.command!.body).toMatchObject({
      case: 'actOnMatter',
      value: { action: 'deliver', matter: row.matter },
    });
    expect(new TextDecoder().decode(draft.contents![0]!.data)).toBe('巡查到位');
    // Without words nothing is said for the unit.
    expect(reportDraft(action, { ...plan!, note: '' })).toBeNull();
  });
});

describe('A7.10: the page', () => {
  it('shows orders, and reports those that are done elsewhere', async () => {
    const core = new FakeCore('staff');
    const matter = core.matters[0]!.row!.matter;
    core.orders = [create(OrderRowSchema, { ...row, matter, number: 1n })];
    const needs = [
      { id: 'number', kind: Field_Kind.NUMBER, min: 1n, max: 200n },
      { id: 'result', kind: Field_Kind.TEXT, max: 1000n },
    ];
    const action = { id: 'deliver', effects: [Action_Effect.REPORT_TASK], needs };
    core.more = [create(OfferedActionSchema, { action, allowed: true })];
    const app = await show('console', '#/orders', core);
    await vi.waitFor(() => expect(app.text()).toContain('放学时段巡查'));
    const input = app.wrapper.find<HTMLInputElement>('input[type=file]');
    const rows = 'order,state,note\n1-1,已办结,巡查到位\n9-9,已办结,\n';
    Object.defineProperty(input.element, 'files', { value: [new File([rows], '网格.csv')] });
    await input.trigger('change');
    await vi.waitFor(() => expect(app.text()).toContain('将报完成'));
    expect(app.text()).toContain('网格.csv:3');
    expect(app.text()).toContain('这里没有这张工单');
    expect(await findings()).toEqual([]);
    await app.button('报完成 1 张').trigger('click');
    await vi.waitFor(() => expect(app.text()).toContain('已报完成，等验收'));
    const sent = core.acted.at(-1)!.command!.body;
    expect(sent).toMatchObject({ value: { action: 'deliver', matter } });
  });

  it('says when the order is another unit’s', async () => {
    const core = new FakeCore('staff');
    const matter = core.matters[0]!.row!.matter;
    core.orders = [create(OrderRowSchema, { ...row, matter, number: 1n })];
    const app = await show('console', '#/orders', core);
    await vi.waitFor(() => expect(app.text()).toContain('放学时段巡查'));
    const input = app.wrapper.find<HTMLInputElement>('input[type=file]');
    const file = new File(['order,state\n1-1,done\n'], 'a.csv');
    Object.defineProperty(input.element, 'files', { value: [file] });
    await input.trigger('change');
    await vi.waitFor(() => expect(app.text()).toContain('将报完成'));
    await app.button('报完成 1 张').trigger('click');
    await vi.waitFor(() => expect(app.text()).toContain('要由责任单位的人来报完成'));
    expect(core.acted).toHaveLength(0);
  });
});
