// The shipped module beside a real server: two admins of the demo change a number of their street's
// rules, and a resident's phone follows.
//   node --test tests/web/bridge_rules.test.mjs    (needs build/wasm/yiting.wasm and build/native)
import assert from "node:assert/strict";
import { test } from "node:test";
import { Core } from "../../wasm/host/core.mjs";
import { MemoryFiles } from "../../wasm/host/memory_files.mjs";
import { readResponse, syncRequest } from "../../wasm/worker/bridge_messages.mjs";
import { NOW, decode, moduleBytes, quoted, request } from "./bridge_support.mjs";
import { start } from "./kill9_server.mjs";

const consoleModule = await WebAssembly.compile(moduleBytes("yiting_console.wasm"));
const residentModule = await WebAssembly.compile(moduleBytes());
const bytes = (hex) => quoted(Buffer.from(hex, "hex"));

// A field of a response in text form, as it stands there: it can be written back as it is.
const field = (text, name) =>
  text.match(new RegExp(`\\b${name}: ("(?:[^"\\\\]|\\\\.)*"|\\S+)`))?.[1];

// The phone of an address of the demo.
async function phone(origin, address, module = consoleModule) {
  const [, community, key, seed] = address.match(/\/as\/(\w{64})\/(\w{64})\/(\w{64})/);
  const core = await Core.start(module, new MemoryFiles());
  const call = (text) => decode("BridgeResponse", core.call(request(text)));
  call(`open { folder: "c-${community.slice(0, 16)}" community: ${bytes(community)}
    sequencer_key: ${bytes(key)} device_seed: ${bytes(seed)} }`);
  let now = NOW;
  const sync = async () => {
    let step = { online: true, poked: true };
    for (;;) {
      now += 1000;
      const { error, order } = readResponse(core.call(syncRequest({ nowMs: now, ...step })));
      assert.equal(error, "");
      step = { online: true, poked: false };
      if (!order.method && order.retryMs !== 1) return;
      if (!order.method) continue;
      const answer = await fetch(`${origin}/yiting.v1.SyncService/${order.method}`, {
        method: "POST",
        headers: { "content-type": "application/proto" },
        body: order.body,
      });
      const body = new Uint8Array(await answer.arrayBuffer());
      step.reply = { method: order.method, status: answer.status, body };
    }
  };
  await sync();
  const rules = () => call("view { rules {} }");
  // ActivatePack on what holds on this phone, unless `base` says otherwise.
  const activate = (pack, bundle = '""', base = field(rules(), "hash")) =>
    call(`act { command { activate_pack { pack: ${pack} base: ${base} } } pack: ${bundle} }`);
  return { call, sync, rules, activate };
}

test("a number is changed from the console and holds with the second signature", async (t) => {
  const server = await start(["demo", "--listen", "127.0.0.1:0", "--web", ""]);
  t.after(() => server.stop());
  const place = server.out.split("\n\n").find((part) => part.includes("米市巷"));
  const admins = place.match(/可改规则.*\n.*/g);
  assert.equal(admins.length, 2, place);
  const [first, second, resident] = await Promise.all(
    [...admins, place.match(/居民 Resident.*\n.*/)[0]].map((line, i) =>
      phone(server.origin, line, i < 2 ? consoleModule : residentModule)),
  );
  const before = field(first.rules(), "hash");
  assert.match(first.rules(), /may_activate: true/);
  assert.doesNotMatch(resident.rules(), /may_activate/);

  const wrong = first.call('draft_pack { choices { id: "accept_days" value: 99 } }');
  assert.doesNotMatch(wrong, /hash: /);
  assert.match(wrong, /faults \{\s+file: "params.lua"\s+line: \d+/);
  assert.match(wrong, /mend \{/);
  // A resident's module knows as well that it is wrong; the words are the console's.
  const wordless = resident.call('draft_pack { choices { id: "accept_days" value: 99 } }');
  assert.doesNotMatch(wordless, /hash: /);
  assert.match(wordless, /faults \{/);
  assert.doesNotMatch(wordless, /zh: /);

  const drafted = first.call('draft_pack { choices { id: "accept_days" value: 4 } }');
  const [hash, bundle] = [field(drafted, "hash"), field(drafted, "bundle")];
  assert.match(first.activate(hash, bundle), /command_id/);
  await first.sync();
  await Promise.all([second.sync(), resident.sync()]);
  assert.equal(field(resident.rules(), "hash"), before);

  // The other admin sees what it changes, and signs by its name alone.
  const offered = second.rules().match(/offers \{[^]*/)[0];
  assert.equal(field(offered, "pack"), hash);
  assert.match(offered, /changes \{\s+before \{\s+id: "accept_days"[^]*?value: 2[^]*?value: 4/);
  assert.match(second.activate(hash), /command_id/);
  await second.sync();
  await Promise.all([first.sync(), resident.sync()]);
  for (const one of [first, second, resident]) assert.equal(field(one.rules(), "hash"), hash);
  assert.match(resident.rules(), /params \{\s+id: "accept_days"[^}]*\}[^}]*value: 4/);

  // Who began on the rules of before is told, and what he made can be made again.
  const late = second.call('draft_pack { choices { id: "accept_days" value: 3 } }');
  const told = second.activate(field(late, "hash"), field(late, "bundle"), before);
  assert.match(told, /reason: PACK_CHANGED/);
  assert.match(second.activate(field(late, "hash"), field(late, "bundle")), /command_id/);

  // The way back: the old pack by its hash.
  assert.match(first.activate(before), /command_id/);
  await first.sync();
  await second.sync();
  assert.match(second.activate(before), /command_id/);
  await second.sync();
  await first.sync();
  assert.equal(field(first.rules(), "hash"), before);
});
