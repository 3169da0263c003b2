#include "rulehost/draw.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "rulehost/hook_machine.h"
#include "tests/support/files.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
// Just over a third of all numbers: about every third round is thrown away.
constexpr int64_t kThird = 6148914691236517206;
constexpr char kMatter[] = "00112233445566778899aabbccddeeff";

Bytes PageChance() {
  return *ParseHex("390687e89e50eaab76b7d2045230b52463f79824e25aa472b3114142b7229277");
}

struct Drawn {
  int64_t number = 0;
  uint32_t round = 0;
};

Drawn Draw(BytesView chance, const std::string& label, int64_t n) {
  Drawn drawn;
  while ((drawn.number = DrawOnce({chance, kMatter}, label, n, drawn.round)) == 0) ++drawn.round;
  return drawn;
}

TEST(DrawTest, ThePagesValues) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/draw.md");
  const Bytes chance = PageChance();
  auto says = [&](const std::string& line) {
    return page.find("\n" + line + "\n") != std::string::npos;
  };
  EXPECT_TRUE(says("chance = " + ToHex(chance)));
  EXPECT_TRUE(says(std::string("matter = ") + kMatter));
  EXPECT_TRUE(
      says("draw(\"spot check\", 10) = " + std::to_string(Draw(chance, "spot check", 10).number)));
  EXPECT_TRUE(says("draw(\"抽查\", 6) = " + std::to_string(Draw(chance, "抽查", 6).number)));
  const Drawn late = Draw(chance, "a", kThird);
  EXPECT_TRUE(says("draw(\"a\", " + std::to_string(kThird) + ") = " +
                   std::to_string(late.number) + " in round " + std::to_string(late.round)));
}

TEST(DrawTest, StaysBetweenOneAndN) {
  for (int i = 0; i < 200; ++i) {
    const Bytes chance(32, static_cast<char>(i));
    EXPECT_EQ(Draw(chance, "x", 1).number, 1);
    for (const int64_t n : {int64_t{2}, int64_t{3}, int64_t{1} << 62, kMost - 1, kMost}) {
      const Drawn drawn = Draw(chance, "x", n);
      EXPECT_GE(drawn.number, 1);
      EXPECT_LE(drawn.number, n);
    }
  }
}

// 6,000 draws among 6: each side falls 1,000 times, give or take five times the square root of
// what a fair die's spread is (29).
TEST(DrawTest, EachIsEquallyLikely) {
  int64_t counts[7] = {};
  for (int i = 0; i < 6000; ++i) ++counts[Draw(PageChance(), std::to_string(i), 6).number];
  for (int side = 1; side <= 6; ++side) {
    EXPECT_GT(counts[side], 1000 - 145) << side;
    EXPECT_LT(counts[side], 1000 + 145) << side;
  }
  // Two of three rounds end it, so 600 draws need 300 more, give or take.
  int64_t more = 0;
  for (int i = 0; i < 600; ++i) more += Draw(PageChance(), std::to_string(i), kThird).round;
  EXPECT_GT(more, 200);
  EXPECT_LT(more, 400);
}

TEST(DrawTest, DependsOnChanceMatterAndLabel) {
  const Bytes chance = PageChance();
  Bytes other = chance;
  other[31] = static_cast<char>(other[31] ^ 1);
  const int64_t drawn = DrawOnce({chance, kMatter}, "label", kMost, 0);
  EXPECT_NE(DrawOnce({other, kMatter}, "label", kMost, 0), drawn);
  EXPECT_NE(DrawOnce({chance, "10112233445566778899aabbccddeeff"}, "label", kMost, 0), drawn);
  EXPECT_NE(DrawOnce({chance, kMatter}, "labels", kMost, 0), drawn);
  EXPECT_NE(DrawOnce({chance, kMatter}, "label", kMost, 1), drawn);
}

TEST(DrawTest, ARuleDrawsTheSame) {
  const std::string drawn = std::to_string(Draw(PageChance(), "spot check", 1000).number);
  const PackPtr pack = LoadGood(
      PackWithWhen("return draw(\"x\", 2) > 0", "return draw(\"spot check\", 1000) == " + drawn));
  ASSERT_NE(pack, nullptr);
  HookInput input;
  input.matter.id = kMatter;
  input.matter.chance = PageChance();
  HookMachine machine(pack);
  EXPECT_EQ(machine.Run("p.one.go", input).kind, HookVerdict::Kind::kAllow);
  // What a matter has drawn is forgotten before the next one draws.
  input.matter.id[0] = 'f';
  EXPECT_EQ(machine.Run("p.one.go", input).kind, HookVerdict::Kind::kFail);
  // On opening there is no stage, and so no chance of it.
  const HookVerdict opening = machine.Run("p.open", HookInput());
  EXPECT_EQ(opening.kind, HookVerdict::Kind::kFail);
  EXPECT_EQ(opening.code, "RUNTIME");
}

}  // namespace
}  // namespace yiting::rulehost
