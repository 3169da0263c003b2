#include "replica/side_store.h"

#include <utility>

#include "state/community.h"
#include "state/schema.h"

namespace yiting::replica {

namespace {

using state::Database;
using state::Query;

constexpr int64_t kVersion = 3;

// Pieces of evidence that nobody signed, the newest.
constexpr int64_t kUnsignedEvidenceKept = 5;

// What judged a piece of evidence: another engine or other tables may judge otherwise.
constexpr int64_t kBuild = state::kSchemaVersion * 1000 + state::kEngineLevel;

constexpr char kTables[] = R"sql(
CREATE TABLE facts(fact INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE numbers(number INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE outbox(
  number INTEGER PRIMARY KEY, command BLOB NOT NULL, bytes BLOB NOT NULL,
  created_ms INTEGER NOT NULL, state INTEGER NOT NULL, seq INTEGER NOT NULL,
  rejection BLOB NOT NULL, signed_rejection BLOB NOT NULL, sends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX outbox_by_command ON outbox(command);
CREATE INDEX outbox_by_state ON outbox(state, number);

CREATE TABLE wanted(
  commitment BLOB PRIMARY KEY, seq INTEGER NOT NULL, urgent INTEGER NOT NULL,
  asks INTEGER NOT NULL, next_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX wanted_by_need ON wanted(urgent DESC, seq DESC, commitment);

CREATE TABLE entries(seq INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE packs(hash BLOB PRIMARY KEY, bundle BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE evidence(
  number INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, line TEXT NOT NULL,
  lasts INTEGER NOT NULL, build INTEGER NOT NULL, held BLOB NOT NULL, came BLOB NOT NULL,
  material BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// To version 2. The snapshot, if this device began with one. What was accepted before has its
// receipt asked for as well.
constexpr char kReceipts[] = R"sql(
CREATE TABLE receipts(
  seq INTEGER PRIMARY KEY, text BLOB NOT NULL, next_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot(part INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO receipts(seq, text, next_ms) SELECT DISTINCT seq, x'', 0 FROM outbox WHERE state = 3;
PRAGMA user_version=2;
)sql";

// To version 3. What can be erased lies in rows that are only ever added at the end and overwritten
// where they are: a row that moves from page to page leaves copies that nobody can erase.
constexpr char kProse[] = R"sql(
CREATE TABLE prose(
  row INTEGER PRIMARY KEY, commitment BLOB UNIQUE, salt BLOB NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE TABLE words(
  row INTEGER PRIMARY KEY, command BLOB, field TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX words_by_command ON words(command, row);
PRAGMA user_version=3;
)sql";
constexpr char kMoveProse[] = R"sql(
INSERT INTO prose(commitment, salt, data) SELECT commitment, salt, data FROM contents;
INSERT INTO words(command, field, text) SELECT command, field, text FROM texts;
DROP TABLE contents;
DROP TABLE texts;
)sql";

Status MakeSideTables(Database& database) {
  int64_t version = 0;
  {
    Query query = database.Ask("PRAGMA user_version");
    if (query.Next()) version = query.Int(0);
  }
  RETURN_IF_ERROR(database.failure());
  if (version == kVersion) return {};
  if (version < 0 || version > kVersion) {
    // Never thrown away: it may hold what was not sent yet.
    return Fail(ErrorCode::kUnsupported, "side.db: made by another version of this app (" +
                                             std::to_string(version) + "); update the app");
  }
  RETURN_IF_ERROR(database.Begin());
  Status made;
  if (version == 0) made = database.RunScript(kTables);
  static_assert(kVersion == 3);
  if (made && version < 2) made = database.RunScript(kReceipts);
  if (made) made = database.RunScript(kProse);
  if (made && version > 0) made = database.RunScript(kMoveProse);
  if (!made) {
    static_cast<void>(database.Rollback());
    return made;
  }
  return database.Commit();
}

}  // namespace

SideStore::SideStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

Result<std::unique_ptr<SideStore>> SideStore::Open(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   Database::Open(path, state::Durability::kDurable));
  RETURN_IF_ERROR(MakeSideTables(*database));
  return std::unique_ptr<SideStore>(new SideStore(std::move(database)));
}

Status SideStore::Commit(const std::function<void()>& write) {
  RETURN_IF_ERROR(database_->Begin());
  write();
  return database_->Commit();
}

Bytes SideStore::Get(Fact fact) {
  Query query = database_->Ask("SELECT value FROM facts WHERE fact = ?1",
                               static_cast<int64_t>(fact));
  return query.Next() ? query.Blob(0) : Bytes();
}

int64_t SideStore::Get(Number number) {
  Query query = database_->Ask("SELECT value FROM numbers WHERE number = ?1",
                               static_cast<int64_t>(number));
  return query.Next() ? query.Int(0) : 0;
}

void SideStore::Set(Fact fact, BytesView value) {
  database_->Do(
      "INSERT INTO facts(fact, value) VALUES(?1, ?2) ON CONFLICT(fact) DO UPDATE SET value = ?2",
      static_cast<int64_t>(fact), value);
}

void SideStore::Set(Number number, int64_t value) {
  database_->Do(
      "INSERT INTO numbers(number, value) VALUES(?1, ?2)"
      " ON CONFLICT(number) DO UPDATE SET value = ?2",
      static_cast<int64_t>(number), value);
}

void SideStore::AddEntry(uint64_t seq, BytesView entry) {
  database_->Do("INSERT INTO entries(seq, entry) VALUES(?1, ?2)", seq, entry);
}

void SideStore::RemoveEntriesFrom(uint64_t seq) {
  database_->Do("DELETE FROM entries WHERE seq >= ?1", seq);
}

std::optional<Bytes> SideStore::FindEntry(uint64_t seq) {
  Query query = database_->Ask("SELECT entry FROM entries WHERE seq = ?1", seq);
  if (!query.Next()) return std::nullopt;
  return query.Blob(0);
}

void SideStore::AddSnapshotPart(int64_t part, BytesView data) {
  database_->Do("INSERT INTO snapshot(part, data) VALUES(?1, ?2)", part, data);
}

void SideStore::DropSnapshot() { database_->Do("DELETE FROM snapshot"); }

std::optional<Bytes> SideStore::FindSnapshotPart(int64_t part) {
  Query query = database_->Ask("SELECT data FROM snapshot WHERE part = ?1", part);
  if (!query.Next()) return std::nullopt;
  return query.Blob(0);
}

uint32_t SideStore::CountSnapshotParts() {
  Query query = database_->Ask("SELECT count(*) FROM snapshot WHERE part >= 0");
  return query.Next() ? static_cast<uint32_t>(query.Int(0)) : 0;
}

std::optional<Bytes> SideStore::FindPack(BytesView hash) {
  Query query = database_->Ask("SELECT bundle FROM packs WHERE hash = ?1", hash);
  if (!query.Next()) return std::nullopt;
  return query.Blob(0);
}

void SideStore::AddPack(BytesView hash, BytesView bundle) {
  database_->Do("INSERT INTO packs(hash, bundle) VALUES(?1, ?2) ON CONFLICT(hash) DO NOTHING",
                hash, bundle);
}

void SideStore::AddEvidence(const Evidence& evidence) {
  database_->Do(
      "INSERT INTO evidence(number, time_ms, line, lasts, build, held, came, material)"
      " SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM evidence"
      // What an audit finds again is the same find.
      " HAVING coalesce(max(lasts = 3 AND line = ?2), 0) = 0",
      evidence.time_ms, state::Text{evidence.line}, evidence.lasts, kBuild,
      evidence.checkpoint_held, evidence.checkpoint_came, evidence.material);
  // What a bad network leaves at every start must not fill the device.
  database_->Do(
      "DELETE FROM evidence WHERE lasts = 0 AND number NOT IN"
      " (SELECT number FROM evidence WHERE lasts = 0 ORDER BY number DESC LIMIT ?1)",
      kUnsignedEvidenceKept);
}

std::vector<Evidence> SideStore::AllEvidence() {
  std::vector<Evidence> all;
  Query query = database_->Ask(
      "SELECT time_ms, line, lasts, held, came, material, number FROM evidence ORDER BY number");
  while (query.Next()) {
    all.push_back({query.Int(0), query.Text(1), query.Int(2), query.Blob(3), query.Blob(4),
                   query.Blob(5), query.Int(6)});
  }
  return all;
}

std::optional<Evidence> SideStore::LastingEvidence() {
  Query query = database_->Ask(
      "SELECT time_ms, line, lasts, held, came, material FROM evidence"
      " WHERE lasts = 2 OR (lasts = 1 AND build = ?1) ORDER BY number DESC LIMIT 1",
      kBuild);
  if (!query.Next()) return std::nullopt;
  return Evidence{query.Int(0),  query.Text(1), query.Int(2),
                  query.Blob(3), query.Blob(4), query.Blob(5)};
}

}  // namespace yiting::replica
