// The server as a stranger meets it: Connect's calls in JSON and protobuf, its errors, its limits,
// the files of the web, pokes, and what it says when it cannot start.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { tmpdir } from "node:os";
import { base64, call, makeCommunity, root, serve, start, yiting } from "./kill9_server.mjs";

const WebSocket = createRequire(path.join(root, "web/package.json"))("ws");

describe("the server", () => {
  let folder;
  let data;
  let made;
  let server;
  let origin;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "yiting-http-"));
    data = path.join(folder, "data");
    made = makeCommunity(data, 3, 10);
    const web = path.join(folder, "web");
    mkdirSync(path.join(web, "assets"), { recursive: true });
    mkdirSync(path.join(web, "console"));
    writeFileSync(path.join(folder, "secret.txt"), "secret");
    writeFileSync(path.join(web, "index.html"), "<p>resident");
    writeFileSync(path.join(web, "console/index.html"), "<p>console");
    writeFileSync(path.join(web, "assets/app-1a2b3c4d.js"), `${"a".repeat(5000)}// end`);
    server = await serve(data, ["--web", web, "--rules", path.join(root, "rules")]);
    origin = server.origin;
  });
  after(async () => {
    await server?.stop("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  // Bytes over a bare socket; everything that came back until the server closed or `until` matched.
  function raw(bytes, until = null) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(Number(new URL(origin).port), "127.0.0.1");
      let text = "";
      socket.setEncoding("latin1");
      socket.on("data", (piece) => {
        text += piece;
        if (until?.test(text)) socket.destroy();
      });
      socket.on("close", () => resolve(text));
      socket.on("error", (error) => (text ? resolve(text) : reject(error)));
      socket.write(bytes);
    });
  }

  function post(method, body, contentType) {
    return fetch(`${origin}/yiting.v1.SyncService/${method}`, {
      method: "POST", headers: { "content-type": contentType }, body,
    });
  }

  test("Describe lists the communities", async () => {
    const { status, body } = await call(origin, "Describe", {});
    assert.equal(status, 200);
    assert.equal(body.communities.length, 1);
    assert.equal(body.communities[0].community, base64(made.community));
    assert.equal(body.communities[0].sequencerKey, base64(made.sequencerKey));
    assert.equal(Number(body.communities[0].treeSize), made.size);
    assert.equal(body.communities[0].title.zh, "测试社区");
  });

  test("protobuf is answered in protobuf", async () => {
    const response = await post("Describe", new Uint8Array(), "application/proto");
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/proto");
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.ok(bytes.includes(Buffer.from(made.community, "hex")));
  });

  test("a command is accepted once, however often it is pushed", async () => {
    const push = made.commands.find((command) => command.client === 0).push;
    const first = await call(origin, "Push", push);
    assert.equal(first.status, 200, JSON.stringify(first.body));
    const again = await call(origin, "Push", push);
    assert.equal(first.body.results[0].accepted, again.body.results[0].accepted);
    assert.match(first.body.checkpoint, new RegExp(`^yiting\\.v1/${made.community}\\n`));
  });

  test("a wrong signature is a signed rejection, not an error", async () => {
    const { push } = made.commands.find((command) => command.client === 1);
    const command = Buffer.from(push.commands[0], "base64");
    command[command.length - 1] ^= 1;
    const reply = await call(origin, "Push", { ...push, commands: [command.toString("base64")] });
    assert.equal(reply.status, 200);
    assert.ok(reply.body.results[0].rejected);
    assert.ok(!("accepted" in reply.body.results[0]));
    const good = await call(origin, "Push", push);
    assert.ok("accepted" in good.body.results[0]);
  });

  const community = () => base64(made.community);
  const wrong = [
    ["no JSON", "Push", "{", 400, "invalid_argument"],
    ["no object", "Describe", "[]", 400, "invalid_argument"],
    ["a field of another type", "Push", { commands: "x" }, 400, "invalid_argument"],
    ["a short community id", "Push", { community: "AA==", commands: ["AA=="] }, 400,
      "invalid_argument"],
    ["no command", "Push", () => ({ community: community() }), 400, "invalid_argument"],
    ["an unknown community", "Push", { community: base64("77".repeat(32)), commands: ["AA=="] },
      404, "not_found"],
    ["a content that is not its commitment's", "Push",
      () => ({ community: community(), commands: ["AA=="],
        contents: [{ commitment: base64("00".repeat(32)), salt: base64("00".repeat(32)) }] }),
      400, "invalid_argument"],
    ["101 commands", "Push",
      () => ({ community: community(), commands: Array.from({ length: 101 }, () => "AA==") }),
      413, "resource_exhausted"],
    ["a checkpoint that is none", "Pull", () => ({ community: community(), checkpoint: "mine" }),
      409, "aborted"],
    ["a reader who has not signed", "Pull",
      () => ({ community: community(), reader: { member: base64("00".repeat(16)),
        device: base64("00".repeat(32)), timeMs: String(Date.now()) } }), 401, "unauthenticated"],
    ["an unknown pack", "FetchPack", { packHash: base64("00".repeat(32)) }, 404, "not_found"],
    ["an unknown method", "Delete", {}, 404, "unimplemented"],
  ];
  for (const [name, method, message, status, code] of wrong) {
    test(`${name} is ${status} ${code}`, async () => {
      const reply = await call(origin, method, typeof message === "function" ? message() : message);
      assert.equal(reply.status, status, JSON.stringify(reply.body));
      assert.equal(reply.body.code, code);
      assert.equal(typeof reply.body.message, "string");
    });
  }

  test("malformed protobuf is 400", async () => {
    const response = await post("Pull", new Uint8Array([0x0a, 0xff]), "application/proto");
    assert.equal(response.status, 400);
    assert.equal((await response.json()).code, "invalid_argument");
  });

  test("a command that is no command is refused, one by one", async () => {
    const push = { community: community(), commands: ["AA==", "AQ=="] };
    const reply = await call(origin, "Push", push);
    assert.equal(reply.status, 200);
    assert.equal(reply.body.results.length, 2);
    assert.ok(reply.body.results.every((result) => result.rejected));
  });

  test("another content type is 415, another verb 405, compression 501", async () => {
    const response = await post("Push", "{}", "text/plain");
    assert.equal(response.status, 415);
    assert.match(response.headers.get("accept-post"), /application\/proto/);
    assert.equal((await fetch(`${origin}/yiting.v1.SyncService/Push`)).status, 405);
    const packed = await fetch(`${origin}/yiting.v1.SyncService/Push`, {
      method: "POST", body: "{}",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
    });
    assert.equal(packed.status, 501);
    assert.equal((await post("Describe", "{}", "Application/JSON; charset=utf-8")).status, 200);
  });

  test("an oversized body is 413, told before or after it is sent", async () => {
    const told = await raw("POST /yiting.v1.SyncService/Push HTTP/1.1\r\nHost: x\r\n" +
      "Content-Type: application/proto\r\nContent-Length: 8388609\r\n\r\n");
    assert.match(told, /^HTTP\/1\.1 413 /);
    assert.match(told, /resource_exhausted/);
    const response = await post("Push", new Uint8Array(9 << 20), "application/proto");
    assert.equal(response.status, 413);
    const small = await post("Describe", new Uint8Array(300_000), "application/proto");
    assert.equal(small.status, 413);
    const piece = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const chunked = await raw("POST /yiting.v1.SyncService/Pull HTTP/1.1\r\nHost: x\r\n" +
      `Content-Type: application/proto\r\nTransfer-Encoding: chunked\r\n\r\n${piece.repeat(5)}`);
    assert.match(chunked, /^HTTP\/1\.1 413 /);
  });

  test("a header that is too large is 431, what is not HTTP 400", async () => {
    const long = "x".repeat(20_000);
    assert.match(await raw(`GET / HTTP/1.1\r\nX: ${long}\r\n\r\n`), /^HTTP\/1\.1 431 /);
    assert.match(await raw("hello\r\n\r\n"), /^HTTP\/1\.1 400 /);
  });

  test("Expect: 100-continue is answered before the body", async () => {
    const text = await raw("POST /yiting.v1.SyncService/Describe HTTP/1.1\r\nHost: x\r\n" +
      "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
    /100 Continue/);
    assert.match(text, /^HTTP\/1\.1 100 Continue/);
  });

  test("many at once are all answered", async () => {
    const replies = await Promise.all(
      Array.from({ length: 300 }, () => call(origin, "Pull", { community: community() })));
    assert.ok(replies.every((reply) => reply.status === 200));
    assert.ok(replies.every((reply) => reply.body.entries.length >= made.size));
  });

  test("pages carry their types and strict headers", async () => {
    const page = await fetch(`${origin}/`);
    assert.equal(await page.text(), "<p>resident");
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    assert.equal(page.headers.get("referrer-policy"), "no-referrer");
    const policy = page.headers.get("content-security-policy");
    assert.match(policy, /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
    const fresh = await fetch(`${origin}/`, {
      headers: { "if-none-match": page.headers.get("etag") } });
    assert.equal(fresh.status, 304);
    assert.equal(await (await fetch(`${origin}/console`)).text(), "<p>console");
    const script = await fetch(`${origin}/assets/app-1a2b3c4d.js?x=1`);
    assert.match(await script.text(), /\/\/ end$/);
    assert.match(script.headers.get("cache-control"), /immutable/);
    const head = await fetch(`${origin}/assets/app-1a2b3c4d.js`, {
      method: "HEAD", headers: { "accept-encoding": "identity" } });
    assert.equal(head.headers.get("content-length"), "5006");
  });

  test("a file goes out under brotli to who takes it", async () => {
    const text = await raw("GET /assets/app-1a2b3c4d.js HTTP/1.1\r\nHost: x\r\n" +
      "Accept-Encoding: gzip, br\r\nConnection: close\r\n\r\n");
    assert.match(text, /content-encoding: br\r\n/i);
    assert.ok(text.length < 2000);
  });

  test("no path leads out of the web folder", async () => {
    for (const target of ["/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt",
      "/..%2fsecret.txt", "//secret.txt", "/assets/..\\..\\secret.txt",
      "/../data/keys/sequencer.key"]) {
      const text = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(text, /^HTTP\/1\.1 404 /, target);
      assert.doesNotMatch(text, /\r\n\r\nsecret/);
    }
  });

  test("the ledger is served as tiles", async () => {
    const at = (name) => fetch(`${origin}/ledger/${made.community}/${name}`);
    const note = await at("checkpoint");
    assert.equal(note.headers.get("content-type"), "text/plain; charset=utf-8");
    const [name, size, rootHash] = (await note.text()).split("\n");
    assert.equal(name, `yiting.v1/${made.community}`);
    const bundle = Buffer.from(await (await at(`tile/entries/000.p/${size}`)).arrayBuffer());
    const leaves = Buffer.from(await (await at(`tile/0/000.p/${size}`)).arrayBuffer());
    const sha = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
    const hashes = [];
    for (let offset = 0; offset < bundle.length;) {
      const length = bundle.readUInt16BE(offset);
      hashes.push(sha(Buffer.from([0]), bundle.subarray(offset + 2, offset + 2 + length)));
      offset += 2 + length;
    }
    assert.equal(hashes.length, Number(size));
    assert.deepEqual(Buffer.concat(hashes), leaves);
    const rootOf = (list) => {
      if (list.length === 1) return list[0];
      let left = 1;
      while (left * 2 < list.length) left *= 2;
      return sha(Buffer.from([1]), rootOf(list.slice(0, left)), rootOf(list.slice(left)));
    };
    assert.equal(rootOf(hashes).toString("base64"), rootHash);
    for (const absent of ["tile/0/001", `tile/0/000.p/${Number(size) + 1}`, "tile/0/000", "tile/x",
      "nothing", ""]) {
      assert.equal((await at(absent)).status, 404, absent);
    }
    assert.equal((await fetch(`${origin}/ledger/${"77".repeat(32)}/checkpoint`)).status, 404);
  });

  test("who follows a community is poked when it grows", async () => {
    const socket = new WebSocket(`${origin.replace("http", "ws")}/yiting.v1.Poke`);
    const pokes = [];
    let wake = () => {};
    socket.on("message", (message) => { pokes.push(JSON.parse(message)); wake(); });
    const next = async (index) => {
      while (pokes.length <= index) await new Promise((resolve) => { wake = resolve; });
      return pokes[index];
    };
    await new Promise((resolve, reject) => {
      socket.on("open", resolve);
      socket.on("error", reject);
    });
    socket.send(JSON.stringify({ follow: [made.community] }));
    const at = await next(0);
    assert.equal(at.community, made.community);
    const { push } = made.commands.find((command) => command.client === 2);
    const reply = await call(origin, "Push", push);
    const poke = await next(1);
    assert.equal(poke.treeSize, String(Number(at.treeSize) + 1));
    assert.equal(Number(reply.body.results[0].accepted), Number(at.treeSize));
    socket.send("not JSON");
    const code = await new Promise((resolve) => { socket.on("close", resolve); });
    assert.equal(code, 1008);
  });

  test("a second server on the same data or port says so in one line", () => {
    const locked = spawnSync(yiting, ["serve", "--data", data, "--listen", "127.0.0.1:0"],
      { encoding: "utf8" });
    assert.equal(locked.status, 1);
    assert.match(locked.stderr, /^yiting: .*in use by process \d+; stop it, or .*--data\n$/);
    const taken = spawnSync(yiting,
      ["serve", "--data", path.join(folder, "other"), "--rules", "", "--web", "",
        "--listen", `127.0.0.1:${new URL(origin).port}`], { encoding: "utf8" });
    assert.equal(taken.status, 1);
    assert.match(taken.stderr, /yiting: 127\.0\.0\.1:\d+ is taken by another program; .*--listen/);
    const nothing = spawnSync(yiting, ["serve"], { encoding: "utf8" });
    assert.equal(nothing.status, 2);
    assert.match(nothing.stderr, /^yiting: .*--data.*\n$/);
    const postgres = spawnSync(yiting,
      ["serve", "--data", path.join(folder, "pg"), "--store", "postgres://x"],
      { encoding: "utf8" });
    assert.equal(postgres.status, 1);
    assert.match(postgres.stderr, /^yiting: --store postgres:\/\/x: .*\n$/);
  });

  test("SIGTERM ends it cleanly, with a WebSocket open", async () => {
    const other = await start(["serve", "--data", path.join(folder, "third"), "--rules", "",
      "--web", "", "--listen", "127.0.0.1:0"]);
    const socket = new WebSocket(`${other.origin.replace("http", "ws")}/yiting.v1.Poke`);
    socket.on("error", () => {});
    await new Promise((resolve) => { socket.on("open", resolve); });
    const began = Date.now();
    const ended = await other.stop();
    assert.equal(ended.code, 0, other.err);
    assert.ok(Date.now() - began < 5000);
  });
});
