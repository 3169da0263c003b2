#include "replica/state_file.h"

#include <utility>

#include "state/database.h"

namespace yiting::replica {

namespace {

using state::Community;
using state::Database;
using state::Durability;

std::string StatePath(const std::string& folder, SideStore& store, Number which) {
  const int64_t generation = store.Get(which);
  std::string name = which == Number::kStateGeneration ? "state" : "audit";
  if (generation != 0) name += "-" + std::to_string(generation);
  return PathIn(folder, name + ".db");
}

Status DropTables(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Database::Open(path, Durability::kCache));
  std::string script;
  {
    state::Query query = database->Ask(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (query.Next()) script += "DROP TABLE \"" + query.Text(0) + "\";";
  }
  RETURN_IF_ERROR(database->failure());
  script += "PRAGMA user_version=0";
  RETURN_IF_ERROR(database->Begin());
  RETURN_IF_ERROR(database->RunScript(script.c_str()));
  return database->Commit();
}

// The file is of no use as it is, and no fault of the disk's.
bool IsStale(ErrorCode code) {
  return code == ErrorCode::kUnsupported || code == ErrorCode::kCorrupt;
}

Result<std::unique_ptr<Community>> OpenEmpty(const std::string& folder, SideStore& store,
                                             Number which) {
  const std::string path = StatePath(folder, store, which);
  if (path != ":memory:") {
    const Status dropped = DropTables(path);
    if (!dropped) {
      if (!IsStale(dropped.error().code)) return Failure{dropped.error()};
      const int64_t next = store.Get(which) + 1;
      RETURN_IF_ERROR(store.Commit([&] { store.Set(which, next); }));
    }
  }
  return Community::Open(StatePath(folder, store, which), Durability::kCache);
}

}  // namespace

std::string PathIn(const std::string& folder, const std::string& name) {
  if (folder.empty() || folder == ":memory:") return ":memory:";
  return folder + "/" + name;
}

Result<std::unique_ptr<Community>> OpenState(const std::string& folder, SideStore& store,
                                             Number which) {
  Result<std::unique_ptr<Community>> state =
      Community::Open(StatePath(folder, store, which), Durability::kCache);
  if (!state && IsStale(state.error().code)) return OpenEmpty(folder, store, which);
  return state;
}

Status ResetState(const std::string& folder, SideStore& store,
                  std::unique_ptr<Community>& state, Number which) {
  state.reset();
  ASSIGN_OR_RETURN(state, OpenEmpty(folder, store, which));
  return {};
}

}  // namespace yiting::replica
