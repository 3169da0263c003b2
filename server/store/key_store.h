// The key store holds one key for each content: what opens the sealed bytes in the store. It is a
// file of its own, in no backup of the store; so erasing a key makes its content unreadable in
// every backup that there is. docs/formats/keys.md.
//
// Keys stand in rows that are only ever added at the end and, when they are erased, overwritten
// where they stand: a row that never moves leaves no copy of itself in another page.
// Touches: PATH, PATH-wal. Not to be confused with signer/, which keeps the keys that sign.
// Tested by tests/unit/server/key_store_test.cc

#ifndef YITING_SERVER_STORE_KEY_STORE_H_
#define YITING_SERVER_STORE_KEY_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "state/database.h"

namespace yiting::store {

struct ContentKey {
  Bytes community;   // 32
  Bytes commitment;  // 32
  Bytes subject;     // whose content it is: a member id, or empty for nobody's
  Bytes key;         // 32
};

class KeyStore {
 public:
  // Makes file and folder when they are not there. kUnsupported for tables of another version.
  static Result<std::unique_ptr<KeyStore>> Open(const std::string& path);

  // All of them, durably, in one commit. A content that has a key already gets this one instead,
  // and the other is erased.
  Status Add(const std::vector<ContentKey>& keys);
  // Empty when there is none. The caller wipes it.
  Result<Bytes> Find(BytesView community, BytesView commitment);
  Result<bool> Has(BytesView community, BytesView commitment);
  // Durably, out of database and log; those that are not here are passed over.
  Status Erase(BytesView community, const std::vector<Bytes>& commitments);

  Result<uint64_t> CountOf(BytesView community, BytesView subject);

  state::Database& database() { return *database_; }

 private:
  explicit KeyStore(std::unique_ptr<state::Database> database) : database_(std::move(database)) {}
  int64_t IdOf(BytesView community, BytesView commitment);
  void Overwrite(int64_t id);
  // Ends the transaction, one way or the other.
  Status Finish();
  // Forgets a failure of a read and reports it.
  Status TakeFailure();

  std::unique_ptr<state::Database> database_;
};

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_KEY_STORE_H_
