// Files of the browser's private file system (OPFS), for a dedicated worker. A sync access handle
// reads and writes at once but is made asynchronously, and SQLite cannot wait: so a folder is a
// set of slots that are all opened beforehand, and a file is a slot that carries its name.
//
// A slot is a file `slot-N`: 4,096 bytes of header, then the contents. Header: the magic, the
// length of the name (2 bytes, little-endian), the name, and a check sum of the name (4 bytes); the
// rest is zero. Anything else is a free slot. Removing a file empties its slot.
//
// Handles are exclusive across tabs: whoever holds them is the only one. A tab that is going away
// may hold them for a moment longer, so opening tries again for a while.
// The interface is that of file_imports.mjs.
// Tested by tests/web/vfs_opfs.test.mjs (Chromium)

const FAILED = -1;
const FULL = -2;
const HEADER = 4096;
const MAGIC = Uint8Array.from("yiting.opfs.1\0", (letter) => letter.charCodeAt(0));
const NAME_MAX = 200;
const SLOTS_MIN = 12; // two databases with their journals, twice
// Before these a handle had methods that one had to wait for, or there was none.
const TOO_OLD =
  "this browser cannot keep data for use offline; Chrome 108, Safari 16.4 or Firefox 111 can";
const FREE_MIN = 6; // so that what a session may still make has a place

export class OpfsFiles {
  constructor(folder) {
    this.folder = folder;
    this.slots = []; // {handle, path}; path "" = free. A slot's index is a file's number
  }

  // Opens all slots of `folder`, making what is missing. Fails with "busy: …" when another tab
  // keeps them for longer than waitMs.
  static async take(folder, { waitMs = 10000, pauseMs = 50 } = {}) {
    if (!navigator.storage?.getDirectory) throw new Error(TOO_OLD);
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(folder, { create: true });
    const files = new OpfsFiles(folder);
    const deadline = performance.now() + waitMs;
    try {
      while (await files.wantsSlot(directory)) {
        const name = `slot-${files.slots.length}`;
        const file = await directory.getFileHandle(name, { create: true });
        const handle = await openHandle(file, deadline, pauseMs);
        files.slots.push({ handle, path: readName(handle) });
      }
    } catch (error) {
      files.release();
      throw error;
    }
    return files;
  }

  async wantsSlot(directory) {
    const free = this.slots.filter(({ path }) => path === "").length;
    if (this.slots.length < SLOTS_MIN || free < FREE_MIN) return true;
    const next = directory.getFileHandle(`slot-${this.slots.length}`);
    return next.then(
      () => true,
      () => false,
    );
  }

  // Deletes a folder and all that is in it: the kiosk's goodbye, a replica that starts again. No
  // tab may hold it.
  static async erase(folder) {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(folder, { recursive: true }).catch((error) => {
      if (error.name !== "NotFoundError") throw error;
    });
  }

  // Gives the files back so that another tab can take them. Nothing works afterwards.
  release() {
    for (const { handle } of this.slots) handle.close();
    this.slots = [];
  }

  handle(file) {
    return this.slots[file].handle;
  }

  find(path) {
    return this.slots.findIndex((slot) => slot.path === path);
  }

  open(path, create) {
    const found = this.find(path);
    if (found >= 0 || !create) return found;
    const free = this.find("");
    if (free < 0 || path.length > NAME_MAX) return FAILED;
    const { handle } = this.slots[free];
    handle.truncate(0);
    if (handle.write(headerOf(path), { at: 0 }) !== HEADER) return FAILED;
    this.slots[free].path = path;
    return free;
  }

  close() {
    return 0;
  }

  read(file, into, offset) {
    return this.handle(file).read(into, { at: HEADER + offset });
  }

  write(file, from, offset) {
    try {
      const done = this.handle(file).write(from, { at: HEADER + offset });
      return done === from.length ? 0 : FULL;
    } catch (error) {
      if (error.name === "QuotaExceededError") return FULL;
      throw error;
    }
  }

  truncate(file, size) {
    this.handle(file).truncate(HEADER + size);
    return 0;
  }

  // The header of a new file becomes safe with its first contents.
  sync(file) {
    this.handle(file).flush();
    return 0;
  }

  size(file) {
    return Math.max(this.handle(file).getSize() - HEADER, 0);
  }

  remove(path) {
    const file = this.find(path);
    if (file < 0) return 0;
    this.handle(file).truncate(0);
    this.handle(file).flush();
    this.slots[file].path = "";
    return 0;
  }

  exists(path) {
    return this.find(path) >= 0;
  }
}

// FNV-1a: tells a name that was written from one that was torn.
function checkSum(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum;
}

function headerOf(path) {
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  const name = Uint8Array.from(path, (letter) => letter.charCodeAt(0));
  header.set(MAGIC);
  view.setUint16(MAGIC.length, name.length, true);
  header.set(name, MAGIC.length + 2);
  view.setUint32(MAGIC.length + 2 + name.length, checkSum(name), true);
  return header;
}

// The name in a slot's header; "" when there is none that holds.
function readName(handle) {
  const header = new Uint8Array(HEADER);
  if (handle.read(header, { at: 0 }) !== HEADER) return "";
  const view = new DataView(header.buffer);
  const size = view.getUint16(MAGIC.length, true);
  if (MAGIC.some((byte, i) => header[i] !== byte) || size > NAME_MAX) return "";
  const name = header.subarray(MAGIC.length + 2, MAGIC.length + 2 + size);
  const holds = view.getUint32(MAGIC.length + 2 + size, true) === checkSum(name);
  return holds ? String.fromCharCode(...name) : "";
}

async function openHandle(file, deadline, pauseMs) {
  for (;;) {
    try {
      const handle = await file.createSyncAccessHandle();
      if (typeof handle.getSize() === "number") return handle;
      handle.close();
      throw new Error(TOO_OLD);
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
