// Tables that people bring from elsewhere: CSV as spreadsheets write it, or JSON. Every row knows
// the line that it begins at, so that what is wrong can be said as file:line.
import Papa from 'papaparse';

// A day's list of a mailbox or a grid platform; more than that is brought in parts.
export const rowsMax = 1000;
export const bytesMax = 2 * 1024 * 1024;

export interface TableRow {
  line: number; // counted from 1
  cells: Record<string, string>;
}
export interface Table {
  file: string;
  columns: string[];
  rows: TableRow[];
  // Why nothing of it can be read; empty: it can.
  fault: '' | 'table.tooLarge' | 'table.tooMany' | 'table.empty' | 'table.notJson' | 'table.torn';
  faultLine: number;
}

// Spreadsheets in China save as GB 18030 what is not UTF-8.
export function decodeTable(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function broken(file: string, fault: Table['fault'], faultLine = 1): Table {
  return { file, columns: [], rows: [], fault, faultLine };
}

export function readTable(file: string, bytes: Uint8Array): Table {
  if (bytes.length > bytesMax) return broken(file, 'table.tooLarge');
  const text = decodeTable(bytes);
  const table = /^\s*[[{]/.test(text) ? readJson(file, text) : readCsv(file, text);
  if (table.fault) return table;
  if (table.rows.length === 0) return broken(file, 'table.empty');
  const last = table.rows[rowsMax];
  return last ? broken(file, 'table.tooMany', last.line) : table;
}

function readCsv(file: string, text: string): Table {
  const rows: { line: number; cells: string[] }[] = [];
  let [from, line, torn] = [0, 1, 0];
  Papa.parse<string[]>(text, {
    step: ({ data, errors, meta }) => {
      const begins = line;
      line += (text.slice(from, meta.cursor).match(/\n/g) ?? []).length;
      from = meta.cursor;
      if (errors.some((error) => error.type === 'Quotes')) torn ||= begins;
      if (data.some((cell) => cell.trim())) rows.push({ line: begins, cells: data });
    },
  });
  if (torn) return broken(file, 'table.torn', torn);
  const columns = (rows.shift()?.cells ?? []).map((name) => name.trim());
  return {
    file,
    columns,
    rows: rows.map(({ line: begins, cells }) => ({
      line: begins,
      cells: Object.fromEntries(columns.map((name, i) => [name, (cells[i] ?? '').trim()])),
    })),
    fault: '',
    faultLine: 0,
  };
}

// A list of objects, or an object with one list. A row's line is where its object opens.
function readJson(file: string, text: string): Table {
  let list: unknown;
  try {
    const whole: unknown = JSON.parse(text);
    list = Array.isArray(whole) ? whole : Object.values(whole as object).find(Array.isArray);
  } catch {
    return broken(file, 'table.notJson');
  }
  if (!Array.isArray(list)) return broken(file, 'table.notJson');
  const lines = objectLines(text, Array.isArray(JSON.parse(text)) ? 1 : 2);
  const rows = list.map((one: unknown, i): TableRow => ({
    line: lines[i] ?? 1,
    cells: Object.fromEntries(
      Object.entries(Object(one)).map(([name, value]) => [name, String(value ?? '').trim()]),
    ),
  }));
  return {
    file,
    columns: [...new Set(rows.flatMap((row) => Object.keys(row.cells)))],
    rows,
    fault: '',
    faultLine: 0,
  };
}

// The lines at which objects open at that depth, outside of strings.
function objectLines(text: string, depthOfRows: number): number[] {
  const lines: number[] = [];
  let [line, depth, quoted] = [1, 0, false];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') line++;
    else if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') {
      if (c === '{' && depth === depthOfRows) lines.push(line);
      depth++;
    } else if (c === '}' || c === ']') depth--;
  }
  return lines;
}

// CSV that a spreadsheet opens as UTF-8; a cell that looks like a formula is no formula.
export function writeCsv(columns: readonly string[], rows: readonly string[][]): string {
  const csv = Papa.unparse({ fields: [...columns], data: [...rows] }, { escapeFormulae: true });
  return `\uFEFF${csv}\r\n`;
}
