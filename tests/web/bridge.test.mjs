// The shipped module under Node, by its three exports only: what a page and the mini-program meet.
//   node --test tests/web/bridge.test.mjs      (needs build/wasm/yiting.wasm, or YITING_WASM_DIR)
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { Core } from "../../wasm/host/core.mjs";
import { MemoryFiles } from "../../wasm/host/memory_files.mjs";
import { NodeFiles } from "../../wasm/host/node_files.mjs";
import { WechatFiles } from "../../wasm/host/wechat_files.mjs";
import { readResponse } from "../../wasm/worker/bridge_messages.mjs";
import { root } from "./browser_support.mjs";
import { MESSAGE, OPEN, decode, moduleBytes, request, waiting } from "./bridge_support.mjs";
import { fakeWechat } from "./vfs_wechat_fake.mjs";

const module_ = await WebAssembly.compile(moduleBytes());

// call("view { … }") of a module over `files`: the response in text form.
async function start(files) {
  const core = await Core.start(module_, files);
  return Object.assign((call) => decode("BridgeResponse", core.call(request(call))), { core });
}

const deviceOf = (text) => text.match(/opened \{\s+device: (".*")/)[1];

test("the module asks for nothing but the files, chance and the C library's few", () => {
  const known = new RegExp(
    "^(yt_fs_(open|close|read|write|truncate|sync|size|delete|exists)|yt_random|invoke_[vijfd]+|" +
      "[sg]etTempRet0|emscripten_notify_memory_growth|_emscripten_throw_longjmp)$",
  );
  for (const { module: from, name } of WebAssembly.Module.imports(module_)) {
    if (from === "wasi_snapshot_preview1") continue;
    assert.match(name, known, `imports ${from}.${name}`);
  }
  const exported = WebAssembly.Module.exports(module_);
  for (const { name, kind } of exported)
    assert.notEqual(kind, "global", `exports a global ${name}`);
  for (const name of ["yt_alloc", "yt_free", "yt_call"]) {
    assert.ok(
      exported.some((one) => one.name === name && one.kind === "function"),
      name,
    );
  }
});

test("the example of docs/formats/bridge.md is what the module says", async () => {
  const page = fs.readFileSync(path.join(root, "docs/formats/bridge.md"), "utf8");
  const [, asked, said] = page.match(/```example\nrequest ([0-9a-f\s]+)response ([0-9a-f\s]+)```/);
  const bytes = (text) => Uint8Array.from(text.trim().split(/\s+/), (hex) => parseInt(hex, 16));
  const core = await Core.start(module_, new MemoryFiles());
  assert.deepEqual(core.call(bytes(asked)), bytes(said));
});

const hosts = {
  memory: () => new MemoryFiles(),
  node(t) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "yiting-bridge-"));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    return new NodeFiles(folder);
  },
  wechat: () => new WechatFiles(fakeWechat(), "wxfile://usr/yiting"),
};

for (const [host, make] of Object.entries(hosts)) {
  test(`${host}: the device and its outbox are there at the next start`, async (t) => {
    const files = make(t);
    let call = await start(files);
    const opened = call(OPEN);
    const device = deviceOf(opened);
    const acted = call(MESSAGE);
    assert.match(acted, /command_id: "/, acted);
    assert.match(acted, /changed: true/);
    assert.equal(waiting(call("view { outbox {} }")), 1);
    // The instance is dropped without a word, as a tab that dies does.
    call = await start(files);
    assert.equal(deviceOf(call(OPEN)), device);
    const outbox = call("view { outbox {} }");
    assert.equal(waiting(outbox), 1, outbox);
    assert.match(outbox, /leave_message/);
    assert.match(call("sync { online: true }"), /order \{\s+method: "(Push|Pull)"/);
    assert.equal(call("close {}"), "");
    assert.match(call("view { outbox {} }"), /no replica is open/);
    assert.equal(deviceOf(call(OPEN)), device);
  });
}

test("an act that was answered is in the outbox after a loss of power", async () => {
  const files = new MemoryFiles();
  files.journaling = true;
  let call = await start(files);
  call(OPEN);
  assert.match(call(MESSAGE), /command_id/);
  files.crash(() => false);
  call = await start(files);
  call(OPEN);
  assert.equal(waiting(call("view { outbox {} }")), 1);
});

test("a file operation that fails at every n of an act: it is safe, or an error", async () => {
  const calm = new MemoryFiles();
  calm.journaling = true;
  (await start(calm))(OPEN);
  calm.crash();
  const copy = () => {
    const files = new MemoryFiles();
    files.journaling = true;
    for (const [name, file] of calm.files) {
      const bytes = file.bytes.slice();
      files.files.set(name, { ...file, bytes, synced: file.synced.slice(), unsynced: [] });
    }
    return files;
  };
  let refused = 0;
  for (let n = 1; ; n++) {
    const files = copy();
    const call = await start(files);
    call(OPEN);
    files.count = 0;
    files.failAt = n;
    const acted = call(MESSAGE);
    const reached = files.count >= n;
    files.failAt = 0;
    files.crash(() => false);
    const after = await start(files);
    after(OPEN);
    const kept = waiting(after("view { outbox {} }"));
    if (/error:/.test(acted)) refused += 1;
    else assert.equal(kept, 1, `n = ${n}: answered, and lost`);
    if (!reached) break;
  }
  assert.ok(refused > 0, "no failure was noticed");
});

test("bytes that are no request never end the module", async () => {
  const { core } = await start(new MemoryFiles());
  core.call(request(OPEN));
  let state = 7;
  const random = (most) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % most;
  };
  const good = [OPEN, MESSAGE, "view { home {} }", "sync { online: true }"].map((c) => request(c));
  let refused = 0;
  for (let i = 0; i < 3000; i++) {
    const bytes = i % 3 === 0 ? new Uint8Array(random(80)) : good[i % good.length].slice();
    for (let k = 0; k < 1 + random(6); k++) bytes[random(bytes.length || 1)] = random(256);
    const cut = i % 5 === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
    if (readResponse(core.call(cut)).error !== "") refused += 1;
  }
  assert.ok(refused > 1000, `${refused} of 3000 were refused`);
  assert.match(decode("BridgeResponse", core.call(request("view { outbox {} }"))), /outbox/);
});

test("a large request, and an empty one, are answered", async () => {
  const { core } = await start(new MemoryFiles());
  assert.match(readResponse(core.call(new Uint8Array(0))).error, /asks for nothing/);
  assert.match(readResponse(core.call(new Uint8Array(3 << 20))).error, /no BridgeRequest/);
});

test("memory does not grow with the number of calls", async () => {
  const call = await start(new MemoryFiles());
  call(OPEN);
  const view = request("view { home {} }");
  for (let i = 0; i < 500; i++) call.core.call(view);
  const before = call.core.context.bytes().length;
  for (let i = 0; i < 20000; i++) call.core.call(view);
  assert.equal(call.core.context.bytes().length, before);
});
