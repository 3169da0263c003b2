#include "crypto/lthash.h"

#include <gtest/gtest.h>
#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_stream_chacha20.h>

#include <algorithm>
#include <vector>

namespace yiting::crypto {
namespace {

Bytes Row(int i) { return "matters|" + std::to_string(i * 7919) + "|open"; }

// The slow, obvious version: one byte pair at a time, from the definition in the format page.
class Oracle {
 public:
  void Change(const Bytes& row, bool add) {
    Bytes key(32, '\0');
    crypto_generichash_blake2b(reinterpret_cast<unsigned char*>(key.data()), 32,
                               reinterpret_cast<const unsigned char*>(row.data()), row.size(),
                               nullptr, 0);
    Bytes stream(2048, '\0');
    const unsigned char nonce[12] = {};
    crypto_stream_chacha20_ietf(reinterpret_cast<unsigned char*>(stream.data()), stream.size(),
                                nonce, reinterpret_cast<const unsigned char*>(key.data()));
    for (size_t lane = 0; lane < 1024; ++lane) {
      const uint32_t term = ReadU16Le(BytesView(stream).substr(2 * lane));
      lanes_[lane] = (lanes_[lane] + (add ? term : 65536 - term)) % 65536;
    }
  }
  Bytes Save() const {
    Bytes bytes;
    for (uint32_t lane : lanes_) AppendU16Le(bytes, static_cast<uint16_t>(lane));
    return bytes;
  }

 private:
  uint32_t lanes_[1024] = {};
};

TEST(LtHashTest, EmptySetIsAllZero) {
  const LtHash empty;
  EXPECT_EQ(empty.Save(), Bytes(2048, '\0'));
  EXPECT_EQ(empty.Digest(), Sha256(Bytes("yiting.v1.fingerprint\0", 22) + Bytes(2048, '\0')));
}

TEST(LtHashTest, AgreesWithTheDefinition) {
  LtHash hash;
  Oracle oracle;
  for (int i = 0; i < 200; ++i) {
    hash.Add(Row(i));
    oracle.Change(Row(i), true);
    if (i % 3 == 0) {
      hash.Remove(Row(i / 2));
      oracle.Change(Row(i / 2), false);
    }
    ASSERT_EQ(hash.Save(), oracle.Save()) << i;
  }
}

TEST(LtHashTest, OrderDoesNotMatter) {
  std::vector<int> rows;
  for (int i = 0; i < 50; ++i) rows.push_back(i);
  LtHash forward;
  for (int i : rows) forward.Add(Row(i));
  uint64_t state = 3;
  for (int round = 0; round < 20; ++round) {
    for (size_t i = rows.size() - 1; i > 0; --i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      std::swap(rows[i], rows[(state >> 33) % (i + 1)]);
    }
    LtHash shuffled;
    for (int i : rows) shuffled.Add(Row(i));
    ASSERT_EQ(shuffled, forward);
    ASSERT_EQ(shuffled.Digest(), forward.Digest());
  }
}

TEST(LtHashTest, RemovingUndoesAdding) {
  LtHash hash;
  hash.Add("kept");
  const LtHash before = hash;
  for (int i = 0; i < 30; ++i) hash.Add(Row(i));
  EXPECT_NE(hash, before);
  for (int i = 29; i >= 0; i -= 2) hash.Remove(Row(i));
  for (int i = 28; i >= 0; i -= 2) hash.Remove(Row(i));
  EXPECT_EQ(hash, before);
  hash.Remove("never added");
  hash.Add("never added");
  EXPECT_EQ(hash, before);
}

TEST(LtHashTest, CountsRowsThatAreThereTwice) {
  LtHash once;
  once.Add("row");
  LtHash twice = once;
  twice.Add("row");
  EXPECT_NE(once, twice);
  twice.Remove("row");
  EXPECT_EQ(once, twice);
}

TEST(LtHashTest, DifferentSetsDiffer) {
  LtHash ab;
  ab.Add("ab");
  LtHash a_and_b;
  a_and_b.Add("a");
  a_and_b.Add("b");
  EXPECT_NE(ab.Digest(), a_and_b.Digest());
  LtHash empty_row;
  empty_row.Add("");
  EXPECT_NE(empty_row.Digest(), LtHash().Digest());
}

TEST(LtHashTest, SavedStateGoesOn) {
  LtHash hash;
  for (int i = 0; i < 10; ++i) hash.Add(Row(i));
  LtHash loaded = LtHash::Load(hash.Save()).value();
  EXPECT_EQ(loaded, hash);
  hash.Add("more");
  loaded.Add("more");
  EXPECT_EQ(loaded.Digest(), hash.Digest());
  EXPECT_EQ(LtHash::Load(Bytes(2047, 'x')).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(LtHash::Load(Bytes(2049, 'x')).error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(LtHash::Load(""));
}

}  // namespace
}  // namespace yiting::crypto
