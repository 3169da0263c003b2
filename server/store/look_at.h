// Is this file a copy of a store, or of a key store, and whole? Asked of a copy of the backup,
// never of the backup itself: to look, SQLite writes into a file.
//
// Touches: the file. Tested by tests/unit/server/backup_test.cc

#ifndef YITING_SERVER_STORE_LOOK_AT_H_
#define YITING_SERVER_STORE_LOOK_AT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "store/database_files.h"

namespace yiting::store {

struct LedgerSize {
  Bytes community;
  uint64_t size = 0;
};

// kCorrupt if it is damaged, kUnsupported if it is no store of this version or an earlier one.
Result<std::vector<LedgerSize>> LookAtStore(const std::string& path);
Status LookAtKeys(const std::string& path);

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_LOOK_AT_H_
