// SQLite's operating system in WebAssembly: an sqlite3_vfs named "yiting" over wasm/host_files.h.
//
// One connection per database, always, so locks are not needed and are not there: instead a path
// that is open is refused a second time. Without shared memory (xShm*) WAL works only as `PRAGMA
// locking_mode=EXCLUSIVE` before `PRAGMA journal_mode=WAL`; rollback journals always work. No clock
// (the core has none) and no temporary files (SQLITE_TEMP_STORE=3 keeps them in memory).
// Tested by tests/web/vfs.test.mjs

#include <sqlite3.h>

#include <cstring>

#include "wasm/host_files.h"

namespace yiting::wasm {
namespace {

constexpr int kPathSizeMax = 127;
constexpr int kOpenFilesMax = 32;

struct HostFile {
  sqlite3_file base;  // first: SQLite sees only this
  int32_t handle;
  int slot;  // of its path in open_paths
};

// The paths that are open; an empty one is a free slot.
char open_paths[kOpenFilesMax][kPathSizeMax + 1];

HostFile& Of(sqlite3_file* file) { return *reinterpret_cast<HostFile*>(file); }

uint32_t SizeOf(const char* path) { return static_cast<uint32_t>(std::strlen(path)); }

int Close(sqlite3_file* file) {
  HostFile& self = Of(file);
  open_paths[self.slot][0] = '\0';
  return yt_fs_close(self.handle) == 0 ? SQLITE_OK : SQLITE_IOERR_CLOSE;
}

int Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  const int32_t got =
      yt_fs_read(Of(file).handle, out, static_cast<uint32_t>(size), static_cast<double>(offset));
  if (got == size) return SQLITE_OK;
  if (got < 0 || got > size) return SQLITE_IOERR_READ;
  std::memset(static_cast<char*>(out) + got, 0, static_cast<size_t>(size - got));
  return SQLITE_IOERR_SHORT_READ;
}

int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int32_t done =
      yt_fs_write(Of(file).handle, bytes, static_cast<uint32_t>(size), static_cast<double>(offset));
  if (done == 0) return SQLITE_OK;
  return done == kHostFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  return yt_fs_truncate(Of(file).handle, static_cast<double>(size)) == 0 ? SQLITE_OK
                                                                         : SQLITE_IOERR_TRUNCATE;
}

int Sync(sqlite3_file* file, int) {
  return yt_fs_sync(Of(file).handle) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int FileSize(sqlite3_file* file, sqlite3_int64* out) {
  const double size = yt_fs_size(Of(file).handle);
  if (!(size >= 0)) return SQLITE_IOERR_FSTAT;
  *out = static_cast<sqlite3_int64>(size);
  return SQLITE_OK;
}

int Lock(sqlite3_file*, int) { return SQLITE_OK; }

int CheckReservedLock(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

// As on other systems: a journal is padded to whole pages of flash, so that a write that is torn by
// a loss of power cannot reach back into a record that was already safe.
int SectorSize(sqlite3_file*) { return 4096; }

int DeviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

constexpr sqlite3_io_methods kMethods = {
    1,
    Close,
    Read,
    Write,
    Truncate,
    Sync,
    FileSize,
    Lock,
    Lock,
    CheckReservedLock,
    FileControl,
    SectorSize,
    DeviceCharacteristics,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
};

// The slot that holds `path`, a free one for "", or -1.
int FindSlot(const char* path) {
  for (int slot = 0; slot < kOpenFilesMax; ++slot) {
    if (std::strcmp(open_paths[slot], path) == 0) return slot;
  }
  return -1;
}

int Open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;  // so that SQLite does not close what was not opened
  if (path == nullptr || path[0] == '\0') return SQLITE_CANTOPEN;  // a temporary file: see above
  if (SizeOf(path) > kPathSizeMax) return SQLITE_CANTOPEN;
  if (FindSlot(path) >= 0) return SQLITE_BUSY;
  const int slot = FindSlot("");
  if (slot < 0) return SQLITE_CANTOPEN;
  const uint32_t host_flags = (flags & SQLITE_OPEN_CREATE) != 0 ? kOpenCreate : 0;
  const int32_t handle = yt_fs_open(path, SizeOf(path), host_flags);
  if (handle < 0) return SQLITE_CANTOPEN;
  std::memcpy(open_paths[slot], path, SizeOf(path) + 1);
  HostFile& self = Of(file);
  self.handle = handle;
  self.slot = slot;
  file->pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs*, const char* path, int) {
  return yt_fs_delete(path, SizeOf(path)) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int Access(sqlite3_vfs*, const char* path, int, int* out) {
  const int32_t there = yt_fs_exists(path, SizeOf(path));
  if (there < 0) return SQLITE_IOERR_ACCESS;
  *out = there;
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs*, const char* path, int out_size, char* out) {
  const uint32_t size = SizeOf(path);
  if (size + 1 > static_cast<uint32_t>(out_size)) return SQLITE_CANTOPEN;
  std::memcpy(out, path, size + 1);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs*, int size, char* out) {
  yt_random(out, static_cast<uint32_t>(size));
  return size;
}

int Sleep(sqlite3_vfs*, int) { return 0; }

// Nothing that SQLite keeps here may depend on a clock; its date functions are left out as well.
int CurrentTime(sqlite3_vfs*, double* out) {
  *out = 0;
  return SQLITE_OK;
}

int GetLastError(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs vfs = {
    1,           sizeof(HostFile), kPathSizeMax, nullptr, "yiting", nullptr, Open,       Delete,
    Access,      FullPathname,     nullptr,      nullptr, nullptr,  nullptr, Randomness, Sleep,
    CurrentTime, GetLastError,     nullptr,      nullptr, nullptr,  nullptr,
};

}  // namespace
}  // namespace yiting::wasm

// SQLite calls these at its first use and at its shutdown (SQLITE_OS_OTHER=1).
extern "C" int sqlite3_os_init() { return sqlite3_vfs_register(&yiting::wasm::vfs, 1); }
extern "C" int sqlite3_os_end() { return SQLITE_OK; }
