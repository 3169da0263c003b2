#include "store/key_store.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <utility>

#include "store/clear_log.h"
#include "store/database_files.h"

namespace yiting::store {

namespace {

constexpr int64_t kTablesVersion = 1;

// Pages in the log before they are moved into the database: a commit of keys writes few of them.
constexpr int kKeyLogPages = 1024;
constexpr int64_t kKeyLogBytes = 32 + int64_t{kKeyLogPages + kKeyLogPages / 8} * (4096 + 24);

constexpr char kTables[] = R"sql(
CREATE TABLE keys(id INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;
CREATE TABLE contents(
  community BLOB NOT NULL, commitment BLOB NOT NULL, subject BLOB NOT NULL, key INTEGER NOT NULL,
  PRIMARY KEY(community, commitment)
) STRICT, WITHOUT ROWID;
CREATE INDEX contents_by_subject ON contents(community, subject);
PRAGMA user_version=1;
)sql";

Status MakeTables(state::Database& database) {
  int64_t version = 0;
  {
    state::Query query = database.Ask("PRAGMA user_version");
    if (query.Next()) version = query.Int(0);
  }
  RETURN_IF_ERROR(database.failure());
  if (version == kTablesVersion) return {};
  if (version != 0) {
    return Fail(ErrorCode::kUnsupported, "the key store has tables of version " +
                                             std::to_string(version) + ", this program knows " +
                                             std::to_string(kTablesVersion));
  }
  RETURN_IF_ERROR(database.Begin());
  RETURN_IF_ERROR(database.RunScript(kTables));
  return database.Commit();
}

}  // namespace

Result<std::unique_ptr<KeyStore>> KeyStore::Open(const std::string& path) {
  // Where that fails opening the file says why.
  (void)::mkdir(path.substr(0, path.rfind('/')).c_str(), 0700);
  if (!HasDatabase(path)) {
    ASSIGN_OR_RETURN(auto fresh, state::Database::Open(path, state::Durability::kDurable));
    RETURN_IF_ERROR(MakeTables(*fresh));
    // The log is made with the rights of the database. A disk without rights has others to mind.
    (void)::chmod(path.c_str(), 0600);
  }
  RETURN_IF_ERROR(GrowLog(path, kKeyLogBytes));
  ASSIGN_OR_RETURN(auto database, state::Database::Open(path, state::Durability::kDurable));
  if (Status made = MakeTables(*database); !made) return FailAt(path, made.error());
  int persist = 1;
  sqlite3_file_control(database->raw(), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
  RETURN_IF_ERROR(
      database->RunScript("PRAGMA journal_size_limit=-1; PRAGMA wal_autocheckpoint=1024;"));
  static_assert(kKeyLogPages == 1024);
  // What an erasure may have left there when the machine stopped in the middle of it.
  if (Status cleared = ClearLog(*database); !cleared) return FailAt(path, cleared.error());
  return std::unique_ptr<KeyStore>(new KeyStore(std::move(database)));
}

int64_t KeyStore::IdOf(BytesView community, BytesView commitment) {
  state::Query query = database_->Ask(
      "SELECT key FROM contents WHERE community = ?1 AND commitment = ?2", community, commitment);
  return query.Next() ? query.Int(0) : 0;
}

void KeyStore::Overwrite(int64_t id) {
  database_->Do("UPDATE keys SET key = zeroblob(length(key)) WHERE id = ?1", id);
}

Status KeyStore::Finish() {
  Status done = database_->failure();
  if (done) return database_->Commit();
  RETURN_IF_ERROR(database_->Rollback());
  return done;
}

Status KeyStore::TakeFailure() {
  Status failure = database_->failure();
  if (!failure) RETURN_IF_ERROR(database_->Rollback());
  return failure;
}

Status KeyStore::Add(const std::vector<ContentKey>& keys) {
  if (keys.empty()) return {};
  RETURN_IF_ERROR(database_->Begin());
  for (const ContentKey& one : keys) {
    if (int64_t id = IdOf(one.community, one.commitment); id != 0) Overwrite(id);
    database_->Do("INSERT INTO keys(key) VALUES(?1)", one.key);
    database_->Do(
        "INSERT INTO contents(community, commitment, subject, key)"
        " VALUES(?1, ?2, ?3, last_insert_rowid())"
        " ON CONFLICT DO UPDATE SET subject = ?3, key = last_insert_rowid()",
        one.community, one.commitment, one.subject);
  }
  return Finish();
}

Result<Bytes> KeyStore::Find(BytesView community, BytesView commitment) {
  Bytes key;
  {
    state::Query query = database_->Ask(
        "SELECT keys.key FROM contents JOIN keys ON keys.id = contents.key"
        " WHERE community = ?1 AND commitment = ?2",
        community, commitment);
    if (query.Next()) key = query.Blob(0);
  }
  RETURN_IF_ERROR(TakeFailure());
  return key;
}

Result<bool> KeyStore::Has(BytesView community, BytesView commitment) {
  const bool has = IdOf(community, commitment) != 0;
  RETURN_IF_ERROR(TakeFailure());
  return has;
}

Status KeyStore::Erase(BytesView community, const std::vector<Bytes>& commitments) {
  RETURN_IF_ERROR(database_->Begin());
  for (const Bytes& commitment : commitments) {
    const int64_t id = IdOf(community, commitment);
    if (id == 0) continue;
    Overwrite(id);
    database_->Do("DELETE FROM contents WHERE community = ?1 AND commitment = ?2", community,
                  commitment);
  }
  RETURN_IF_ERROR(Finish());
  return ClearLog(*database_);
}

Result<uint64_t> KeyStore::CountOf(BytesView community, BytesView subject) {
  uint64_t count = 0;
  {
    state::Query query = database_->Ask(
        "SELECT count(*) FROM contents WHERE community = ?1 AND subject = ?2", community, subject);
    if (query.Next()) count = static_cast<uint64_t>(query.Int(0));
  }
  RETURN_IF_ERROR(TakeFailure());
  return count;
}

}  // namespace yiting::store
