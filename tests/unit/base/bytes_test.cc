#include "base/bytes.h"

#include <gtest/gtest.h>

#include "tests/support/dice.h"

namespace yiting {
namespace {

using testing::Dice;

TEST(HexTest, FormatsLowerCaseAndParsesBoth) {
  EXPECT_EQ(ToHex(""), "");
  EXPECT_EQ(ToHex(BytesView("\x00\x7f\x80\xff", 4)), "007f80ff");
  EXPECT_EQ(ParseHex("007f80ff").value(), Bytes("\x00\x7f\x80\xff", 4));
  EXPECT_EQ(ParseHex("aAbBfF").value(), "\xaa\xbb\xff");
  EXPECT_EQ(ParseHex("").value(), "");
}

TEST(HexTest, RefusesEverythingElse) {
  for (const char* bad : {"0", "000", "0g", "g0", "0x00", " 00", "00 ", "0\n", "é"}) {
    EXPECT_FALSE(ParseHex(bad)) << bad;
    EXPECT_EQ(ParseHex(bad).error().code, ErrorCode::kInvalid) << bad;
  }
}

// RFC 4648 section 10.
TEST(Base64Test, KnowsTheVectorsOfItsRfc) {
  const std::pair<const char*, const char*> kVectors[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : kVectors) {
    EXPECT_EQ(ToBase64(bytes), text);
    EXPECT_EQ(ParseBase64(text).value(), bytes);
  }
  EXPECT_EQ(ToBase64("\xfb\xff\xfe"), "+//+");
}

TEST(Base64Test, RefusesASecondSpellingOfTheSameBytes) {
  for (const char* bad :
       {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "=", "====", "Z===", "Zg==Zg==", "Zm9v\n",
        " Zm9v", "Zm-v", "Zm_v", "Zm9v=", "Z=9v", "Zm=v", "Zg=A"}) {
    EXPECT_FALSE(ParseBase64(bad)) << bad;
  }
}

TEST(TextFormsTest, EveryByteStringComesBack) {
  Dice dice(1);
  for (int round = 0; round < 2000; ++round) {
    const Bytes bytes = dice.Take(dice.Roll(80));
    EXPECT_EQ(ParseHex(ToHex(bytes)).value(), bytes);
    EXPECT_EQ(ParseBase64(ToBase64(bytes)).value(), bytes);
  }
}

// Whatever base64 text is taken, it is the one that its bytes format to.
TEST(TextFormsTest, WhatParsesFormatsToItself) {
  constexpr char kSome[] = "AQgwZz09+/=-_ \n";
  Dice dice(2);
  int taken = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string text;
    for (size_t i = 4 * (1 + dice.Roll(2)); i > 0; --i) {
      text.push_back(kSome[dice.Roll(sizeof(kSome) - 1)]);
    }
    const auto parsed = ParseBase64(text);
    if (!parsed) continue;
    ++taken;
    EXPECT_EQ(ToBase64(*parsed), text);
  }
  EXPECT_GT(taken, 1000);
}

TEST(IntegersTest, ByteOrderIsAsNamed) {
  Bytes out;
  AppendU16Be(out, 0x0102);
  AppendU32Be(out, 0x03040506);
  AppendU64Be(out, 0x0708090a0b0c0d0e);
  EXPECT_EQ(ToHex(out), "0102030405060708090a0b0c0d0e");
  out.clear();
  AppendU16Le(out, 0x0201);
  AppendU32Le(out, 0x06050403);
  AppendU64Le(out, 0x0e0d0c0b0a090807);
  EXPECT_EQ(ToHex(out), "0102030405060708090a0b0c0d0e");
}

TEST(IntegersTest, ReadBackAtTheirExtremes) {
  for (uint64_t value :
       {uint64_t{0}, uint64_t{1}, uint64_t{0x80}, uint64_t{0xff00ff00ff00ff00}, UINT64_MAX}) {
    Bytes be16, be32, be64, le16, le32, le64;
    AppendU16Be(be16, static_cast<uint16_t>(value));
    AppendU32Be(be32, static_cast<uint32_t>(value));
    AppendU64Be(be64, value);
    AppendU16Le(le16, static_cast<uint16_t>(value));
    AppendU32Le(le32, static_cast<uint32_t>(value));
    AppendU64Le(le64, value);
    EXPECT_EQ(ReadU16Be(be16), static_cast<uint16_t>(value));
    EXPECT_EQ(ReadU32Be(be32), static_cast<uint32_t>(value));
    EXPECT_EQ(ReadU64Be(be64), value);
    EXPECT_EQ(ReadU16Le(le16), static_cast<uint16_t>(value));
    EXPECT_EQ(ReadU32Le(le32), static_cast<uint32_t>(value));
    EXPECT_EQ(ReadU64Le(le64), value);
    EXPECT_EQ(Bytes(le64.rbegin(), le64.rend()), be64);
  }
}

TEST(ByteReaderTest, ReadsFrontToBack) {
  const Bytes bytes = ParseHex(
                          "01"
                          "0203"
                          "04050607"
                          "08090a0b0c0d0e0f"
                          "aabbcc"
                          "dd")
                          .value();
  ByteReader in(bytes);
  EXPECT_EQ(in.ReadU8().value(), 1);
  EXPECT_EQ(in.ReadU16Be().value(), 0x0203);
  EXPECT_EQ(in.ReadU32Le().value(), 0x07060504u);
  EXPECT_EQ(in.ReadU64Be().value(), 0x08090a0b0c0d0e0fu);
  EXPECT_EQ(in.ReadBytes(3).value(), "\xaa\xbb\xcc");
  EXPECT_EQ(in.offset(), 18u);
  EXPECT_EQ(in.remaining(), 1u);
  EXPECT_FALSE(in.AtEnd());
  EXPECT_EQ(in.ReadRest(), "\xdd");
  EXPECT_TRUE(in.AtEnd());
  EXPECT_EQ(in.ReadRest(), "");
}

TEST(ByteReaderTest, NeverReadsPastTheEndAndConsumesNothingThen) {
  ByteReader in("abc");
  EXPECT_EQ(in.ReadU32Be().error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(in.ReadU64Le().error().message, "ends at byte 3, but 8 bytes are needed at byte 0");
  EXPECT_FALSE(in.ReadBytes(SIZE_MAX));
  EXPECT_EQ(in.offset(), 0u);
  EXPECT_EQ(in.ReadU16Le().value(), 0x6261);
  EXPECT_FALSE(in.ReadU16Be());
  EXPECT_EQ(in.ReadU8().value(), 'c');
  EXPECT_FALSE(in.ReadU8());
  EXPECT_EQ(in.ReadBytes(0).value(), "");
}

#if GTEST_HAS_DEATH_TEST
TEST(IntegersDeathTest, TooFewBytesAreABug) { EXPECT_DEATH(ReadU32Be("abc"), "CHECK failed"); }
#endif

}  // namespace
}  // namespace yiting
