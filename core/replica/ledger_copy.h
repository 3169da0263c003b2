// This device's copy of the ledger: entries as they came, first held, then checked against a signed
// checkpoint, then replayed into the state. Nothing moves the state that is not in a tree whose
// root the sequencer signed, and every entry is in the side store before the state knows it.
//
//   base     covered by the snapshot that it began with, if it did; not held
//   held     in side.db, appended to the frontier
//   checked  a checkpoint's root was that of the frontier
//   applied  replayed into the state: signatures, mechanism, fingerprint
//
// What does not fit is a Misfit: kept as evidence, and nothing of it is applied.
// Touches: the side store and the state's file. docs/formats/sync.md.
// Tested by tests/unit/replica/evidence_test.cc, sync_test.cc

#ifndef YITING_REPLICA_LEDGER_COPY_H_
#define YITING_REPLICA_LEDGER_COPY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "replica/side_store.h"
#include "state/community.h"
#include "state/read_packs.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::v1 {
class Entry;
}  // namespace yiting::v1

namespace yiting::replica {

// The ledger, or who answers for it, contradicts itself or what this device has seen.
struct Misfit {
  std::string line;
  Evidence::Lasts lasts = Evidence::kThisRun;
  Bytes material;
};

class LedgerCopy {
 public:
  static constexpr uint64_t kReplayedAtOnce = 1024;

  LedgerCopy(SideStore& store, std::unique_ptr<state::Community>& state, std::string folder,
             Bytes community);

  // Reads what is held. REQUIRES: called once, before the rest.
  Status Load();

  uint64_t held_size() const { return frontier_.size(); }
  uint64_t checked_size() const { return checked_.size(); }
  // This device began with a snapshot of so many entries, which are not held; 0 = it did not.
  uint64_t base_size() const { return base_.size(); }
  // Nothing is here but the beginning of what the server has.
  bool CanBegin() const;
  // Begins with the snapshot in the side store, which is of the tree of `frontier`; false if it is
  // not the state that it should be. REQUIRES: CanBegin(), and the tree is under a signed root.
  Result<bool> BeginWith(const ledger::Frontier& frontier);
  // Entries that are checked and not in the confirmed state, which has `confirmed` of them.
  bool HasUnapplied(uint64_t confirmed) const { return confirmed < checked_.size(); }
  uint64_t server_size() const { return newest_ ? newest_->size : 0; }
  // The newest signed note, or empty.
  const std::string& checkpoint() const { return note_; }
  // Over what is checked.
  const ledger::Frontier& checked() const { return checked_; }
  // The newest checkpoint, read; nullopt before there is one.
  const std::optional<ledger::Checkpoint>& newest() const { return newest_; }
  // True if the sequencer signed the note, and it cannot be of the tree that is held.
  bool Contradicts(const std::string& note);
  // The newest that this device knows. Empty until it was given or found in the first entry.
  const Bytes& sequencer_key() const { return key_; }

  struct Taken {
    enum Kind {
      kNothing,   // nothing new
      kHeld,      // entries came; more must come before a root can be compared
      kChecked,   // all that is held is under a signed root now
      kUnusable,  // the answer says nothing: a server that is behind, or no answer at all
      kMisfit,
    };
    Kind kind = kNothing;
    Misfit misfit;
  };
  // Takes the answer to a pull from held_size(). An Error is this machine's.
  Result<Taken> Take(const v1::PullResponse& response);

  struct Applied {
    uint64_t entries = 0;
    bool more = false;           // checked entries that another call will replay
    bool update_needed = false;  // the next entry is of a higher engine level
    std::optional<Misfit> misfit;
  };
  // Replays what is checked and not applied yet, at most kReplayedAtOnce entries, so that a long
  // ledger does not hold a phone's one thread for minutes. If an entry is refused, the state is
  // first built again from the beginning: a damaged cache must not accuse anybody.
  // REQUIRES: the overlay is off.
  Result<Applied> CatchUp();

  // What the entries applied since the last call ask for: matters that are about a pack.
  std::vector<state::PackAskedFor> TakePacksAskedFor() { return std::exchange(asked_for_, {}); }

  // Puts a misfit into the side store.
  Status Keep(const Misfit& misfit, BytesView checkpoint_came, int64_t now_ms);

 private:
  struct Chunk {
    uint64_t end = 0;  // applied up to here
    std::optional<Error> refused;
    bool update_needed = false;
  };

  // The key and the street keys that the ledger began with; empty where nobody can say.
  struct Founding {
    Bytes key;
    std::vector<Bytes> street_keys;
  };
  Founding FoundedWith(BytesView first_entry);
  // The checkpoint, if it is signed by the key that this device knows, or by one to which the key
  // changes that came lead from there; that is the known one from then on.
  Result<ledger::Checkpoint> OpenByKeys(const v1::PullResponse& response);
  Result<std::optional<Taken>> CompareHeads(const ledger::Checkpoint& came,
                                            const v1::PullResponse& response);
  Result<ledger::Hash> RootOfHeld(uint64_t size);
  // snapshot_start.cc: fills the empty state; forgets the snapshot and all that was built on it.
  Result<bool> LoadBase();
  Status ForgetBase();
  Result<Taken> Store(const ledger::Checkpoint& came, const v1::PullResponse& response);
  Status DropUnchecked();
  Result<Chunk> ApplyChunk(uint64_t end);
  Status ReplayRange(uint64_t end, Chunk& chunk);
  Status NoteContents(uint64_t begin, uint64_t end);
  // Inside a commit of the store. True if there was something to forget.
  bool ForgetErased(const v1::Entry& entry);
  bool ForgetContents(const std::set<Bytes>& erased);
  // Forgets entries that the state refused, so that another build can pull them again.
  Status DropUnapplied();

  SideStore& store_;
  std::unique_ptr<state::Community>& state_;
  const std::string folder_;
  const Bytes community_;
  const std::string origin_;
  Bytes key_;
  std::string note_;
  std::optional<ledger::Checkpoint> newest_;
  ledger::Frontier base_;
  ledger::Frontier frontier_;
  ledger::Frontier checked_;
  bool rebuilt_ = false;
  std::vector<state::PackAskedFor> asked_for_;
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_LEDGER_COPY_H_
