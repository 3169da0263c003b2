#include "crypto/sealed_box.h"

#include <gtest/gtest.h>

#include "base/result.h"

namespace yiting::crypto {
namespace {

Bytes Key(char fill) { return Bytes(kBoxKeyBytes, fill); }
std::optional<Bytes> Open(char secret, BytesView box) {
  return OpenBox(BoxPublicKey(Key(secret)), Key(secret), box);
}

// RFC 7748, section 6.1: Bob's keys.
TEST(SealedBoxTest, ThePublicKeyIsThatOfTheRfc) {
  const auto bob = ParseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  ASSERT_TRUE(bob.has_value());
  EXPECT_EQ(ToHex(BoxPublicKey(*bob)),
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
}

TEST(SealedBoxTest, OnlyTheSecretOpensIt) {
  const auto box = SealBox(BoxPublicKey(Key('s')), Key('o'), "赞成");
  ASSERT_TRUE(box.has_value());
  EXPECT_EQ(box->size(), kBoxExtraBytes + 6);
  EXPECT_EQ(Open('s', *box), Bytes("赞成"));
  EXPECT_FALSE(Open('t', *box));
  EXPECT_FALSE(Open('o', *box));
}

TEST(SealedBoxTest, WhatWasTouchedDoesNotOpen) {
  const Bytes box = *SealBox(BoxPublicKey(Key('s')), Key('o'), "for");
  for (size_t at = 0; at < box.size(); ++at) {
    Bytes touched = box;
    touched[at] = static_cast<char>(touched[at] ^ 1);
    EXPECT_FALSE(Open('s', touched)) << at;
  }
  EXPECT_FALSE(Open('s', box.substr(0, box.size() - 1)));
  EXPECT_FALSE(Open('s', box + "x"));
  EXPECT_FALSE(Open('s', ""));
  EXPECT_FALSE(Open('s', Bytes(kBoxExtraBytes - 1, 'x')));
}

TEST(SealedBoxTest, NothingIsSealedForAKeyThatIsNone) {
  EXPECT_FALSE(SealBox(Bytes(kBoxKeyBytes, '\0'), Key('o'), "for"));
}

TEST(SealedBoxTest, AnotherOneTimeKeyIsAnotherBox) {
  const Bytes key = BoxPublicKey(Key('s'));
  EXPECT_EQ(*SealBox(key, Key('o'), "for"), *SealBox(key, Key('o'), "for"));
  EXPECT_NE(*SealBox(key, Key('o'), "for"), *SealBox(key, Key('p'), "for"));
}

}  // namespace
}  // namespace yiting::crypto
