#include "crypto/sha256.h"

#include <gtest/gtest.h>

namespace yiting::crypto {
namespace {

std::string Hex(const Hash& hash) { return ToHex(AsBytes(hash)); }

// FIPS 180-4 examples and NIST's long one.
TEST(Sha256Test, KnowsTheVectorsOfItsStandard) {
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Hex(Sha256(std::string(1000000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Every way to cut messages around the block size in two.
TEST(Sha256Test, PiecesHashAsTheWhole) {
  std::string message;
  for (size_t length = 0; length <= 130; ++length) {
    const Hash whole = Sha256(message);
    for (size_t cut = 0; cut <= length; ++cut) {
      Sha256Stream stream;
      stream.Update(BytesView(message).substr(0, cut));
      stream.Update(BytesView(message).substr(cut));
      ASSERT_EQ(stream.Finish(), whole) << length << " cut at " << cut;
    }
    message.push_back(static_cast<char>(length * 7));
  }
}

TEST(Sha256Test, StreamMayBeCopiedOnItsWay) {
  Sha256Stream stream;
  stream.Update("ab");
  Sha256Stream other = stream;
  stream.Update("c");
  other.Update("d");
  EXPECT_EQ(stream.Finish(), Sha256("abc"));
  EXPECT_EQ(other.Finish(), Sha256("abd"));
}

TEST(HashTest, ComesFromExactly32Bytes) {
  const Hash hash = Sha256("x");
  EXPECT_EQ(HashFromBytes(AsBytes(hash)).value(), hash);
  EXPECT_EQ(AsBytes(hash).size(), 32u);
  for (size_t size : {0, 1, 31, 33, 64}) {
    EXPECT_EQ(HashFromBytes(std::string(size, 'x')).error().code, ErrorCode::kInvalid) << size;
  }
}

#if GTEST_HAS_DEATH_TEST
TEST(Sha256DeathTest, AStreamFinishesOnce) {
  Sha256Stream stream;
  stream.Finish();
  EXPECT_DEATH(stream.Finish(), "CHECK failed");
  EXPECT_DEATH(stream.Update("x"), "CHECK failed");
}
#endif

}  // namespace
}  // namespace yiting::crypto
