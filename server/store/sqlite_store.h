// The embedded store: one SQLite database of all communities, one connection, one fsync a batch;
// one more, of the key store, for a batch that brings contents.
// The tables are in docs/formats/store.md.
//
// A commit's price is one write into the write-ahead log and one fsync of it. So the log is made at
// full size once and never truncated (an fsync of a file that grows must also write the file
// system's own journal), and it is moved into the database rarely (kWalPages).
// Touches: PATH, PATH-wal, FOLDER/keys/contents.db. Tested by
// tests/unit/server/store_contract_test.cc, sqlite_store_test.cc

#ifndef YITING_SERVER_STORE_SQLITE_STORE_H_
#define YITING_SERVER_STORE_SQLITE_STORE_H_

#include <memory>
#include <string>
#include <utility>

#include "state/database.h"
#include "store/key_store.h"
#include "store/store.h"

namespace yiting::store {

// Pages of 4 KiB in the log before they are moved into the database: 16 MiB.
inline constexpr int kWalPages = 4096;

// Where the keys of a store's contents lie: in the folder `keys` beside it.
std::string KeyStorePath(const std::string& store_path);

class SqliteStore : public Store {
 public:
  // Makes the files when they are not there. Contents of tables of version 1 are sealed first.
  // kUnsupported for tables of another version.
  static Result<std::unique_ptr<SqliteStore>> Open(const std::string& path);

  Status Append(const Batch& batch) override;
  Result<std::vector<Bytes>> Communities() override;
  Result<uint64_t> Size(BytesView community) override;
  Result<std::vector<Bytes>> Read(BytesView community, uint64_t from, size_t max_bytes) override;
  Result<crypto::Hash> ReadHash(BytesView community, uint32_t level, uint64_t index) override;
  Result<std::string> NewestCheckpoint(BytesView community) override;
  Result<bool> HasContent(BytesView community, BytesView commitment) override;
  Result<std::optional<StoredContent>> FindContent(BytesView community,
                                                   BytesView commitment) override;
  Result<uint64_t> EraseContents(BytesView community,
                                 const std::vector<Bytes>& commitments) override;
  Status NoteAccesses(const std::vector<Access>& accesses) override;
  Result<AccessPage> Accesses(BytesView community, BytesView owner, uint64_t after,
                              uint32_t limit) override;
  Result<std::unique_ptr<StoreCopy>> BeginCopy(const std::string& path) override;
  Result<std::unique_ptr<StoreCopy>> BeginKeyCopy(const std::string& path) override;
  Status PutPack(BytesView hash, BytesView bundle) override;
  Result<std::optional<Bytes>> FindPack(BytesView hash) override;

  KeyStore& keys() { return *keys_; }

 private:
  SqliteStore(std::unique_ptr<state::Database> database, std::unique_ptr<KeyStore> keys)
      : database_(std::move(database)), keys_(std::move(keys)) {}
  Status AppendEntry(const NewEntry& entry);
  // Of contents that are not here yet, by index; their keys are safe on disk when it returns.
  Result<std::vector<std::pair<size_t, Bytes>>> SealNew(const std::vector<NewContent>& contents);
  // Its row in `sealed`, or 0.
  int64_t SealedId(BytesView community, BytesView commitment);
  void OverwriteSealed(BytesView community, BytesView commitment);
  // Runs `change` in one durable transaction.
  template <class Change>
  Status Commit(Change change);
  // Forgets a failure of a read, so that one bad page does not end the store, and reports it.
  Status TakeFailure();

  std::unique_ptr<state::Database> database_;
  std::unique_ptr<KeyStore> keys_;
  bool log_due_ = false;  // contents were erased and the log could not be emptied yet
};

template <class Change>
Status SqliteStore::Commit(Change change) {
  RETURN_IF_ERROR(database_->Begin());
  Status changed = change();
  if (changed) changed = database_->failure();
  if (!changed) {
    RETURN_IF_ERROR(database_->Rollback());
    return changed;
  }
  return database_->Commit();
}

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_SQLITE_STORE_H_
