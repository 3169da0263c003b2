// The sequencer of one community: it orders commands, lets due deadlines fall first, signs. What it
// appends it stages; the host stores the staged entries durably, then calls Commit, and only then
// may anybody be told. It reads no clock: the host says what time it is.
//
//   host: for each push: Admit(bytes, now) …  → Staged() → store.Append(durable) → Commit()
//         on a failed store: Abort(): the state is as before, nobody was told.
//
// Touches: its state's file only. Not thread-safe.
// Tested by tests/unit/sequencer/sequencer_test.cc

#ifndef YITING_SEQUENCER_SEQUENCER_H_
#define YITING_SEQUENCER_SEQUENCER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "decide/compose.h"
#include "decide/decide.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "schema/signed_command.h"
#include "sequencer/key_ring.h"
#include "sequencer/poll_keys.h"
#include "state/community.h"
#include "state/replay.h"

namespace yiting::sequencer {

// Which contents the host holds or was handed with the push.
class ContentsAtHand {
 public:
  virtual ~ContentsAtHand() = default;
  virtual bool Has(BytesView commitment) = 0;
};

struct Admitted {
  uint64_t seq = 0;
  bool known = false;  // it had its entry before
};
struct Refused {
  Bytes signed_rejection;  // an encoded v1::SignedRejection
  v1::Reason reason = v1::REASON_UNSPECIFIED;
};
struct Answer {
  Bytes command_id;  // empty when the bytes cannot be read at all
  std::variant<Admitted, Refused> outcome;
};

struct StagedEntry {
  uint64_t seq = 0;
  Bytes bytes;
  crypto::Hash leaf;
};

class Sequencer {
 public:
  // For an existing community, whose state must be caught up with the store (FollowEntry, below,
  // for every entry from facts().size on, then this). kConflict if the ledger's key is none
  // of the keys, kCorrupt if the state's tree and its tables are of different sizes: rebuild it.
  static Result<std::unique_ptr<Sequencer>> Open(std::unique_ptr<state::Community> state,
                                                 decide::PackSource& packs, const KeyRing& keys);
  // The same without the ledger's key: nothing can be signed before a RotateKey is admitted.
  static Result<std::unique_ptr<Sequencer>> OpenWithoutKey(std::unique_ptr<state::Community> state,
                                                           decide::PackSource& packs,
                                                           const KeyRing& keys);

  // The first command makes the community: the state must be empty. Stages entry 0. kInvalid if the
  // command is refused, kConflict if it names a sequencer key that is none of the keys.
  static Result<std::unique_ptr<Sequencer>> Create(std::unique_ptr<state::Community> state,
                                                   decide::PackSource& packs,
                                                   const KeyRing& keys, BytesView create_command,
                                                   int64_t now_ms);

  // Lets every deadline due up to now fall, then admits or refuses. A clock that is behind the last
  // entry counts as the last entry's time. An Error is the machine's: call Abort and answer nobody.
  Result<Answer> Admit(BytesView signed_command, int64_t clock_ms, ContentsAtHand& contents);
  // Lets due deadlines fall; nothing else.
  Status Wake(int64_t clock_ms);
  // Stages the next entry as it was decided before, by this sequencer: one that its store has lost
  // and somebody else has kept. kInvalid or kCorrupt if it is not the next; then call Abort.
  Status Follow(BytesView entry);

  // Entries since the last Commit, in order.
  const std::vector<StagedEntry>& staged() const { return staged_; }
  // The store has the staged entries: the state keeps them too. On an Error the state is behind the
  // store; the host opens the community again and catches up.
  Status Commit();
  // The store does not have them: the state and the tree are as they were at the last Commit.
  Status Abort();

  // When Wake should be called next, if ever. Never in the past of the last entry.
  std::optional<int64_t> next_due();

  // A note over all committed entries, signed by the key that the last of them leaves in force.
  // kConflict if that is not on the ring. REQUIRES: nothing is staged.
  Result<std::string> SignCheckpoint() const;

  const Bytes& community_id() const { return state_->id(); }
  const ledger::Frontier& frontier() const { return frontier_; }
  state::Community& state() { return *state_; }

 private:
  Sequencer(std::unique_ptr<state::Community> state, decide::PackSource& packs,
            const KeyRing& keys);
  // The key in force, staged entries counted; kConflict if it is not on the ring.
  Result<const crypto::SigningKey*> KeyInForce() const;
  Status EnsureTransaction();
  Status LetDeadlinesFall(int64_t now_ms);
  void Stage(Bytes entry);
  int64_t NowFrom(int64_t clock_ms) const;
  // The first commitment of the command whose content nobody brought, or empty.
  static Bytes MissingContent(const schema::OpenedCommand& command, ContentsAtHand& contents);
  Bytes PackThatRefuses(const schema::OpenedCommand& command) const;
  // Signed by the key in force: that of the tree of which it speaks.
  Result<Answer> Refuse(BytesView command_id, int64_t now_ms, const Bytes& pack,
                        const decide::Refusal& refusal) const;

  std::unique_ptr<state::Community> state_;
  decide::PackSource& packs_;
  const KeyRing keys_;
  DerivedPollKeys poll_keys_;
  ledger::Frontier frontier_;
  ledger::Frontier committed_frontier_;
  std::vector<StagedEntry> staged_;
  bool begun_ = false;  // a transaction of ours; SQLite may have given it up meanwhile
};

// Takes an entry that the store holds into a state that lacks it: state::ReplayEntry, then the
// tree. Inside the caller's transaction; on an Error the caller rolls back.
Status FollowEntry(state::Community& state, BytesView entry, state::CommandSignatures signatures);

}  // namespace yiting::sequencer

#endif  // YITING_SEQUENCER_SEQUENCER_H_
