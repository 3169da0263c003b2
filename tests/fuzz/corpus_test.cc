// Every target over every kept input and some hundred mutations of it, the same ones each time:
// what was found once stays found. tests/fuzz/corpus/TARGET/*; a crash that libFuzzer finds becomes
// a file there.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "tests/fuzz/targets.h"
#include "tests/support/dice.h"
#include "tests/support/files.h"

namespace yiting::fuzz {
namespace {

// Enough that each byte of a small input is turned once; a scenario costs milliseconds.
constexpr size_t kMutations = 200;

Bytes Mutated(const Bytes& input, testing::Dice& dice) {
  Bytes bytes = input;
  for (uint64_t changes = 1 + dice.Roll(4); changes > 0; --changes) {
    const size_t at = bytes.empty() ? 0 : dice.Roll(bytes.size());
    switch (dice.Roll(5)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.Roll(8)));
        break;
      case 1:
        bytes.insert(at, dice.Take(1 + dice.Roll(4)));
        break;
      case 2:
        bytes.erase(at, 1 + dice.Roll(8));
        break;
      case 3:
        bytes.resize(at);
        break;
      default:
        bytes.insert(at, bytes.substr(bytes.empty() ? 0 : dice.Roll(bytes.size()), 16));
    }
  }
  return bytes;
}

class CorpusTest : public ::testing::TestWithParam<Target> {};

TEST_P(CorpusTest, NoInputStopsIt) {
  const std::string folder = std::string("tests/fuzz/corpus/") + GetParam().name;
  const std::vector<std::string> names = testing::ListRepositoryFolder(folder);
  ASSERT_FALSE(names.empty()) << folder << " keeps no input";
  testing::Dice dice(7);
  GetParam().run("");
  for (const std::string& name : names) {
    const Bytes input = testing::ReadRepositoryFile(folder + "/" + name);
    GetParam().run(input);
    for (size_t i = 0; i < kMutations; ++i) GetParam().run(Mutated(input, dice));
  }
}

Bytes Kept(const std::string& name) {
  return testing::ReadRepositoryFile("tests/fuzz/corpus/" + name);
}

// An input that is refused at the door would show nothing of what is behind it.
TEST(CorpusReaches, LostEntriesComeBack) {
  EXPECT_EQ(BroughtBack(Kept("recover/whole")), 3u + 1u) << "with the letter";
  EXPECT_EQ(BroughtBack(Kept("recover/overlapping")), 3u + 1u + 1u) << "and the pack";
  EXPECT_EQ(BroughtBack(Kept("recover/piece")), 1u);
  EXPECT_EQ(BroughtBack(Kept("recover/belongings")), 1u) << "the pack";
  for (const char* name : {"fork", "gap", "swapped"}) {
    EXPECT_EQ(BroughtBack(Kept(std::string("recover/") + name)), 0u) << name;
  }
}

TEST(CorpusReaches, EveryAnswerOfAWitness) {
  const std::pair<const char*, int> answers[] = {
      {"grown", 200},        {"same", 200},       {"log_and_others", 200},
      {"old_size", 409},     {"fork", 409},       {"other_history", 422},
      {"not_signed", 403},   {"other_log", 404},  {"shrunk", 400}};
  for (const auto& [name, status] : answers) {
    EXPECT_EQ(WitnessAnswer(Kept(std::string("witness_body/") + name)), status) << name;
  }
}

TEST(CorpusReaches, EveryRequestAsJson) {
  for (const char* name : {"push", "pull", "recover", "accesses", "fetch_pack", "fetch_snapshot",
                           "describe", "follow"}) {
    EXPECT_TRUE(ReadAsJson(Kept(std::string("json/") + name)).contains(name)) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, CorpusTest, ::testing::ValuesIn(Targets()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace yiting::fuzz
