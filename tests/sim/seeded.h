// The chance that the server takes from the machine (signer::Random: keys of contents, nonces), out
// of the schedule's seed: the linker puts it in that one's place.

#ifndef YITING_TESTS_SIM_SEEDED_H_
#define YITING_TESTS_SIM_SEEDED_H_

#include <cstdint>

namespace yiting::sim {

// It begins anew from this seed.
void SeedServer(uint64_t seed);

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_SEEDED_H_
