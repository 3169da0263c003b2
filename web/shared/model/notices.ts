// Which of the notices that were told to a member have been read on this device. Kept here alone:
// what somebody reads is nobody else's business.
import { reactive } from 'vue';
import { recall, remember } from '../host/keep';
import type { NoticeRow } from '../generated/yiting/v1/view_deliberation_pb';
import { toHex } from './bytes';

// More than are ever told within the days in which they are shown.
export const readMax = 200;

const books = new Map<string, Set<string>>();

const keyOf = (folder: string) => `notices/${folder}`;

export function idOf(row: NoticeRow): string {
  return `${toHex(row.matter)}.${row.timeMs}`;
}

function readIn(folder: string): Set<string> {
  let book = books.get(folder);
  if (!book) {
    const kept = (recall(keyOf(folder)) ?? '').split(' ');
    book = reactive(new Set(kept.filter((id) => /^[0-9a-f]{32}\.\d+$/.test(id))));
    books.set(folder, book);
  }
  return book;
}

export function isUnread(folder: string, row: NoticeRow): boolean {
  return !readIn(folder).has(idOf(row));
}

// The oldest marks go first: what they were of is shown no more.
export function markRead(folder: string, row: NoticeRow): void {
  const book = readIn(folder);
  if (book.has(idOf(row))) return;
  book.add(idOf(row));
  for (const id of [...book].slice(0, Math.max(0, book.size - readMax))) book.delete(id);
  remember(keyOf(folder), [...book].join(' '));
}
