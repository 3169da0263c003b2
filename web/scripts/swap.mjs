// Puts a freshly written folder in the place of another, file by file: each is the old or the new
// one at any instant, and a run beside this one does no harm. Files that did not change stay
// untouched, for those who watch the folder. The fresh folder is gone afterwards.
// Tested by tests/web/app/generate.test.ts
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}

function isSame(one, other) {
  return existsSync(other) && readFileSync(one).equals(readFileSync(other));
}

export function swapIn(fresh, place) {
  const names = filesOf(fresh);
  for (const name of names) {
    if (isSame(join(fresh, name), join(place, name))) continue;
    mkdirSync(dirname(join(place, name)), { recursive: true });
    renameSync(join(fresh, name), join(place, name));
  }
  for (const name of filesOf(place)) {
    if (!names.includes(name)) rmSync(join(place, name), { force: true });
  }
  rmSync(fresh, { recursive: true, force: true });
}
