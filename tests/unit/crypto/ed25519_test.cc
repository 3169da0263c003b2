#include "crypto/ed25519.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <new>

namespace yiting::crypto {
namespace {

Bytes FromHex(const char* hex) { return ParseHex(hex).value(); }

struct Vector {
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};

// RFC 8032 section 7.1, tests 1 to 3.
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Ed25519Test, KnowsTheVectorsOfItsRfc) {
  for (const Vector& vector : kVectors) {
    const SigningKey key = SigningKeyFromSeed(FromHex(vector.seed));
    EXPECT_EQ(ToHex(PublicKey(key)), vector.public_key);
    EXPECT_EQ(ToHex(Sign(key, FromHex(vector.message))), vector.signature);
    EXPECT_TRUE(
        Verify(FromHex(vector.public_key), FromHex(vector.message), FromHex(vector.signature)));
  }
}

TEST(Ed25519Test, AnyChangedBitIsRefused) {
  const Bytes public_key = FromHex(kVectors[2].public_key);
  const Bytes message = FromHex(kVectors[2].message);
  const Bytes signature = FromHex(kVectors[2].signature);
  for (size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    Bytes changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(Verify(public_key, message, changed)) << "signature bit " << bit;
  }
  for (size_t bit = 0; bit < 8 * public_key.size(); ++bit) {
    Bytes changed = public_key;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(Verify(changed, message, signature)) << "key bit " << bit;
  }
  for (size_t bit = 0; bit < 8 * message.size(); ++bit) {
    Bytes changed = message;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(Verify(public_key, changed, signature)) << "message bit " << bit;
  }
}

TEST(Ed25519Test, WrongLengthsAreRefusedNotRead) {
  const Bytes public_key = FromHex(kVectors[0].public_key);
  const Bytes signature = FromHex(kVectors[0].signature);
  EXPECT_TRUE(Verify(public_key, "", signature));
  for (size_t size = 0; size < public_key.size(); ++size) {
    EXPECT_FALSE(Verify(public_key.substr(0, size), "", signature));
  }
  for (size_t size = 0; size < signature.size(); ++size) {
    EXPECT_FALSE(Verify(public_key, "", signature.substr(0, size)));
  }
  EXPECT_FALSE(Verify(public_key + "x", "", signature));
  EXPECT_FALSE(Verify(public_key, "", signature + "x"));
}

// The edge cases on which libraries disagree; ours must say no, on both builds.
TEST(Ed25519Test, RefusesSmallOrderKeysAndScalarsOutOfRange) {
  const Bytes identity =
      FromHex("0100000000000000000000000000000000000000000000000000000000000000");
  EXPECT_FALSE(Verify(identity, "anything", identity + Bytes(32, '\0')));
  // S + L, where L is the group order, added to the S of the first vector.
  const Bytes order = FromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  Bytes signature = FromHex(kVectors[0].signature);
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    const unsigned sum =
        static_cast<uint8_t>(signature[32 + i]) + static_cast<uint8_t>(order[i]) + carry;
    signature[32 + i] = static_cast<char>(sum & 255);
    carry = sum >> 8;
  }
  EXPECT_FALSE(Verify(FromHex(kVectors[0].public_key), "", signature));
}

TEST(SigningKeyTest, IsWipedWhenItEnds) {
  alignas(SigningKey) unsigned char storage[sizeof(SigningKey)];
  auto* key = new (storage) SigningKey(SigningKeyFromSeed(std::string(32, 's')));
  const volatile unsigned char* bytes = storage;
  bool used = false;
  for (size_t i = 0; i < sizeof(storage); ++i) used = used || bytes[i] != 0;
  EXPECT_TRUE(used);
  key->~SigningKey();
  for (size_t i = 0; i < sizeof(storage); ++i) EXPECT_EQ(bytes[i], 0) << i;
}

#if GTEST_HAS_DEATH_TEST
TEST(SigningKeyDeathTest, ASeedHas32Bytes) {
  EXPECT_DEATH(SigningKeyFromSeed("short"), "CHECK failed");
}
#endif

}  // namespace
}  // namespace yiting::crypto
