// The product's worker and module in Chromium: yiting.wasm over OPFS, behind core_client.mjs, under
// the product's headers. node --test tests/web/core_worker.test.mjs   (needs
// build/wasm/yiting.wasm)
import assert from "node:assert/strict";
import { test } from "node:test";
import { FOLDER, MESSAGE, OPEN, decode, request, waiting } from "./bridge_support.mjs";
import { shareBrowser } from "./browser_support.mjs";
import { openSync } from "./poke_server.mjs";

const COMMUNITY = "22".repeat(32);
const shared = shareBrowser();

async function bench(t, reply = () => ({ status: 503, body: "" })) {
  const { server, context } = await openSync(t, shared.browser, reply);
  const tab = async (options = {}) => {
    const page = await context.newPage();
    await page.goto(`${server.origin}/tests/web/core_page.html`);
    await page.waitForFunction(() => window.connect !== undefined);
    const whole = { folder: FOLDER, community: COMMUNITY, open: [...request(OPEN)], ...options };
    const opened = await page.evaluate((o) => window.connect(o), whole);
    return Object.assign(page, { opened: decode("BridgeResponse", Uint8Array.from(opened)) });
  };
  return { server, tab };
}

async function call(page, text) {
  const bytes = await page.evaluate((b) => window.call(b), [...request(text)]);
  return decode("BridgeResponse", Uint8Array.from(bytes));
}

test("an act of one tab waits in the other's outbox, and outlives both", async (t) => {
  const { tab } = await bench(t);
  const first = await tab();
  const second = await tab();
  assert.equal(first.opened, second.opened);
  assert.match(first.opened, /opened \{\s+device: "/);
  assert.match(await call(second, MESSAGE), /command_id: "/);
  assert.equal(waiting(await call(first, "view { outbox {} }")), 1);
  await first.waitForFunction(() => window.changes >= 1, undefined, { timeout: 5000 });
  await first.close();
  assert.equal(waiting(await call(second, "view { outbox {} }")), 1);
  await second.close();
  const third = await tab();
  assert.equal(third.opened, second.opened);
  assert.equal(waiting(await call(third, "view { outbox {} }")), 1);
});

test("the core's orders reach the server, and a server that is away breaks nothing", async (t) => {
  const { server, tab } = await bench(t);
  const page = await tab({ sync: true });
  await call(page, MESSAGE);
  for (const end = Date.now() + 10000; server.posts.length < 2 && Date.now() < end;) {
    await new Promise((wake) => setTimeout(wake, 50));
  }
  assert.ok(server.posts.length >= 2, `${server.posts.length} posts`);
  for (const { verb, method, type } of server.posts) {
    assert.equal(`${verb} ${type}`, "POST application/proto");
    assert.match(method, /^(Pull|Push|FetchPack|FetchSnapshot)$/);
  }
  assert.equal(waiting(await call(page, "view { outbox {} }")), 1);
});

test("a kiosk's core leaves nothing behind", async (t) => {
  const { tab } = await bench(t);
  const first = await tab({ forget: true });
  await call(first, MESSAGE);
  assert.equal(waiting(await call(first, "view { outbox {} }")), 1);
  await first.close();
  const second = await tab({ forget: true });
  assert.notEqual(second.opened, first.opened);
  assert.equal(waiting(await call(second, "view { outbox {} }")), 0);
});

test("a module that cannot be had is one clear line", async (t) => {
  const { tab } = await bench(t);
  await assert.rejects(tab({ wasm: "/built/none.wasm" }), /none\.wasm: the server answered 404/);
});
