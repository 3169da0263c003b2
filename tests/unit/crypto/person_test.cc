#include "crypto/person.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/files.h"

namespace yiting::crypto {
namespace {

// "key = value" of the page's block of values.
std::string ValueOf(const std::string& name) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/person.md");
  const size_t at = page.find("\n" + name + " = ");
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size() + 4;
  return page.substr(begin, page.find('\n', begin) - begin);
}

TEST(PersonTest, A1_10_IsTheDigestThatItsPageSays) {
  const auto secret = ParseHex(ValueOf("secret"));
  ASSERT_TRUE(secret.has_value());
  const auto digest = PersonDigest(*secret, ValueOf("name"), ValueOf("document"));
  ASSERT_TRUE(digest.has_value());
  EXPECT_EQ(PlainName(ValueOf("name")), ValueOf("plain name"));
  EXPECT_EQ(PlainDocument(ValueOf("document")), ValueOf("plain document"));
  EXPECT_EQ(ToHex(*digest), ValueOf("person"));
}

TEST(PersonTest, A1_10_HoweverItIsWrittenItIsOnePerson) {
  const Bytes secret(32, 's');
  std::set<Bytes> seen;
  for (const char* name : {"王小明", " 王 小明", "王\xE3\x80\x80小明\n"}) {
    for (const char* document : {"11010519491231002X", "110105194912 31002x",
                                 "１１０１０５１９４９１２３１００２Ｘ"}) {
      const auto digest = PersonDigest(secret, name, document);
      ASSERT_TRUE(digest.has_value()) << name << document;
      EXPECT_EQ(digest->size(), kPersonBytes);
      seen.insert(*digest);
    }
  }
  EXPECT_EQ(seen.size(), 1u);
  EXPECT_EQ(PlainName("阿依古丽 · 买买提"), PlainName("阿依古丽•买买提"));
  EXPECT_EQ(PlainName("Anna-Maria Weiß"), "ANNA-MARIAWEIß");
  EXPECT_EQ(PlainDocument("H0123 456(7)"), "H01234567");
}

TEST(PersonTest, A1_10_AnotherNameNumberOrSecretIsAnother) {
  std::set<Bytes> seen;
  for (const char secret : {'s', 't'}) {
    for (const char* name : {"王小明", "王小朋"}) {
      for (const char* document : {"H0123456", "H0123457"}) {
        seen.insert(*PersonDigest(Bytes(32, secret), name, document));
      }
    }
  }
  EXPECT_EQ(seen.size(), 8u);
  // What moves from the one to the other is another person.
  EXPECT_NE(*PersonDigest(Bytes(32, 's'), "A1", "23"), *PersonDigest(Bytes(32, 's'), "A", "123"));
}

TEST(PersonTest, A1_10_ASlipOfThePenMakesNoSecondPerson) {
  const Bytes secret(32, 's');
  const std::string good = "11010519491231002X";
  EXPECT_TRUE(PersonDigest(secret, "王", good).has_value());
  for (size_t i = 0; i < 17; ++i) {
    std::string slip = good;
    slip[i] = slip[i] == '9' ? '0' : static_cast<char>(slip[i] + 1);
    EXPECT_FALSE(PersonDigest(secret, "王", slip).has_value()) << slip;
  }
  EXPECT_FALSE(PersonDigest(secret, "王", "110105194912310021").has_value());
  EXPECT_FALSE(PersonDigest(secret, " ", good).has_value());
  EXPECT_FALSE(PersonDigest(secret, "王", "- -").has_value());
  EXPECT_FALSE(PersonDigest(secret, "\xFF", good).has_value());
  // Of a passport nobody knows the form.
  EXPECT_TRUE(PersonDigest(secret, "王", "E12345678").has_value());
}

#if GTEST_HAS_DEATH_TEST
TEST(PersonDeathTest, ASecretHas32Bytes) {
  EXPECT_DEATH((void)PersonDigest("short", "王", "E1"), "CHECK failed");
}
#endif

}  // namespace
}  // namespace yiting::crypto
