#include "store/look_at.h"

#include <memory>

#include "state/database.h"
#include "store/key_store.h"
#include "store/sqlite_tables.h"

namespace yiting::store {

namespace {

// Both kinds have a version; only one has entries.
Result<std::unique_ptr<state::Database>> OpenWhole(const std::string& path, const char* ask_kind) {
  ASSIGN_OR_RETURN(auto database, state::Database::Open(path, state::Durability::kDurable));
  std::string found;
  {
    state::Query query = database->Ask("PRAGMA quick_check(1)");
    if (query.Next()) found = query.Text(0);
  }
  if (Status read = database->failure(); !read || found != "ok") {
    return Fail(ErrorCode::kCorrupt, "this copy is damaged: " +
                                         (read ? found : read.error().message));
  }
  bool has_table = false;
  {
    state::Query query = database->Ask(ask_kind);
    has_table = query.Next();
  }
  ASSIGN_OR_RETURN(int64_t version, TablesVersion(*database));
  if (has_table && version >= 1 && version <= kStoreTablesVersion) return database;
  return Fail(ErrorCode::kUnsupported, "this is no copy of that kind, or of a later version");
}

}  // namespace

Result<std::vector<LedgerSize>> LookAtStore(const std::string& path) {
  ASSIGN_OR_RETURN(auto database,
                   OpenWhole(path, "SELECT 1 FROM sqlite_schema WHERE name = 'entries'"));
  std::vector<LedgerSize> ledgers;
  {
    state::Query query = database->Ask(
        "SELECT community, max(seq) + 1 FROM entries GROUP BY community ORDER BY community");
    while (query.Next()) ledgers.push_back({query.Blob(0), static_cast<uint64_t>(query.Int(1))});
  }
  RETURN_IF_ERROR(database->failure());
  return ledgers;
}

Status LookAtKeys(const std::string& path) {
  ASSIGN_OR_RETURN(auto database,
                   OpenWhole(path, "SELECT 1 FROM sqlite_schema WHERE name = 'keys'"));
  return database->failure();
}

}  // namespace yiting::store
