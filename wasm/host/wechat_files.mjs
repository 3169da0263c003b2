// Files of the WeChat mini-program: wx.getFileSystemManager()'s positional calls, all synchronous.
// There is no fsync: sync() says 0 and means "handed to the system", so the shell marks what is not
// yet sent as not yet safe. The interface is that of file_imports.mjs; a path "folder/name" lies at
// ROOT/folder/name, ROOT being `${wx.env.USER_DATA_PATH}/yiting`. 100 MB a file, 200 MB in all.
// Tested by tests/web/vfs.test.mjs on a stand-in for wx

const FAILED = -1;
const FULL = -2;

export class WechatFiles {
  constructor(manager, root) {
    this.manager = manager;
    this.root = root;
  }

  where(name) {
    return `${this.root}/${name}`;
  }

  open(name, create) {
    const filePath = this.where(name);
    if (this.exists(name)) return this.openAs(filePath, "r+");
    if (!create) return FAILED;
    const folder = filePath.slice(0, filePath.lastIndexOf("/"));
    if (!this.there(folder)) this.manager.mkdirSync(folder, true);
    return this.openAs(filePath, "w+");
  }

  // wx gives a descriptor as text; the module wants a number.
  openAs(filePath, flag) {
    return Number(this.manager.openSync({ filePath, flag }));
  }

  close(file) {
    this.manager.closeSync({ fd: String(file) });
    return 0;
  }

  // wx reads only into an ArrayBuffer of its own, and throws when `position` is the end.
  read(file, into, offset) {
    const length = Math.min(into.length, this.size(file) - offset);
    if (length <= 0) return 0;
    const arrayBuffer = new ArrayBuffer(length);
    const { bytesRead } = this.manager.readSync({
      fd: String(file),
      arrayBuffer,
      offset: 0,
      length,
      position: offset,
    });
    into.set(new Uint8Array(arrayBuffer, 0, bytesRead));
    return bytesRead;
  }

  write(file, from, offset) {
    try {
      const data = from.slice().buffer;
      const { bytesWritten } = this.manager.writeSync({
        fd: String(file),
        data,
        offset: 0,
        length: from.length,
        position: offset,
      });
      return bytesWritten === from.length ? 0 : FULL;
    } catch (error) {
      if (/limit|exceed|full/i.test(String(error?.errMsg ?? error?.message))) return FULL;
      throw error;
    }
  }

  truncate(file, size) {
    this.manager.ftruncateSync({ fd: String(file), length: size });
    return 0;
  }

  sync() {
    return 0;
  }

  size(file) {
    return this.manager.fstatSync({ fd: String(file) }).size;
  }

  remove(name) {
    if (this.exists(name)) this.manager.unlinkSync(this.where(name));
    return 0;
  }

  exists(name) {
    return this.there(this.where(name));
  }

  // accessSync has no return value: it throws when there is nothing.
  there(filePath) {
    try {
      this.manager.accessSync(filePath);
      return true;
    } catch {
      return false;
    }
  }
}
