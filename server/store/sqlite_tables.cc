#include "store/sqlite_tables.h"

#include <utility>
#include <vector>

#include "signer/signer.h"
#include "store/clear_log.h"
#include "store/seal.h"

namespace yiting::store {

namespace {

// `hashes` are those of all complete subtrees that the entry completes: its leaf first, then level
// 1, 2, …; so a tree costs two hashes an entry and a subtree is found by one look-up. It stands
// before `bytes`, so that reading it never touches an overflow page.
//
// `sealed` is only added to at its end, and overwritten in place: no row of it ever moves, because
// a page that a row left keeps its bytes, and secure_delete does not see them.
constexpr char kTables[] = R"sql(
CREATE TABLE entries(
  community BLOB NOT NULL, seq INTEGER NOT NULL, hashes BLOB NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(community, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints(
  community BLOB PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE packs(
  hash BLOB PRIMARY KEY, bundle BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr char kNewInVersion2[] = R"sql(
CREATE TABLE contents(
  community BLOB NOT NULL, commitment BLOB NOT NULL, sealed INTEGER NOT NULL,
  PRIMARY KEY(community, commitment)
) STRICT, WITHOUT ROWID;
CREATE TABLE sealed(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE accesses(
  id INTEGER PRIMARY KEY, community BLOB NOT NULL, owner BLOB NOT NULL, commitment BLOB NOT NULL,
  member BLOB NOT NULL, device BLOB NOT NULL, time_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX accesses_by_owner ON accesses(community, owner, id);
PRAGMA user_version=2;
)sql";

struct OldContent {
  Bytes community;
  Bytes commitment;
  StoredContent content;
};

std::vector<OldContent> NextOld(state::Database& database, const OldContent& last) {
  std::vector<OldContent> some;
  state::Query query = database.Ask(
      "SELECT community, commitment, salt, data FROM contents_1"
      " WHERE (community, commitment) > (?1, ?2) ORDER BY community, commitment LIMIT 1000",
      last.community, last.commitment);
  while (query.Next()) {
    some.push_back({query.Blob(0), query.Blob(1), {query.Blob(2), query.Blob(3)}});
  }
  return some;
}

Status SealSome(state::Database& database, KeyStore& keys, const std::vector<OldContent>& some) {
  std::vector<ContentKey> fresh;
  for (const OldContent& old : some) {
    // Whose they are only the states know.
    fresh.push_back({old.community, old.commitment, "", signer::Random(kContentKeyBytes)});
  }
  RETURN_IF_ERROR(keys.Add(fresh));
  for (size_t i = 0; i < some.size(); ++i) {
    const OldContent& old = some[i];
    InsertSealed(database, old.community, old.commitment,
                 SealContent(fresh[i].key, old.community, old.commitment, old.content));
  }
  return database.failure();
}

}  // namespace

Result<int64_t> TablesVersion(state::Database& database) {
  int64_t version = 0;
  {
    state::Query query = database.Ask("PRAGMA user_version");
    if (query.Next()) version = query.Int(0);
  }
  RETURN_IF_ERROR(database.failure());
  return version;
}

Status MakeTables(state::Database& database) {
  ASSIGN_OR_RETURN(int64_t version, TablesVersion(database));
  if (version == kStoreTablesVersion || version == 1) return {};
  if (version != 0) {
    return Fail(ErrorCode::kUnsupported,
                "the store has tables of version " + std::to_string(version) +
                    ", this program knows " + std::to_string(kStoreTablesVersion));
  }
  RETURN_IF_ERROR(database.Begin());
  RETURN_IF_ERROR(database.RunScript(kTables));
  RETURN_IF_ERROR(database.RunScript(kNewInVersion2));
  return database.Commit();
}

Status SealOldContents(state::Database& database, KeyStore& keys) {
  ASSIGN_OR_RETURN(int64_t version, TablesVersion(database));
  if (version != 1) return {};
  RETURN_IF_ERROR(database.Begin());
  RETURN_IF_ERROR(database.RunScript("ALTER TABLE contents RENAME TO contents_1"));
  RETURN_IF_ERROR(database.RunScript(kNewInVersion2));
  OldContent last;
  while (true) {
    std::vector<OldContent> some = NextOld(database, last);
    if (some.empty()) break;
    if (Status sealed = SealSome(database, keys, some); !sealed) {
      RETURN_IF_ERROR(database.Rollback());
      return sealed;
    }
    last = std::move(some.back());
  }
  RETURN_IF_ERROR(database.failure());
  RETURN_IF_ERROR(database.RunScript("DROP TABLE contents_1"));
  RETURN_IF_ERROR(database.Commit());
  return ClearLog(database);
}

void InsertSealed(state::Database& database, BytesView community, BytesView commitment,
                  BytesView sealed) {
  database.Do("INSERT INTO sealed(bytes) VALUES(?1)", sealed);
  database.Do(
      "INSERT INTO contents(community, commitment, sealed) VALUES(?1, ?2, last_insert_rowid())"
      " ON CONFLICT DO UPDATE SET sealed = last_insert_rowid()",
      community, commitment);
}

}  // namespace yiting::store
