// The matters that a person follows on this device, and how much of each they have seen. Kept here
// alone: what somebody looks at is nobody else's business, and the ledger keeps it for ever.
import { reactive } from 'vue';
import { forget, recallAll, remember } from '../host/keep';

// A list that one person can look through; each is one view to ask for.
export const followedMax = 30;

const books = new Map<string, Record<string, number>>();

const keyOf = (folder: string, matter: string) => `follow/${folder}/${matter}`;

// Matter → entries of its timeline that were seen, in the order in which they were followed.
export function followed(folder: string): Record<string, number> {
  let book = books.get(folder);
  if (!book) {
    book = reactive<Record<string, number>>({});
    for (const [matter, seen] of recallAll(keyOf(folder, ''))) {
      if (/^[0-9a-f]{32}$/.test(matter) && /^\d+$/.test(seen)) book[matter] = Number(seen);
    }
    books.set(folder, book);
  }
  return book;
}

export function isFull(folder: string): boolean {
  return Object.keys(followed(folder)).length >= followedMax;
}

// Follows it from what is seen now on; what was followed already has been seen so far.
export function follow(folder: string, matter: string, seen: number): void {
  const book = followed(folder);
  if (!(matter in book) && isFull(folder)) return;
  if (book[matter] === seen) return;
  book[matter] = seen;
  remember(keyOf(folder, matter), String(seen));
}

export function unfollow(folder: string, matter: string): void {
  delete followed(folder)[matter];
  forget(keyOf(folder, matter));
}
