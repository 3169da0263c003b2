#include "ops/progress_line.h"

#include <gtest/gtest.h>

namespace yiting::ops {
namespace {

TEST(ProgressLineTest, SaysNothingOfWhatIsOverWithinASecond) {
  for (bool on_terminal : {false, true}) {
    ProgressLine line(on_terminal);
    EXPECT_EQ(line.Next("x", 1, 10, 5'000), "");
    EXPECT_EQ(line.Next("x", 9, 10, 5'999), "");
    EXPECT_EQ(line.Next("x", 10, 10, 9'000), "");
  }
}

TEST(ProgressLineTest, WritesOverItselfOnATerminalAndClearsTheLineAtTheEnd) {
  ProgressLine line(true);
  EXPECT_EQ(line.Next("试算", 1, 8, 0), "");
  EXPECT_EQ(line.Next("试算", 2, 8, 1'000), "\r\x1b[K试算 2 / 8 (25 %)");
  EXPECT_EQ(line.Next("试算", 3, 8, 1'199), "");
  EXPECT_EQ(line.Next("试算", 4, 8, 1'200), "\r\x1b[K试算 4 / 8 (50 %)");
  EXPECT_EQ(line.Next("试算", 8, 8, 1'201), "\r\x1b[K");
}

TEST(ProgressLineTest, WritesALineNowAndThenElsewhere) {
  ProgressLine line(false);
  EXPECT_EQ(line.Next("x", 1, 8, 0), "");
  EXPECT_EQ(line.Next("x", 2, 8, 1'500), "");
  EXPECT_EQ(line.Next("x", 3, 8, 2'000), "x 3 / 8 (37 %)\n");
  EXPECT_EQ(line.Next("x", 4, 8, 3'999), "");
  EXPECT_EQ(line.Next("x", 5, 8, 4'000), "x 5 / 8 (62 %)\n");
  EXPECT_EQ(line.Next("x", 8, 8, 9'000), "");
}

}  // namespace
}  // namespace yiting::ops
