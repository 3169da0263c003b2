// The dry run: a ledger decided again as if another pack had been in force from its first day, and
// what would have come out differently. What is replayed how, and what a dry run cannot know, is
// said in docs/formats/simulate.md.
//
// Touches: a state in memory, which it makes and forgets. Signs nothing, checks no signature: the
// ledger's own decisions are the audit's question (verbs/audit.h), asked under its own packs.
// Tested by tests/unit/dryrun/simulate_test.cc

#ifndef YITING_DRYRUN_SIMULATE_H_
#define YITING_DRYRUN_SIMULATE_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "dryrun/compare.h"
#include "rulehost/pack.h"

namespace yiting::dryrun {

struct Report {
  uint64_t entries = 0;
  int64_t first_ms = 0;
  int64_t last_ms = 0;
  uint64_t decided_again = 0;  // commands on matters and messages
  uint64_t as_they_were = 0;   // commands on people: who is a member is no question of the rules
  uint64_t not_repeated = 0;   // commands on packs
  std::vector<MatterChange> changes;             // of matters that came out differently, by number
  std::vector<RefusedCommand> refused_messages;  // that concern no matter
  Totals totals;
};

// Called now and then with the number of entries that are done.
using Progress = std::function<void(uint64_t entries)>;

// kCorrupt: an entry cannot be read, or what it says of people cannot be; the message names it and
// `yiting audit` says more. kTooLarge: the new pack's deadlines set each other off without end.
Result<Report> Simulate(const std::vector<Bytes>& entries, rulehost::PackPtr pack,
                        const Progress& progress);

}  // namespace yiting::dryrun

#endif  // YITING_DRYRUN_SIMULATE_H_
