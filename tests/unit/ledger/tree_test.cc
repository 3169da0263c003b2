// The trees that grow and the readers that proofs read, of ledger/merkle.h.

#include <gtest/gtest.h>

#include <bit>

#include "ledger/merkle.h"
#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

constexpr size_t kSizes = 70;

// A reader whose store has lost a hash: the prover reports it and does not invent one.
class ForgetfulReader : public HashReader {
 public:
  ForgetfulReader(const MemoryTree& tree, uint32_t level, uint64_t index)
      : tree_(tree), level_(level), index_(index) {}
  Result<Hash> ReadHash(uint32_t level, uint64_t index) const override {
    if (level == level_ && index == index_) return Fail(ErrorCode::kIo, "the disk is gone");
    return tree_.ReadHash(level, index);
  }

 private:
  const MemoryTree& tree_;
  uint32_t level_;
  uint64_t index_;
};

TEST(HashReaderTest, ItsErrorsComeOutOfTheProver) {
  const MemoryTree tree = TreeOf(SomeEntries(7));
  const ForgetfulReader reader(tree, 1, 2);
  EXPECT_EQ(RootAt(reader, 7).error(), (Error{ErrorCode::kIo, "the disk is gone"}));
  EXPECT_TRUE(RootAt(reader, 4));
  EXPECT_EQ(ProveInclusion(reader, 0, 7).error().code, ErrorCode::kIo);
  EXPECT_TRUE(ProveInclusion(reader, 4, 7));
  EXPECT_EQ(ProveConsistency(reader, 6, 7).error().code, ErrorCode::kIo);
}

TEST(MemoryTreeTest, ReadsCompleteSubtreesOnly) {
  const auto entries = SomeEntries(11);
  const Rfc6962 oracle(entries);
  const MemoryTree tree = TreeOf(entries);
  EXPECT_EQ(tree.size(), 11u);
  for (uint32_t level = 0; level < 6; ++level) {
    for (uint64_t index = 0; index < 12; ++index) {
      const auto hash = tree.ReadHash(level, index);
      const uint64_t end = (index + 1) << level;
      ASSERT_EQ(hash.has_value(), end <= 11) << level << ", " << index;
      if (hash) {
        ASSERT_EQ(*hash, oracle.Mth(index << level, end));
      } else {
        ASSERT_EQ(hash.error().code, ErrorCode::kNotFound);
      }
    }
  }
}

TEST(FrontierTest, SavedFrontierGoesOn) {
  const auto entries = SomeEntries(kSizes);
  Frontier frontier;
  for (const Bytes& entry : entries) {
    const Bytes saved = frontier.Encode();
    EXPECT_EQ(saved.size(), 8 + 32 * static_cast<size_t>(std::popcount(frontier.size())));
    const auto loaded = Frontier::Decode(saved);
    ASSERT_TRUE(loaded);
    ASSERT_EQ(*loaded, frontier);
    Frontier on = *loaded;
    on.Append(LeafHash(entry));
    frontier.Append(LeafHash(entry));
    ASSERT_EQ(on.Root(), frontier.Root());
  }
}

TEST(FrontierTest, WrongLengthsAreRefused) {
  Frontier frontier;
  for (int i = 0; i < 7; ++i) frontier.Append(LeafHash("x"));
  const Bytes saved = frontier.Encode();
  for (size_t size = 0; size < saved.size(); ++size) {
    EXPECT_EQ(Frontier::Decode(saved.substr(0, size)).error().code, ErrorCode::kCorrupt) << size;
  }
  EXPECT_FALSE(Frontier::Decode(saved + "x"));
  EXPECT_EQ(Frontier::Decode(Bytes(8, '\xff') + Bytes(64 * 32, 'x')).error().code,
            ErrorCode::kTooLarge);
}

TEST(FrontierTest, KeepsOneHashForEachBitOfTheSize) {
  Frontier frontier;
  for (int i = 0; i < 1024; ++i) frontier.Append(LeafHash("x"));
  EXPECT_EQ(frontier.Encode().size(), 8u + 32u);
  EXPECT_NE(frontier.Root(), EmptyRoot());
  EXPECT_EQ(Frontier().Root(), EmptyRoot());
}

}  // namespace
}  // namespace yiting::ledger
