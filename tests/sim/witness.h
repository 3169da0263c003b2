// Somebody outside who remembers the largest tree that the street has signed, asks for a proof that
// the next one grew out of it, and cosigns it then.

#ifndef YITING_TESTS_SIM_WITNESS_H_
#define YITING_TESTS_SIM_WITNESS_H_

#include <string>

#include "tests/sim/network.h"
#include "tests/sim/world.h"

namespace yiting::sim {

class Witness {
 public:
  explicit Witness(World& world) : world_(world) {}

  // Asks.
  void Look();
  // Hears. What does not grow out of what it knew is a fork.
  void Take(const Packet& answer);

 private:
  World& world_;
  std::string note_;  // the newest that it has cosigned
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_WITNESS_H_
