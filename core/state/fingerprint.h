// The fingerprint of a state: an incremental multiset hash over all its rows, kept up to date by
// SQLite's pre-update hook, so that no code that changes a row can forget it. Equal rows give equal
// fingerprints, whatever the order and the machine that wrote them. docs/formats/fingerprint.md.
//
// The hook does not fire for a roll-back: the owner keeps a copy of the lanes and puts it back.
// Tested by tests/unit/state/fingerprint_test.cc

#ifndef YITING_STATE_FINGERPRINT_H_
#define YITING_STATE_FINGERPRINT_H_

#include "base/bytes.h"
#include "crypto/lthash.h"
#include "state/database.h"

struct sqlite3;
struct sqlite3_value;

namespace yiting::state {

class Fingerprint {
 public:
  // Watches `database`, which must outlive this object and have no other pre-update hook.
  explicit Fingerprint(Database& database);
  ~Fingerprint();
  Fingerprint(const Fingerprint&) = delete;
  Fingerprint& operator=(const Fingerprint&) = delete;

  const crypto::LtHash& lanes() const { return lanes_; }
  void Restore(const crypto::LtHash& lanes) { lanes_ = lanes; }
  // No row is followed from now on.
  void Stop();
  crypto::Hash Digest() const { return lanes_.Digest(); }

  // The lanes summed afresh over every row: the slow, obvious oracle, also for loaded snapshots.
  static Result<crypto::LtHash> SumOfAllRows(Database& database);

 private:
  static void OnChange(void* self, sqlite3* connection, int operation, const char* schema,
                       const char* table, long long before, long long after);
  Database& database_;
  crypto::LtHash lanes_;
  Bytes scratch_;
};

}  // namespace yiting::state

#endif  // YITING_STATE_FINGERPRINT_H_
