// The slow and obvious way to look at a procedure: everybody tries everything in every state, and
// two states are one only if every row that the core keeps of the matter is alike. No person stands
// for another, no category for another, nothing is left out because no function looks at it.
//
// What it finds are facts, one text each, the same as FactsOf reads off the checker's graph:
// "stage asked", "led asked" or "unled asked" (by a unit), "level asked street", "outcome done",
// "took asked.finish", "moved asked.finish", "fell asked 0", "passed vote", "failed vote",
// "failed p.asked.finish RUNTIME" (its function), "stuck asked" (is never left), "endless asked"
// (never ends from there). What can be done in every stage is of the stage "*".

#ifndef YITING_TESTS_UNIT_CHECKER_ORACLE_H_
#define YITING_TESTS_UNIT_CHECKER_ORACLE_H_

#include <set>
#include <string>

#include "tests/unit/checker/trial.h"

namespace yiting::checker {

using Facts = std::set<std::string>;

inline constexpr int kNoDepth = 1'000'000;
struct OracleBound {
  uint64_t decisions = kPlenty;
  int depth = kNoDepth;  // steps
};

struct OracleAnswer {
  Facts facts;
  bool complete = true;  // within no bound
  uint64_t states = 0;
  uint64_t decisions = 0;
};

OracleAnswer AskOracle(const rulehost::PackPtr& pack, const Roster& roster,
                       const OracleBound& bound);

Facts FactsOf(const Explored& explored);

// What is in one and not in the other, for a test's message.
std::string Difference(const Facts& oracle, const Facts& checker);

}  // namespace yiting::checker

#endif  // YITING_TESTS_UNIT_CHECKER_ORACLE_H_
