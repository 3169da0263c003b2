// A desk is one community in the hall: its sequencer, and what the hall remembers of it between two
// rounds. A desk that lost its state (a full disk) is reopened from the store; one at which a fork
// of its own ledger was shown signs nothing any more.
//
// The hall's thread only. Tested by tests/unit/server/hall_test.cc

#ifndef YITING_SERVER_HALL_DESK_H_
#define YITING_SERVER_HALL_DESK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "decide/decide.h"
#include "hall/reading.h"
#include "sequencer/sequencer.h"
#include "store/store.h"

namespace yiting::hall {

// How far the clock may be behind the last entry: a step when the machine's clock is set, not more.
inline constexpr int64_t kClockStepMs = 10'000;

class Desk {
 public:
  struct Ports {
    store::Store& store;
    decide::PackSource& packs;
    crypto::SigningKey key;
    std::string state_folder;
  };
  // `ports` must outlive the desk. Nothing is opened yet.
  Desk(const Ports& ports, Bytes community) : ports_(ports), community_(std::move(community)) {}

  // Catches up and opens, unless that is done already.
  Status Open();
  bool is_open() const { return sequencer_ != nullptr; }
  // Open, not halted by a fork, and the clock is not behind the ledger; else why not.
  Status CheckReady(int64_t now_ms);

  const Bytes& community() const { return community_; }
  // REQUIRES: is_open().
  sequencer::Sequencer& sequencer() { return *sequencer_; }
  state::Community& state() { return sequencer_->state(); }
  uint64_t size() { return sequencer_->frontier().size(); }
  ReadingDesk reading() { return {ports_.store, state(), ports_.packs, checkpoint_}; }

  // Adds what is staged to the batch.
  void AddTo(store::Batch& batch);
  // The store has what was staged. A state that fails to keep it is closed; the ledger is good.
  void Commit();
  void Abort();
  // Signs the checkpoint if the tree grew. True if it did.
  bool Sign();
  const std::string& checkpoint() const { return checkpoint_; }
  // Puts a witness's line under it, unless it is of another size by now or has the line already.
  void AddCosignature(uint64_t size, const std::string& line);

  void Halt(const std::string& why);
  bool halted() const { return !halted_.empty(); }

  // When its next deadline falls due; nullopt: never, or closed.
  std::optional<int64_t> next_due();

 private:
  void Close(const Error& why);

  const Ports& ports_;
  Bytes community_;
  std::unique_ptr<sequencer::Sequencer> sequencer_;
  std::string checkpoint_;
  uint64_t checkpoint_size_ = 0;
  bool checkpoint_unsaved_ = false;
  std::string halted_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_DESK_H_
