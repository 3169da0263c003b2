#include "verbs/text_table.h"

#include <gtest/gtest.h>

namespace yiting::verbs {
namespace {

TEST(TextTableTest, AChineseCharacterIsTwoColumnsWide) {
  EXPECT_EQ(WidthOf(""), 0u);
  EXPECT_EQ(WidthOf("abc"), 3u);
  EXPECT_EQ(WidthOf("受理"), 4u);
  EXPECT_EQ(WidthOf("（x）"), 5u);
  EXPECT_EQ(WidthOf("— → × é ‰"), 9u);
  EXPECT_EQ(WidthOf("𠮷"), 2u);
  EXPECT_EQ(WidthOf("\xe5"), 1u);  // cut off: no reading beyond the end
}

TEST(TextTableTest, AlignsColumnsAndEndsNoLineInABlank) {
  TextTable table;
  EXPECT_TRUE(table.empty());
  table.Add({"a", "受理", "x"});
  table.Add({"bbb", "", "y"});
  table.Add({"", "c"});
  table.Add({"d"});
  EXPECT_EQ(table.Format(),
            "a    受理  x\n"
            "bbb        y\n"
            "     c\n"
            "d\n");
}

}  // namespace
}  // namespace yiting::verbs
