// Files of the browser's private file system (OPFS), for a dedicated worker. A sync access handle
// reads and writes at once but is made asynchronously, and SQLite cannot wait: so all files that a
// replica's folder may have are opened beforehand, and opening one later only looks it up.
//
// A file in the pool is always there; one that is empty counts as absent, and removing is emptying.
// Handles are exclusive across tabs: whoever holds them is the only one. A tab that is going away
// may hold them for a moment longer, so opening tries again for a while. The interface is that of
// file_imports.mjs.
// Tested by tests/web/vfs_opfs.test.mjs (Chromium)

const FAILED = -1;
const FULL = -2;

// All names that a replica uses (core/replica) with what SQLite puts beside them.
export const REPLICA_FILES = ["state.db", "side.db"].flatMap((name) => [
  name,
  `${name}-wal`,
  `${name}-journal`,
]);

export class OpfsFiles {
  constructor(folder, handles) {
    this.folder = folder;
    this.handles = handles; // [[path, FileSystemSyncAccessHandle]]; a handle's index is its number
    this.byPath = new Map(handles.map(([path], index) => [path, index]));
  }

  // Opens `folder`'s pool, making what is missing. Fails with "busy: …" when another tab
  // keeps the files for longer than waitMs.
  static async take(folder, { names = REPLICA_FILES, waitMs = 10000, pauseMs = 50 } = {}) {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(folder, { create: true });
    const deadline = performance.now() + waitMs;
    const handles = [];
    try {
      for (const name of names) {
        const file = await directory.getFileHandle(name, { create: true });
        handles.push([`${folder}/${name}`, await openHandle(file, deadline, pauseMs)]);
      }
    } catch (error) {
      for (const [, handle] of handles) handle.close();
      throw error;
    }
    return new OpfsFiles(folder, handles);
  }

  // Deletes a folder and all that is in it: the kiosk's goodbye, a replica that starts again.
  // The pool must not be open.
  static async erase(folder) {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(folder, { recursive: true }).catch((error) => {
      if (error.name !== "NotFoundError") throw error;
    });
  }

  // Gives the files back so that another tab can take them. Nothing works afterwards.
  release() {
    for (const [, handle] of this.handles) handle.close();
    this.handles = [];
    this.byPath.clear();
  }

  handle(file) {
    return this.handles[file][1];
  }

  open(path, create) {
    const file = this.byPath.get(path);
    if (file === undefined) return FAILED;
    return create || this.handle(file).getSize() > 0 ? file : FAILED;
  }

  close() {
    return 0;
  }

  read(file, into, offset) {
    return this.handle(file).read(into, { at: offset });
  }

  write(file, from, offset) {
    try {
      return this.handle(file).write(from, { at: offset }) === from.length ? 0 : FULL;
    } catch (error) {
      if (error.name === "QuotaExceededError") return FULL;
      throw error;
    }
  }

  truncate(file, size) {
    this.handle(file).truncate(size);
    return 0;
  }

  sync(file) {
    this.handle(file).flush();
    return 0;
  }

  size(file) {
    return this.handle(file).getSize();
  }

  remove(path) {
    const file = this.byPath.get(path);
    if (file === undefined) return 0;
    this.handle(file).truncate(0);
    this.handle(file).flush();
    return 0;
  }

  exists(path) {
    const file = this.byPath.get(path);
    return file !== undefined && this.handle(file).getSize() > 0;
  }
}

async function openHandle(file, deadline, pauseMs) {
  for (;;) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      const busy =
        error.name === "NoModificationAllowedError" || error.name === "InvalidStateError";
      if (!busy) throw error;
      if (performance.now() > deadline) {
        throw new Error(`busy: another window holds ${file.name}; close it and try again`);
      }
      await new Promise((wake) => setTimeout(wake, pauseMs));
    }
  }
}
