// The loader (wasm/loader/yiting_loader.mjs) on a module that tries each thing it does.
//   node --test tests/web/loader.test.mjs
// Needs build/wasm/loader_probe.wasm; YITING_WASM_DIR names another folder.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Exit, load } from "../../wasm/loader/yiting_loader.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const built = process.env.YITING_WASM_DIR ?? path.join(root, "build/wasm");
const bytes = readFileSync(path.join(built, "loader_probe.wasm"));
const hostImports = { yt_probe: (value) => value + 1 };
const start = (options = {}) => load(bytes, { hostImports, ...options });

test("a longjmp lands where setjmp was called and leaves the stack whole", async () => {
  const { exports } = await start();
  for (let i = 0; i < 20_000; i++) assert.equal(exports.probe_longjmp(20, 5), 5);
});

test("an error of the host passes through C code as itself", async () => {
  const broken = new Error("no entropy");
  const { exports } = await start({
    random: () => {
      throw broken;
    },
  });
  assert.throws(() => exports.probe_random(), (error) => error === broken);
});

test("what C code prints comes line by line, in UTF-8", async () => {
  const out = [];
  const err = [];
  const { exports } = await start({ print: (l) => out.push(l), printError: (l) => err.push(l) });
  exports.probe_print();
  assert.deepEqual(out, ["one", "two 议厅"]);
  assert.deepEqual(err, ["to the other"]);
  assert.throws(() => exports.probe_exit(3), (error) => error instanceof Exit && error.code === 3);
  assert.deepEqual(out, ["one", "two 议厅", "unfinished"]);
});

test("randomness comes from the host, all of it", async () => {
  const { exports } = await start({ random: (into) => into.fill(1) });
  assert.equal(exports.probe_random(), 64);
  assert.ok((await start()).exports.probe_random() > 32);
});

test("there is a clock only where the host gives one", async () => {
  assert.equal((await start()).exports.probe_clock(), -1);
  const { exports } = await start({ now: () => 1_700_000_000_500 });
  assert.equal(exports.probe_clock(), 1_700_000_000);
});

test("the views follow the memory when it grows", async () => {
  const context = await start();
  const before = context.bytes().length;
  assert.equal(context.exports.probe_grow(32 << 20), 1);
  assert.ok(context.bytes().length > before);
});

test("a module that wants what no host provides is refused by name", async () => {
  await assert.rejects(load(bytes, {}), /env\.yt_probe/);
});

test("a host's functions are called, whether an object or made for the context", async () => {
  assert.equal((await start()).exports.probe_host(41), 42);
  let seen;
  const made = (context) => ({ yt_probe: (value) => ((seen = context), value) });
  const context = await start({ hostImports: made });
  assert.equal(context.exports.probe_host(41), 41);
  assert.equal(seen, context);
});

test("a host without WebAssembly.Module instantiates by a list of names", async () => {
  const module = new WebAssembly.Module(bytes);
  const importNames = WebAssembly.Module.imports(module).map((wanted) => wanted.name);
  const byPath = async (imports) => ({ instance: await WebAssembly.instantiate(module, imports) });
  const { exports } = await load(byPath, { hostImports, importNames });
  assert.equal(exports.probe_longjmp(3, 9), 9);
});

test("no module exports a mutable global", () => {
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(bytes));
  assert.deepEqual(exported.filter((e) => e.kind === "global"), []);
});
