// The golden values of the ledger: the same bytes on both builds, today as when they were written
// down. A change here is a change of format and needs a new version of it, not a new vector.

#include <gtest/gtest.h>

#include "tests/support/files.h"
#include "tests/unit/ledger/transcript.h"

namespace yiting::ledger {
namespace {

TEST(VectorsTest, ComputedValuesAreTheGoldenOnes) {
  const std::string golden = testing::ReadRepositoryFile("tests/vectors/ledger.txt");
  const std::string computed = LedgerTranscript();
  EXPECT_TRUE(Contains(golden, computed)) << "computed:\n" << computed;
}

// The ledger file as hex, 32 bytes a line.
TEST(VectorsTest, GoldenLedgerFileIsGoodAndIsWhatWeWrite) {
  std::string hex;
  for (char c : testing::ReadRepositoryFile("tests/vectors/ledger_file.hex")) {
    if (c != '\n') hex.push_back(c);
  }
  const auto file = ParseHex(hex);
  ASSERT_TRUE(file);
  EXPECT_EQ(ToHex(Sample().File()), hex);
  const auto summary = CheckLedgerFile(*file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->entries, 5u);
}

}  // namespace
}  // namespace yiting::ledger
