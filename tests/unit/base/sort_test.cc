#include "base/sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace yiting::base {
namespace {

TEST(SortTest, IsAsTheLibrarysStableSort) {
  uint32_t chance = 1;
  for (size_t count = 0; count < 70; ++count) {
    std::vector<std::pair<int, size_t>> values;
    for (size_t i = 0; i < count; ++i) {
      chance = chance * 1'664'525 + 1'013'904'223;
      values.emplace_back(static_cast<int>(chance >> 28), i);
    }
    std::vector<std::pair<int, size_t>> expected = values;
    const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(expected.begin(), expected.end(), by_first);
    Sort(values, by_first);
    EXPECT_EQ(values, expected) << count;
  }
}

TEST(SortTest, OfOrderedBackwardAndEqualOnes) {
  std::vector<int> up = {1, 2, 3, 4, 5};
  Sort(up);
  EXPECT_EQ(up, (std::vector<int>{1, 2, 3, 4, 5}));
  std::vector<std::string> down = {"d", "c", "b", "a"};
  Sort(down);
  EXPECT_EQ(down, (std::vector<std::string>{"a", "b", "c", "d"}));
  int some[] = {3, 1, 2, 9};
  SortRange(some, 3, [](int a, int b) { return a < b; });
  EXPECT_EQ(some[0] * 1000 + some[1] * 100 + some[2] * 10 + some[3], 1239);
}

// The smallest comes last: each place is then filled from where the one before went.
TEST(SortTest, NoOrderMakesItSlow) {
  std::vector<uint32_t> values(300'000);
  for (uint32_t i = 0; i + 1 < values.size(); ++i) values[i] = i + 1;
  Sort(values);
  EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
}

}  // namespace
}  // namespace yiting::base
