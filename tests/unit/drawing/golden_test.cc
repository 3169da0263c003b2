// Drawings as they were when somebody last looked at them. When one is meant to change:
//   sh tests/vectors/drawing/rewrite.sh build/native/yiting
// and look at what comes out before it is committed.

#include <gtest/gtest.h>

#include "drawing/drawing.h"
#include "tests/unit/drawing/pack_of.h"

namespace yiting::drawing {
namespace {

// The first line in which they differ, for a long file says little.
std::string FirstDifference(const std::string& is, const std::string& was) {
  size_t begin = 0;
  for (size_t i = 0; i < is.size() && i < was.size() && is[i] == was[i]; ++i) {
    if (is[i] == '\n') begin = i + 1;
  }
  const auto line = [begin](const std::string& text) {
    return begin > text.size() ? "" : text.substr(begin, text.find('\n', begin) - begin);
  };
  return "- " + line(was) + "\n+ " + line(is);
}

void Compare(const std::string& drawn, const std::string& name) {
  const std::string kept = testing::ReadRepositoryFile("tests/vectors/drawing/" + name);
  EXPECT_TRUE(drawn == kept) << name << "\n" << FirstDifference(drawn, kept);
}

TEST(GoldenTest, DrawingsAreAsTheyWereLookedAt) {
  const rulehost::PackPtr mishixiang = PackOf(kMishixiang);
  const rulehost::PackPtr complicated = PackOf(kComplicated);
  const Wanted zh;
  const Wanted en = {Language::kEnglish, ""};
  Compare(DrawMermaid(*mishixiang, zh), "mishixiang.mmd");
  Compare(DrawSvg(*mishixiang, zh), "mishixiang.svg");
  Compare(DrawMermaid(*complicated, en), "complicated.en.mmd");
  Compare(DrawSvg(*complicated, en), "complicated.en.svg");
  Compare(DrawSvg(*complicated, {Language::kChinese, "works"}), "complicated.works.svg");
}

}  // namespace
}  // namespace yiting::drawing
