#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace yiting {
namespace {

// The slow, obvious encoder: what a code point looks like in UTF-8.
std::string Encode(uint32_t code) {
  std::string out;
  const auto push = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xc0 | code >> 6);
    push(0x80 | (code & 63));
  } else if (code < 0x10000) {
    push(0xe0 | code >> 12);
    push(0x80 | (code >> 6 & 63));
    push(0x80 | (code & 63));
  } else {
    push(0xf0 | code >> 18);
    push(0x80 | (code >> 12 & 63));
    push(0x80 | (code >> 6 & 63));
    push(0x80 | (code & 63));
  }
  return out;
}

TEST(Utf8Test, TakesEveryCodePointButSurrogates) {
  for (uint32_t code = 0; code <= 0x10ffff; ++code) {
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    ASSERT_EQ(IsValidUtf8(Encode(code)), !surrogate) << code;
    if (!surrogate) {
      ASSERT_EQ(CountCodePoints(Encode(code)), 1u) << code;
    }
  }
}

// All strings of one and two bytes, and all of three that begin like a longer sequence: valid
// exactly when some code points encode to them.
TEST(Utf8Test, RefusesAllOtherShortStrings) {
  int valid_pairs = 0;
  for (int a = 0; a < 256; ++a) {
    const std::string one{static_cast<char>(a)};
    ASSERT_EQ(IsValidUtf8(one), a < 0x80) << a;
    for (int b = 0; b < 256; ++b) {
      const std::string two{static_cast<char>(a), static_cast<char>(b)};
      if (IsValidUtf8(two)) ++valid_pairs;
    }
  }
  EXPECT_EQ(valid_pairs, 128 * 128 + (0x800 - 0x80));
  int valid_triples = 0;
  for (int a = 0xe0; a < 0x100; ++a) {
    for (int b = 0; b < 256; ++b) {
      for (int c = 0; c < 256; ++c) {
        const char three[3] = {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)};
        if (IsValidUtf8(std::string_view(three, 3))) ++valid_triples;
      }
    }
  }
  EXPECT_EQ(valid_triples, 0x10000 - 0x800 - 0x800);
}

TEST(Utf8Test, RefusesOverlongTruncatedAndTooLarge) {
  for (const char* bad :
       {"\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x80\x80\x80",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe", "\x80",
        "\xe8\xae", "\xe8", "议\xe5\x8e", "\xe8\xae\x28", "a\x80", "\xed\xa0\x80"}) {
    EXPECT_FALSE(IsValidUtf8(bad));
  }
}

TEST(Utf8Test, CountsCodePointsNotBytes) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("abc"), 3u);
  EXPECT_EQ(CountCodePoints("议厅"), 2u);
  EXPECT_EQ(CountCodePoints("小河小学门口🚸"), 7u);
  EXPECT_TRUE(IsValidUtf8("小河小学门口🚸"));
  EXPECT_TRUE(IsValidUtf8(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace yiting
