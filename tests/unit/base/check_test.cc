#include "base/check.h"

#include <gtest/gtest.h>

namespace yiting {
namespace {

TEST(CheckTest, TrueConditionsDoNothing) {
  int calls = 0;
  CHECK(++calls == 1);
  CHECK_EQ(++calls, 2);
  CHECK_NE(calls, 3);
  CHECK_LT(1, 2);
  CHECK_LE(2, 2);
  CHECK_GT(2, 1);
  CHECK_GE(2, 2);
  EXPECT_EQ(calls, 2) << "each condition is evaluated exactly once";
}

TEST(CheckTest, StandsWhereOneStatementStands) {
  bool reached = false;
  if (reached)
    CHECK(false);
  else
    reached = true;
  EXPECT_TRUE(reached);
}

#if GTEST_HAS_DEATH_TEST
TEST(CheckDeathTest, FalseConditionNamesFileLineAndExpression) {
  EXPECT_DEATH(CHECK(1 + 1 == 3), "check_test.cc:[0-9]+: CHECK failed: 1 \\+ 1 == 3");
  EXPECT_DEATH(CHECK_EQ(1, 2), "CHECK failed: 1 == 2");
  EXPECT_DEATH(CHECK_NE(1, 1), "CHECK failed: 1 != 1");
  EXPECT_DEATH(CHECK_LT(2, 2), "CHECK failed: 2 < 2");
  EXPECT_DEATH(CHECK_LE(3, 2), "CHECK failed: 3 <= 2");
  EXPECT_DEATH(CHECK_GT(2, 2), "CHECK failed: 2 > 2");
  EXPECT_DEATH(CHECK_GE(1, 2), "CHECK failed: 1 >= 2");
}
#endif

}  // namespace
}  // namespace yiting
