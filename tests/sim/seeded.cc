// The chance that the server takes from the machine, out of the schedule's seed.

#include "tests/sim/seeded.h"

#include "tests/sim/wrap.h"
#include "tests/support/dice.h"

namespace yiting::sim {

namespace {

testing::Dice chance(0);

}  // namespace

void SeedServer(uint64_t seed) { chance = testing::Dice(seed); }

WRAP("_ZN6yiting6signer6RandomB5cxx11Em", Bytes, Random, (size_t count)) {
  return chance.Take(count);
}

}  // namespace yiting::sim
