// A small generator with a fixed seed, so that a failure happens again, on every build.
// Pure. Chance enough for tests, and for nothing else.
#ifndef YITING_TESTS_SUPPORT_DICE_H_
#define YITING_TESTS_SUPPORT_DICE_H_

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace yiting::testing {

class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  // From 0 to sides - 1. REQUIRES: sides > 0.
  uint64_t Roll(uint64_t sides) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % sides;
  }
  Bytes Take(size_t count) {
    Bytes bytes;
    for (size_t i = 0; i < count; ++i) bytes.push_back(static_cast<char>(Roll(256)));
    return bytes;
  }

 private:
  uint64_t state_;
};

}  // namespace yiting::testing

#endif  // YITING_TESTS_SUPPORT_DICE_H_
