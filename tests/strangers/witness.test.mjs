// Witnesses with real servers: two cosign what a street signs, one that is gone delays nobody, one
// that lies is passed over, and one that has seen more than is there stops the street from signing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { base64, call, makeCommunity, serve, start, yiting } from "../web/kill9_server.mjs";
import { keyOf, push } from "./support.mjs";
import { formatKey, openCheckpoint, parseKey, parseNote } from "./verifier.mjs";

const WAIT_MS = 15_000;

// Until `look` gives something, and that.
async function eventually(what, look) {
  const until = Date.now() + WAIT_MS;
  while (Date.now() < until) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not within ${WAIT_MS} ms`);
}

// {server, argument, key} of a `yiting witness`.
async function startWitness(data, logs, listen = "127.0.0.1:0") {
  const server = await start(["witness", "--data", data, "--listen", listen,
    ...logs.flatMap((log) => ["--log", log])]);
  const [, argument] = server.out.match(/--witness (\S+)\n/);
  return { server, argument, key: parseKey(argument.slice(argument.indexOf("=") + 1)),
    vkey: argument.slice(argument.indexOf("=") + 1) };
}

describe("witnesses", () => {
  let folder;
  let made;
  let data;
  let key;
  let commands;
  const witnesses = [];
  let server;
  const running = new Set();

  const at = (name) => path.join(folder, name);
  const ledgerUrl = () => `${server.origin}/ledger/${made.community}`;
  const served = async () => (await fetch(`${ledgerUrl()}/checkpoint`)).text();
  const take = (count) => commands.splice(0, count);
  async function serveWith(addresses, where = data) {
    server = await serve(where, addresses.flatMap((address) => ["--witness", address]));
    running.add(server);
    return server;
  }
  async function stop(one) {
    running.delete(one);
    return one.stop();
  }
  // The checkpoint that is served, once all these have cosigned it.
  const cosigned = (keys, by = key) => eventually("cosigned", async () => {
    const note = await served();
    try {
      return { note, ...openCheckpoint(note, parseKey(by), keys) };
    } catch {
      return null;
    }
  });

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "yiting-witness-"));
    data = at("data");
    made = makeCommunity(data, 1, 60);
    commands = [...made.commands];
    key = keyOf(made);
    for (const name of ["w1", "w2"]) {
      const witness = await startWitness(at(name), [key]);
      running.add(witness.server);
      witnesses.push(witness);
    }
    await serveWith(witnesses.map(({ argument }) => argument));
  });
  after(async () => {
    for (const one of running) await one.stop("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  test("what the street signs is cosigned by both, at once at the start", async () => {
    const { size, times } = await cosigned(witnesses.map((witness) => witness.key));
    assert.equal(size, made.size);
    for (const time of times) assert.ok(Math.abs(time - Date.now() / 1000) < 60);
  });

  test("and after every commit; pulls have the lines too", async () => {
    for (let round = 0; round < 3; ++round) {
      await push(server.origin, take(1));
      const { size, note } = await cosigned(witnesses.map((witness) => witness.key));
      assert.equal(size, made.size + round + 1);
      const pulled = await call(server.origin, "Pull", { community: base64(made.community) });
      assert.equal(pulled.body.checkpoint, note);
    }
    assert.equal(parseNote(await served()).signatures.length, 3);
  });

  test("the command line asks for their lines", () => {
    const verify = (...more) => spawnSync(yiting, ["ledger", "verify", ledgerUrl(), ...more],
      { encoding: "utf8" });
    const asked = verify(...witnesses.flatMap(({ vkey }) => ["--witness", vkey]));
    assert.equal(asked.status, 0, asked.stderr);
    assert.match(asked.stdout, new RegExp(`\nvkey ${key.replaceAll(/[+/.]/g, "\\$&")}\n`));
    assert.equal(asked.stdout.match(/^cosigned \d+ yiting\.witness\/[0-9a-f]{16}$/gm).length, 2);
    // A witness's key that is as good as theirs, of one that was not asked.
    const { publicKey } = generateKeyPairSync("ed25519");
    const stranger = formatKey("yiting.witness/stranger", 4,
      publicKey.export({ format: "der", type: "spki" }).subarray(-32));
    const missing = verify("--witness", witnesses[0].vkey, "--witness", stranger);
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /yiting\.witness\/stranger/);
    // The ledger's own key is no witness's.
    assert.equal(verify("--witness", key).status, 1);
    const https = spawnSync(yiting, ["ledger", "verify", "https://a.example/ledger/1"],
      { encoding: "utf8" });
    assert.equal(https.status, 2);
    assert.match(https.stderr,
      /^yiting: https:\/\/a\.example\S+: only http:\/\/ is spoken here.*\n$/);
  });

  test("one that is gone delays nobody, and has the newest when it is back", async () => {
    const [gone, here] = witnesses;
    await stop(gone.server);
    const began = Date.now();
    await push(server.origin, take(5));
    assert.ok(Date.now() - began < 4_000);
    await cosigned([here.key]);
    const listen = gone.argument.slice("http://".length, gone.argument.indexOf("="));
    const back = await startWitness(at("w1"), [key], listen);
    running.add(back.server);
    assert.equal(back.argument, gone.argument);
    witnesses[0] = back;
    const { size } = await cosigned(witnesses.map((witness) => witness.key));
    assert.equal(size, made.size + 8);
  });

  test("a street that lost entries signs nothing", async () => {
    await stop(server);
    cpSync(data, at("backup"), { recursive: true });
    await serveWith(witnesses.map(({ argument }) => argument));
    await push(server.origin, take(3));
    const { size } = await cosigned(witnesses.map((witness) => witness.key));
    await stop(server);

    await serveWith([witnesses[0].argument], at("backup"));
    const { status, body } = await call(server.origin, "Push", take(1)[0].push);
    assert.notEqual(status, 200, JSON.stringify(body));
    assert.match(server.err, /critical/);
    const shown = await served();
    assert.ok(shown === "" || openCheckpoint(shown, parseKey(key)).size < size);
    await stop(server);

    // The whole ledger goes on.
    commands = made.commands.slice(made.commands.length - commands.length - 1);
    await serveWith([witnesses[0].argument]);
    await push(server.origin, take(1));
    assert.equal((await cosigned([witnesses[0].key])).size, size + 1);
    await stop(server);

    // Its export has the witness's line.
    const file = at("ledger.yiting");
    for (const args of [
      ["community", "export", "--data", data, "--community", made.community, file],
      ["ledger", "verify", file, "--witness", witnesses[0].vkey]]) {
      const child = spawnSync(yiting, args, { encoding: "utf8" });
      assert.equal(child.status, 0, child.stderr);
    }
  });

  test("one that lies is passed over and not asked without end", async () => {
    const other = witnesses[1];
    const answers = [
      [200, "text/plain", "nothing\n"],
      [200, "text/plain", ""],
      // A line of another witness's key, and one of its own that is not good.
      [200, "text/plain", "— other.example AAAAAABBBBBBBBBB\n"],
      [200, "text/plain",
        `— ${other.key.name} ${Buffer.concat([Buffer.from(other.key.id, "hex"), Buffer.alloc(72)])
          .toString("base64")}\n`],
      [409, "text/x.tlog.size", "0\n"],
      [409, "text/x.tlog.size", "-1\n"],
      [409, "text/plain", "5\n"],
      [500, "text/plain", "x".repeat(100_000)],
      [422, "text/plain", "no\n"],
      [404, "text/plain", "who?\n"],
    ];
    for (const [status, media, body] of answers) {
      let asked = 0;
      const liar = createServer((request, response) => {
        asked += 1;
        request.resume().on("end", () => {
          response.writeHead(status, { "content-type": media }).end(body);
        });
      });
      await new Promise((resolve) => liar.listen(0, "127.0.0.1", resolve));
      await serveWith([`http://127.0.0.1:${liar.address().port}=${other.vkey}`]);
      await push(server.origin, take(2));
      await eventually("asked", () => asked > 0);
      assert.equal(parseNote(await served()).signatures.length, 1, body.slice(0, 20));
      assert.match(server.err, /warning/);
      await stop(server);
      assert.ok(asked <= 12, `${status}: asked ${asked} times`);
      liar.closeAllConnections();
      liar.close();
    }
  });

  test("after a change of the ledger's key a witness must be told the new one", async () => {
    const file = at("before.yiting");
    const run = (...args) => {
      const child = spawnSync(yiting, args, { encoding: "utf8" });
      assert.equal(child.status, 0, child.stderr);
      return child.stdout;
    };
    const which = ["--data", data, "--community", made.community];
    run("community", "export", ...which, file);
    const receipt = at("before.tlog-proof");
    writeFileSync(receipt, run("ledger", "proof", file, "1"));
    run("community", "rotate-key", ...which);
    await serveWith([witnesses[0].argument]);
    await eventually("logged", () => /it knows another key of this ledger/.test(server.err));
    // What was given under the old key is good for ever.
    const verified = run("ledger", "verify", ledgerUrl(), "--receipt", receipt);
    assert.match(verified, /\nreceipt of entry 1 in \d+, a beginning of this ledger\n/);
    const [, newKey] = verified.match(/\nvkey (\S+)\n/);
    assert.notEqual(newKey, key);
    const now = await served();
    assert.throws(() => openCheckpoint(now, parseKey(key)), /not signed by/);

    const { argument, server: old } = witnesses[0];
    await stop(old);
    const listen = argument.slice("http://".length, argument.indexOf("="));
    witnesses[0] = await startWitness(at("w1"), [key, newKey], listen);
    running.add(witnesses[0].server);
    await cosigned([witnesses[0].key], newKey);
    await stop(server);
  });

  test("a witness of another ledger refuses; its own is known by its key", async () => {
    const another = makeCommunity(at("another"), 1, 1);
    const before = server;
    await serveWith([witnesses[0].argument], at("another"));
    assert.notEqual(server, before);
    await push(server.origin, another.commands);
    const log = await eventually("logged", () => /does not know this ledger/.test(server.err));
    assert.ok(log);
    await stop(server);
    for (const wrong of ["http://127.0.0.1:1", "x=y", `https://w.example=${witnesses[0].vkey}`,
      `http://127.0.0.1:1=${key}`]) {
      const child = spawnSync(yiting, ["serve", "--data", at("another"), "--listen", "127.0.0.1:0",
        "--witness", wrong], { encoding: "utf8" });
      assert.equal(child.status, 1, wrong);
      assert.match(child.stderr, /yiting: /);
    }
  });
});
