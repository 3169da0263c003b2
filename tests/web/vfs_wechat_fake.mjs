// A stand-in for wx.getFileSystemManager(): the synchronous, positional calls that
// wasm/host/wechat_files.mjs makes, with WeChat's manners (text descriptors, throwing errors).
export function fakeWechat() {
  const files = new Map(); // path -> Uint8Array
  const folders = new Set(["wxfile://usr"]);
  const open = new Map(); // fd -> path
  let next = 10;
  const fail = (errMsg) => {
    throw Object.assign(new Error(errMsg), { errMsg });
  };
  const bytesOf = (fd) => files.get(open.get(fd) ?? fail("bad file descriptor"));
  const resize = (fd, length) => {
    const grown = new Uint8Array(length);
    grown.set(bytesOf(fd).subarray(0, length));
    files.set(open.get(fd), grown);
    return grown;
  };
  return {
    accessSync(path) {
      if (!files.has(path) && !folders.has(path)) fail(`accessSync:fail no such file ${path}`);
    },
    mkdirSync(path, recursive) {
      if (!recursive) fail("mkdirSync:fail");
      folders.add(path);
    },
    openSync({ filePath, flag }) {
      if (flag === "r+" && !files.has(filePath)) fail("openSync:fail no such file");
      if (!folders.has(filePath.slice(0, filePath.lastIndexOf("/"))))
        fail("openSync:fail no folder");
      if (flag === "w+") files.set(filePath, new Uint8Array(0));
      const fd = String(next++);
      open.set(fd, filePath);
      return fd;
    },
    closeSync({ fd }) {
      if (!open.delete(fd)) fail("closeSync:fail bad file descriptor");
    },
    readSync({ fd, arrayBuffer, offset, length, position }) {
      const bytes = bytesOf(fd);
      if (position >= bytes.length) fail("readSync:fail position out of range");
      const part = bytes.subarray(position, position + length);
      new Uint8Array(arrayBuffer, offset).set(part);
      return { bytesRead: part.length, arrayBuffer };
    },
    writeSync({ fd, data, offset, length, position }) {
      const end = position + length;
      const bytes = end > bytesOf(fd).length ? resize(fd, end) : bytesOf(fd);
      bytes.set(new Uint8Array(data, offset, length), position);
      return { bytesWritten: length };
    },
    ftruncateSync({ fd, length }) {
      resize(fd, length);
    },
    fstatSync({ fd }) {
      return { size: bytesOf(fd).length };
    },
    unlinkSync(path) {
      if (!files.delete(path)) fail("unlinkSync:fail no such file");
    },
  };
}
