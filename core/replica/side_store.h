// The side store is everything on this device that cannot be derived from the ledger, or must not
// be lost while it is not yet in it: the outbox, the contents at hand, the entries as they came,
// packs, the device's key, the newest checkpoint, evidence. One SQLite file of its own, `side.db`,
// with durable commits; the state (state/community.h) is a cache beside it that can be rebuilt from
// here.
//
// Every write is one commit: "safe on this device" may be shown when it has returned. The outbox's
// tables are described in docs/formats/outbox.md. This is the replica's one place of SQL text.
// Touches: its file. Not thread-safe.
// Tested by tests/unit/replica/side_store_test.cc

#ifndef YITING_REPLICA_SIDE_STORE_H_
#define YITING_REPLICA_SIDE_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "query/query.h"
#include "state/database.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::replica {

// Single values that are bytes.
enum class Fact : int64_t {
  kCommunity = 1,
  kSequencerKey = 2,
  kDeviceSeed = 3,
  kCheckpoint = 4,        // the newest signed note, as it came
  kFrontier = 5,          // over all entries held, checked or not (ledger::Frontier)
  kCheckedFrontier = 6,   // over those whose root a checkpoint has confirmed
  kBaseFrontier = 7,      // over the entries of the snapshot that this device began with
  kAuditFault = 20,       // one line
};

// Single values that are integers; 0 when never set.
enum class Number : int64_t {
  kCounter = 1,        // the highest device counter used
  kClockSkewMs = 2,    // server's clock minus this device's
  kLastContactMs = 3,
  kServerSize = 4,     // of the newest checkpoint
  kReplayedSize = 5,   // entries that this device has replayed with signatures verified
  kStateGeneration = 6,  // which state file; raised when one was damaged
  kAuditGeneration = 20,  // which file of the audit's
  kAuditState = 21,       // v1::AuditView::State
  kAuditDone = 22,        // entries, when the state was noted; the file knows better
  kAuditEndedMs = 23,
};

struct OutboxRow {
  enum State : int64_t { kWaiting = 1, kAccepted = 3, kRefused = 4 };
  int64_t number = 0;  // the order in which they were made
  Bytes command_id;
  Bytes bytes;         // the SignedCommand
  int64_t created_ms = 0;
  int64_t state = kWaiting;
  uint64_t seq = 0;      // of its entry once accepted
  Bytes rejection;       // an encoded v1::Rejection once refused
  Bytes signed_rejection;  // as the sequencer signed it; empty for one of this device's own making
  int64_t sends = 0;     // pushes that it was in; not 0: the server may know it
};

// What a person wrote into one field.
struct WrittenText {
  std::string field;
  std::string text;
};

// What a ledger that does not fit left behind.
struct Evidence {
  enum Lasts : int64_t {
    kThisRun = 0,    // nobody signed it: it may be the network's doing, so a restart tries again
    kThisBuild = 1,  // this build's judgement of what the sequencer signed
    kForever = 2,    // two checkpoints that the sequencer signed contradict each other
    kRules = 3,      // an audit's: signed entries that the rules would not have made; sync goes on
  };
  int64_t time_ms = 0;
  std::string line;  // one line for the evidence page
  int64_t lasts = kThisRun;
  Bytes checkpoint_held;
  Bytes checkpoint_came;
  Bytes material;     // the reply or the entry that does not fit, as it came
  int64_t number = 0;  // by which it is asked for again
};

class SideStore : public query::ContentSource {
 public:
  // `path` may be ":memory:". kUnsupported if a newer build made the file.
  static Result<std::unique_ptr<SideStore>> Open(const std::string& path);

  // Runs `write` inside one durable commit. On failure nothing of it is there.
  Status Commit(const std::function<void()>& write);
  // The first failure of a read since the last Forget; a failing read looks like "nothing there".
  Status failure() const { return database_->failure(); }
  Status Forget() { return database_->failure() ? Status() : database_->Rollback(); }

  Bytes Get(Fact fact);
  int64_t Get(Number number);
  // Inside Commit:
  void Set(Fact fact, BytesView value);
  void Set(Number number, int64_t value);

  // The outbox. -----------------------------------------------------------------------------------
  // Inside Commit. Gives it its number.
  void AddCommand(OutboxRow row, const std::vector<WrittenText>& texts);
  // Of the entry of one that is accepted the receipt is wanted: whoever acted holds one.
  void UpdateCommand(const OutboxRow& row);
  // With its texts; and with its contents, when `contents` says so.
  void RemoveCommand(BytesView command_id);
  void NoteSent(const std::vector<Bytes>& command_ids);
  // Accepted ones beyond the newest `keep` go: their entries are in the ledger.
  void PruneAccepted(int64_t keep);

  std::optional<OutboxRow> FindCommand(BytesView command_id);
  // In order. All; those that wait; those that are not in the first `size` entries yet.
  std::vector<OutboxRow> AllCommands();
  std::vector<OutboxRow> WaitingCommands(int64_t limit);
  std::vector<OutboxRow> PendingCommands(uint64_t size, int64_t limit);
  std::vector<WrittenText> TextsOf(BytesView command_id);
  struct Counts {
    uint32_t waiting = 0;
    uint32_t refused = 0;
  };
  Counts CountCommands();

  // Contents. -------------------------------------------------------------------------------------
  std::optional<Bytes> Find(BytesView commitment) override;
  bool Has(BytesView commitment);
  std::optional<v1::Content> FindContent(BytesView commitment);
  // Inside Commit. REQUIRES: the commitment was verified.
  void AddContent(const v1::Content& content);
  void RemoveContent(BytesView commitment);
  // Inside Commit. Neither the content, nor that it is wanted, stays here.
  void EraseContent(BytesView commitment);
  // Inside Commit. What was written into the command's fields.
  void EraseTexts(BytesView command_id);
  // What was erased leaves the write-ahead log as well; in the file it was overwritten at once.
  Status EmptyLog() { return database_->RunScript("PRAGMA wal_checkpoint(TRUNCATE)"); }

  // Contents that the ledger commits to and this device lacks.
  struct Wanted {
    Bytes commitment;
    uint64_t seq = 0;   // of the entry that names it
    int64_t asks = 0;   // how often it was asked for
  };
  // Inside Commit. Nothing if the content is here.
  void Want(BytesView commitment, uint64_t seq);
  // Inside Commit: a person waits for it.
  void WantNow(BytesView commitment);
  // Inside Commit: not before `next_ms` again.
  void AskedFor(BytesView commitment, int64_t next_ms);
  void ReconsiderWanted();
  // Those to be asked for now: a person's first, then the newest.
  std::vector<Wanted> WantedAt(int64_t now_ms, int64_t limit);

  // Entries. --------------------------------------------------------------------------------------
  // Inside Commit.
  void AddEntry(uint64_t seq, BytesView entry);
  void RemoveEntriesFrom(uint64_t seq);
  std::optional<Bytes> FindEntry(uint64_t seq);

  // Of the first `size` entries from `from` on those that name the matter; at most `limit`.
  struct NumberedEntry {
    uint64_t seq = 0;
    Bytes bytes;
  };
  std::vector<NumberedEntry> EntriesNaming(BytesView matter, uint64_t from, uint64_t size,
                                           int64_t limit);

  // The snapshot that this device began with, or is fetching. -------------------------------------
  // Inside Commit. Part kSnapshotHead is the answer that came with part 0, without its data.
  static constexpr int64_t kSnapshotHead = -1;
  void AddSnapshotPart(int64_t part, BytesView data);
  void DropSnapshot();
  std::optional<Bytes> FindSnapshotPart(int64_t part);
  // The head not counted.
  uint32_t CountSnapshotParts();

  // Receipts. -------------------------------------------------------------------------------------
  // Inside Commit. Until the receipt is here: not before `next_ms` again.
  void ReceiptAskedFor(uint64_t seq, int64_t next_ms);
  void AddReceipt(uint64_t seq, BytesView text);
  // In order.
  std::vector<uint64_t> ReceiptsWantedAt(uint64_t from, int64_t now_ms, int64_t limit);
  // As a text; empty: not here yet; nullopt: of no concern here.
  std::optional<Bytes> FindReceipt(uint64_t seq);

  // Packs. ----------------------------------------------------------------------------------------
  std::optional<Bytes> FindPack(BytesView hash);
  // Inside Commit. REQUIRES: the hash was verified.
  void AddPack(BytesView hash, BytesView bundle);
  // The hash of the next pack, or the commitment of the next content, after `after`; empty: none.
  Bytes NextPack(BytesView after);
  Bytes NextContent(BytesView after);

  // Evidence. -------------------------------------------------------------------------------------
  // Inside Commit.
  void AddEvidence(const Evidence& evidence);
  // The newest that still counts after a restart.
  std::optional<Evidence> LastingEvidence();
  std::vector<Evidence> AllEvidence();

 private:
  void WantReceipt(uint64_t seq);
  explicit SideStore(std::unique_ptr<state::Database> database);
  std::vector<OutboxRow> Collect(state::Query query);

  std::unique_ptr<state::Database> database_;
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_SIDE_STORE_H_
