// After `vite build`: puts the core beside the pages, names the build and writes the service worker
// with the list of everything that it keeps. Writes only web/dist.
//   core/yiting.wasm     from build/wasm (or YITING_WASM=FILE), and beside it the console's module
//   core/worker/…        core_client.mjs, core_worker.mjs and all that they import, from wasm/
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(web, 'dist');
const wasmFolder = resolve(web, '../wasm');
const wasmFile = process.env.YITING_WASM ?? resolve(web, '../build/wasm/yiting.wasm');
const shellBytesMax = 200 * 1024;

function stop(line) {
  console.error(`build: ${line}`);
  process.exit(1);
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

// The module and, through their import lines, all that it needs.
function copyModules(entries) {
  const waiting = entries.map((name) => join(wasmFolder, name));
  const seen = new Set();
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    if (!existsSync(file)) stop(`${relative(web, file)} is missing`);
    copy(file, join(dist, 'core', relative(wasmFolder, file)));
    for (const [, wanted] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)[^'"]*?from\s+['"](\.[^'"]+)['"]/gm,
    )) {
      waiting.push(resolve(dirname(file), wanted));
    }
  }
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => `/${relative(dist, file).replaceAll('\\', '/')}`)
    .sort();
}

if (!existsSync(wasmFile))
  stop(`${wasmFile} is missing: build the target yiting_wasm first, or set YITING_WASM`);
copy(wasmFile, join(dist, 'core/yiting.wasm'));
const consoleWasm = join(dirname(wasmFile), 'yiting_console.wasm');
if (!existsSync(consoleWasm))
  stop(`${consoleWasm} is missing: build the target yiting_console_wasm`);
copy(consoleWasm, join(dist, 'core/yiting_console.wasm'));
copyModules(['worker/core_client.mjs', 'worker/core_worker.mjs']);

// "20260801T093000-1a2b3c4d": a later build sorts after an earlier one, as core_client.mjs needs.
const files = filesOf(dist).filter((file) => file !== '/sw.js');
const digest = createHash('sha256');
for (const file of files) digest.update(file).update(readFileSync(join(dist, file)));
const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? Math.floor(Date.now() / 1000));
const when = new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '');
const build = `${when}-${digest.digest('hex').slice(0, 8)}`;

for (const page of ['index.html', 'console/index.html']) {
  const path = join(dist, page);
  const html = readFileSync(path, 'utf8');
  const named = html.replace(
    'name="yiting-build" content="development"',
    `name="yiting-build" content="${build}"`,
  );
  if (named === html) stop(`${page} has no yiting-build to fill in`);
  writeFileSync(path, named);
}

// What no resident needs is kept on the device by who opens it.
const onUse = ['/core/yiting_console.wasm'];
const worker = readFileSync(join(web, 'shared/pwa/sw.js'), 'utf8')
  .replace('__BUILD__', build)
  .replace('__ON_USE__', JSON.stringify(onUse))
  .replace('__FILES__', JSON.stringify(files.filter((file) => !onUse.includes(file)), null, 1));
writeFileSync(join(dist, 'sw.js'), worker);

// The resident's shell: its page and every script and style that the page can load, gzipped.
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const shell = new Set([
  '/index.html',
  '/sw.js',
  ...files.filter((file) => file.startsWith('/core/') && file.endsWith('.mjs')),
]);
for (const [, file] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) shell.add(file);
const shellBytes = [...shell].reduce(
  (sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length,
  0,
);
const shellKb = (shellBytes / 1024).toFixed(1);
console.log(
  `build ${build}: ${files.length} files, resident shell ${shellKb} KB gzip without wasm`,
);
if (shellBytes > shellBytesMax)
  stop(`the resident shell is larger than ${shellBytesMax / 1024} KB`);
