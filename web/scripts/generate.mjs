// Generates TypeScript messages from core/schema into shared/generated (not committed).
// Needs protoc (apt package protobuf-compiler), or its path in the variable PROTOC. What was
// generated before stays until all of the new is there: a schema that is half edited breaks nobody.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swapIn } from './swap.mjs';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const schema = join(web, '../core/schema');
const out = join(web, 'shared/generated');

const protos = readdirSync(join(schema, 'yiting/v1'))
  .filter((name) => name.endsWith('.proto'))
  .sort()
  .map((name) => `yiting/v1/${name}`);

const fresh = mkdtempSync(join(web, 'shared/.generated-'));
const run = spawnSync(
  process.env.PROTOC ?? 'protoc',
  [
    `--plugin=protoc-gen-es=${join(web, 'node_modules/.bin/protoc-gen-es')}`,
    `--proto_path=${schema}`,
    `--es_out=${fresh}`,
    '--es_opt=target=ts,import_extension=none',
    ...protos,
  ],
  { stdio: 'inherit' },
);
if (run.error || run.status !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  const why = run.error ? run.error.message : `protoc ended with ${run.status}`;
  console.error(`generate: ${why}; install protobuf-compiler and run npm ci in web/ first`);
  process.exit(1);
}
swapIn(fresh, out);
console.log(`generate: ${protos.length} schema files → shared/generated`);
