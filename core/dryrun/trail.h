// A trail is what became of one matter, gathered from the events of its entries: where it went,
// which deadlines it met and missed, how its votes ended, who had to answer. A TrailBook follows
// entries and keeps the trail of every matter; the dry run has one of the ledger and one of the
// ledger decided again, and compares the two (dryrun/compare.h).
//
// Pure: reads events, knows no rules and no state. Not the timeline that a screen shows (query/).
// Tested by tests/unit/dryrun/trail_test.cc

#ifndef YITING_DRYRUN_TRAIL_H_
#define YITING_DRYRUN_TRAIL_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/bytes.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::dryrun {

// One of a matter's deadlines: of its n-th stay in a stage, and the round within that stay. The
// clock of the whole matter has no stage and no stay.
struct DeadlineKey {
  std::string stage;
  uint32_t stay = 0;   // 1 = the first time in this stage
  uint32_t round = 0;  // 0 = the stage's deadline, 1 = the one after it, …

  friend bool operator==(const DeadlineKey&, const DeadlineKey&) = default;
  friend bool operator<(const DeadlineKey& a, const DeadlineKey& b) {
    return std::tie(a.stage, a.stay, a.round) < std::tie(b.stage, b.stay, b.round);
  }
};

struct DeadlineFate {
  enum class End {
    kAbsent,
    kRunning,
    kMet,
    kMissed,
    kEnded,   // a period that was meant to end: nobody is late
    kFailed,  // its rule did; the matter went to the street
  };
  End end = End::kAbsent;
  int64_t due_ms = 0;

  bool IsLate() const { return end == End::kMissed || end == End::kFailed; }
};

struct DeadlineTrail {
  DeadlineKey key;
  DeadlineFate fate;
};

// One step of a matter's way: into a stage, or to its end.
struct PathStep {
  std::string stage;
  std::string outcome;  // of the last step of a closed matter; the stage is empty then
  int64_t time_ms = 0;
  std::optional<uint64_t> seq;  // of the ledger's entry whose command did it; absent: a deadline
};

struct VoteTrail {
  enum class Result { kAbsent, kRunning, kCarried, kLost };
  std::string stage;
  uint32_t stay = 0;
  Result result = Result::kAbsent;
  uint32_t electors = 0;
  uint32_t in_favour = 0;
  uint32_t against = 0;
  uint32_t abstained = 0;
};

struct Trail {
  Bytes matter;
  uint64_t number = 0;  // in the order of opening, from 1
  std::string procedure;
  int64_t opened_ms = 0;
  Bytes pack;  // that it was opened under
  std::string category;
  std::string stage;    // empty when closed
  std::string outcome;  // empty while open
  std::string level;    // whose hands it is in, or empty
  int64_t closed_ms = 0;
  std::vector<PathStep> path;
  std::vector<DeadlineTrail> deadlines;  // in the order in which they were set
  std::vector<VoteTrail> votes;
  std::map<std::string, bool> units;      // that had to answer -> as the lead
  std::vector<std::string> levels;        // that it was escalated to, in order
  std::map<std::string, uint32_t> stays;  // stage -> how often it was entered

  const DeadlineFate* FindFate(const DeadlineKey& key) const;
  const VoteTrail* FindVote(const std::string& stage, uint32_t stay) const;
};

class TrailBook {
 public:
  // Follows the next entry. `seq` is that of the ledger's entry whose command made it; absent for a
  // deadline.
  void Follow(const v1::Entry& entry, std::optional<uint64_t> seq);

  // Null when the matter was never opened.
  const Trail* Find(BytesView matter) const;
  // By number.
  std::vector<const Trail*> InOrder() const;

 private:
  struct Place {
    int64_t time_ms;
    BytesView pack;
    std::optional<uint64_t> seq;
  };

  void Take(const Place& place, const v1::Event& event);
  void Open(const Place& place, const v1::MatterOpened& event);
  void Enter(const Place& place, const v1::StageEntered& event);
  void Close(const Place& place, const v1::MatterClosed& event);
  void Set(const v1::DeadlineSet& event);
  void EndDeadline(uint64_t deadline, DeadlineFate::End end);
  void Move(const v1::DeadlineMoved& event);
  void OpenPoll(const v1::PollOpened& event);
  void Tally(const v1::TallyPublished& event);

  // Null for what the events before never opened or set: a ledger from outside may name anything.
  Trail* Of(BytesView matter);
  DeadlineFate* FateOf(uint64_t deadline);

  std::map<Bytes, Trail, std::less<>> trails_;               // listed by number only
  std::map<uint64_t, std::pair<Trail*, size_t>> deadlines_;  // id -> its place in its trail
  uint64_t opened_ = 0;
};

}  // namespace yiting::dryrun

#endif  // YITING_DRYRUN_TRAIL_H_
