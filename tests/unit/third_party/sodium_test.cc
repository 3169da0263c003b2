// libsodium as cmake/third_party builds it: the published vectors, and a box that only its key
// opens.
#include <gtest/gtest.h>

#include <string>

#include "sodium.h"

namespace yiting {
namespace {

std::string Hex(const unsigned char* bytes, size_t size) {
  std::string out(2 * size + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

const unsigned char* Raw(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

class SodiumTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_GE(sodium_init(), 0); }
};

TEST_F(SodiumTest, SignsAsRfc8032Section71Test2) {
  unsigned char seed[32], key[32], secret[64], signature[64];
  const std::string hex = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
  ASSERT_EQ(0, sodium_hex2bin(seed, 32, hex.data(), hex.size(), nullptr, nullptr, nullptr));
  crypto_sign_seed_keypair(key, secret, seed);
  EXPECT_EQ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", Hex(key, 32));
  const std::string message = "\x72";
  crypto_sign_detached(signature, nullptr, Raw(message), 1, secret);
  EXPECT_EQ(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
      Hex(signature, 64));
  EXPECT_EQ(0, crypto_sign_verify_detached(signature, Raw(message), 1, key));
  signature[63] ^= 1;
  EXPECT_NE(0, crypto_sign_verify_detached(signature, Raw(message), 1, key));
}

TEST_F(SodiumTest, HashesAsFips180) {
  unsigned char hash[64];
  crypto_hash_sha256(hash, Raw("abc"), 3);
  EXPECT_EQ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hex(hash, 32));
  crypto_hash_sha512(hash, Raw("abc"), 3);
  EXPECT_EQ("ddaf35a193617abacc417349ae204131", Hex(hash, 16));
}

TEST_F(SodiumTest, OnlyTheKeyOpensASealedBox) {
  unsigned char key[32], secret[32], other_key[32], other_secret[32];
  crypto_box_keypair(key, secret);
  crypto_box_keypair(other_key, other_secret);
  const std::string message = "a ballot";
  std::string box(message.size() + crypto_box_SEALBYTES, '\0');
  unsigned char* bytes = reinterpret_cast<unsigned char*>(box.data());
  ASSERT_EQ(0, crypto_box_seal(bytes, Raw(message), message.size(), key));
  std::string opened(message.size(), '\0');
  unsigned char* out = reinterpret_cast<unsigned char*>(opened.data());
  EXPECT_NE(0, crypto_box_seal_open(out, bytes, box.size(), other_key, other_secret));
  ASSERT_EQ(0, crypto_box_seal_open(out, bytes, box.size(), key, secret));
  EXPECT_EQ(message, opened);
}

TEST_F(SodiumTest, RandomBytesAreNotZeroAndNotTwiceTheSame) {
  unsigned char first[32] = {}, second[32] = {};
  randombytes_buf(first, sizeof first);
  randombytes_buf(second, sizeof second);
  EXPECT_NE(Hex(first, 32), std::string(64, '0'));
  EXPECT_NE(Hex(first, 32), Hex(second, 32));
}

}  // namespace
}  // namespace yiting
