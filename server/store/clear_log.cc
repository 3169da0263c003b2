#include "store/clear_log.h"

#include <sqlite3.h>

#include <algorithm>
#include <vector>

#include "store/database_files.h"

namespace yiting::store {

namespace {

// Only what is not zero yet is written: after most erasures that is a small part of the log. Its
// header goes first, and without one SQLite takes the rest for nothing.
bool Overwrite(sqlite3_file* file) {
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return false;
  const std::vector<char> zeros(static_cast<size_t>(kPieceBytes));
  std::vector<char> piece(zeros.size());
  for (int64_t at = 0; at < size; at += kPieceBytes) {
    const int count = static_cast<int>(std::min(kPieceBytes, int64_t{size} - at));
    if (file->pMethods->xRead(file, piece.data(), count, at) != SQLITE_OK) return false;
    if (std::equal(piece.begin(), piece.begin() + count, zeros.begin())) continue;
    if (file->pMethods->xWrite(file, zeros.data(), count, at) != SQLITE_OK) return false;
  }
  return file->pMethods->xSync(file, SQLITE_SYNC_FULL) == SQLITE_OK;
}

}  // namespace

Status ClearLog(state::Database& database) {
  bool moved = false;
  {
    state::Query query = database.Ask("PRAGMA wal_checkpoint(RESTART)");
    moved = query.Next() && query.Int(0) == 0 && query.Int(1) == query.Int(2);
  }
  RETURN_IF_ERROR(database.failure());
  if (!moved) return Fail(ErrorCode::kIo, "the log could not be moved into the database");
  sqlite3_file* log = nullptr;
  sqlite3_file_control(database.raw(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log == nullptr || log->pMethods == nullptr) {
    return Fail(ErrorCode::kIo, "the database has no log to empty");
  }
  if (!Overwrite(log)) {
    return Fail(ErrorCode::kIo, "the log could not be overwritten; is the disk full or failing?");
  }
  return {};
}

}  // namespace yiting::store
