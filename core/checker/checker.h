// The model checker behind `yiting rules check`: drives the real core through every state that a
// pack's procedures can reach within a bound, and says what a street would not want to find out
// later. Each finding comes with the shortest scenario that shows it.
//
// For each procedure: people (roster.h) in a small community on the real core (world.h) are led
// through all states that make a difference (frame.h, explore.h, graph.h); then each kind of fault
// is a question to what was found (find_*.cc).
//
// Reads no clock: the bound counts decisions, so the same pack gives the same bytes everywhere.
// Not lint or load: a pack that has diagnostics is not checked. Tested by tests/unit/checker

#ifndef YITING_CHECKER_CHECKER_H_
#define YITING_CHECKER_CHECKER_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "checker/finding.h"
#include "rulehost/pack.h"

namespace yiting::checker {

struct Options {
  // Decisions of the core, for the whole pack; 40,000 are about ten seconds natively, and less than
  // a minute in WebAssembly.
  uint64_t decisions_max = 40'000;
  uint32_t members_a_role = 2;
  Roster roster = {};  // empty: made from the pack
};

// What was looked at, of one procedure.
struct Looked {
  std::string procedure;
  uint64_t states = 0;
  uint64_t decisions = 0;
  uint32_t depth = 0;  // steps of the longest way
  int64_t group = 0;   // most people in one invitation
  bool complete = false;
  std::string choices;  // "standing = 1", without which it is switched off; or empty
};

struct Report {
  Roster roster;
  int64_t start_ms = 0;  // when the stories begin
  std::vector<Finding> findings;  // errors first, then by place
  std::vector<Looked> looked;

  bool has_errors() const;
};

// Errors are the machine's.
Result<Report> Check(rulehost::PackPtr pack, const Options& options);

// What every check leaves out, for the admin.
v1::Text LeftOut();

}  // namespace yiting::checker

#endif  // YITING_CHECKER_CHECKER_H_
