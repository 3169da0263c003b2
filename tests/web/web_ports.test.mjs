// The sync driver over a browser's fetch and WebSocket (wasm/worker/web_ports.mjs), in Chromium,
// with the core of tabs_fake_worker.mjs. node --test tests/web/web_ports.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { shareBrowser } from "./browser_support.mjs";
import { openSync } from "./poke_server.mjs";

const COMMUNITY = "ab".repeat(32);
const shared = shareBrowser();

async function bench(t, reply) {
  const { server, context } = await openSync(t, shared.browser, reply);
  const tab = async () => {
    const page = await context.newPage();
    await page.goto(`${server.origin}/tests/web/tabs_page.html?folder=c-sync&sync=${COMMUNITY}`);
    await page.waitForFunction(() => window.connected !== undefined);
    assert.equal(await page.evaluate(() => window.connected), "ok");
    return page;
  };
  return { server, context, tab };
}

const act = (page, text) => page.evaluate((words) => window.act(words), text);
const view = (page) => page.evaluate(() => window.view());

async function until(what, condition, ms = 8000) {
  for (const end = Date.now() + ms; !condition();) {
    if (Date.now() > end) assert.fail(`waited in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
const pushes = (server) => server.posts.filter(({ method }) => method === "Push");

test("an act of any tab is posted at once, by the leader, one at a time", async (t) => {
  const { server, tab } = await bench(t, () => ({ status: 200, body: "" }));
  const [first, second] = [await tab(), await tab()];
  await Promise.all([act(second, "bell"), act(first, "gate"), act(second, "lamp")]);
  await until("three pushes", () => pushes(server).length >= 3);
  await new Promise((wake) => setTimeout(wake, 300));
  assert.deepEqual(
    pushes(server)
      .map(({ body }) => body)
      .sort(),
    ["bell", "gate", "lamp"],
  );
  for (const { verb, type } of server.posts) {
    assert.deepEqual([verb, type], ["POST", "application/proto"]);
  }
  assert.equal(server.inFlightMost, 1);
  assert.equal(server.sockets.size, 1);
});

test("a poke is followed by a pull, and every tab hears that something changed", async (t) => {
  const { server, tab } = await bench(t, ({ method }) => ({ status: 200, body: `${method}ed` }));
  const [first, second] = [await tab(), await tab()];
  await until("the socket follows", () => server.follows.length === 1);
  assert.deepEqual(JSON.parse(server.follows[0]), { follow: [COMMUNITY] });
  await until("the pull of the new socket", () => server.posts.length === 1);
  const before = await second.evaluate(() => window.changes);
  server.poke("not a poke");
  server.poke(JSON.stringify({ community: "cd".repeat(32), treeSize: "9" }));
  server.poke(JSON.stringify({ community: COMMUNITY, treeSize: "9" }));
  await until("one more pull", () => server.posts.length === 2);
  await second.waitForFunction((n) => window.changes > n, before, { timeout: 5000 });
  assert.deepEqual(await view(first), ["pulled Pulled", "pulled Pulled"]);
});

test("a server that is away is asked again, and a lost socket comes back", async (t) => {
  const away = { status: 0, body: "" };
  const { server, tab } = await bench(t, (post, count) =>
    post.method === "Push" && count < 4 ? away : { status: 200, body: "" },
  );
  const page = await tab();
  await until("the socket follows", () => server.follows.length === 1);
  await act(page, "bell");
  await until("pushed in the end", () => pushes(server).length >= 3);
  assert.ok(pushes(server).every(({ body }) => body === "bell"));
  server.dropSockets();
  await until("the socket is back", () => server.follows.length === 2);
});

test("offline nothing is sent; back online it is", async (t) => {
  const { server, context, tab } = await bench(t, () => ({ status: 200, body: "" }));
  const page = await tab();
  await until("the first pull", () => server.posts.length === 1);
  await context.setOffline(true);
  assert.equal(await act(page, "bell"), "ok");
  await new Promise((wake) => setTimeout(wake, 700));
  assert.equal(pushes(server).length, 0);
  await context.setOffline(false);
  await until("the push", () => pushes(server).length === 1);
});
