// The embedded store: one SQLite database of all communities, one connection, one fsync a batch.
// The tables are in docs/formats/store.md.
//
// A commit's price is one write into the write-ahead log and one fsync of it. So the log is made at
// full size once and never truncated (an fsync of a file that grows must also write the file
// system's own journal), and it is moved into the database rarely (kWalPages).
// Touches: PATH, PATH-wal. Tested by tests/unit/server/store_contract_test.cc, sqlite_store_test.cc

#ifndef YITING_SERVER_STORE_SQLITE_STORE_H_
#define YITING_SERVER_STORE_SQLITE_STORE_H_

#include <memory>
#include <string>

#include "state/database.h"
#include "store/store.h"

namespace yiting::store {

// Pages of 4 KiB in the log before they are moved into the database: 16 MiB.
inline constexpr int kWalPages = 4096;

class SqliteStore : public Store {
 public:
  // Makes the file when it is not there. kUnsupported for tables of another version.
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
  Result<bool> EraseContent(BytesView community, BytesView commitment) override;
  Status PutPack(BytesView hash, BytesView bundle) override;
  Result<std::optional<Bytes>> FindPack(BytesView hash) override;

 private:
  explicit SqliteStore(std::unique_ptr<state::Database> database)
      : database_(std::move(database)) {}
  Status AppendEntry(const NewEntry& entry);
  // Runs `change` in one durable transaction.
  template <class Change>
  Status Commit(Change change);
  // Forgets a failure of a read, so that one bad page does not end the store, and reports it.
  Status TakeFailure();

  std::unique_ptr<state::Database> database_;
};

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_SQLITE_STORE_H_
