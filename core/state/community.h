// A Community is the derived state of one ledger: the tables of state/schema.h in one SQLite file,
// with the facts that every entry touches kept in memory beside them. Changed by Apply alone
// (state/apply.h), read by state/read_*.h. It can be deleted and rebuilt from its ledger.
//
// Touches: its file. Not thread-safe. Not to be confused with the ledger, which is the truth.
// Tested by tests/unit/state/fingerprint_test.cc, tests/unit/sequencer/sequencer_test.cc

#ifndef YITING_STATE_COMMUNITY_H_
#define YITING_STATE_COMMUNITY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/sha256.h"
#include "state/database.h"
#include "state/fingerprint.h"

namespace yiting::state {

// What this build can apply. An entry of a higher level is left alone until an update comes.
inline constexpr uint32_t kEngineLevel = 1;

// The one row of table `ledger`.
struct LedgerFacts {
  uint64_t size = 0;       // entries applied
  int64_t time_ms = 0;     // of the last entry
  uint32_t engine_level = kEngineLevel;
  Bytes pack;              // hash of the pack in force, 32
  std::string title_zh;
  std::string title_en;
  Bytes sequencer_key;     // 32
  uint64_t next_deadline = 1;
  uint64_t next_number = 1;  // of matters

  friend bool operator==(const LedgerFacts&, const LedgerFacts&) = default;
};

// The id of the ledger that begins with this entry: its leaf hash, SHA-256(0x00 || entry).
Bytes IdOfFirstEntry(BytesView entry_bytes);

class Community {
 public:
  // `path` may be ":memory:".
  static Result<std::unique_ptr<Community>> Open(const std::string& path, Durability durability);

  Database& db() { return *database_; }
  const LedgerFacts& facts() const { return facts_; }
  LedgerFacts& mutable_facts() { return facts_; }

  // The ledger's id: the leaf hash of its first entry; empty before that is known.
  const Bytes& id() const { return id_; }
  void set_id(const Bytes& id) { id_ = id; }
  // The Merkle frontier over the applied entries, as ledger/merkle.h encodes it; opaque here.
  const Bytes& frontier() const { return frontier_; }
  void set_frontier(Bytes frontier) { frontier_ = std::move(frontier); }

  // Begin, then any number of entries, then Commit or Rollback. A failed Commit has rolled back.
  Status Begin();
  Status Commit();
  Status Rollback();
  bool InTransaction() const { return database_->InTransaction(); }

  // Points inside the open transaction, nested: Mark, then any number of entries, then TakeBack to
  // the last mark, which is gone then. For trying what might happen (checker/).
  Status Mark();
  Status TakeBack();

  // Writes facts() to its row. Called at the end of every entry, before Digest().
  void WriteFacts();
  crypto::Hash Digest() const { return fingerprint_->Digest(); }
  // The fingerprint with which the last entry ended: the chance of what the next entry begins
  // (docs/formats/draw.md). Set by FinishEntry; by hand where no row is followed (dryrun/).
  const crypto::Hash& last_digest() const { return last_digest_; }
  void set_last_digest(const crypto::Hash& digest) { last_digest_ = digest; }
  const Fingerprint& fingerprint() const { return *fingerprint_; }
  // For a state that is compared with none (dryrun/): following its rows is a quarter of the work.
  // Digest() says nothing from now on.
  void StopFingerprint() { fingerprint_->Stop(); }

 private:
  explicit Community(std::unique_ptr<Database> database);
  Status Load();

  std::unique_ptr<Database> database_;
  std::unique_ptr<Fingerprint> fingerprint_;
  LedgerFacts facts_;
  Bytes id_;
  Bytes frontier_;
  crypto::Hash last_digest_{};

  // As they were at Begin, for Rollback, and at each mark.
  struct Saved {
    LedgerFacts facts;
    Bytes id;
    Bytes frontier;
    crypto::LtHash lanes;
    crypto::Hash last_digest;
  };
  Saved Remember() const;
  void Restore(const Saved& saved);
  Saved saved_;
  std::vector<Saved> marks_;
};

}  // namespace yiting::state

#endif  // YITING_STATE_COMMUNITY_H_
