// On a matter's page: its receipt, who stands behind it, what is the same, whether it may be taken
// up again; and that what somebody tries out keeps nobody else busy.
#include <gtest/gtest.h>

#include <set>

#include "scene.h"

namespace yiting {
namespace {

// The first 40 bits of the id as a number to the base of 31, its last digit first; the pages make
// the same one (web/shared/model/receipt.ts).
std::string SlowReceipt(const Bytes& matter) {
  const std::string digits = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  uint64_t number = 0;
  for (size_t i = 0; i < 5; ++i) number = number * 256 + static_cast<unsigned char>(matter[i]);
  std::string receipt;
  for (int i = 0; i < 8; ++i, number /= 31) receipt += digits[number % 31];
  return receipt.insert(4, "-");
}

class MatterLinksTest : public testing::Scene {
 protected:
  v1::View Ask(char name, void (*fill)(v1::ViewRequest&)) {
    v1::ViewRequest request;
    fill(request);
    return As(name, request);
  }
  Bytes Practice(char actor) {
    v1::Payload payload;
    v1::OpenMatter* open = payload.mutable_open_matter();
    open->set_procedure("bell");
    open->set_channel(v1::APP);
    open->set_practice(true);
    return Do(actor, payload);
  }
};

TEST_F(MatterLinksTest, A1_6_AReceiptHasEightLettersThatNobodyReadsWrongly) {
  // tests/web/app/matter_parts.test.ts has the same pair.
  EXPECT_EQ(SlowReceipt(Bytes(16, '\x11')), "2HPZ-CMP4");
  std::set<std::string> all;
  for (int i = 0; i < 20; ++i) {
    const Bytes matter = Press('A', "路灯坏了");
    const std::string receipt = Matter('A', matter).receipt();
    EXPECT_EQ(receipt, SlowReceipt(matter));
    ASSERT_EQ(receipt.size(), 9u);
    EXPECT_EQ(receipt[4], '-');
    EXPECT_EQ(receipt.find_first_not_of("23456789ABCDEFGHJKMNPQRSTUVWXYZ-"), std::string::npos);
    all.insert(receipt);
  }
  EXPECT_EQ(all.size(), 20u);
}

TEST_F(MatterLinksTest, A1_6_WhoWasHelpedIsShownWithHowTheyAgreed) {
  v1::Payload payload;
  payload.set_on_behalf_of(testing::MemberOf('A'));
  payload.mutable_open_matter()->set_procedure("bell");
  payload.mutable_open_matter()->set_channel(v1::VISIT);
  payload.mutable_open_matter()->set_consent(v1::SIGNED);
  const v1::MatterView view = Matter('S', Do('S', payload));
  EXPECT_TRUE(view.helped());
  EXPECT_EQ(view.consent(), v1::SIGNED);
  EXPECT_FALSE(Matter('A', Press('A', "一")).helped());
}

TEST_F(MatterLinksTest, A3_6_WhoStandsBehindItSeesSo) {
  const Bytes matter = Press('A', "路灯坏了");
  EXPECT_FALSE(Matter('B', matter).supported());
  Do('B', Acting(matter, "support"));
  EXPECT_TRUE(Matter('B', matter).supported());
  EXPECT_FALSE(Matter('C', matter).supported());
  EXPECT_EQ(Matter('C', matter).row().supporters(), 1u);
}

TEST_F(MatterLinksTest, A7_15_WhoMayTakeItUpAgainIsToldSo) {
  const Bytes matter = Press('A', "路灯坏了");
  EXPECT_FALSE(Matter('A', matter).may_reopen());
  Withdraw('A', matter);
  EXPECT_TRUE(Matter('A', matter).may_reopen());
  EXPECT_TRUE(Matter('S', matter).may_reopen());
  EXPECT_FALSE(Matter('B', matter).may_reopen());
  EXPECT_FALSE(Matter(0, matter).may_reopen());
  v1::Payload payload;
  payload.mutable_open_matter()->set_procedure("bell");
  payload.mutable_open_matter()->set_channel(v1::APP);
  payload.mutable_open_matter()->set_follows(matter);
  const Bytes again = Do('A', payload);
  EXPECT_FALSE(Matter('A', matter).may_reopen());
  const v1::MatterView view = Matter('A', again);
  ASSERT_EQ(view.links_size(), 1);
  EXPECT_TRUE(view.links(0).follows());
  EXPECT_EQ(view.links(0).number(), 1u);
  EXPECT_EQ(view.links(0).title(), "路灯坏了");
}

TEST_F(MatterLinksTest, A1_16_WhatIsTriedOutIsNearForNobodyElseAndNowhereOnTheDesk) {
  const Bytes practice = Practice('A');
  const Bytes real = Press('B', "路灯坏了");
  EXPECT_TRUE(Matter('B', practice).row().practice());
  ASSERT_EQ(Home('B').near_deadline_size(), 1);
  EXPECT_EQ(Home('B').near_deadline(0).matter(), real);
  EXPECT_EQ(Home('A').near_deadline_size(), 2);
  EXPECT_EQ(Home('S').waiting_for_me_size(), 1);
  EXPECT_EQ(Home('S').open_count(), 1u);
  const v1::DutyView duty =
      Ask('S', [](v1::ViewRequest& request) { request.mutable_duty(); }).duty();
  EXPECT_EQ(duty.unassigned(), 1u);
  const v1::DigestView digest =
      Ask('S', [](v1::ViewRequest& request) {
        request.mutable_digest()->set_until_ms(testing::kMonday + 86'400'000);
      }).digest();
  EXPECT_EQ(digest.opened(), 1u);
}

// Behind a page of what others try out the real ones still come.
TEST_F(MatterLinksTest, A1_16_ManyThatAreTriedOutPushNoRealOneAway) {
  for (int i = 0; i < 25; ++i) Practice('A');
  now_ms += 60'000;
  const Bytes real = Press('B', "路灯坏了");
  ASSERT_EQ(Home('B').near_deadline_size(), 1);
  EXPECT_EQ(Home('B').near_deadline(0).matter(), real);
  EXPECT_EQ(Home('A').near_deadline_size(), 10);
}

}  // namespace
}  // namespace yiting
