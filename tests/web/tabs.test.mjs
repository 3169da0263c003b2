// Several tabs, one core: wasm/worker in a real Chromium, with a core that only keeps a log
// (tabs_fake_worker.mjs). node --test tests/web/tabs.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { shareBrowser } from "./browser_support.mjs";

const shared = shareBrowser();
let folders = 0;

// A browser profile of its own, and tab(build) that opens a tab in it on one replica's folder.
async function household(t) {
  const context = await shared.browser.newContext();
  t.after(() => context.close());
  const folder = `c-${String(++folders).padStart(16, "0")}`;
  const tab = async (build = "1", ready = true, more = "") => {
    const page = await context.newPage();
    page.on("pageerror", (error) => assert.fail(`in the page: ${error}`));
    const query = `folder=${folder}&build=${build}${more}`;
    await page.goto(`${shared.server.origin}/tests/web/tabs_page.html?${query}`);
    await page.waitForFunction(() => window.connected !== undefined);
    if (ready) assert.equal(await page.evaluate(() => window.connected), "ok");
    return page;
  };
  return { context, folder, tab };
}

const act = (page, text) => page.evaluate((t) => window.act(t), text);
const view = (page, text) => page.evaluate((t) => window.view(t), text);
const role = (page) => page.evaluate(() => window.core?.role);
const becomes = (page, wanted, timeout = 15000) =>
  page.waitForFunction((w) => window.core?.role === w, wanted, { timeout, polling: 50 });

test("the first tab leads, the second follows, and both see every act", async (t) => {
  const { tab } = await household(t);
  const first = await tab();
  const second = await tab();
  assert.equal(await role(first), "leader");
  assert.equal(await role(second), "follower");
  assert.equal(await act(second, "bell"), "ok");
  assert.equal(await act(first, "gate"), "ok");
  assert.deepEqual(await view(first), ["bell", "gate"]);
  assert.deepEqual(await view(second), ["bell", "gate"]);
  for (const page of [first, second]) {
    await page.waitForFunction(() => window.changes >= 2, undefined, { timeout: 5000 });
  }
});

test("calls of one tab are done in their order, each once, however many wait", async (t) => {
  const { tab } = await household(t);
  const pages = [await tab(), await tab(), await tab()];
  const flood = (page, name) =>
    page.evaluate(
      (n) => Promise.all(Array.from({ length: 100 }, (_, i) => window.act(`${n}${i}`))),
      name,
    );
  const answers = await Promise.all(pages.map((page, i) => flood(page, `tab${i}-`)));
  assert.ok(answers.flat().every((answer) => answer === "ok"));
  const log = await view(pages[0]);
  assert.equal(log.length, 300);
  for (const i of [0, 1, 2]) {
    const mine = log.filter((line) => line.startsWith(`tab${i}-`));
    assert.deepEqual(
      mine,
      Array.from({ length: 100 }, (_, n) => `tab${i}-${n}`),
    );
  }
});

test("when the leader closes another tab takes over, with what was kept", async (t) => {
  const { tab } = await household(t);
  const first = await tab();
  const second = await tab();
  await act(first, "bell");
  await first.close();
  await becomes(second, "leader", 5000);
  assert.equal(await act(second, "gate"), "ok");
  assert.deepEqual(await view(second), ["bell", "gate"]);
});

test("a leader that closes says so, and what is asked meanwhile is done", async (t) => {
  const { folder, tab } = await household(t);
  const first = await tab();
  const second = await tab();
  const answer = await second.evaluate(async (f) => {
    const bus = new BroadcastChannel(`yiting-core-${f}`);
    const left = new Promise((heard) => {
      bus.onmessage = ({ data }) => data.t === "leaving" && heard();
    });
    bus.postMessage({ t: "test close" });
    await left;
    return Promise.all([window.act("bell"), window.view()]);
  }, await closeWhenTold(first, folder));
  assert.deepEqual(answer, ["ok", ["bell"]]);
});

// Makes the tab disconnect when another asks it to; returns the folder.
async function closeWhenTold(page, folder) {
  await page.evaluate((f) => {
    window.told = new BroadcastChannel(`yiting-core-${f}`);
    window.told.onmessage = ({ data }) => data.t === "test close" && window.core.close();
  }, folder);
  return folder;
}

test("a leader that crashes: reads are asked again, an act is reported as unknown", async (t) => {
  const { context, tab } = await household(t);
  const first = await tab();
  const second = await tab();
  await act(first, "bell");
  const busy = second.evaluate(() =>
    Promise.all([window.act("slow:3000"), window.view(), window.act("never begun")]),
  );
  await new Promise((wake) => setTimeout(wake, 500));
  const devtools = await context.newCDPSession(first);
  devtools.send("Page.crash").catch(() => {});
  const [slow, log, waiting] = await busy;
  assert.equal(slow, "OutcomeUnknown");
  assert.equal(waiting, "OutcomeUnknown");
  assert.deepEqual(log, ["bell"]);
  assert.equal(await role(second), "leader");
  assert.equal(await act(second, "gate"), "ok");
});

test("a leader whose page hangs loses the lock and, later, follows", async (t) => {
  const { tab } = await household(t);
  const first = await tab();
  const second = await tab();
  await act(first, "bell");
  first
    .evaluate(() => {
      for (const end = Date.now() + 12000; Date.now() < end;);
    })
    .catch(() => {});
  await new Promise((wake) => setTimeout(wake, 300));
  const begin = Date.now();
  const log = await view(second);
  const took = Date.now() - begin;
  assert.deepEqual(log, ["bell"]);
  assert.ok(took >= 2500 && took < 11500, `took ${took} ms`);
  assert.equal(await role(second), "leader");
  await becomes(first, "follower", 30000);
  assert.equal(await act(first, "gate"), "ok");
  assert.deepEqual(await view(second), ["bell", "gate"]);
});

test("a long call is not silence: nobody takes the lock", async (t) => {
  const { tab } = await household(t);
  const first = await tab();
  const second = await tab();
  assert.equal(await act(second, "slow:6000"), "ok");
  assert.equal(await role(first), "leader");
  assert.equal(await role(second), "follower");
  assert.deepEqual(await view(second), ["slow:6000"]);
});

test("a call that kills the core is made twice at most, and the core goes on", async (t) => {
  const { tab } = await household(t);
  const first = await tab();
  const second = await tab();
  await act(first, "bell");
  assert.equal(await view(second, "die"), "the core stopped under this call");
  assert.equal(await act(second, "die"), "OutcomeUnknown");
  assert.deepEqual(await view(first), ["bell"]);
  assert.equal(await act(second, "gate"), "ok");
  assert.deepEqual(await view(first), ["bell", "gate"]);
});

test("one id is done once, even when it comes twice", async (t) => {
  const { folder, tab } = await household(t);
  const first = await tab();
  await first.context().newPage();
  const other = await tab();
  const count = await other.evaluate(async (f) => {
    const { writeFields } = await import("/wasm/worker/bridge_messages.mjs");
    const bus = new BroadcastChannel(`yiting-core-${f}`);
    const bytes = writeFields([[5, "twice"]]);
    const { term } = window.core.leader;
    let answers = 0;
    bus.onmessage = ({ data }) => {
      if (data.t === "answer" && data.id === "one-id") answers += 1;
    };
    const message = { t: "call", tab: "raw", build: "1", id: "one-id", term, bytes };
    bus.postMessage(message);
    bus.postMessage(message);
    while (answers < 1) await new Promise((wake) => setTimeout(wake, 10));
    bus.postMessage(message);
    while (answers < 2) await new Promise((wake) => setTimeout(wake, 10));
    return answers;
  }, folder);
  assert.equal(count, 2);
  assert.deepEqual(await view(first), ["twice"]);
});

test("a newer build: the older finishes its act, lets go and is told to reload", async (t) => {
  const { tab } = await household(t);
  const older = await tab("1");
  const olderToo = await tab("1");
  const writing = olderToo.evaluate(() => window.act("slow:1500"));
  await new Promise((wake) => setTimeout(wake, 200));
  const newer = await tab("2");
  assert.equal(await writing, "ok");
  assert.equal(await role(newer), "leader");
  for (const page of [older, olderToo]) {
    await page.waitForFunction(() => window.outdatedBy === "2", undefined, { timeout: 10000 });
    assert.equal(await act(page, "late"), "Outdated");
  }
  assert.deepEqual(await view(newer), ["slow:1500"]);
});

test("an older build that opens later gives way at once and disturbs nobody", async (t) => {
  const { tab } = await household(t);
  const newer = await tab("2");
  const older = await tab("1", false);
  await older.waitForFunction(() => window.outdatedBy === "2", undefined, { timeout: 5000 });
  assert.equal(await role(newer), "leader");
  assert.equal(await act(newer, "bell"), "ok");
});

const taken = "a console takes the lead from a module without words, and no other does";
test(taken, { timeout: 60_000 }, async (t) => {
  const { tab } = await household(t);
  const resident = await tab();
  await act(resident, "bell");
  const console = await tab("1", true, "&words");
  await becomes(console, "leader", 5000);
  await becomes(resident, "follower", 5000);
  assert.equal(await act(resident, "gate"), "ok");
  assert.deepEqual(await view(console), ["bell", "gate"]);
  const second = await tab("1", true, "&words");
  await tab();
  assert.equal(await role(second), "follower");
  assert.equal(await role(console), "leader");
});

test("a replica that cannot be opened is one clear line", async (t) => {
  const { context, folder, tab } = await household(t);
  const thief = await context.newPage();
  await thief.goto(`${shared.server.origin}/tests/web/tabs_page.html?folder=c-other`);
  await thief.evaluate(
    (f) =>
      new Promise((held) => {
        window.holder = new Worker("tabs_hold_worker.mjs", { type: "module" });
        window.holder.onmessage = held;
        window.holder.postMessage(f);
      }).then(() => true),
    folder,
  );
  const page = await tab("1", false);
  const message = await page.evaluate(() => window.connected);
  assert.match(message, /cannot be opened: busy: another window holds slot-0/);
});
