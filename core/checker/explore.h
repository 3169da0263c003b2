// Explores one procedure: breadth first over the states that a Frame tells apart, every step taken
// by the real core. Between two states the world is taken back to where their ways part and led
// down the other one, so that no state has to be kept.
//
// Deterministic, also in what the bound cuts off. Tested by tests/unit/checker/explore_test.cc

#ifndef YITING_CHECKER_EXPLORE_H_
#define YITING_CHECKER_EXPLORE_H_

#include "checker/frame.h"
#include "checker/graph.h"

namespace yiting::checker {

struct Bound {
  uint64_t decisions = 0;  // of the core, at most (a little over)
};

// REQUIRES: the world has no matter, and will be of no more use.
Result<Graph> Explore(World& world, const Frame& frame, const Bound& bound);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_EXPLORE_H_
