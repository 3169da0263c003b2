// Chance for rules: draw(label, n) of a `when` function, a number that nobody chose and everybody
// can work out again. It comes from the fingerprint that the ledger had before the entry by which
// the matter entered its present stage, so it is fixed before anybody acts in the stage and the
// same for all who do. docs/formats/draw.md says who may know it when.
//
// Pure. Not to be confused with a draw among people, which waits for a seed of its own.
// Tested by tests/unit/rulehost/draw_test.cc

#ifndef YITING_RULEHOST_DRAW_H_
#define YITING_RULEHOST_DRAW_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace yiting::rulehost {

// Long enough for a name, short enough to cost the same as any other.
inline constexpr size_t kDrawLabelMax = 64;

// How every draw of a run falls: as the ledger says, or, for whoever looks at what a pack may do
// (checker/), in one of these other ways: always 1, always n, and then one mixture after another.
inline constexpr uint32_t kAsTheLedgerSays = 0;
inline constexpr uint32_t kAlwaysFirst = 1;
inline constexpr uint32_t kAlwaysLast = 2;
// So many ways in all: of 61 mixtures one lets a draw of one in twenty through 95 times in 100.
inline constexpr uint32_t kDrawWays = 64;

// What one stage of one matter draws from. Views: they live as long as the hook's input.
struct Lot {
  BytesView chance;         // 32; empty where nothing may be drawn
  std::string_view matter;  // id, 32 hexadecimal digits
  uint32_t way = kAsTheLedgerSays;
};

// One of 1 … n, each equally likely; or 0, and the next round decides (fewer than two rounds on
// average). REQUIRES: n >= 1, a label of 1 to kDrawLabelMax bytes.
int64_t DrawOnce(const Lot& lot, std::string_view label, int64_t n, uint32_t round);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_DRAW_H_
