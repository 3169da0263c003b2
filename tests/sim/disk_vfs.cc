#include "tests/sim/disk_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <new>
#include <utility>

#include "base/check.h"

namespace yiting::sim {

namespace {

constexpr std::string_view kPrefix = "sim:";

sqlite3_vfs* real = nullptr;
testing::Dice chance(0);

std::map<std::string, Disk*>& Disks() {
  static std::map<std::string, Disk*> disks;
  return disks;
}

bool IsSimulated(const char* path) {
  return path != nullptr && std::string_view(path).starts_with(kPrefix);
}

// "sim:phone3/side.db" → the disk and "side.db"; null when no disk of that name is there.
std::pair<Disk*, std::string> Locate(const char* path) {
  const std::string_view rest = std::string_view(path).substr(kPrefix.size());
  const size_t slash = std::min(rest.find('/'), rest.size());
  const auto found = Disks().find(std::string(rest.substr(0, slash)));
  if (found == Disks().end()) return {nullptr, ""};
  return {found->second, std::string(rest.substr(std::min(slash + 1, rest.size())))};
}

struct OpenFile {
  sqlite3_file base;
  Disk* disk;
  std::string* name;
};

OpenFile& Of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int CodeOf(Outcome outcome, int failure) {
  switch (outcome) {
    case Outcome::kDone:
      return SQLITE_OK;
    case Outcome::kFull:
      return SQLITE_FULL;
    default:
      return failure;
  }
}

int Close(sqlite3_file* file) {
  delete Of(file).name;
  Of(file).name = nullptr;
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  int64_t got = 0;
  const Outcome read =
      Of(file).disk->Read(*Of(file).name, offset, static_cast<char*>(bytes), count, &got);
  if (read != Outcome::kDone) return SQLITE_IOERR_READ;
  return got == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  return CodeOf(
      Of(file).disk->Write(*Of(file).name, offset, static_cast<const char*>(bytes), count),
      SQLITE_IOERR_WRITE);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  return CodeOf(Of(file).disk->Truncate(*Of(file).name, size), SQLITE_IOERR_TRUNCATE);
}

int Sync(sqlite3_file* file, int) {
  return CodeOf(Of(file).disk->Sync(*Of(file).name), SQLITE_IOERR_FSYNC);
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  int64_t found = 0;
  const Outcome outcome = Of(file).disk->Size(*Of(file).name, &found);
  *size = found;
  return CodeOf(outcome, SQLITE_IOERR_FSTAT);
}

int Lock(sqlite3_file*, int) { return SQLITE_OK; }
int CheckReservedLock(sqlite3_file*, int* result) {
  *result = 0;
  return SQLITE_OK;
}
int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file*) { return static_cast<int>(Disk::kSector); }
// As every system that SQLite knows: a write changes nothing beside its own bytes.
int DeviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

constexpr sqlite3_io_methods kMethods = {
    1,       Close,       Read,
    Write,   Truncate,    Sync,
    FileSize, Lock,       Lock,
    CheckReservedLock, FileControl, SectorSize,
    DeviceCharacteristics,
    nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

int Open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  if (!IsSimulated(path)) return real->xOpen(real, path, file, flags, out_flags);
  file->pMethods = nullptr;
  auto [disk, name] = Locate(path);
  if (disk == nullptr) return SQLITE_CANTOPEN;
  const Outcome opened = disk->Open(name, (flags & SQLITE_OPEN_CREATE) != 0);
  if (opened != Outcome::kDone) return SQLITE_CANTOPEN;
  new (file) OpenFile{{&kMethods}, disk, new std::string(std::move(name))};
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs*, const char* path, int sync) {
  if (!IsSimulated(path)) return real->xDelete(real, path, sync);
  auto [disk, name] = Locate(path);
  if (disk == nullptr) return SQLITE_IOERR_DELETE;
  const Outcome deleted = disk->Delete(name);
  if (deleted == Outcome::kNoFile) return SQLITE_IOERR_DELETE_NOENT;
  return CodeOf(deleted, SQLITE_IOERR_DELETE);
}

int Access(sqlite3_vfs*, const char* path, int flags, int* result) {
  if (!IsSimulated(path)) return real->xAccess(real, path, flags, result);
  auto [disk, name] = Locate(path);
  if (disk == nullptr) return SQLITE_IOERR_ACCESS;
  bool there = false;
  const Outcome outcome = disk->Exists(name, &there);
  *result = there ? 1 : 0;
  return CodeOf(outcome, SQLITE_IOERR_ACCESS);
}

int FullPathname(sqlite3_vfs*, const char* path, int room, char* out) {
  if (!IsSimulated(path)) return real->xFullPathname(real, path, room, out);
  const size_t size = std::strlen(path);
  if (size + 1 > static_cast<size_t>(room)) return SQLITE_CANTOPEN;
  std::memcpy(out, path, size + 1);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs*, int count, char* out) {
  for (int i = 0; i < count; ++i) out[i] = static_cast<char>(chance.Roll(256));
  return count;
}

int Sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
int CurrentTime(sqlite3_vfs*, double* day) {
  *day = 2460000.5;
  return SQLITE_OK;
}
int CurrentTimeInt64(sqlite3_vfs*, sqlite3_int64* ms) {
  *ms = 212'544'043'200'000;
  return SQLITE_OK;
}
int GetLastError(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

void InstallDisks() {
  if (real != nullptr) return;
  CHECK(sqlite3_initialize() == SQLITE_OK);
  real = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs vfs = *real;
  vfs.szOsFile = std::max(real->szOsFile, static_cast<int>(sizeof(OpenFile)));
  vfs.pNext = nullptr;
  vfs.zName = "simulated";
  vfs.xOpen = Open;
  vfs.xDelete = Delete;
  vfs.xAccess = Access;
  vfs.xFullPathname = FullPathname;
  vfs.xRandomness = Randomness;
  vfs.xSleep = Sleep;
  vfs.xCurrentTime = CurrentTime;
  vfs.xGetLastError = GetLastError;
  vfs.xCurrentTimeInt64 = CurrentTimeInt64;
  CHECK(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
}

Mount::Mount(std::string name, Disk& disk) : name_(std::move(name)) { Disks()[name_] = &disk; }
Mount::~Mount() { Disks().erase(name_); }

void SeedSqlite(uint64_t seed) {
  chance = testing::Dice(seed);
  sqlite3_randomness(0, nullptr);
}

}  // namespace yiting::sim
