// One instance of the probe module (vfs_probe.cc) over a files object. Runs in Node and in a
// worker.
import { load } from "../../wasm/loader/yiting_loader.mjs";
import { fileImports } from "../../wasm/host/file_imports.mjs";

export const OK = 0;
export const BUSY = 5;
export const FULL = 13;
export const CANTOPEN = 14;

export class Probe {
  static async start(source, files) {
    const probe = new Probe();
    probe.context = await load(source, {
      hostImports: (context) => fileImports(context, files),
    });
    probe.exports = probe.context.exports;
    return probe;
  }

  // A zero-ended string in the module's memory. Never freed: an instance lives for one test.
  cstring(text) {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const at = this.exports.probe_alloc(bytes.length + 1);
    this.context.bytes().set(bytes, at);
    this.context.bytes()[at + bytes.length] = 0;
    return at;
  }

  open(path) {
    return this.exports.probe_open(this.cstring(path));
  }

  openSecond(path) {
    return this.exports.probe_open_second(this.cstring(path));
  }

  exec(sql) {
    return this.exports.probe_exec(this.cstring(sql));
  }

  number(sql) {
    return this.exports.probe_number(this.cstring(sql));
  }

  text(sql) {
    const at = this.exports.probe_text(this.cstring(sql));
    const bytes = this.context.bytes();
    return this.context.text(at, bytes.indexOf(0, at) - at);
  }

  close() {
    return this.exports.probe_close();
  }
}

export const JOURNALS = {
  rollback: "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;",
  truncate: "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;",
  wal: "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
};

// Rows that spill out of a tiny page cache, so that a transaction reaches the files before its end.
export const WIDE_INSERT = (from, count) =>
  `WITH RECURSIVE n(i) AS
     (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${from + count - 1})
   INSERT INTO t SELECT i, printf('%0900d', i) FROM n`;
