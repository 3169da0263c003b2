#include "ops/house.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "ops/data_folder.h"
#include "ops/operator_verbs.h"
#include "state/read_members.h"
#include "tests/unit/server/town.h"

namespace yiting::ops {
namespace {

using testing::Town;

TEST(DataFolder, OneProgramAtATime) {
  testing::TempFolder folder;
  auto first = DataFolder::Open(folder / "data");
  ASSERT_TRUE(first) << first.error().message;
  auto second = DataFolder::Open(folder / "data");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos);
  first->reset();
  EXPECT_TRUE(DataFolder::Open(folder / "data"));
}

TEST(DataFolder, AFolderThatCannotBeMadeIsNamed) {
  auto folder = DataFolder::Open("/nowhere/at/all");
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().message.find("/nowhere/at/all"), std::string::npos);
}

TEST(House, AnotherStoreIsRefused) {
  testing::TempFolder folder;
  EXPECT_EQ(House::Open(folder / "data", "postgres://x").error().code, ErrorCode::kUnsupported);
}

TEST(House, APackThatIsNotThereIsNamed) {
  testing::TempFolder folder;
  auto house = House::Open(folder / "data", "sqlite");
  ASSERT_TRUE(house);
  auto packs = (*house)->TakePacks("rules", "no_such_street");
  ASSERT_FALSE(packs);
  EXPECT_EQ(packs.error().code, ErrorCode::kNotFound);
}

TEST(OperatorVerbs, ACommunityIsFoundedAndListed) {
  Town town;
  auto lines = ListCommunities(*town.house);
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_EQ(*lines, ToHex(town.community) + "  2  文锦社区\n");
}

TEST(OperatorVerbs, AnInvitationIsGoodForItsRole) {
  Town town;
  const int64_t now_ms = testing::kMorningMs;
  auto seed = Invite(*town.house, town.community, "resident", "", 7, now_ms);
  ASSERT_TRUE(seed) << seed.error().message;
  hall::Desk desk = town.house->DeskOf(town.community);
  ASSERT_TRUE(desk.Open());
  const Bytes key = crypto::PublicKey(crypto::SigningKeyFromSeed(*seed));
  auto invitation = state::FindInvitation(desk.state(), key);
  ASSERT_TRUE(invitation);
  EXPECT_EQ(invitation->expires_ms, now_ms + 7 * kDayMs);
  ASSERT_EQ(invitation->grants.size(), 1u);
  EXPECT_EQ(invitation->grants[0].role, "resident");
}

TEST(OperatorVerbs, OnlyTheFoundersOperatorInvites) {
  Town town;
  Town other;
  auto seed = Invite(*other.house, town.community, "resident", "", 7, testing::kMorningMs);
  EXPECT_EQ(seed.error().code, ErrorCode::kNotFound);
  // As after the keys were lost.
  std::filesystem::remove(town.folder / "data/keys/operator.key");
  seed = Invite(*town.house, town.community, "resident", "", 7, testing::kMorningMs);
  ASSERT_FALSE(seed);
  EXPECT_NE(seed.error().message.find("no member"), std::string::npos);
}

TEST(OperatorVerbs, WhatTheRulesRefuseIsSaidByName) {
  Town town;
  auto seed = Invite(*town.house, town.community, "no_such_role", "", 7, testing::kMorningMs);
  ASSERT_FALSE(seed);
  EXPECT_NE(seed.error().message.find("ROLE_UNKNOWN"), std::string::npos) << seed.error().message;
  EXPECT_TRUE(Invite(*town.house, town.community, "resident", "", 7, testing::kMorningMs));
}

}  // namespace
}  // namespace yiting::ops
