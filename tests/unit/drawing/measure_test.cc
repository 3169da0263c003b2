#include "drawing/measure.h"

#include <gtest/gtest.h>

namespace yiting::drawing {
namespace {

using Lines = std::vector<std::string>;

TEST(WidthOfTest, ChineseIsSquareAndLatinALittleMoreThanHalf) {
  EXPECT_EQ(WidthOf("", 14), 0);
  EXPECT_EQ(WidthOf("街道", 14), 28);
  EXPECT_EQ(WidthOf("ab", 100), 110);
  EXPECT_EQ(WidthOf("A", 100), 70);
  EXPECT_EQ(WidthOf("，→", 10), 20);
  EXPECT_EQ(WidthOf("5 个", 100), 55 + 55 + 100);
  EXPECT_EQ(WidthOf("𠮷", 10), 10);
  EXPECT_EQ(WidthOf("a", 3), 2) << "rounded up";
}

TEST(WrapTest, BreaksWhereAReaderWould) {
  const struct {
    const char* text;
    int32_t width;  // of a size of 10
    Lines lines;
  } cases[] = {
      {"", 100, {""}},
      {"街道", 100, {"街道"}},
      {"街道工作人员", 40, {"街道工作", "人员"}},
      {"社工、社区两委、居民", 80, {"社工、社区两委、", "居民"}},
      {"社工、社区两委、居民", 70, {"社工、", "社区两委、居民"}},
      {"一二三四，", 40, {"一二三", "四，"}},
      {"一二三（四五", 40, {"一二三", "（四五"}},
      {"one two three", 50, {"one two", "three"}},
      {"Street staff, residents", 80, {"Street staff,", "residents"}},
      {"再 5 个工作日", 40, {"再 5 个", "工作日"}},
      {"abcdefghij", 30, {"abcde", "fghij"}},
      {"  街  道  ", 100, {"街 道"}},
      {"很", 1, {"很"}},
  };
  for (const auto& each : cases)
    EXPECT_EQ(Wrap(each.text, 10, each.width), each.lines) << each.text;
}

TEST(WrapTest, LosesNothingAndFits) {
  const std::string text =
      "超时→上报街道，再 5 个工作日；Supercalifragilistic（各责任方都答复后）a, b and c。";
  std::string wanted;
  for (char c : text) wanted += c == ' ' ? "" : std::string(1, c);
  for (int32_t width = 40; width < 600; width += 7) {
    std::string all;
    for (const std::string& line : Wrap(text, 14, width)) {
      EXPECT_LE(WidthOf(line, 14), width + 1) << line;
      EXPECT_FALSE(line.starts_with(' ') || line.ends_with(' ')) << line;
      EXPECT_FALSE(line.starts_with("，") || line.starts_with("）") || line.ends_with("（"))
          << line;
      for (char c : line) all += c == ' ' ? "" : std::string(1, c);
    }
    EXPECT_EQ(all, wanted) << width;
  }
}

}  // namespace
}  // namespace yiting::drawing
