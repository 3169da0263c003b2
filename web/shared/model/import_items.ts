// Items that came in elsewhere (a mailbox, what was said on the web, petitions), as drafts of
// matters: looked at first, sent afterwards, and brought again without harm, because an item is its
// source and the number that it has there. docs/formats/work-order.md describes the table.
import { Channel } from '../generated/yiting/v1/command_pb';
import { Field_Kind, type Field, type Named, type Procedure } from '../generated/yiting/v1/pack_pb';
import type { TextKey } from '../texts';
import { problemsOf, toInputs, type Values } from './form';
import type { DraftInit } from './replica';
import type { Table, TableRow } from './table';
import { toLocalInput } from './time';

// core/schema/limits.h: kSourceRefBytesMax, printable ASCII.
const sourceRefForm = /^[\x21-\x7e]{1,64}$/;

export interface ImportProblem {
  text: TextKey;
  column: string;
  value: string;
}
export interface ImportItem {
  line: number;
  source: string;
  sourceRef: string;
  occurredMs: number; // 0 = not said
  values: Values;
  problem: ImportProblem | null;
}
export interface ImportPlan {
  items: ImportItem[]; // every line, in the file's order
  unknown: string[]; // columns that nobody asks for
}

const ownColumns = ['source', 'source_ref', 'occurred'];

// "2024-03-05 14:30", "2024/3/5", "2024-03-05T14:30:00+08:00"; without a zone it is China's.
// Null: it is no instant.
export function parseOccurred(text: string): number | null {
  const local = text.match(
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/,
  );
  if (local) {
    const [y, mo, d, h = 0, mi = 0, s = 0] = local.slice(1).map((part) => Number(part ?? 0));
    const ms = Date.UTC(y!, mo! - 1, d!, h - 8, mi, s);
    const fits = new Date(ms + 8 * 3_600_000).getUTCDate() === d && mo! <= 12 && h < 24 && mi < 60;
    return fits ? ms : null;
  }
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

// A code by its id or by what a person reads for it.
function codeOf(options: readonly Named[], typed: string): string | null {
  return options.find((one) => one.id === typed || one.title?.zh === typed)?.id ?? null;
}

function valueOf(field: Field, typed: string): string | null {
  if (field.kind === Field_Kind.CODE) return codeOf(field.options, typed);
  if (field.kind !== Field_Kind.INSTANT) return typed;
  const ms = parseOccurred(typed);
  return ms === null ? null : toLocalInput(ms);
}

// Kinds that a cell of a table can hold.
function fitsCell(field: Field): boolean {
  return [Field_Kind.TEXT, Field_Kind.CODE, Field_Kind.NUMBER, Field_Kind.INSTANT].includes(
    field.kind,
  );
}

function readRow(
  row: TableRow,
  procedure: Procedure,
  sources: readonly Named[],
  source: string,
  nowMs: number,
): ImportItem {
  const typed = row.cells.source ?? '';
  const item: ImportItem = {
    line: row.line,
    source: typed ? (codeOf(sources, typed) ?? '') : source,
    sourceRef: row.cells.source_ref ?? '',
    occurredMs: 0,
    values: {},
    problem: null,
  };
  const fail = (text: TextKey, column: string, value = '') => {
    item.problem ??= { text, column, value };
  };
  if (!item.source) fail('import.source', 'source', typed);
  if (!sourceRefForm.test(item.sourceRef)) fail('import.ref', 'source_ref', item.sourceRef);
  const occurred = row.cells.occurred ?? '';
  const occurredMs = occurred ? parseOccurred(occurred) : 0;
  if (occurredMs === null || occurredMs > nowMs) fail('import.occurred', 'occurred', occurred);
  item.occurredMs = occurredMs ?? 0;
  for (const field of procedure.fields) {
    const cell = row.cells[field.id] ?? '';
    if (!cell || !fitsCell(field)) continue;
    const value = valueOf(field, cell);
    if (value === null) fail('import.cell', field.id, cell);
    else item.values[field.id] = value;
  }
  for (const [field, text] of Object.entries(problemsOf(procedure.fields, item.values)))
    fail(text, field, row.cells[field] ?? '');
  return item;
}

// `source`: of rows that do not say theirs.
export function planImport(
  table: Table,
  procedure: Procedure,
  sources: readonly Named[],
  source: string,
  nowMs: number,
): ImportPlan {
  const seen = new Map<string, number>();
  const items = table.rows.map((row) => {
    const item = readRow(row, procedure, sources, source, nowMs);
    const key = `${item.source}\n${item.sourceRef}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, row.line);
    else item.problem ??= { text: 'import.twice', column: 'source_ref', value: String(before) };
    return item;
  });
  const known = new Set([
    ...ownColumns,
    ...procedure.fields.filter(fitsCell).map((field) => field.id),
  ]);
  return { items, unknown: table.columns.filter((name) => name && !known.has(name)) };
}

export function importDraft(procedure: Procedure, item: ImportItem): DraftInit {
  const { inputs, contents } = toInputs(procedure.fields, item.values);
  const value = {
    procedure: procedure.id,
    channel: Channel.IMPORT,
    occurredMs: BigInt(item.occurredMs),
    source: item.source,
    sourceRef: item.sourceRef,
    inputs,
  };
  return { command: { body: { case: 'openMatter', value } }, contents };
}
