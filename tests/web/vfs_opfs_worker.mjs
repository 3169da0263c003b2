// Drives the probe module over OPFS for vfs_opfs.test.mjs: {id, job, folder, ...} in, {id, answer}
// out.
import { MemoryFiles } from "../../wasm/host/memory_files.mjs";
import { OpfsFiles } from "../../wasm/host/opfs_files.mjs";
import { JOURNALS, OK, Probe, WIDE_INSERT } from "./vfs_support.mjs";

// Not awaited here: a message that comes while a module waits at its top level is lost.
const source = fetch("/built/vfs_probe.wasm").then((response) => response.arrayBuffer());
let files = null;
let probe = null;
const need = (code) => {
  if (code !== OK) throw new Error(`SQLite ${code}: ${probe.text("")}`);
};

const jobs = {
  async open({ folder, journal }) {
    files = await OpfsFiles.take(folder, { waitMs: 5000 });
    probe = await Probe.start(await source, files);
    need(probe.open(`${folder}/state.db`));
    need(probe.exec(JOURNALS[journal]));
  },
  create: () => need(probe.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT) STRICT")),
  insert: ({ from, count }) => need(probe.exec(`BEGIN; ${WIDE_INSERT(from, count)}; COMMIT`)),
  spill() {
    need(probe.exec("PRAGMA cache_size=5; BEGIN; UPDATE t SET body = 'cut short'"));
    need(probe.exec(WIDE_INSERT(1000, 300)));
  },
  look: () => ({
    rows: probe.number("SELECT count(*) FROM t"),
    cut: probe.number("SELECT count(*) FROM t WHERE body = 'cut short'"),
    integrity: probe.text("PRAGMA integrity_check"),
  }),
  // Rows one by one, each told when its commit has returned, until the `cutAt`-th change of a file:
  // there the worker stops for ever, every second time in the middle of what it writes.
  async insertUntilCut({ id, cutAt, rows, checkpointAfter }) {
    let changes = 0;
    for (const name of ["write", "truncate", "sync", "remove"]) {
      const real = files[name].bind(files);
      files[name] = (...given) => {
        if (++changes === cutAt) {
          const [file, bytes, at] = given;
          const torn = name === "write" && cutAt % 2 === 0;
          if (torn) real(file, bytes.subarray(0, bytes.length / 2), at);
          self.postMessage({ id, stuck: name });
          for (;;);
        }
        return real(...given);
      };
    }
    for (let row = 1; row <= rows; row++) {
      need(probe.exec(`INSERT INTO t VALUES(${row}, 'row')`));
      self.postMessage({ id, done: row });
      if (row % checkpointAfter === 0) probe.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return { changes };
  },
  exists: ({ name }) => files.exists(name),
  close() {
    need(probe.close());
    files.release();
  },
  async take({ folder, waitMs }) {
    const taken = await OpfsFiles.take(folder, { waitMs });
    taken.release();
  },
  // The files that hold their own name as contents, after making, removing or tearing some.
  async fill({ folder, names }) {
    const taken = await OpfsFiles.take(folder);
    for (const name of names) {
      const file = taken.open(`${folder}/${name}`, true);
      taken.write(file, new TextEncoder().encode(name), 0);
      taken.sync(file);
    }
    return whatIsThere(taken);
  },
  async drop({ folder, names }) {
    const taken = await OpfsFiles.take(folder);
    for (const name of names) taken.remove(`${folder}/${name}`);
    taken.release();
    return whatIsThere(await OpfsFiles.take(folder));
  },
  // A header that was written in part is no name.
  async tear({ folder, name }) {
    const taken = await OpfsFiles.take(folder);
    taken.handle(taken.find(`${folder}/${name}`)).write(Uint8Array.of(0x58), { at: 20 });
    taken.release();
    return whatIsThere(await OpfsFiles.take(folder));
  },
  erase: ({ folder }) => OpfsFiles.erase(folder),
  // One row a transaction, for `ms`; transactions a second. OPFS, or memory to compare.
  async speed({ ms, memory, folder, journal }) {
    if (memory) {
      files = new MemoryFiles();
      probe = await Probe.start(await source, files);
      need(probe.open("m/state.db"));
      need(probe.exec(JOURNALS[journal]));
    } else {
      await jobs.open({ folder, journal });
    }
    jobs.create();
    const begin = performance.now();
    let count = 0;
    for (; performance.now() - begin < ms; count++) {
      need(probe.exec(`INSERT INTO t VALUES(${count}, 'row')`));
    }
    return Math.round((count * 1000) / (performance.now() - begin));
  },
};

function whatIsThere(taken) {
  const found = [];
  for (const [file, { path }] of taken.slots.entries()) {
    if (path === "") continue;
    const bytes = new Uint8Array(taken.size(file));
    taken.read(file, bytes, 0);
    const contents = new TextDecoder().decode(bytes);
    if (path === `${taken.folder}/${contents}`) found.push(contents);
  }
  taken.release();
  return found.sort();
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, answer: await jobs[data.job](data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message });
  }
};
