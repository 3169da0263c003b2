// The pending overlay: this device's own commands, and the deadlines that have fallen due since the
// last entry, decided on top of the confirmed state and shown at once. It lies in a transaction of
// the state's database that is never committed, so taking it off is one roll-back.
// docs/adr/0003-pending-overlay.md says why, with numbers.
//
// SQLite rolls a transaction back by itself when the disk is full, fails, or memory ends; whatever
// ran next would commit pending rows as confirmed. So the transaction is looked for before and
// after every command that is laid on, and a lost overlay is laid again.
// Not to be confused with the outbox, which is durable and does not care whether the rules agree.
// Tested by tests/unit/replica/overlay_test.cc

#ifndef YITING_REPLICA_OVERLAY_H_
#define YITING_REPLICA_OVERLAY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "decide/compose.h"
#include "decide/decide.h"
#include "decide/recorded_keys.h"
#include "schema/signed_command.h"
#include "state/community.h"

namespace yiting::replica {

// Commands that are decided ahead; what is beyond waits in the queue undecided.
inline constexpr int64_t kPendingDecidedMax = 500;
// Deadlines that are let fall ahead of the ledger.
inline constexpr int kDueAheadMax = 500;

struct PendingCommand {
  schema::OpenedCommand command;
  bool applied = false;
  std::optional<decide::Refusal> refusal = {};  // why the rules here say no now
  bool skip = false;  // its events broke the mechanism here: the server's to judge
};

class Overlay {
 public:
  // Works on whatever `state` points to at each call.
  Overlay(std::unique_ptr<state::Community>& state, decide::PackSource& packs)
      : state_(state), packs_(packs) {}

  // The state is the confirmed one again.
  Status TakeOff();
  // Takes off what lies there and lays `pending` instead, decided in order at `now_ms`.
  Status Lay(std::vector<schema::OpenedCommand> pending, int64_t now_ms);
  // Lays again what belongs there, if it was taken off, a deadline has fallen due since, or the
  // transaction was lost.
  Status BringTo(int64_t now_ms);

  enum class Answer { kApplied, kRefused, kUndecided };
  struct Added {
    Answer answer = Answer::kUndecided;
    decide::Refusal refusal;
  };
  // Lays one more command on top. Refused: nothing has changed. Undecided: the state is empty, its
  // pack is not here, or there are too many; it is the server's to decide.
  Result<Added> Add(const schema::OpenedCommand& command, int64_t now_ms);

  const PendingCommand* FindPending(BytesView command_id) const;
  const std::vector<PendingCommand>& pending() const { return pending_; }
  // Entries that are confirmed; the state's own size counts what lies on top as well.
  uint64_t confirmed_size() const { return begun_ ? confirmed_size_ : state_->facts().size; }
  // The matters that something pending has touched.
  const std::set<Bytes>& touched() const { return touched_; }

 private:
  Status LayAgain(int64_t now_ms);
  Status LayOnce(int64_t now_ms);
  Status EnsureBegun();
  Status CheckHeld() const;
  Status LetDeadlinesFall(int64_t now_ms);
  Result<int64_t> NextDueMs();
  Status LayCommand(PendingCommand& pending, int64_t now_ms);
  void Touch(const schema::OpenedCommand& command);

  std::unique_ptr<state::Community>& state_;
  decide::PackSource& packs_;
  decide::KeysToCome keys_;
  std::vector<PendingCommand> pending_;
  std::set<Bytes> touched_;
  bool laid_ = false;   // what is pending lies there, as far as the rules allow
  bool begun_ = false;  // in the transaction: something does lie there
  uint64_t confirmed_size_ = 0;
  bool due_stuck_ = false;  // a due deadline cannot fall here, or too many would
  // When the next deadline of the confirmed state falls due; a pending command may have cleared it.
  int64_t next_due_ms_ = INT64_MAX;
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_OVERLAY_H_
