#include "crypto/commitment.h"

#include <gtest/gtest.h>

#include <set>

namespace yiting::crypto {
namespace {

TEST(CommitmentTest, IsTheHashThatItsPageSays) {
  const Bytes salt(32, '\x11');
  const Bytes label("yiting.v1.content\0", 18);
  EXPECT_EQ(Commit(salt, "小学门口"), Sha256(label + salt + "小学门口"));
  EXPECT_EQ(Commit(salt, ""), Sha256(label + salt));
}

TEST(CommitmentTest, DependsOnEveryBitOfSaltAndContent) {
  const Bytes salt(32, 's');
  const Bytes content = "content";
  std::set<Hash> seen{Commit(salt, content)};
  for (size_t bit = 0; bit < 8 * salt.size(); ++bit) {
    Bytes changed = salt;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    EXPECT_TRUE(seen.insert(Commit(changed, content)).second);
  }
  for (size_t bit = 0; bit < 8 * content.size(); ++bit) {
    Bytes changed = content;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    EXPECT_TRUE(seen.insert(Commit(salt, changed)).second);
  }
}

TEST(CommitmentTest, ByteMovedFromContentToSaltIsAnotherCommitment) {
  EXPECT_NE(Commit(Bytes(31, 'a') + "b", "bc"), Commit(Bytes(32, 'a'), "bbc"));
}

#if GTEST_HAS_DEATH_TEST
TEST(CommitmentDeathTest, ASaltHas32Bytes) {
  EXPECT_DEATH(Commit("short", "content"), "CHECK failed");
  EXPECT_DEATH(Commit(Bytes(33, 's'), "content"), "CHECK failed");
}
#endif

}  // namespace
}  // namespace yiting::crypto
