// What a hostile rule file can try (attacks/). Each attack must end with the same code on every
// build, within the gas, which bounds its time, and within the memory of the machine.
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/rulehost/attacks/all_attacks.h"
#include "tests/unit/rulehost/attacks/run_attack.h"

namespace yiting::rulehost {
namespace {

class AttackTest : public ::testing::TestWithParam<AttackGroup> {};

// Addresses differ between two machines of one process as they do between two builds; nothing that
// is counted may depend on them.
void ExpectTheSameCost(const RuleRun& first, const RuleRun& second, const std::string& name) {
  EXPECT_EQ(first.gas, second.gas) << name;
  EXPECT_EQ(first.memory, second.memory) << name;
  EXPECT_EQ(first.physical, second.physical) << name;
  EXPECT_EQ(first.line, second.line) << name;
}

TEST_P(AttackTest, EndsAsItsRowSays) {
  for (const Attack& attack : GetParam().attacks) {
    const RuleRun run = RunAttack(GetParam(), attack);
    EXPECT_EQ(run.code, attack.code) << attack.name << ": " << run.message;
    if (attack.result != nullptr) {
      EXPECT_EQ(run.result, attack.result) << attack.name;
    }
    EXPECT_LE(run.physical, kPhysicalLimit) << attack.name;
    if (run.code != "GAS") {
      EXPECT_LE(run.gas, kGasLimit) << attack.name;
    }
    ExpectTheSameCost(run, RunAttack(GetParam(), attack), attack.name);
  }
}

INSTANTIATE_TEST_SUITE_P(All, AttackTest, ::testing::ValuesIn(AllAttacks()), [](const auto& info) {
  std::string name;
  for (const char c : std::string(info.param.name)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name.push_back(letter ? c : '_');
  }
  return name;
});

TEST(AttackTableTest, HoldsThreeHundredDifferentAttacks) {
  std::set<std::string> sources;
  for (const AttackGroup& group : AllAttacks()) {
    std::set<std::string> names;
    for (const Attack& attack : group.attacks) {
      EXPECT_TRUE(names.insert(attack.name).second) << group.name << ": " << attack.name;
      EXPECT_TRUE(sources.insert(attack.source).second) << group.name << ": " << attack.name;
    }
  }
  EXPECT_GE(sources.size(), 300u);
}

}  // namespace
}  // namespace yiting::rulehost
