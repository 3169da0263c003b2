// What the new rules would have changed: two trails of one matter (dryrun/trail.h) become a list of
// differences, and the lists of all matters become totals.
//
// Pure. Tested by tests/unit/dryrun/compare_test.cc

#ifndef YITING_DRYRUN_COMPARE_H_
#define YITING_DRYRUN_COMPARE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dryrun/trail.h"

namespace yiting::dryrun {

// A command of the ledger that the new rules refuse.
struct RefusedCommand {
  uint64_t seq = 0;  // of its entry
  int64_t time_ms = 0;
  Bytes actor;
  Bytes matter;         // empty when it concerns none
  std::string command;  // "open_matter", "act_on_matter", "leave_message", "convert_message"
  std::string action;   // of act_on_matter: the action; of an opening: the procedure
  v1::Reason reason = v1::REASON_UNSPECIFIED;
  std::string rule;    // "bell.applied.accept", or empty for the mechanism's own
  std::string detail;  // a field id, a stage id, a code
};

struct DeadlineChange {
  DeadlineKey key;
  DeadlineFate was;
  DeadlineFate would_be;
};

struct VoteChange {
  VoteTrail was;  // kAbsent: there was no such vote
  VoteTrail would_be;
};

// Where a matter stands at the ledger's last entry.
struct Standing {
  bool opened = false;
  std::string stage;    // empty when closed
  std::string outcome;  // empty while open
  std::string level;    // whose hands it is in
  int64_t closed_ms = 0;
};

// Where a matter first goes another way: a command that is refused, or a step that is another one.
struct Divergence {
  int64_t time_ms = 0;
  std::optional<uint64_t> seq;  // the ledger's entry; absent: a deadline of the new rules
  bool refused = false;         // then refused[0] of the matter says why
  std::optional<PathStep> was;  // the step that it took and would not take
  std::optional<PathStep> would_be;
};

struct MatterChange {
  Bytes matter;
  uint64_t number = 0;
  std::string procedure;
  int64_t opened_ms = 0;
  Bytes pack;  // that it was opened under
  std::string category;

  Standing was;
  Standing would_be;
  std::optional<Divergence> diverges;
  std::vector<DeadlineChange> deadlines;  // late in one and not in the other
  std::vector<VoteChange> votes;
  std::map<std::string, bool> units_was;  // unit -> as the lead
  std::map<std::string, bool> units_would_be;
  std::vector<std::string> levels_was;
  std::vector<std::string> levels_would_be;
  std::vector<RefusedCommand> refused;  // in the ledger's order

  bool StandsElsewhere() const;
  // Closed with the same outcome, at another instant.
  bool EndsAtAnotherTime() const;
  bool OthersAnswer() const { return units_was != units_would_be; }
  bool OthersTakeOver() const { return levels_was != levels_would_be; }
  // False: it came out the same.
  bool Any() const;
};

// `would_be` is null when the matter would not have been opened.
MatterChange Compare(const Trail& was, const Trail* would_be, std::vector<RefusedCommand> refused);

struct Totals {
  struct Pair {
    uint64_t was = 0;
    uint64_t would_be = 0;
  };
  struct Refusals {
    uint64_t commands = 0;
    uint64_t first = 0;  // of these, the first of their matter
  };

  uint64_t matters = 0;
  uint64_t changed = 0;
  uint64_t diverged = 0;
  uint64_t not_opened = 0;
  uint64_t stand_elsewhere = 0;
  uint64_t end_at_another_time = 0;
  uint64_t others_answer = 0;
  uint64_t newly_late = 0;      // deadlines
  uint64_t no_longer_late = 0;  // deadlines
  uint64_t votes_newly_carried = 0;
  uint64_t votes_newly_lost = 0;
  uint64_t votes_other = 0;  // held in one only, or still running in one
  uint64_t refused = 0;      // commands
  Pair late;                 // deadlines missed, in all matters
  std::map<std::pair<std::string, std::string>, Pair> late_by_stage;       // procedure, stage
  std::map<std::string, Pair> taken_over;                                  // level -> escalations
  std::map<std::string, Pair> outcomes;                                    // "" = still open
  std::map<std::tuple<int, std::string, std::string>, Refusals> refusals;  // reason, rule, detail

  void Add(const Trail& was, const Trail* would_be, const MatterChange& change);
  void Add(const RefusedCommand& refused, bool first);
};

}  // namespace yiting::dryrun

#endif  // YITING_DRYRUN_COMPARE_H_
