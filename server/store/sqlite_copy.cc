// A copy of the embedded store, made by SQLite's own means a piece at a time on the store's own
// connection: what is stored between two pieces goes into the copy as well.

#include <sqlite3.h>

#include <utility>

#include "store/database_files.h"
#include "store/sqlite_store.h"

namespace yiting::store {

namespace {

// 4 MiB: between two rounds of a hall about as long as a few pulls.
constexpr int kPagesAtOnce = 1024;

class SqliteCopy : public StoreCopy {
 public:
  SqliteCopy(sqlite3* target, sqlite3_backup* backup, std::string path)
      : target_(target), backup_(backup), path_(std::move(path)) {}
  ~SqliteCopy() override {
    if (backup_ != nullptr) sqlite3_backup_finish(backup_);
    sqlite3_close_v2(target_);
    if (!whole_) RemoveDatabase(path_);
  }

  Result<Progress> Step() override {
    const int code = sqlite3_backup_step(backup_, kPagesAtOnce);
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_BUSY) return Failed(code);
    const auto total = static_cast<uint64_t>(sqlite3_backup_pagecount(backup_));
    const auto left = static_cast<uint64_t>(sqlite3_backup_remaining(backup_));
    // The last piece is done when it is safe on the disk, and not before.
    if (code != SQLITE_DONE) return Progress{total - left, total + 1};
    const int finished = sqlite3_backup_finish(std::exchange(backup_, nullptr));
    if (finished != SQLITE_OK) return Failed(finished);
    whole_ = true;
    return Progress{total, total};
  }

 private:
  Failure Failed(int code) const {
    return Fail(ErrorCode::kIo, path_ + ": the copy cannot be written: " + sqlite3_errstr(code) +
                                    "; is the disk full?");
  }

  sqlite3* target_;
  sqlite3_backup* backup_;
  std::string path_;
  bool whole_ = false;
};

Result<std::unique_ptr<StoreCopy>> Begin(state::Database& source, const std::string& path) {
  if (HasDatabase(path)) {
    return Fail(ErrorCode::kConflict, path + ": is there already; give another name");
  }
  sqlite3* target = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &target, flags, nullptr);
  sqlite3_backup* backup =
      code == SQLITE_OK ? sqlite3_backup_init(target, "main", source.raw(), "main") : nullptr;
  if (backup == nullptr) {
    const std::string why = sqlite3_errmsg(target);
    sqlite3_close_v2(target);
    return Fail(ErrorCode::kIo, path + ": the copy cannot be begun: " + why);
  }
  return std::unique_ptr<StoreCopy>(std::make_unique<SqliteCopy>(target, backup, path));
}

}  // namespace

Result<std::unique_ptr<StoreCopy>> SqliteStore::BeginCopy(const std::string& path) {
  return Begin(*database_, path);
}

Result<std::unique_ptr<StoreCopy>> SqliteStore::BeginKeyCopy(const std::string& path) {
  return Begin(keys_->database(), path);
}

}  // namespace yiting::store
