// A desk is one community in the hall: its sequencer, and what the hall remembers of it between two
// rounds. A desk that lost its state (a full disk) is reopened from the store.
//
//   open    it takes commands and signs
//   behind  entries that were signed are not here, or may not be (a store brought back from a
//           backup): it signs nothing and takes nothing but those entries, until they are back and
//           kSettleMs have passed in which no client knew of more
//   halted  a fork of its own ledger was shown: it signs nothing any more
//
// The hall's thread only. Tested by tests/unit/server/hall_test.cc, recovery_test.cc

#ifndef YITING_SERVER_HALL_DESK_H_
#define YITING_SERVER_HALL_DESK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "decide/decide.h"
#include "hall/erasing.h"
#include "hall/heads.h"
#include "hall/intake.h"
#include "hall/reading.h"
#include "sequencer/sequencer.h"
#include "store/store.h"

namespace yiting::hall {

// How far the clock may be behind the last entry: a step when the machine's clock is set, not more.
inline constexpr int64_t kClockStepMs = 10'000;
// After entries came back: a phone that is refused asks again within a minute.
inline constexpr int64_t kSettleMs = 2 * 60'000;
// How long a ledger that was restored from a backup waits for a client that knows of more.
inline constexpr int64_t kRestoredWaitMs = int64_t{24} * 3'600'000;

class Desk {
 public:
  struct Ports {
    store::Store& store;
    decide::PackSource& packs;
    sequencer::KeyRing keys;
    std::string state_folder;
    Heads* heads = nullptr;  // what was signed last, beside the store
    int64_t restored_wait_ms = kRestoredWaitMs;
  };
  // `ports` must outlive the desk. Nothing is opened yet.
  Desk(const Ports& ports, Bytes community) : ports_(ports), community_(std::move(community)) {}

  // Catches up and opens, unless that is done already.
  Status Open();
  // From here on it opens without the ledger's key: nothing can be signed before a new one is in
  // force.
  void AllowMissingKey() { key_may_be_missing_ = true; }
  bool is_open() const { return sequencer_ != nullptr; }
  // Open, neither behind nor halted, and the clock is not behind the ledger; else why not.
  Status CheckReady(int64_t now_ms);

  const Bytes& community() const { return community_; }
  // REQUIRES: is_open().
  sequencer::Sequencer& sequencer() { return *sequencer_; }
  state::Community& state() { return sequencer_->state(); }
  uint64_t size() const { return sequencer_->frontier().size(); }
  const ledger::Frontier& frontier() const { return sequencer_->frontier(); }
  store::Store& store() const { return ports_.store; }
  ReadingDesk reading() { return {ports_.store, state(), ports_.packs, checkpoint_}; }

  // Adds what is staged to the batch.
  void AddTo(store::Batch& batch);
  // The store has what was staged. A state that fails to keep it is closed; the ledger is good.
  void Commit();
  // After Commit, before anybody is told: what those entries erase goes out of the store. On an
  // Error it is tried again before the next command.
  Status EraseDue();
  void Abort();
  // Signs the checkpoint if the tree grew. True if it did.
  bool Sign();
  const std::string& checkpoint() const { return checkpoint_; }
  // This machine's keys, oldest first.
  const std::vector<Bytes>& ring() const { return ports_.keys.public_keys(); }
  // Puts a witness's line under it, unless it is of another size by now or has the line already.
  void AddCosignature(uint64_t size, const std::string& line);

  // What a client's newest checkpoint says of this ledger: kIo if it is behind from now on,
  // kCorrupt for a fork (by the key in force: it is halted from now on), kConflict for one of
  // another key. REQUIRES: is_open().
  Status Meet(const std::optional<SignedHead>& client);
  // Somebody has seen our signature on a tree of `to` entries, here are less. `note`: it, or empty.
  void FallBehind(uint64_t to, const std::string& note);
  bool behind() const { return behind_.has_value(); }
  // How many entries are known to be missing. REQUIRES: is_open().
  uint64_t missing() const {
    return behind_ && behind_->to > size() ? behind_->to - size() : 0;
  }
  // From which entry on the client of this head brings back what it holds; 0: it has nothing for
  // us. Entries that are missing; or, once from each member's `device` (empty: not known), what
  // belongs to those that came back, for nobody holds all contents. REQUIRES: is_open().
  uint64_t TakesBackFrom(const std::optional<SignedHead>& client, BytesView device);
  // kIo while nothing that was signed covers what is here. REQUIRES: is_open().
  Status CheckReadable() const;
  // Entries under this head came back.
  void NoteBack(const SignedHead& head, int64_t now_ms);
  // True if it was behind until now, and is open from now on.
  bool ComeBack(int64_t now_ms);

  void Halt(const std::string& why);
  bool halted() const { return !halted_.empty(); }

  // When its next deadline falls due; nullopt: never, or closed.
  std::optional<int64_t> next_due();

 private:
  struct Behind {
    explicit Behind(uint64_t size) : from(size) {}
    uint64_t from;  // entries that were here then
    uint64_t to = 0;  // entries, of the largest tree that was signed, as far as that is known
    std::optional<int64_t> opens_ms;  // nullopt: not before some came back
    // The heads beside the store say how much was lost; else a client's word may not be all of it.
    bool by_heads = false;
    std::set<Bytes> asked;  // devices
  };
  void Close(const Error& why);
  // With what was signed before, as the store and the heads beside it have it.
  Status CompareWithSigned();
  bool IsRestored() const;
  // A restart knows by it what a client has shown.
  void Keep(const std::string& note);
  bool SignHead();
  // The witnesses' lines of a note that was kept, if it is of the tree that was signed now.
  void TakeLinesOf(const std::string& kept);

  const Ports& ports_;
  Bytes community_;
  std::unique_ptr<sequencer::Sequencer> sequencer_;
  std::string checkpoint_;
  uint64_t checkpoint_size_ = 0;
  bool checkpoint_unsaved_ = false;
  std::optional<Behind> behind_;
  std::string halted_;
  bool key_may_be_missing_ = false;
  Erasing erasing_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_DESK_H_
