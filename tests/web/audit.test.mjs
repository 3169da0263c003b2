// What a resident can show without us: the real module under Node against the real server. The
// phone checks every entry of a street's ledger again, holds a receipt of its own act, and saves
// both; the command line then takes the files without phone or server.
//   node --test tests/web/audit.test.mjs      (needs the native yiting and build/wasm/yiting.wasm)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { Core } from "../../wasm/host/core.mjs";
import { NodeFiles } from "../../wasm/host/node_files.mjs";
import { readFields, readResponse, syncRequest } from "../../wasm/worker/bridge_messages.mjs";
import { encode, moduleBytes, quoted } from "./bridge_support.mjs";
import { linksOf } from "./demo_page.mjs";
import { startShipped, yiting } from "./kill9_server.mjs";

const RUNNING = 1;
const SOUND = 2;
const WAITING = 4;

const module_ = await WebAssembly.compile(moduleBytes());
let server;
let data;
let phone;

// A phone of the street's: the core, and the loop that a worker has around it. One that `replays`
// is offered no snapshot, so that it holds every entry.
class Phone {
  static async open(link, folder, replays) {
    const made = new Phone();
    made.replays = replays;
    made.core = await Core.start(module_, new NodeFiles(folder));
    const hex = link.split("/#/as/")[1].split("/");
    const [community, key, seed] = hex.map((one) => Buffer.from(one, "hex"));
    made.ask(`open { folder: "c-${hex[0].slice(0, 16)}" community: ${quoted(community)}
      sequencer_key: ${quoted(key)} device_seed: ${quoted(seed)} }`);
    return made;
  }

  // The fields of the answer's result.
  ask(call) {
    const entropy = crypto.getRandomValues(new Uint8Array(64));
    const bytes = this.core.call(encode("BridgeRequest",
      `now_ms: ${Date.now()} entropy: ${quoted(entropy)} ${call}`));
    assert.equal(readResponse(bytes).error, "", call.slice(0, 80));
    const found = readFields(bytes).find(([number]) => number !== 8);
    return Object.fromEntries(found ? readFields(found[1]) : []);
  }

  async sync() {
    for (let reply, poked = true, rounds = 0; ; poked = false) {
      assert.ok(++rounds < 1000, "the sync comes to rest");
      const { error, order } = readResponse(
        this.core.call(syncRequest({ nowMs: Date.now(), online: true, poked, reply })));
      assert.equal(error, "");
      reply = undefined;
      if (order.method === "FetchSnapshot" && this.replays) {
        reply = { method: order.method, status: 404, body: new Uint8Array() };
      } else if (order.method) {
        const response = await fetch(`${server.origin}/yiting.v1.SyncService/${order.method}`, {
          method: "POST",
          headers: { "content-type": "application/proto" },
          body: order.body,
        });
        const body = new Uint8Array(await response.arrayBuffer());
        reply = { method: order.method, status: response.status, body };
      } else if (order.retryMs !== 1) {
        return;
      }
    }
  }

  async audit() {
    for (let rounds = 0; ; rounds++) {
      assert.ok(rounds < 1000, "the audit comes to an end");
      const view = this.ask("audit { entries: 64 }");
      const [state, done, total] = [1, 2, 3].map((number) => view[number] ?? 0);
      if (state === WAITING) await this.sync();
      else if (state !== RUNNING) return { state, done, total };
    }
  }

  // The whole file, as an app puts it together; null: it is not here.
  save(what, number = 0) {
    const pieces = [];
    for (let from = new Uint8Array(); ; ) {
      const file = this.ask(`save { what: ${what} number: ${number} from: ${quoted(from)} }`);
      if (!file[2]) return null;
      pieces.push(file[2].slice());
      if (!file[3]) return Buffer.concat(pieces);
      from = file[3].slice();
    }
  }
}

const run = (...args) => spawnSync(yiting, args, { encoding: "utf8" });

before(async () => {
  data = mkdtempSync(path.join(tmpdir(), "yiting-audit-"));
  server = await startShipped("demo", path.join(data, "server"));
  server.origin = server.out.match(/http:\/\/[^/\s]+/)[0];
  const [link] = linksOf(server.out, "米市巷", "居民 Resident");
  phone = await Phone.open(link, path.join(data, "a"), true);
  await phone.sync();
  phone.ask(`act { command { leave_message { channel: APP } }
    contents { field: "text" media: "text/plain" data: "门口堵车" } }`);
  await phone.sync();
});

after(async () => {
  await server?.stop("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

test("the phone decides everything again and finds it sound", async () => {
  const { state, done, total } = await phone.audit();
  assert.equal(state, SOUND);
  assert.equal(done, total);
  assert.ok(done > 5, `${done} entries`);
});

test("who began with a snapshot checks what they never held, and has no whole ledger", async () => {
  const [link] = linksOf(server.out, "米市巷", "居民 Resident");
  const quick = await Phone.open(link, path.join(data, "b"), false);
  await quick.sync();
  const base = quick.ask("audit { entries: 0 }")[6] ?? 0;
  assert.ok(base > 0, "it began with a snapshot");
  const { state, done, total } = await quick.audit();
  assert.equal(state, SOUND);
  assert.equal(done, total);
  assert.ok(done >= base);
  assert.equal(quick.save("LEDGER"), null);
});

test("the ledger that it saves is one that anybody can verify and audit", () => {
  const file = path.join(data, "saved.yiting");
  writeFileSync(file, phone.save("LEDGER"));
  const verified = run("ledger", "verify", file);
  assert.equal(verified.status, 0, verified.stderr);
  assert.match(verified.stdout, /\nverified\n$/);
  const audited = run("audit", file, "--quiet");
  assert.equal(audited.status, 0, audited.stderr);
  assert.match(audited.stdout, /the rules were kept\n$/);
  // One byte of it changed, and it says so.
  const bytes = readFileSync(file);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  writeFileSync(file, bytes);
  assert.equal(run("ledger", "verify", file).status, 1);
});

test("the receipt of its own act is one that anybody can verify, with its entry", () => {
  const file = path.join(data, "whole.yiting");
  writeFileSync(file, phone.save("LEDGER"));
  const size = Number(run("ledger", "verify", file).stdout.match(/\nsize (\d+)\n/)[1]);
  let own = size - 1;
  while (own > 0 && !phone.save("RECEIPT", own)) own--;
  assert.ok(own > 0, "there is a receipt");
  const [receipt, entry] = ["receipt", "entry"].map((name) => path.join(data, name));
  writeFileSync(receipt, phone.save("RECEIPT", own));
  writeFileSync(entry, phone.save("ENTRY", own));
  const good = run("ledger", "verify", file, "--receipt", receipt, "--entry", entry);
  assert.equal(good.status, 0, good.stderr);
  writeFileSync(entry, phone.save("ENTRY", 0));
  assert.equal(run("ledger", "verify", file, "--receipt", receipt, "--entry", entry).status, 1);
  assert.equal(phone.save("EVIDENCE", 1), null, "nothing has gone wrong");
});
