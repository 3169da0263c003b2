// Files of a folder on disk, for the wasm build under Node: positional reads and writes, fsync. The
// interface is that of file_imports.mjs; a path "folder/name" lies at ROOT/folder/name.
// Tested by tests/web/vfs.test.mjs
import fs from "node:fs";
import path from "node:path";

const FAILED = -1;
const FULL = -2;

export class NodeFiles {
  constructor(root) {
    this.root = path.resolve(root);
  }

  // Only names below the root: the module speaks of "folder/name" and never of anything else.
  where(name) {
    if (!/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(name) || name.split("/").includes("..")) {
      throw new Error(`not a file of the core: ${name}`);
    }
    return path.join(this.root, name);
  }

  open(name, create) {
    const place = this.where(name);
    if (!create && !fs.existsSync(place)) return FAILED;
    if (!fs.existsSync(place)) {
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.closeSync(fs.openSync(place, "a"));
      this.syncFolder(place);
    }
    return fs.openSync(place, "r+");
  }

  // A name that was added or taken away is safe only once its folder is.
  syncFolder(place) {
    const folder = fs.openSync(path.dirname(place), "r");
    try {
      fs.fsyncSync(folder);
    } finally {
      fs.closeSync(folder);
    }
  }

  close(file) {
    fs.closeSync(file);
    return 0;
  }

  read(file, into, offset) {
    let done = 0;
    while (done < into.length) {
      const got = fs.readSync(file, into, done, into.length - done, offset + done);
      if (got === 0) break;
      done += got;
    }
    return done;
  }

  write(file, from, offset) {
    try {
      for (let done = 0; done < from.length;) {
        done += fs.writeSync(file, from, done, from.length - done, offset + done);
      }
    } catch (error) {
      if (error.code === "ENOSPC" || error.code === "EDQUOT") return FULL;
      throw error;
    }
    return 0;
  }

  truncate(file, size) {
    fs.ftruncateSync(file, size);
    return 0;
  }

  sync(file) {
    fs.fsyncSync(file);
    return 0;
  }

  size(file) {
    return fs.fstatSync(file).size;
  }

  remove(name) {
    const place = this.where(name);
    if (!fs.existsSync(place)) return 0;
    fs.unlinkSync(place);
    this.syncFolder(place);
    return 0;
  }

  exists(name) {
    return fs.existsSync(this.where(name));
  }
}
