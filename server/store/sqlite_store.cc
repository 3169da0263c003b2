#include "store/sqlite_store.h"

#include <sqlite3.h>

#include <vector>

#include "ledger/merkle.h"
#include "store/clear_log.h"
#include "store/database_files.h"
#include "store/sqlite_tables.h"

namespace yiting::store {

namespace {

// A frame is a page and its header of 24 bytes; the log's own header is 32. A few pages more than
// kWalPages, because a batch that begins below the limit ends above it.
constexpr int64_t kLogBytes = 32 + int64_t{kWalPages + kWalPages / 8} * (4096 + 24);

}  // namespace

std::string KeyStorePath(const std::string& store_path) {
  const size_t slash = store_path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : store_path.substr(0, slash);
  return folder + "/keys/contents.db";
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::Open(const std::string& path) {
  // SQLite deletes the log of a database without pages, so the tables are made first, then the log.
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
  ASSIGN_OR_RETURN(auto keys, KeyStore::Open(KeyStorePath(path)));
  if (Status sealed = SealOldContents(*database, *keys); !sealed) {
    return FailAt(path, sealed.error());
  }
  // What an erasure may have left there when the machine stopped in the middle of it.
  if (Status cleared = ClearLog(*database); !cleared) return FailAt(path, cleared.error());
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(database), std::move(keys)));
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
    if (!left && left.error().code != ErrorCode::kNotFound) return Failure{left.error()};
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
  ASSIGN_OR_RETURN(auto sealed, SealNew(batch.contents));
  return Commit([&]() -> Status {
    for (const NewEntry& entry : batch.entries) RETURN_IF_ERROR(AppendEntry(entry));
    for (const auto& [index, bytes] : sealed) {
      const NewContent& content = batch.contents[index];
      OverwriteSealed(content.community, content.commitment);  // whose key is gone
      InsertSealed(*database_, content.community, content.commitment, bytes);
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
  // While a batch is being stored a failure stays, so that the batch fails as a whole.
  RETURN_IF_ERROR(database_->InTransaction() ? database_->failure() : TakeFailure());
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
