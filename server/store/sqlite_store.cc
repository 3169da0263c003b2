#include "store/sqlite_store.h"

#include <sqlite3.h>

#include <vector>

#include "ledger/merkle.h"
#include "store/database_files.h"

namespace yiting::store {

namespace {

constexpr int64_t kTablesVersion = 1;

// `hashes` are those of all complete subtrees that the entry completes: its leaf first, then level
// 1, 2, …; so a tree costs two hashes an entry and a subtree is found by one look-up. It stands
// before `bytes`, so that reading it never touches an overflow page.
constexpr char kTables[] = R"sql(
CREATE TABLE entries(
  community BLOB NOT NULL, seq INTEGER NOT NULL, hashes BLOB NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(community, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE contents(
  community BLOB NOT NULL, commitment BLOB NOT NULL, salt BLOB NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY(community, commitment)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints(
  community BLOB PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE packs(
  hash BLOB PRIMARY KEY, bundle BLOB NOT NULL
) STRICT, WITHOUT ROWID;
PRAGMA user_version=1;
)sql";

// A frame is a page and its header of 24 bytes; the log's own header is 32. A few pages more than
// kWalPages, because a batch that begins below the limit ends above it.
constexpr int64_t kLogBytes = 32 + int64_t{kWalPages + kWalPages / 8} * (4096 + 24);

// SQLite deletes the log of a database without pages, so the tables are made first, then the log.
Status MakeTables(state::Database& database) {
  int64_t version = 0;
  {
    state::Query query = database.Ask("PRAGMA user_version");
    if (query.Next()) version = query.Int(0);
  }
  RETURN_IF_ERROR(database.failure());
  if (version == kTablesVersion) return {};
  if (version != 0) {
    return Fail(ErrorCode::kUnsupported, "the store has tables of version " +
                                             std::to_string(version) + ", this program knows " +
                                             std::to_string(kTablesVersion));
  }
  RETURN_IF_ERROR(database.Begin());
  RETURN_IF_ERROR(database.RunScript(kTables));
  return database.Commit();
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::Open(const std::string& path) {
  if (!HasDatabase(path)) {
    ASSIGN_OR_RETURN(auto fresh, state::Database::Open(path, state::Durability::kDurable));
    RETURN_IF_ERROR(MakeTables(*fresh));
  }
  RETURN_IF_ERROR(GrowLog(path, kLogBytes));
  ASSIGN_OR_RETURN(auto database, state::Database::Open(path, state::Durability::kDurable));
  if (Status made = MakeTables(*database); !made) return FailAt(path, made.error());
  // Closing must not delete the log, and moving it into the database must not shorten it.
  int persist = 1;
  sqlite3_file_control(database->raw(), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
  RETURN_IF_ERROR(database->RunScript(
      "PRAGMA journal_size_limit=-1; PRAGMA wal_autocheckpoint=4096; PRAGMA cache_size=-65536;"));
  static_assert(kWalPages == 4096);
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(database)));
}

template <class Change>
Status SqliteStore::Commit(Change change) {
  RETURN_IF_ERROR(database_->Begin());
  if (Status changed = change(); !changed) {
    RETURN_IF_ERROR(database_->Rollback());
    return changed;
  }
  return database_->Commit();
}

Status SqliteStore::TakeFailure() {
  Status failure = database_->failure();
  if (!failure) RETURN_IF_ERROR(database_->Rollback());
  return failure;
}

Status SqliteStore::AppendEntry(const NewEntry& entry) {
  Bytes hashes(crypto::AsBytes(entry.leaf));
  crypto::Hash hash = entry.leaf;
  for (uint32_t level = 0; ((entry.seq >> level) & 1) != 0; ++level) {
    auto left = ReadHash(entry.community, level, (entry.seq >> level) - 1);
    if (!left) return Fail(ErrorCode::kConflict, "the ledger has no entry before " +
                                                     std::to_string(entry.seq));
    hash = ledger::NodeHash(*left, hash);
    hashes += crypto::AsBytes(hash);
  }
  if (entry.seq > 0 && (entry.seq & 1) == 0) {
    state::Query query = database_->Ask(
        "SELECT 1 FROM entries WHERE community = ?1 AND seq = ?2", entry.community, entry.seq - 1);
    if (!query.Next()) {
      RETURN_IF_ERROR(database_->failure());
      return Fail(ErrorCode::kConflict,
                  "the ledger has no entry before " + std::to_string(entry.seq));
    }
  }
  database_->Do("INSERT INTO entries(community, seq, hashes, bytes) VALUES(?1, ?2, ?3, ?4)",
                entry.community, entry.seq, hashes, entry.bytes);
  return database_->failure();
}

Status SqliteStore::Append(const Batch& batch) {
  if (batch.empty()) return {};
  return Commit([&]() -> Status {
    for (const NewEntry& entry : batch.entries) RETURN_IF_ERROR(AppendEntry(entry));
    for (const NewContent& content : batch.contents) {
      database_->Do(
          "INSERT INTO contents(community, commitment, salt, data) VALUES(?1, ?2, ?3, ?4)"
          " ON CONFLICT DO NOTHING",
          content.community, content.commitment, content.salt, content.data);
    }
    for (const NewPack& pack : batch.packs) {
      database_->Do("INSERT INTO packs(hash, bundle) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
                    pack.hash, pack.bundle);
    }
    for (const NewCheckpoint& checkpoint : batch.checkpoints) {
      database_->Do(
          "INSERT INTO checkpoints(community, size, note) VALUES(?1, ?2, ?3)"
          " ON CONFLICT(community) DO UPDATE SET size = ?2, note = ?3 WHERE size < ?2",
          checkpoint.community, checkpoint.size, state::Text{checkpoint.note});
    }
    return {};
  });
}

Result<std::vector<Bytes>> SqliteStore::Communities() {
  std::vector<Bytes> communities;
  Bytes last;
  while (true) {
    state::Query query = database_->Ask(
        "SELECT community FROM entries WHERE community > ?1 ORDER BY community, seq LIMIT 1", last);
    if (!query.Next()) break;
    last = query.Blob(0);
    communities.push_back(last);
  }
  RETURN_IF_ERROR(TakeFailure());
  return communities;
}

Result<uint64_t> SqliteStore::Size(BytesView community) {
  uint64_t size = 0;
  {
    state::Query query = database_->Ask(
        "SELECT seq FROM entries WHERE community = ?1 ORDER BY seq DESC LIMIT 1", community);
    if (query.Next()) size = static_cast<uint64_t>(query.Int(0)) + 1;
  }
  RETURN_IF_ERROR(TakeFailure());
  return size;
}

Result<std::vector<Bytes>> SqliteStore::Read(BytesView community, uint64_t from,
                                             size_t max_bytes) {
  std::vector<Bytes> entries;
  if (from > ledger::kTreeSizeMax) return entries;
  size_t total = 0;
  {
    state::Query query = database_->Ask(
        "SELECT bytes FROM entries WHERE community = ?1 AND seq >= ?2 ORDER BY seq", community,
        from);
    while (query.Next()) {
      Bytes bytes = query.Blob(0);
      total += bytes.size();
      if (!entries.empty() && total > max_bytes) break;
      entries.push_back(std::move(bytes));
    }
  }
  RETURN_IF_ERROR(TakeFailure());
  return entries;
}

Result<crypto::Hash> SqliteStore::ReadHash(BytesView community, uint32_t level, uint64_t index) {
  Bytes hashes;
  if (level < 63 && index < (ledger::kTreeSizeMax >> level)) {
    uint64_t last_leaf = ((index + 1) << level) - 1;
    state::Query query = database_->Ask(
        "SELECT hashes FROM entries WHERE community = ?1 AND seq = ?2", community, last_leaf);
    if (query.Next()) hashes = query.Blob(0);
  }
  RETURN_IF_ERROR(database_->failure());
  size_t offset = size_t{level} * crypto::kHashBytes;
  if (hashes.size() < offset + crypto::kHashBytes) {
    return Fail(ErrorCode::kNotFound, "the ledger has no complete subtree at level " +
                                          std::to_string(level) + ", " + std::to_string(index));
  }
  return crypto::HashFromBytes(BytesView(hashes).substr(offset, crypto::kHashBytes));
}

Result<std::string> SqliteStore::NewestCheckpoint(BytesView community) {
  std::string note;
  {
    state::Query query =
        database_->Ask("SELECT note FROM checkpoints WHERE community = ?1", community);
    if (query.Next()) note = query.Text(0);
  }
  RETURN_IF_ERROR(TakeFailure());
  return note;
}

Result<bool> SqliteStore::HasContent(BytesView community, BytesView commitment) {
  bool has = false;
  {
    state::Query query = database_->Ask(
        "SELECT 1 FROM contents WHERE community = ?1 AND commitment = ?2", community, commitment);
    has = query.Next();
  }
  RETURN_IF_ERROR(TakeFailure());
  return has;
}

Result<std::optional<StoredContent>> SqliteStore::FindContent(BytesView community,
                                                              BytesView commitment) {
  std::optional<StoredContent> content;
  {
    state::Query query = database_->Ask(
        "SELECT salt, data FROM contents WHERE community = ?1 AND commitment = ?2", community,
        commitment);
    if (query.Next()) content = StoredContent{query.Blob(0), query.Blob(1)};
  }
  RETURN_IF_ERROR(TakeFailure());
  return content;
}

Result<bool> SqliteStore::EraseContent(BytesView community, BytesView commitment) {
  bool erased = false;
  RETURN_IF_ERROR(Commit([&]() -> Status {
    database_->Do("DELETE FROM contents WHERE community = ?1 AND commitment = ?2", community,
                  commitment);
    erased = database_->changes() > 0;
    return {};
  }));
  // The log still has the page as it was; moving the log into the database and starting it anew
  // overwrites that as far as the new log reaches, so it is emptied for good.
  if (erased) RETURN_IF_ERROR(database_->RunScript("PRAGMA wal_checkpoint(TRUNCATE)"));
  return erased;
}

Status SqliteStore::PutPack(BytesView hash, BytesView bundle) {
  ASSIGN_OR_RETURN(std::optional<Bytes> there, FindPack(hash));
  if (there) return {};
  return Commit([&]() -> Status {
    database_->Do("INSERT INTO packs(hash, bundle) VALUES(?1, ?2)", hash, bundle);
    return {};
  });
}

Result<std::optional<Bytes>> SqliteStore::FindPack(BytesView hash) {
  std::optional<Bytes> bundle;
  {
    state::Query query = database_->Ask("SELECT bundle FROM packs WHERE hash = ?1", hash);
    if (query.Next()) bundle = query.Blob(0);
  }
  RETURN_IF_ERROR(TakeFailure());
  return bundle;
}

}  // namespace yiting::store
