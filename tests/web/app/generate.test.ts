// What the schema generates takes the place of what was there only when all of it is there.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { swapIn } from '../../../web/scripts/swap.mjs';

const web = resolve(import.meta.dirname, '../../../web');
let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'generate-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}
const read = (name: string) => readFileSync(join(root, name), 'utf8');

describe('a generated folder', () => {
  it('becomes the fresh one, and the fresh one goes', () => {
    write('old/v1/kept.ts', 'old');
    write('old/v1/gone.ts', 'old');
    write('fresh/v1/kept.ts', 'new');
    write('fresh/v1/more.ts', 'new');
    swapIn(join(root, 'fresh'), join(root, 'old'));
    expect(readdirSync(join(root, 'old/v1')).sort()).toEqual(['kept.ts', 'more.ts']);
    expect(read('old/v1/kept.ts')).toBe('new');
    expect(existsSync(join(root, 'fresh'))).toBe(false);
  });

  it('is made where there was none', () => {
    write('fresh/v1/one.ts', 'new');
    swapIn(join(root, 'fresh'), join(root, 'old'));
    expect(read('old/v1/one.ts')).toBe('new');
  });

  it('keeps files that did not change untouched', () => {
    write('old/same.ts', 'same');
    utimesSync(join(root, 'old/same.ts'), 1000, 1000);
    write('fresh/same.ts', 'same');
    swapIn(join(root, 'fresh'), join(root, 'old'));
    expect(statSync(join(root, 'old/same.ts')).mtimeMs).toBe(1_000_000);
  });

  it('stays as it was when the schema cannot be read, and nothing is left beside it', () => {
    const shared = join(web, 'shared');
    const before = readdirSync(join(shared, 'generated/yiting/v1'));
    write('protoc', `#!/bin/sh\necho "$@" >${join(root, 'asked')}\nexit 1\n`);
    chmodSync(join(root, 'protoc'), 0o755);
    const run = spawnSync(process.execPath, [join(web, 'scripts/generate.mjs')], {
      env: { ...process.env, PROTOC: join(root, 'protoc') },
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(before.length).toBeGreaterThan(5);
    expect(readdirSync(join(shared, 'generated/yiting/v1'))).toEqual(before);
    const fresh = / --es_out=(\S+)/.exec(read('asked'))![1]!;
    expect(dirname(fresh)).toBe(shared);
    expect(existsSync(fresh)).toBe(false);
  });
});
