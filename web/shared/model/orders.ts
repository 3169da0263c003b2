// Tasks as work orders (工单) of another platform: written out as CSV or JSON, and its states read
// back. docs/formats/work-order.md describes both.
import { Action_Effect, Field_Kind, type Action } from '../generated/yiting/v1/pack_pb';
import type { OrderRow } from '../generated/yiting/v1/view_desk_pb';
import type { OfferedAction } from '../generated/yiting/v1/view_pb';
import { say, type TextKey } from '../texts';
import { toHex } from './bytes';
import { problemsOf, toInputs, type Values } from './form';
import type { DraftInit } from './replica';
import { writeCsv, type Table } from './table';

export const ordersForm = 'yiting-work-orders-1';
const columns = [
  'order',
  'matter',
  'title',
  'category',
  'unit',
  'unit_title',
  'text',
  'due',
  'state',
] as const;

// "12-3": the third task of matter number 12. One order, one number, for ever.
export function orderNumber(row: Pick<OrderRow, 'number' | 'task'>): string {
  return `${row.number}-${row.task}`;
}

// "2024-03-20T18:00:00+08:00", as every other file of ours writes an instant.
export function instantWords(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().replace(/\.\d{3}Z$/, '+08:00');
}

export function orderCells(row: OrderRow): Record<(typeof columns)[number], string> {
  return {
    order: orderNumber(row),
    matter: toHex(row.matter),
    title: row.title,
    category: row.category,
    unit: row.unit,
    unit_title: say(row.unitTitle),
    text: row.text,
    due: instantWords(Number(row.dueMs)),
    state: row.state,
  };
}

export function ordersCsv(rows: readonly OrderRow[]): string {
  const cells = rows.map(orderCells);
  return writeCsv(
    columns,
    cells.map((one) => columns.map((name) => one[name])),
  );
}

export function ordersJson(rows: readonly OrderRow[], community: string, madeMs: number): string {
  const made = instantWords(madeMs);
  const whole = { form: ordersForm, community, made, orders: rows.map(orderCells) };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

// What other platforms call an order that is done.
const doneWords = ['reported', 'done', 'closed', '已完成', '已办结', '办结', '完成', '已处置'];
const openWords = ['open', '待办', '办理中', '处置中', '未完成', '已派单', '派单'];

export interface OrderPlan {
  line: number;
  order: string;
  // report: say that it is done. same: here it is as far already.
  what: 'report' | 'same' | 'problem';
  row: OrderRow | null;
  note: string;
  problem: TextKey | '';
}

export function planStates(table: Table, rows: readonly OrderRow[]): OrderPlan[] {
  const known = new Map(rows.map((row) => [orderNumber(row), row]));
  const seen = new Set<string>();
  return table.rows.map(({ line, cells }) => {
    const order = (cells.order ?? '').replace(/\s/g, '');
    const row = known.get(order) ?? null;
    const state = (cells.state ?? '').toLowerCase();
    const plan = { line, order, row, note: cells.note ?? '', problem: '' } as const;
    const fail = (problem: TextKey): OrderPlan => ({ ...plan, what: 'problem', problem });
    if (!order) return fail('orders.noNumber');
    if (seen.has(order)) return fail('orders.twice');
    seen.add(order);
    if (!row) return fail('orders.unknown');
    const done = state === 'accepted' || doneWords.includes(state);
    if (!done && !openWords.includes(state)) return fail('orders.state');
    return { ...plan, what: done && row.state === 'open' ? 'report' : 'same' };
  });
}

export function reportAction(offered: readonly OfferedAction[]): OfferedAction | null {
  const reports = (one: OfferedAction) =>
    one.action?.effects.includes(Action_Effect.REPORT_TASK) ?? false;
  return offered.find((one) => reports(one) && one.allowed) ?? offered.find(reports) ?? null;
}

// The platform's note is what the action asks to be said; null: it asks for more than a note.
export function reportDraft(action: Action, plan: OrderPlan): DraftInit | null {
  if (!plan.row) return null;
  const values: Values = { number: String(plan.row.task) };
  const words = action.needs.find((field) => field.kind === Field_Kind.TEXT && !field.optional);
  if (words) values[words.id] = plan.note;
  if (Object.keys(problemsOf(action.needs, values)).length > 0) return null;
  const { inputs, contents } = toInputs(action.needs, values);
  const value = { matter: plan.row.matter, action: action.id, inputs };
  return { command: { body: { case: 'actOnMatter', value } }, contents };
}
