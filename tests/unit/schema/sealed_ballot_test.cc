#include "schema/sealed_ballot.h"

#include <gtest/gtest.h>

#include <string>

#include "base/result.h"
#include "schema/canonical.h"
#include "schema/limits.h"
#include "tests/support/files.h"

namespace yiting::schema {
namespace {

const Bytes kSecret(crypto::kBoxKeyBytes, 's');
const Bytes kOnce(crypto::kBoxKeyBytes, 'o');

v1::SealedBallot BallotFor(const std::string& choice) {
  v1::SealedBallot ballot;
  ballot.set_community(Bytes(kCommunityIdBytes, 'c'));
  ballot.set_matter(Bytes(kMatterIdBytes, 'm'));
  ballot.set_member(Bytes(kMemberIdBytes, 'w'));
  ballot.set_choice(choice);
  return ballot;
}

Bytes Seal(const v1::SealedBallot& ballot) {
  return *SealBallot(ballot, crypto::BoxPublicKey(kSecret), kOnce);
}

std::optional<v1::SealedBallot> Open(BytesView secret, BytesView box) {
  return OpenBallot(crypto::BoxPublicKey(secret), secret, box);
}

// "key = value" of the page's block.
std::string ValueOf(const std::string& name) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/ballot.md");
  const size_t at = page.find("\n" + name + " = ", page.find("```text ballot"));
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size() + 4;
  return page.substr(begin, page.find('\n', begin) - begin);
}

TEST(SealedBallotTest, IsWhatItsPageSays) {
  const v1::SealedBallot ballot = BallotFor("for");
  EXPECT_EQ(ToHex(kSecret), ValueOf("secret"));
  EXPECT_EQ(ToHex(crypto::BoxPublicKey(kSecret)), ValueOf("key"));
  EXPECT_EQ(ToHex(kOnce), ValueOf("once"));
  EXPECT_EQ(ToHex(Encode(ballot)), ValueOf("ballot"));
  EXPECT_EQ(ToHex(Seal(ballot)), ValueOf("box"));
}

TEST(SealedBallotTest, A6_5_ABoxTellsNothingByItsLength) {
  v1::SealedBallot longest = BallotFor("");
  for (uint32_t option = 1; option <= kPollOptionsMax; ++option) {
    longest.mutable_options()->add_option(option);
  }
  for (const v1::SealedBallot& ballot : {BallotFor("for"), BallotFor("abstain"), BallotFor(""),
                                         longest}) {
    const Bytes box = Seal(ballot);
    EXPECT_EQ(box.size(), kSealedBallotBytes);
    const auto opened = Open(kSecret, box);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(Encode(*opened), Encode(ballot));
  }
}

TEST(SealedBallotTest, A6_5_WhatIsNoBallotDoesNotOpen) {
  const Bytes key = crypto::BoxPublicKey(kSecret);
  EXPECT_FALSE(Open(Bytes(crypto::kBoxKeyBytes, 't'), Seal(BallotFor("for"))));
  EXPECT_FALSE(Open(kSecret, Bytes(kSealedBallotBytes, 'x')));
  EXPECT_FALSE(Open(kSecret, ""));
  const auto opens = [&key](const Bytes& plain) {
    return Open(kSecret, *crypto::SealBox(key, kOnce, plain)).has_value();
  };
  const Bytes good = Encode(BallotFor("for"));
  const auto filled = [](Bytes bytes) {
    bytes.resize(kBallotPlainBytes, '\0');
    return bytes;
  };
  EXPECT_TRUE(opens(filled(good + '\x80')));
  EXPECT_FALSE(opens(filled(good)));                        // without its end
  EXPECT_FALSE(opens(good + '\x80'));                       // of another length
  EXPECT_FALSE(opens(filled(good + '\x80' + '\x80' + 'x')));  // something behind it
  EXPECT_FALSE(opens(filled(good + "\x82\x01\x01x" + '\x80')));  // a field that nobody knows
  EXPECT_FALSE(opens(Bytes(kBallotPlainBytes, '\0')));
}

TEST(SealedBallotTest, AKeyToComeIsNoKey) {
  EXPECT_TRUE(IsKeyToCome(KeyToCome()));
  EXPECT_FALSE(IsKeyToCome(crypto::BoxPublicKey(kSecret)));
  EXPECT_FALSE(IsKeyToCome(""));
  EXPECT_FALSE(SealBallot(BallotFor("for"), KeyToCome(), kOnce));
}

}  // namespace
}  // namespace yiting::schema
