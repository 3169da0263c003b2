// The examples of docs/formats/work-order.md: the file that a fence names.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const page = readFileSync(
  resolve(import.meta.dirname, '../../../docs/formats/work-order.md'),
  'utf8',
);

export function example(name: string): string {
  const found = page.match(new RegExp('```\\w+ ' + name.replace('.', '\\.') + '\n([^]*?)```'));
  if (!found) throw new Error(`docs/formats/work-order.md has no example ${name}`);
  return found[1]!;
}
