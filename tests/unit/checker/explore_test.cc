// What the exploration leaves out makes no difference: it finds the same facts as the oracle, which
// leaves nothing out, on procedures made by lot and on some made on purpose.
#include <cstdlib>

#include "crypto/sha256.h"
#include "tests/unit/checker/directed_packs.h"
#include "tests/unit/checker/oracle.h"
#include "tests/unit/checker/random_pack.h"

namespace yiting::checker {
namespace {

class ExploreTest : public ::testing::Test {
 protected:
  // Both found all there is: the same facts. The oracle did not come to an end: what it found.
  void Compare(const rulehost::PackPtr& pack, const Roster& roster, const OracleBound& bound,
               const std::string& what) {
    const Explored explored(pack, roster);
    ASSERT_TRUE(explored.graph.complete) << what;
    const OracleAnswer oracle = AskOracle(pack, roster, bound);
    Facts found = FactsOf(explored);
    if (!oracle.complete) {
      for (auto fact = found.begin(); fact != found.end();) {
        fact = oracle.facts.count(*fact) != 0 ? std::next(fact) : found.erase(fact);
      }
    }
    EXPECT_EQ(Difference(oracle.facts, found), "") << what;
    oracle_facts_ = oracle.facts;
    complete_ += oracle.complete ? 1 : 0;
    oracle_states_ += oracle.states;
    checker_states_ += explored.graph.nodes.size();
  }

  Facts oracle_facts_;  // of the last one
  int complete_ = 0;
  uint64_t oracle_states_ = 0;
  uint64_t checker_states_ = 0;
};

// More by hand: YITING_SEEDS=1000-1200 YITING_DECISIONS=50000.
uint64_t DecisionsOr(uint64_t usual) {
  const char* asked = std::getenv("YITING_DECISIONS");
  return asked == nullptr ? usual : std::strtoull(asked, nullptr, 10);
}
struct Seeds {
  uint64_t first;
  uint64_t last;
};
Seeds SeedsOr(const Seeds& usual) {
  const char* asked = std::getenv("YITING_SEEDS");
  if (asked == nullptr) return usual;
  char* end = nullptr;
  const uint64_t first = std::strtoull(asked, &end, 10);
  return {first, *end == '-' ? std::strtoull(end + 1, nullptr, 10) : first};
}

TEST_F(ExploreTest, FindsWhatTheOracleFindsOnProceduresMadeByLot) {
  const Seeds seeds = SeedsOr({1, 30});
  int loaded = 0;
  for (uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    const std::string text = RandomPack(seed, false);
    const rulehost::LoadResult result = LoadSource(text);
    if (!result.pack) continue;
    ++loaded;
    Compare(result.pack, SmallRoster(), {.decisions = DecisionsOr(5'000)},
            "seed " + std::to_string(seed) + "\n" + text);
  }
  EXPECT_GE(loaded * 2, static_cast<int>(seeds.last - seeds.first));
  EXPECT_GE(complete_ * 3, loaded);
  EXPECT_LT(checker_states_, oracle_states_);
}

TEST_F(ExploreTest, FindsWhatTheOracleFindsUnderAClockOfTheWholeMatter) {
  const Seeds seeds = SeedsOr({1, 10});
  for (uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    const std::string text = RandomPack(seed, true);
    const rulehost::LoadResult result = LoadSource(text);
    if (!result.pack) continue;
    Compare(result.pack, SmallRoster(), {.decisions = DecisionsOr(3'000), .depth = 4},
            "seed " + std::to_string(seed) + "\n" + text);
  }
}

TEST_F(ExploreTest, FindsWhatTheOracleFindsWhereThereIsOneOfficer) {
  const Seeds seeds = SeedsOr({41, 60});
  for (uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    const std::string text = RandomPack(seed, false);
    const rulehost::LoadResult result = LoadSource(text);
    if (!result.pack) continue;
    Compare(result.pack, LonelyRoster(), {.decisions = DecisionsOr(3'000)},
            "seed " + std::to_string(seed) + "\n" + text);
  }
  EXPECT_GE(complete_, 10);
}

TEST_F(ExploreTest, FindsWhatTheOracleFindsWhereOneThingMakesTheDifference) {
  int packs = 0;
  for (const DirectedPack& directed : DirectedPacks()) {
    const rulehost::PackPtr pack = PackOf(directed.pack_lua);
    ASSERT_TRUE(pack) << directed.name;
    Compare(pack, directed.roster, {}, directed.name + "\n" + directed.pack_lua);
    // Else the procedure would not show what it was made for.
    EXPECT_EQ(oracle_facts_.count(directed.fact), 1u) << directed.name << ": " << directed.fact;
    ++packs;
  }
  EXPECT_EQ(complete_, packs);
}

TEST_F(ExploreTest, WhatMakesNoDifferenceIsTriedOnce) {
  const DirectedPack with = WithReminder();
  const DirectedPack without = WithoutReminder();
  const Explored explored(PackOf(with.pack_lua), with.roster);
  const Explored plain(PackOf(without.pack_lua), without.roster);
  EXPECT_GT(plain.graph.nodes.size(), 4u);
  EXPECT_EQ(explored.graph.nodes.size(), plain.graph.nodes.size());
  // One of the stage `a`, one of the stage `b`.
  EXPECT_EQ(explored.graph.decisions, plain.graph.decisions + 2);
}

// Natively and in WebAssembly.
TEST(RandomPackTest, EveryBuildMakesTheSamePacks) {
  std::string all;
  for (uint64_t seed = 1; seed <= 200; ++seed) all += RandomPack(seed, seed % 2 == 0);
  EXPECT_EQ(ToHex(crypto::AsBytes(crypto::Sha256(all))),
            "e8e7f8cd3767ab1a396dfc3df5f570e5ae96c0d81ce6d73f4a6504862c26b075");
}

}  // namespace
}  // namespace yiting::checker
