// wasm/worker/bridge_messages.mjs against protoc: the same bytes, both ways.
//   node --test tests/web/bridge_messages.test.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as messages from "../../wasm/worker/bridge_messages.mjs";

const schema = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../core/schema");

function protoc(type, text) {
  return new Uint8Array(
    execFileSync("protoc", [`--encode=yiting.v1.${type}`, "-I", schema, "yiting/v1/bridge.proto"], {
      input: text,
      cwd: schema,
    }),
  );
}

test("every kind of request is told from its bytes", () => {
  const calls = {
    open: 'open { folder: "c-0011223344556677" }',
    close: "close {}",
    act: 'act { contents { field: "title" data: "议" } }',
    sync: "sync { online: true }",
    view: "view { home {} }",
    edit: "edit { what: SEEN }",
    invite: "invite {}",
    content: "content {}",
    draft_pack: 'draft_pack { keep_choices: true }',
    audit: "audit { entries: 8 }",
    save: "save { what: LEDGER }",
  };
  for (const [kind, text] of Object.entries(calls)) {
    const bytes = protoc("BridgeRequest", `now_ms: 1789000000000 entropy: "e" ${text}`);
    assert.equal(messages.requestKind(bytes), kind);
  }
  assert.equal(messages.requestKind(Uint8Array.of(255, 255)), "");
  assert.equal(messages.requestKind(new Uint8Array(0)), "");
});

test("of all views only that of one's own data asks the server", () => {
  const asks = (text) => messages.asksServer(protoc("BridgeRequest", text));
  assert.equal(asks("view { about_me { accesses: true limit: 100 } now_ms: 1789000000000 }"), true);
  assert.equal(asks("view { home {} }"), false);
  assert.equal(asks("view { messages { limit: 20 } }"), false);
  assert.equal(asks("audit { entries: 8 }"), false);
});

test("a sync step is written as protoc writes it", () => {
  const nowMs = 1789000000123;
  assert.deepEqual(
    messages.syncRequest({ nowMs, online: true, poked: false }),
    protoc("BridgeRequest", `now_ms: ${nowMs} sync { online: true }`),
  );
  const body = Uint8Array.from({ length: 300 }, (_, i) => 33 + (i % 90));
  const reply = { method: "Push", status: 503, body };
  const text = String.fromCharCode(...body).replace(/[\\"']/g, "\\$&");
  assert.deepEqual(
    messages.syncRequest({ nowMs, online: false, poked: true, reply }),
    protoc(
      "BridgeRequest",
      `now_ms: ${nowMs} sync { poked: true reply { method: "Push" status: 503 body: "${text}" } }`,
    ),
  );
  const lost = { method: "Pull", status: 0, body: new Uint8Array(0) };
  assert.deepEqual(
    messages.syncRequest({ nowMs, online: true, poked: false, reply: lost }),
    protoc("BridgeRequest", `now_ms: ${nowMs} sync { online: true reply { method: "Pull" } }`),
  );
  assert.deepEqual(messages.closeRequest(5), protoc("BridgeRequest", "now_ms: 5 close {}"));
});

test("a response is read as protoc wrote it", () => {
  const order = 'order { method: "Pull" body: "\\001\\002" retry_ms: 90000 } changed: true';
  assert.deepEqual(messages.readResponse(protoc("BridgeResponse", order)), {
    error: "",
    changed: true,
    order: { method: "Pull", body: Uint8Array.of(1, 2), retryMs: 90000 },
  });
  const failed = messages.readResponse(protoc("BridgeResponse", 'error: "磁盘满 disk full"'));
  assert.deepEqual(failed, { error: "磁盘满 disk full", changed: false, order: undefined });
  assert.deepEqual(messages.errorResponse("坏 bad"), protoc("BridgeResponse", 'error: "坏 bad"'));
  assert.throws(() => messages.readResponse(Uint8Array.of(10, 100)), /cut short/);
  assert.throws(() => messages.readResponse(Uint8Array.of(9)), /wire type 1/);
  assert.throws(() => messages.readResponse(Uint8Array.of(128)), /varint/);
});
