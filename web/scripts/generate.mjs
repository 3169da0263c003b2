// Generates TypeScript messages from core/schema into shared/generated (not committed).
// Needs protoc (apt package protobuf-compiler), or its path in the variable PROTOC.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const schema = join(web, '../core/schema');
const out = join(web, 'shared/generated');

const protos = readdirSync(join(schema, 'yiting/v1'))
  .filter((name) => name.endsWith('.proto'))
  .sort()
  .map((name) => `yiting/v1/${name}`);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const run = spawnSync(
  process.env.PROTOC ?? 'protoc',
  [
    `--plugin=protoc-gen-es=${join(web, 'node_modules/.bin/protoc-gen-es')}`,
    `--proto_path=${schema}`,
    `--es_out=${out}`,
    '--es_opt=target=ts,import_extension=none',
    ...protos,
  ],
  { stdio: 'inherit' },
);
if (run.error || run.status !== 0) {
  const why = run.error ? run.error.message : `protoc ended with ${run.status}`;
  console.error(`generate: ${why}; install protobuf-compiler and run npm ci in web/ first`);
  process.exit(1);
}
console.log(`generate: ${protos.length} schema files → shared/generated`);
