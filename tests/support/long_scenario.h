// A long, plausible life of one community as a scenario (docs/formats/scenario.md): bells rung all
// day, most of them carried through the nine steps of 小区协商铃, some late, some set aside. For
// tests and benchmarks that need a ledger of a size; the half year that a street published is
// tests/scenarios/mishixiang-2020h1.jsonl.
// Pure: the same size gives the same text.
#ifndef YITING_TESTS_SUPPORT_LONG_SCENARIO_H_
#define YITING_TESTS_SUPPORT_LONG_SCENARIO_H_

#include <string>

namespace yiting::testing {

// A scenario of the pack mishixiang whose ledger has at least `entries` entries, and no more than a
// tenth above that.
std::string LongScenario(int entries);

}  // namespace yiting::testing

#endif  // YITING_TESTS_SUPPORT_LONG_SCENARIO_H_
