// Every target over every kept input and some hundred mutations of it, the same ones each time:
// what was found once stays found. tests/fuzz/corpus/TARGET/*; a crash that libFuzzer finds becomes
// a file there.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

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

INSTANTIATE_TEST_SUITE_P(All, CorpusTest, ::testing::ValuesIn(Targets()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace yiting::fuzz
