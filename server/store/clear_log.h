// A write-ahead log keeps pages as they once were until something else is written over them. After
// an erasure it is emptied: everything moves into the database, then zeros go over all old frames,
// in place, so that the log keeps its length and its blocks (sqlite_store.h says why).
//
// Touches: the log of the database, through SQLite's own port to the disk.
// Tested by tests/unit/server/key_store_test.cc, sqlite_store_test.cc

#ifndef YITING_SERVER_STORE_CLEAR_LOG_H_
#define YITING_SERVER_STORE_CLEAR_LOG_H_

#include "base/result.h"
#include "state/database.h"

namespace yiting::store {

// Durable when it returns. A crash on the way leaves the log as it was or empty, and whole.
// REQUIRES: no transaction is open, and the database is this connection's alone.
Status ClearLog(state::Database& database);

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_CLEAR_LOG_H_
