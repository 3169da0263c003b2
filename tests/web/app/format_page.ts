// The examples of a page of docs/formats: the file that a fence names.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const pages = resolve(import.meta.dirname, '../../../docs/formats');

export function example(name: string, page = 'work-order'): string {
  const text = readFileSync(resolve(pages, `${page}.md`), 'utf8');
  const found = text.match(new RegExp('```\\w+ ' + name.replace('.', '\\.') + '\n([^]*?)```'));
  if (!found) throw new Error(`docs/formats/${page}.md has no example ${name}`);
  return found[1]!;
}
