// The state of a community as tables: everything that a decision or a screen may ask of it.
// The page docs/formats/state.md lists them. Tables are STRICT and WITHOUT ROWID, so a row is its
// primary key and its fields and nothing else, and the fingerprint covers all of them except
// `progress`, which holds what only helps this machine (the fingerprint's own lanes, the tree's
// frontier).
//
// Not to be confused with core/schema, the messages that are stored and sent.
// Tested by tests/unit/state/fingerprint_test.cc

#ifndef YITING_STATE_SCHEMA_H_
#define YITING_STATE_SCHEMA_H_

#include "base/result.h"
#include "state/database.h"

namespace yiting::state {

// Raised when a table changes; a state file of another number is thrown away and rebuilt.
inline constexpr int64_t kSchemaVersion = 6;

// Makes the tables in an empty file. kUnsupported if the file has other ones.
Status MakeTables(Database& database);

}  // namespace yiting::state

#endif  // YITING_STATE_SCHEMA_H_
