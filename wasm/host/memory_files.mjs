// Files in memory: for tests, for Node, and for a kiosk that must leave nothing behind. The
// interface is that of file_imports.mjs. It outlives a module: drop the instance, call crash(),
// load another one, and what it finds is what a machine would have after the power went.
//
// Faults: files.failAt = n makes the n-th counted operation from now fail (0 = none), once, or from
// then on with files.failOn = true; files.failWith = -2 makes writes say "full". files.count counts
// them.
// Tested by tests/web/vfs.test.mjs

const FAILED = -1;

export class MemoryFiles {
  constructor() {
    this.files = new Map(); // path -> {bytes, size, unsynced: [{offset, bytes} | {size}], synced}
    this.open_ = new Map(); // handle -> file
    this.next = 1;
    this.count = 0;
    this.failAt = 0;
    this.failOn = false;
    this.failWith = FAILED;
    this.journaling = false; // keep what is not synced apart, for crash()
  }

  // Forgets handles, as the end of a process does. What was written and never synced survives if
  // `keep` says so, asked once for each write: crash(() => false) is the worst a disk may do.
  crash(keep = () => true) {
    this.open_.clear();
    for (const file of this.files.values()) {
      if (!this.journaling) continue;
      const { unsynced } = file;
      file.bytes = file.synced.slice();
      file.size = file.synced.length;
      file.unsynced = [];
      for (const change of unsynced) if (keep(change)) apply(file, change);
      file.unsynced = [];
      file.synced = file.bytes.slice(0, file.size);
    }
  }

  // True when this operation has to fail.
  fault() {
    this.count += 1;
    if (this.failAt === 0 || this.count < this.failAt) return false;
    if (!this.failOn) this.failAt = 0;
    return true;
  }

  open(path, create) {
    if (this.fault()) return FAILED;
    let file = this.files.get(path);
    if (!file) {
      if (!create) return FAILED;
      file = { bytes: new Uint8Array(0), size: 0, unsynced: [], synced: new Uint8Array(0) };
      this.files.set(path, file);
    }
    const handle = this.next++;
    this.open_.set(handle, file);
    return handle;
  }

  close(handle) {
    return this.open_.delete(handle) ? 0 : FAILED;
  }

  read(handle, into, offset) {
    if (this.fault()) return FAILED;
    const file = this.open_.get(handle);
    const end = Math.min(file.size, offset + into.length);
    if (end <= offset) return 0;
    into.set(file.bytes.subarray(offset, end));
    return end - offset;
  }

  write(handle, from, offset) {
    if (this.fault()) return this.failWith;
    this.change(this.open_.get(handle), { offset, bytes: from });
    return 0;
  }

  truncate(handle, size) {
    if (this.fault()) return FAILED;
    this.change(this.open_.get(handle), { size });
    return 0;
  }

  change(file, change) {
    apply(file, change);
    if (!this.journaling) return;
    file.unsynced.push(change.bytes ? { ...change, bytes: change.bytes.slice() } : change);
  }

  sync(handle) {
    if (this.fault()) return FAILED;
    const file = this.open_.get(handle);
    if (this.journaling) file.synced = file.bytes.slice(0, file.size);
    file.unsynced = [];
    return 0;
  }

  size(handle) {
    return this.open_.get(handle).size;
  }

  remove(path) {
    if (this.fault()) return FAILED;
    this.files.delete(path);
    return 0;
  }

  exists(path) {
    return this.files.has(path);
  }
}

// A write {offset, bytes} or a truncation {size}; room grows by halves, so that appending is cheap.
function apply(file, change) {
  const end = change.bytes ? change.offset + change.bytes.length : change.size;
  if (end > file.bytes.length) {
    const grown = new Uint8Array(Math.max(end, Math.ceil(file.bytes.length * 1.5), 4096));
    grown.set(file.bytes.subarray(0, file.size));
    file.bytes = grown;
  }
  if (change.bytes) {
    file.bytes.set(change.bytes, change.offset);
    file.size = Math.max(file.size, end);
  } else {
    if (end < file.size) file.bytes.fill(0, end, file.size);
    file.size = end;
  }
}
