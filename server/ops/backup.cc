#include "ops/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "disk/durable_file.h"
#include "ops/control.h"
#include "ops/data_folder.h"
#include "store/look_at.h"
#include "store/sqlite_store.h"

namespace yiting::ops {

namespace {

namespace fs = std::filesystem;

constexpr char kKeysName[] = "content-keys-";
constexpr size_t kPieceBytes = 1 << 20;

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// "20260302T090000", local time.
std::string Stamp(int64_t now_ms) {
  std::string digits;
  for (const char c : FormatInstant(Instant{now_ms}).substr(0, 19)) {
    if (c != '-' && c != ':') digits += c;
  }
  return digits;
}

// Copies of keys whose stamp is too old: overwritten, then removed.
Status EraseOldKeys(const std::string& folder, int64_t now_ms) {
  const std::string oldest = kKeysName + Stamp(now_ms - kKeyBackupDays * kDayMs);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kKeysName) || name >= oldest) continue;
    const std::string path = entry.path().string();
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) return disk::FailErrno(path + ": cannot be erased");
    const std::vector<char> zeros(kPieceBytes);
    bool good = true;
    for (uintmax_t left = entry.file_size(error); good && left > 0;) {
      const size_t count = static_cast<size_t>(std::min<uintmax_t>(left, zeros.size()));
      good = ::write(file, zeros.data(), count) == static_cast<ssize_t>(count);
      left -= count;
    }
    good = good && ::fsync(file) == 0 && ::unlink(path.c_str()) == 0;
    const Failure failure = disk::FailErrno(path + ": cannot be erased");
    ::close(file);
    if (!good) return failure;
  }
  if (error) return Fail(ErrorCode::kIo, folder + ": " + error.message());
  return {};
}

Status CopyHere(const std::string& data, Copied what, const std::string& part,
                const Progress& progress) {
  ASSIGN_OR_RETURN(auto folder, DataFolder::Open(data));
  ASSIGN_OR_RETURN(auto store, store::SqliteStore::Open(folder->store_path()));
  ASSIGN_OR_RETURN(auto copy, what == Copied::kStore ? store->BeginCopy(part)
                                                     : store->BeginKeyCopy(part));
  while (true) {
    ASSIGN_OR_RETURN(store::StoreCopy::Progress at, copy->Step());
    progress("copying", at.done, at.total);
    if (at.done == at.total) return {};
  }
}

// SQLite makes its files readable by all; these hold what members wrote.
Status Protect(const std::string& path) {
  if (::chmod(path.c_str(), 0600) != 0) return disk::FailErrno(path + ": cannot be protected");
  return {};
}

// A plain copy of bytes, durable under its name at the end.
Status CopyFile(const std::string& from, const std::string& to, const Progress& progress) {
  struct Descriptor {
    int file;
    ~Descriptor() {
      if (file >= 0) ::close(file);
    }
  };
  const Descriptor in{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat info {};
  if (in.file < 0 || ::fstat(in.file, &info) != 0) {
    return disk::FailErrno(from + ": cannot be read");
  }
  const Descriptor out{::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
  if (out.file < 0) return disk::FailErrno(to + ": cannot be written");
  std::vector<char> piece(kPieceBytes);
  uint64_t done = 0;
  while (true) {
    const ssize_t count = ::read(in.file, piece.data(), piece.size());
    if (count < 0) return disk::FailErrno(from + ": cannot be read");
    if (count == 0) break;
    if (::write(out.file, piece.data(), static_cast<size_t>(count)) != count) {
      return disk::FailErrno(to + ": cannot be written");
    }
    done += static_cast<uint64_t>(count);
    progress("copying", done, static_cast<uint64_t>(info.st_size) + 1);
  }
  if (::fsync(out.file) != 0) return disk::FailErrno(to + ": cannot be written");
  progress("copying", 1, 1);
  return {};
}

// What may be in a folder that a backup is brought back into.
Status CheckEmpty(const std::string& data) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(data, error)) {
    const std::string name = entry.path().filename().string();
    if (name == "keys" || name == "heads" || name == "lock") continue;
    if (name == "state" && fs::is_empty(entry.path(), error)) continue;
    return Fail(ErrorCode::kConflict, data + ": has a " + name + "; a backup is brought back into "
                                             "a new folder, or one with keys/ and heads/ alone");
  }
  return {};
}

Status WriteMarker(const std::string& path, const std::vector<store::LedgerSize>& ledgers) {
  std::string lines;
  for (const store::LedgerSize& one : ledgers) {
    lines += ToHex(one.community) + " " + std::to_string(one.size) + "\n";
  }
  return disk::WriteDurably(path, lines);
}

}  // namespace

Result<std::string> BackUp(const std::string& data, Copied what, const std::string& target,
                           int64_t now_ms, const Progress& progress) {
  if (!Exists(data + "/store.db")) {
    return Fail(ErrorCode::kNotFound, data + ": there is no store.db in this folder");
  }
  std::error_code error;
  const bool is_folder = fs::is_directory(target, error);
  if (what == Copied::kKeys && !is_folder) {
    return Fail(ErrorCode::kInvalid, target + ": copies of keys go into a folder of their own, "
                                              "which must be there");
  }
  std::string path = fs::absolute(target, error).string();
  if (is_folder) {
    path = (fs::path(path) / ((what == Copied::kStore ? "yiting-" : kKeysName) + Stamp(now_ms) +
                              ".db")).string();
  }
  if (Exists(path)) return Fail(ErrorCode::kConflict, path + ": is there already");
  const std::string part = path + ".part";
  ::unlink(part.c_str());  // of a copy that was cut off
  Status copied = CopyHere(data, what, part, progress);
  if (!copied && copied.error().code == ErrorCode::kConflict) {
    copied = AskToCopy(data, what, part, progress, copied);
  }
  RETURN_IF_ERROR(std::move(copied));
  RETURN_IF_ERROR(Protect(part));
  RETURN_IF_ERROR(disk::Place(part, path));
  if (what == Copied::kKeys) RETURN_IF_ERROR(EraseOldKeys(target, now_ms));
  return path;
}

Status Restore(const std::string& file, const std::string& data, const Progress& progress) {
  if (!Exists(file)) return Fail(ErrorCode::kNotFound, file + ": there is no such file");
  RETURN_IF_ERROR(CheckEmpty(data));
  ASSIGN_OR_RETURN(auto folder, DataFolder::Open(data));
  const std::string part = folder->store_path() + ".part";
  RETURN_IF_ERROR(CopyFile(file, part, progress));
  auto ledgers = store::LookAtStore(part);
  if (!ledgers) {
    store::RemoveDatabase(part);
    return Fail(ledgers.error().code, file + ": " + ledgers.error().message);
  }
  // Before the store has its name: a server that starts at once knows what it has.
  RETURN_IF_ERROR(WriteMarker(folder->restored_path(), *ledgers));
  return disk::Place(part, folder->store_path());
}

Status RestoreKeys(const std::string& file, const std::string& data, int64_t now_ms,
                   const Progress& progress) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) {
    return Fail(ErrorCode::kNotFound, file + ": there is no such file");
  }
  // By the stamp in its name as well: a copy of it is as young as one likes.
  const std::string name = fs::path(file).filename().string();
  const int64_t oldest_ms = now_ms - kKeyBackupDays * kDayMs;
  const bool stamped_old = name.starts_with(kKeysName) && name < kKeysName + Stamp(oldest_ms);
  if (stamped_old || int64_t{info.st_mtime} * 1000 < oldest_ms) {
    return Fail(ErrorCode::kInvalid, file + ": is older than " + std::to_string(kKeyBackupDays) +
                                         " days; it should have been erased");
  }
  ASSIGN_OR_RETURN(auto folder, DataFolder::Open(data));
  const std::string path = store::KeyStorePath(folder->store_path());
  if (Exists(path)) {
    return Fail(ErrorCode::kConflict, path + ": there are keys already; move them away first");
  }
  RETURN_IF_ERROR(disk::MakeFolder(folder->keys_folder()));
  const std::string part = path + ".part";
  RETURN_IF_ERROR(CopyFile(file, part, progress));
  if (Status good = store::LookAtKeys(part); !good) {
    store::RemoveDatabase(part);
    return Fail(good.error().code, file + ": " + good.error().message);
  }
  return disk::Place(part, path);
}

}  // namespace yiting::ops
