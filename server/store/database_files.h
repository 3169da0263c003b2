// What a server does with the files of a database beside opening it, through SQLite's own port to
// the disk (sqlite3_vfs): so that whoever puts another disk there (tests/sim) has all of it.
//
// Touches: PATH, PATH-wal, PATH-journal. Not for files that are no database (ops/file_io.h).
// Tested by tests/unit/server/sqlite_store_test.cc, catch_up_test.cc

#ifndef YITING_SERVER_STORE_DATABASE_FILES_H_
#define YITING_SERVER_STORE_DATABASE_FILES_H_

#include <cstdint>
#include <string>

#include "base/result.h"

namespace yiting::store {

// Of a file that is read or written whole: SQLite itself never writes more than a page, and its
// port takes no piece of 128 KiB or more.
inline constexpr int64_t kPieceBytes = 1 << 16;

// False also where there is nothing but an empty file.
bool HasDatabase(const std::string& path);
// The database and what SQLite keeps beside it, as far as they are there. It must not be open.
void RemoveDatabase(const std::string& path);
// Writes the write-ahead log of `path` full of zeros, `bytes` long, durably. SQLite takes them for
// an empty log and overwrites them from the start. Not fallocate: blocks that were never written
// cost the file system's journal at each first write, which is what this is to avoid. Does nothing
// to a log that is there.
Status GrowLog(const std::string& path, int64_t bytes);

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_DATABASE_FILES_H_
