// The ten functions of wasm/host_files.h over any files object. Every host has the same one:
//
//   open(path, create) -> handle >= 0, or -1     close(handle) -> 0 or -1
//   read(handle, into, offset) -> bytes read, or -1    (into: Uint8Array over the module's memory)
//   write(handle, from, offset) -> 0, -1, or -2 when full (from: the same; copy what is kept)
//   truncate(handle, size) -> 0 or -1            sync(handle) -> 0 or -1
//   size(handle) -> bytes, or -1                 remove(path) -> 0 or -1
//   exists(path) -> boolean
//
// Hosts: memory_files.mjs, node_files.mjs, opfs_files.mjs, wechat_files.mjs. A host may throw; that
// is -1, and `onError` hears of it, because SQLite keeps only a number.
// Tested by tests/web/vfs.test.mjs

const FAILED = -1;

// For load(): { hostImports: (context) => fileImports(context, files) }.
export function fileImports(context, files, onError = () => {}) {
  const guarded = (work) => {
    try {
      return work();
    } catch (error) {
      onError(error);
      return FAILED;
    }
  };
  const path = (address, size) => context.text(address, size);
  const span = (address, size) => context.bytes().subarray(address, address + size);
  return {
    yt_fs_open: (address, size, flags) =>
      guarded(() => files.open(path(address, size), (flags & 1) !== 0)),
    yt_fs_close: (file) => guarded(() => files.close(file)),
    yt_fs_read: (file, out, size, offset) =>
      guarded(() => files.read(file, span(out, size), offset)),
    yt_fs_write: (file, from, size, offset) =>
      guarded(() => files.write(file, span(from, size), offset)),
    yt_fs_truncate: (file, size) => guarded(() => files.truncate(file, size)),
    yt_fs_sync: (file) => guarded(() => files.sync(file)),
    yt_fs_size: (file) => guarded(() => files.size(file)),
    yt_fs_delete: (address, size) => guarded(() => files.remove(path(address, size))),
    yt_fs_exists: (address, size) => guarded(() => (files.exists(path(address, size)) ? 1 : 0)),
  };
}
