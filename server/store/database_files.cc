#include "store/database_files.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace yiting::store {

namespace {

// A file of the disk that SQLite works on.
class DiskFile {
 public:
  DiskFile() = default;
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;
  ~DiskFile() {
    if (file_ && file_->pMethods != nullptr) file_->pMethods->xClose(file_.get());
  }

  // As SQLite opens a file of that kind (SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_WAL).
  bool Open(const std::string& path, int flags) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    memory_.assign(static_cast<size_t>(vfs->szOsFile), 0);
    file_.reset(reinterpret_cast<sqlite3_file*>(memory_.data()));
    name_ = path + std::string(2, '\0');  // SQLite ends a name by two zeros more
    return vfs->xOpen(vfs, name_.data(), file_.get(), flags, nullptr) == SQLITE_OK;
  }
  int64_t size() {
    sqlite3_int64 size = 0;
    return file_->pMethods->xFileSize(file_.get(), &size) == SQLITE_OK ? size : -1;
  }
  bool Write(const std::vector<char>& bytes, int64_t count, int64_t offset) {
    return file_->pMethods->xWrite(file_.get(), bytes.data(), static_cast<int>(count), offset) ==
           SQLITE_OK;
  }
  bool Sync() { return file_->pMethods->xSync(file_.get(), SQLITE_SYNC_FULL) == SQLITE_OK; }

 private:
  struct Borrowed {
    void operator()(sqlite3_file*) const {}
  };
  std::string name_;
  std::vector<char> memory_;
  std::unique_ptr<sqlite3_file, Borrowed> file_;
};

}  // namespace

bool HasDatabase(const std::string& path) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  int there = 0;
  if (vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &there) != SQLITE_OK) return false;
  return there != 0;
}

void RemoveDatabase(const std::string& path) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    vfs->xDelete(vfs, (path + end).c_str(), 0);
  }
}

Status GrowLog(const std::string& path, int64_t bytes) {
  const std::string log = path + "-wal";
  DiskFile file;
  if (!file.Open(log, SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) {
    return Fail(ErrorCode::kIo, log + ": the log cannot be made; look at the folder's rights");
  }
  // A log whose size nobody can tell may hold what was committed.
  const int64_t size = file.size();
  if (size < 0) return Fail(ErrorCode::kIo, log + ": the log cannot be read");
  if (size > 0) return {};
  const std::vector<char> zeros(static_cast<size_t>(kPieceBytes));
  bool done = true;
  for (int64_t written = 0; done && written < bytes; written += kPieceBytes) {
    done = file.Write(zeros, std::min(kPieceBytes, bytes - written), written);
  }
  if (done && file.Sync()) return {};
  return Fail(ErrorCode::kIo, log + ": the log cannot be written; is the disk full?");
}

}  // namespace yiting::store
