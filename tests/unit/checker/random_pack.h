// Small procedures made by lot, as a street's first draft might look: stages, people, deadlines,
// signatures, invitations, parties, a poll, and functions that look at all of these.

#ifndef YITING_TESTS_UNIT_CHECKER_RANDOM_PACK_H_
#define YITING_TESTS_UNIT_CHECKER_RANDOM_PACK_H_

#include <cstdint>
#include <string>

namespace yiting::checker {

// The same seed makes the same pack.lua, for SmallRoster (trial.h). `with_clock`: a deadline of the
// whole matter as well.
std::string RandomPack(uint64_t seed, bool with_clock);

}  // namespace yiting::checker

#endif  // YITING_TESTS_UNIT_CHECKER_RANDOM_PACK_H_
