// Many schedules, side by side in processes of their own: new seeds each time, printed; a long run
// that can be gone on with; every planted bug in turn.
// Touches: the terminal, processes, the state file of a long run.

#ifndef YITING_TESTS_SIM_RUNS_H_
#define YITING_TESTS_SIM_RUNS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "tests/sim/world.h"

namespace yiting::sim {

struct RunOptions {
  std::optional<uint64_t> seed;
  uint64_t schedules = 200;
  int jobs = 1;
  std::string bug;
  bool all_bugs = false;
  bool long_run = false;
  std::string state;
  bool twice = false;
};

// The program's exit code.
int Run(const RunOptions& options);

// One schedule.
Ending Play(uint64_t seed, bool print);

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_RUNS_H_
