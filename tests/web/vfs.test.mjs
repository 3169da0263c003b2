// wasm/vfs.cc under SQLite, over files in memory, on disk and of a stand-in for WeChat:
//   node --test tests/web/vfs.test.mjs     (needs build/wasm/vfs_probe.wasm, or YITING_WASM_DIR)
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { MemoryFiles } from "../../wasm/host/memory_files.mjs";
import { NodeFiles } from "../../wasm/host/node_files.mjs";
import { WechatFiles } from "../../wasm/host/wechat_files.mjs";
import { BUSY, CANTOPEN, FULL, JOURNALS, OK, Probe, WIDE_INSERT } from "./vfs_support.mjs";
import { fakeWechat } from "./vfs_wechat_fake.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const built = process.env.YITING_WASM_DIR ?? path.join(root, "build/wasm");
const module_ = await WebAssembly.compile(fs.readFileSync(path.join(built, "vfs_probe.wasm")));

const DB = "c-0011223344556677/state.db";
const TABLE = "CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT) STRICT";

async function start(files, journal) {
  const probe = await Probe.start(module_, files);
  assert.equal(probe.open(DB), OK);
  assert.equal(probe.exec(JOURNALS[journal]), OK, probe.text(""));
  return probe;
}

// A small generator with a seed, so that a failure names the run that shows it.
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const hosts = {
  memory: () => ({ files: new MemoryFiles() }),
  node: (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "yiting-vfs-"));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    return { files: new NodeFiles(folder) };
  },
  wechat: () => ({ files: new WechatFiles(fakeWechat(), "wxfile://usr/yiting") }),
};

for (const [host, make] of Object.entries(hosts)) {
  for (const journal of Object.keys(JOURNALS)) {
    test(`${host}, ${journal}: what is committed outlives the instance`, async (t) => {
      const { files } = make(t);
      let probe = await start(files, journal);
      assert.equal(probe.exec(TABLE), OK, probe.text(""));
      assert.equal(probe.exec(`BEGIN; ${WIDE_INSERT(1, 200)}; COMMIT`), OK);
      assert.equal(probe.exec(`BEGIN; DELETE FROM t; ROLLBACK`), OK);
      assert.equal(probe.number("SELECT count(*) FROM t"), 200);
      assert.equal(probe.close(), OK);

      probe = await start(files, journal);
      assert.equal(probe.number("SELECT sum(id) FROM t"), 20100);
      assert.equal(probe.text("PRAGMA integrity_check"), "ok");
      assert.equal(probe.exec("DELETE FROM t WHERE id > 50"), OK);
      assert.equal(probe.number("SELECT count(*) FROM t"), 50);
      assert.equal(probe.close(), OK);
    });

    test(`${host}, ${journal}: a transaction cut short is rolled back`, async (t) => {
      const { files } = make(t);
      let probe = await start(files, journal);
      assert.equal(probe.exec(`${TABLE}; BEGIN; ${WIDE_INSERT(1, 100)}; COMMIT`), OK);
      assert.equal(probe.exec("PRAGMA cache_size=5; BEGIN; UPDATE t SET body = 'x'"), OK);
      assert.equal(probe.exec(WIDE_INSERT(101, 300)), OK);
      // The tab dies here: no COMMIT, no close. The files stay as they are.
      if (host === "memory") files.crash();

      probe = await start(files, journal);
      assert.equal(probe.number("SELECT count(*) FROM t"), 100);
      assert.equal(probe.number("SELECT count(*) FROM t WHERE body = 'x'"), 0);
      assert.equal(probe.text("PRAGMA integrity_check"), "ok");
      assert.equal(probe.close(), OK);
    });
  }
}

test("the hot journal of a dead tab is really there and really used", async () => {
  const files = new MemoryFiles();
  let probe = await start(files, "rollback");
  assert.equal(probe.exec(`${TABLE}; BEGIN; ${WIDE_INSERT(1, 100)}; COMMIT`), OK);
  assert.equal(probe.exec("PRAGMA cache_size=5; BEGIN; UPDATE t SET body = 'hot-row'"), OK);
  assert.ok(files.exists(`${DB}-journal`));
  assert.ok(Buffer.from(files.files.get(DB).bytes).includes("hot-row"));
  files.crash();
  probe = await start(files, "rollback");
  assert.equal(probe.number("SELECT count(*) FROM t WHERE body = 'hot-row'"), 0);
  assert.ok(!files.exists(`${DB}-journal`));
});

for (const journal of Object.keys(JOURNALS)) {
  test(`${journal}: a loss of power keeps every commit that was acknowledged`, async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = dice(seed);
      const files = new MemoryFiles();
      files.journaling = true;
      let probe = await start(files, journal);
      assert.equal(probe.exec(TABLE), OK);
      let committed = 0;
      for (let round = 0; round < 4; round++) {
        const before = committed;
        const steps = 1 + Math.floor(random() * 4);
        for (let i = 0; i < steps; i++) {
          assert.equal(probe.exec(`BEGIN; ${WIDE_INSERT(committed + 1, 10)}; COMMIT`), OK);
          committed += 10;
        }
        probe.exec("PRAGMA cache_size=5; BEGIN; UPDATE t SET body = 'x'");
        // seed 1: the disk forgets everything not synced; 2: nothing; then any part of it.
        files.crash(() => (seed === 1 ? false : seed === 2 || random() < 0.5));
        probe = await start(files, journal);
        const name = `seed ${seed}, round ${round}, after ${before}`;
        assert.equal(probe.text("PRAGMA integrity_check"), "ok", name);
        assert.equal(probe.number("SELECT count(*) FROM t"), committed, name);
        assert.equal(probe.number("SELECT count(*) FROM t WHERE body = 'x'"), 0, name);
      }
    }
  });

  for (const lasting of [false, true]) {
    const kind = lasting ? "from then on" : "once";
    test(`${journal}: a file operation that fails ${kind}, at every n`, async () => {
      let n = 0;
      let failures = 0;
      for (;;) {
        n += 1;
        const files = new MemoryFiles();
        files.journaling = true;
        (await start(files, journal)).exec(`${TABLE}; ${WIDE_INSERT(1, 20)}`);
        files.crash();
        files.count = 0;
        files.failAt = n;
        files.failOn = lasting;

        const probe = await Probe.start(module_, files);
        const codes = [probe.open(DB), probe.exec(JOURNALS[journal])];
        const acknowledged = [];
        for (let i = 1; i <= 3; i++) {
          const sql = `BEGIN; ${WIDE_INSERT(100 * i, 15)}; COMMIT`;
          if (probe.exec(sql) === OK) acknowledged.push(i);
          else probe.exec("ROLLBACK");
        }
        const failed = files.count >= n;
        files.failAt = 0;
        files.failOn = false;
        files.crash(() => false);

        const after = await start(files, journal);
        assert.equal(after.text("PRAGMA integrity_check"), "ok", `n = ${n}`);
        assert.equal(after.number("SELECT count(*) FROM t WHERE id <= 20"), 20, `n = ${n}`);
        for (let i = 1; i <= 3; i++) {
          const rows = after.number(
            `SELECT count(*) FROM t WHERE id >= ${100 * i} AND id < ${100 * i + 15}`,
          );
          assert.ok(rows === 15 || rows === 0, `n = ${n}: a commit came in part`);
          if (acknowledged.includes(i)) assert.equal(rows, 15, `n = ${n}: commit ${i} was lost`);
        }
        if (acknowledged.length < 3 || codes.some((code) => code !== OK)) failures += 1;
        if (!failed) break;
      }
      assert.ok(n > 20, `only ${n} operations`);
      assert.ok(failures > 5, `only ${failures} of ${n} were noticed`);
    });
  }
}

test("a full disk is SQLITE_FULL and leaves the database as it was", async () => {
  const files = new MemoryFiles();
  const probe = await start(files, "wal");
  assert.equal(probe.exec(`${TABLE}; ${WIDE_INSERT(1, 20)}`), OK);
  files.failWith = -2;
  files.failAt = files.count + 1;
  files.failOn = true;
  assert.equal(probe.exec(WIDE_INSERT(100, 100)), FULL);
  files.failAt = 0;
  files.failOn = false;
  assert.equal(probe.number("SELECT count(*) FROM t"), 20);
  assert.equal(probe.exec(WIDE_INSERT(100, 100)), OK);
});

test("the same path is refused a second time, and free again after closing", async () => {
  const files = new MemoryFiles();
  const probe = await start(files, "wal");
  assert.equal(probe.exec(TABLE), OK);
  assert.equal(probe.openSecond(DB), BUSY);
  assert.equal(probe.openSecond("c-0011223344556677/side.db"), OK);
  assert.equal(probe.close(), OK);
  assert.equal(probe.open(DB), OK);
  assert.equal(probe.exec(JOURNALS.wal), OK);
  assert.equal(probe.number("SELECT count(*) FROM t"), 0);
});

test("a path that is too long, and WAL without exclusive locking, are refused", async () => {
  const probe = await Probe.start(module_, new MemoryFiles());
  assert.equal(probe.open(`c-0/${"n".repeat(200)}`), CANTOPEN);
  assert.equal(probe.open(DB), OK);
  assert.notEqual(probe.text("PRAGMA journal_mode=WAL"), "wal");
});

test("Node's files stay below their root", () => {
  const files = new NodeFiles(os.tmpdir());
  for (const name of ["../x", "a/../../x", "/etc/passwd", "a//b", ""]) {
    assert.throws(() => files.open(name, true), /not a file of the core/, name);
  }
});
