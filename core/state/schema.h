// The state of a community as tables: everything that a decision or a screen may ask of it.
// The page docs/formats/state.md lists them. Tables are STRICT and WITHOUT ROWID, so a row is its
// primary key and its fields and nothing else, and the fingerprint covers all of them except
// `progress`, which holds what only helps this machine (the fingerprint's own lanes, the tree's
// frontier), and `commands`.
//
// Not to be confused with core/schema, the messages that are stored and sent.
// Tested by tests/unit/state/fingerprint_test.cc

#ifndef YITING_STATE_SCHEMA_H_
#define YITING_STATE_SCHEMA_H_

#include <string_view>

#include "base/result.h"
#include "state/database.h"

namespace yiting::state {

struct LedgerFacts;

// Raised when a table changes; a state file of another number is thrown away and rebuilt.
inline constexpr int64_t kSchemaVersion = 6;

// Makes the tables in an empty file. kUnsupported if the file has other ones.
Status MakeTables(Database& database);

// Whether the fingerprint sums the table's rows, and a snapshot has them.
bool IsCovered(std::string_view table);

// The one row of table `ledger`; as before the first entry, if it is not there.
LedgerFacts ReadFacts(Database& database);

}  // namespace yiting::state

#endif  // YITING_STATE_SCHEMA_H_
