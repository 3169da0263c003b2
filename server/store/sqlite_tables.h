// The tables of the embedded store (docs/formats/store.md) and how those of an earlier version
// become those of this one.
//
// Touches: the database, the key store. Tested by tests/unit/server/sqlite_store_test.cc

#ifndef YITING_SERVER_STORE_SQLITE_TABLES_H_
#define YITING_SERVER_STORE_SQLITE_TABLES_H_

#include <string>

#include "base/result.h"
#include "state/database.h"
#include "store/key_store.h"

namespace yiting::store {

inline constexpr int64_t kStoreTablesVersion = 2;

// Which version the tables have; 0: there are none.
Result<int64_t> TablesVersion(state::Database& database);
// Does nothing to tables that are there. kUnsupported for a version that this program cannot know.
Status MakeTables(state::Database& database);
// Version 1 kept contents as they were: they are sealed, and nothing of them is left in the open.
// Needs room on the disk for them once more. Begins anew if it was cut off.
Status SealOldContents(state::Database& database, KeyStore& keys);

// A sealed content where it is kept from now on.
void InsertSealed(state::Database& database, BytesView community, BytesView commitment,
                  BytesView sealed);

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_SQLITE_TABLES_H_
