// wasm/vfs.cc and wasm/host/opfs_files.mjs in a real Chromium, under the product's headers.
//   node --test tests/web/vfs_opfs.test.mjs      (needs vfs_probe.wasm; see vfs.test.mjs)
import assert from "node:assert/strict";
import { test } from "node:test";
import { shareBrowser } from "./browser_support.mjs";

const shared = shareBrowser();

// A page with workers by name: start(name), kill(name), job(name, job, arguments).
async function bench(t) {
  const context = await shared.browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${shared.server.origin}/tests/web/vfs_opfs.html`);
  return {
    page,
    start: (name) =>
      page.evaluate((n) => {
        const worker = new Worker("vfs_opfs_worker.mjs", { type: "module" });
        window.workers = { ...window.workers, [n]: worker };
      }, name),
    kill: (name) => page.evaluate((n) => window.workers[n].terminate(), name),
    job: (name, job, more = {}) =>
      page.evaluate(
        ([n, message]) =>
          new Promise((resolve, reject) => {
            const id = Math.random();
            window.workers[n].addEventListener("message", ({ data }) => {
              if (data.id !== id) return;
              if (data.error) reject(new Error(data.error));
              else resolve(data.answer);
            });
            window.workers[n].onerror = (event) => reject(new Error(event.message));
            window.workers[n].postMessage({ ...message, id });
          }),
        [name, { ...more, job }],
      ),
  };
}

for (const journal of ["rollback", "truncate", "wal"]) {
  test(`${journal}: survives a reload, and a worker killed in a transaction`, async (t) => {
    const { page, start, kill, job } = await bench(t);
    const folder = `c-${journal}`;
    await start("a");
    await job("a", "open", { folder, journal });
    await job("a", "create");
    await job("a", "insert", { from: 1, count: 100 });
    await job("a", "spill");
    await kill("a");

    await start("b");
    await job("b", "open", { folder, journal });
    assert.deepEqual(await job("b", "look"), { rows: 100, cut: 0, integrity: "ok" });
    await job("b", "insert", { from: 101, count: 50 });
    await job("b", "close");

    await page.reload();
    await start("c");
    await job("c", "open", { folder, journal });
    assert.deepEqual(await job("c", "look"), { rows: 150, cut: 0, integrity: "ok" });
  });
}

// One row a transaction; the tab is killed at one change of a file after another.
async function killAt(t, journal, points) {
  const { page, start, kill, job } = await bench(t);
  const places = new Set();
  for (let cutAt = 1; cutAt <= points; cutAt++) {
    const folder = `c-kill-${journal}-${cutAt}`;
    await start("a");
    await job("a", "open", { folder, journal });
    await job("a", "create");
    const told = await page.evaluate(
      (message) =>
        new Promise((resolve, reject) => {
          const worker = window.workers.a;
          let done = 0;
          worker.addEventListener("message", ({ data }) => {
            if (data.id !== message.id) return;
            if (data.error) reject(new Error(data.error));
            if (data.done) done = data.done;
            if (data.stuck) resolve({ done, stuck: data.stuck });
            if (data.answer) reject(new Error(`only ${data.answer.changes} changes were made`));
          });
          worker.postMessage(message);
        }),
      { id: "cut", job: "insertUntilCut", cutAt, rows: 50, checkpointAfter: 4 },
    );
    places.add(told.stuck);
    await kill("a");
    await start("b");
    await job("b", "open", { folder, journal });
    const found = await job("b", "look");
    const what = `${journal}, change ${cutAt} (${told.stuck}): told ${told.done}`;
    assert.equal(found.integrity, "ok", what);
    // All that was told, and at most the one under way.
    assert.ok(found.rows === told.done || found.rows === told.done + 1, `${what}, ${found.rows}`);
    await job("b", "insert", { from: 1001, count: 3 });
    assert.equal((await job("b", "look")).rows, found.rows + 3, what);
    await job("b", "close");
    await job("b", "erase", { folder });
    await kill("b");
  }
  return places;
}

for (const [journal, points] of [["wal", 50], ["truncate", 15], ["rollback", 15]]) {
  test(`${journal}: a tab killed at ${points} places has all that it said it had`, async (t) => {
    const places = await killAt(t, journal, points);
    assert.ok(places.has("write") && places.has("sync"), [...places].join(" "));
  });
}

test("the files are one worker's at a time, and free once it lets go or dies", async (t) => {
  const { start, kill, job } = await bench(t);
  const folder = "c-lock";
  await start("a");
  await start("b");
  await job("a", "open", { folder, journal: "wal" });
  await assert.rejects(job("b", "take", { folder, waitMs: 300 }), /busy: another window holds/);
  await job("a", "create");
  await job("a", "close");
  await job("b", "take", { folder, waitMs: 300 });
  await start("c");
  await job("c", "open", { folder, journal: "wal" });
  const waiting = job("b", "take", { folder, waitMs: 5000 });
  await kill("c");
  await waiting;
});

test("a removed file is gone after a restart, and an erased folder begins anew", async (t) => {
  const { start, kill, job } = await bench(t);
  const folder = "c-erase";
  const exists = (worker, name) => job(worker, "exists", { name: `${folder}/${name}` });
  await start("a");
  await job("a", "open", { folder, journal: "rollback" });
  await job("a", "create");
  assert.equal(await exists("a", "state.db"), true);
  assert.equal(await exists("a", "state.db-journal"), false);
  assert.equal(await exists("a", "other.db"), false);
  await kill("a");
  await start("b");
  await job("b", "open", { folder, journal: "rollback" });
  assert.equal(await exists("b", "state.db"), true);
  assert.equal(await exists("b", "state.db-journal"), false);
  assert.equal((await job("b", "look")).rows, 0);
  await job("b", "close");
  await job("b", "erase", { folder });
  await job("b", "erase", { folder });
  await job("b", "open", { folder, journal: "rollback" });
  await job("b", "create");
  assert.equal((await job("b", "look")).rows, 0);
});

test("names live in slots: made, filled, removed and used again over restarts", async (t) => {
  const { start, job } = await bench(t);
  const folder = "c-slots";
  await start("a");
  const names = Array.from({ length: 9 }, (_, i) => `file-${i}`);
  assert.deepEqual(await job("a", "fill", { folder, names }), names);
  assert.deepEqual(await job("a", "fill", { folder, names: [] }), names);
  assert.deepEqual(await job("a", "drop", { folder, names: names.slice(0, 4) }), names.slice(4));
  const more = Array.from({ length: 6 }, (_, i) => `more-${i}`);
  assert.deepEqual(await job("a", "fill", { folder, names: more }), [...names.slice(4), ...more]);
  assert.deepEqual(await job("a", "tear", { folder, name: "file-8" }), [
    ...names.slice(4, 8),
    ...more,
  ]);
});

test("a one-row transaction costs milliseconds at most", async (t) => {
  const { start, job } = await bench(t);
  await start("a");
  const opfs = await job("a", "speed", { ms: 1000, folder: "c-speed", journal: "wal" });
  await start("m");
  const memory = await job("m", "speed", { ms: 300, memory: true, journal: "wal" });
  t.diagnostic(`WAL, synchronous=FULL: ${opfs} transactions a second on OPFS, ${memory} in memory`);
  assert.ok(opfs > 50, `${opfs} transactions a second`);
});
