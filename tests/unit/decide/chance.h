// Test support: the same numbers on every build, and fractions compared as on paper. Integers only.

#ifndef YITING_TESTS_UNIT_DECIDE_CHANCE_H_
#define YITING_TESTS_UNIT_DECIDE_CHANCE_H_

#include <cstdint>

namespace yiting::decide {

// splitmix64 (Steele, Lea, Flood 2014).
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed) {}
  int64_t Below(int64_t n) {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<int64_t>((z ^ (z >> 31)) % static_cast<uint64_t>(n));
  }

 private:
  uint64_t state_;
};

// -1, 0 or 1 as a/b is below, equal to or above c/d. REQUIRES: b, d > 0.
inline int CompareFractions(int64_t a, int64_t b, int64_t c, int64_t d) {
  if (a / b != c / d) return a / b < c / d ? -1 : 1;
  const int64_t left = a % b;
  const int64_t right = c % d;
  if (left == 0 || right == 0) return left == right ? 0 : left == 0 ? -1 : 1;
  // Of two fractions below 1 that one is larger whose reciprocal is smaller.
  return CompareFractions(d, right, b, left);
}

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_CHANCE_H_
