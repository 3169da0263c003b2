// Support, and matters that are the same: what is refused, and that nobody is moved unasked.
#include <gtest/gtest.h>

#include "errands.h"
#include "schema/limits.h"

namespace yiting::decide {
namespace {

using LinksTest = ErrandTest;

TEST_F(LinksTest, A3_6_SupportIsGivenOnceAndNotToOnesOwn) {
  const Bytes matter = OpenMatter('a', now_ms);
  EXPECT_EQ(Act('b', now_ms, matter, "support"), "");
  EXPECT_EQ(Act('b', now_ms, matter, "support"), "ALREADY_DONE p.*.support ");
  EXPECT_EQ(Act('a', now_ms, matter, "support"), "ALREADY_DONE p.*.support ");
  EXPECT_EQ(Act('w', now_ms, matter, "support"), "NOT_ALLOWED p.*.support ");
  EXPECT_EQ(Act('o', now_ms, matter, "support"), "OBSERVER  ");
  EXPECT_EQ(At(matter).supporters, 1);
  EXPECT_EQ(Counter("supported"), 1);
}

// Whatever else the action does: what is asked of a party comes on top.
TEST_F(LinksTest, A3_6_NobodySupportsTheirOwnMatterAsAParty) {
  const Bytes matter = OpenMatter('w', now_ms);
  EXPECT_EQ(ActWithCode('w', now_ms, matter, "sort", "category", "noise"), "");
  EXPECT_EQ(Act('w', now_ms, matter, "arrive"), "ALREADY_DONE p.first.arrive ");
  EXPECT_EQ(Act('c', now_ms, matter, "arrive"), "");
  EXPECT_EQ(At(matter).supporters, 1);
}

TEST_F(LinksTest, A1_16_WhatIsTriedOutIsTheSameAsNothingThatIsMeant) {
  const Bytes real = OpenMatter('a', now_ms);
  v1::Payload payload = OpenBody();
  payload.mutable_open_matter()->set_practice(true);
  EXPECT_EQ(Do('b', now_ms, payload), "");
  const Bytes tried = last_.MadeId();
  EXPECT_EQ(With('w', real, "merge", {tried}), "INPUT_INVALID p.first.merge duplicates");
  EXPECT_EQ(With('w', tried, "merge", {real}), "INPUT_INVALID p.first.merge duplicates");
  payload.clear_actor();
  EXPECT_EQ(Do('d', now_ms, payload), "");
  const Bytes another = last_.MadeId();
  EXPECT_EQ(With('w', tried, "merge", {another}), "");
}

TEST_F(LinksTest, A3_6_OnlyWhoStandsBehindALinkedMatterIsAsked) {
  const Bytes main = OpenMatter('a', now_ms);
  const Bytes same = OpenMatter('b', now_ms);
  EXPECT_EQ(Act('d', now_ms, same, "support"), "");
  EXPECT_EQ(Say('b', main, "yes"), "NOT_ALLOWED p.first.agree ");
  EXPECT_EQ(With('w', main, "merge", {same}), "");
  EXPECT_EQ(At(main).supporters, 0);
  EXPECT_EQ(At(same).supporters, 1);
  EXPECT_FALSE(At(same).closed());
  EXPECT_EQ(Say('e', main, "yes"), "NOT_ALLOWED p.first.agree ");
  EXPECT_EQ(Say('a', main, "yes"), "NOT_ALLOWED p.first.agree ");
  EXPECT_EQ(Say('b', main, "yes"), "");
  EXPECT_EQ(Say('d', main, "no"), "");
  EXPECT_EQ(Say('b', main, "no"), "NOT_ALLOWED p.first.agree ");
  EXPECT_TRUE(state::IsSupporter(*state_, main, MemberId('b')));
  EXPECT_FALSE(state::IsSupporter(*state_, main, MemberId('d')));
  EXPECT_TRUE(state::IsSupporter(*state_, same, MemberId('d')));
}

TEST_F(LinksTest, A3_6_OneWordAnswersForAllThatAreLinked) {
  const Bytes main = OpenMatter('a', now_ms);
  const Bytes first = OpenMatter('b', now_ms);
  const Bytes second = OpenMatter('b', now_ms);
  EXPECT_EQ(With('w', main, "merge", {first, second}), "");
  EXPECT_EQ(Say('b', main, "yes"), "");
  EXPECT_EQ(At(main).supporters, 1);
  EXPECT_EQ(With('w', main, "part", {first}), "");
  EXPECT_EQ(At(main).supporters, 1);
  EXPECT_EQ(With('w', main, "part", {second}), "");
  EXPECT_EQ(At(main).supporters, 0);
}

TEST_F(LinksTest, A3_6_WhoCameOverMayStandBehindItThemselves) {
  const Bytes main = OpenMatter('a', now_ms);
  const Bytes same = OpenMatter('b', now_ms);
  EXPECT_EQ(With('w', main, "merge", {same}), "");
  EXPECT_EQ(Say('b', main, "yes"), "");
  EXPECT_EQ(Act('b', now_ms, main, "support"), "");
  EXPECT_EQ(Act('b', now_ms, main, "support"), "ALREADY_DONE p.*.support ");
  EXPECT_EQ(At(main).supporters, 1);
  const auto link = state::LinkTo(*state_, same);
  EXPECT_EQ(link->asked, 1);
  EXPECT_EQ(link->agreed, 1);
  EXPECT_EQ(With('w', main, "part", {same}), "");
  EXPECT_EQ(At(main).supporters, 1);
  EXPECT_TRUE(state::StandsBehind(*state_, At(main), MemberId('b')));
}

TEST_F(LinksTest, A3_6_ChainsAreRefused) {
  const Bytes main = OpenMatter('a', now_ms);
  const Bytes same = OpenMatter('b', now_ms);
  const Bytes third = OpenMatter('d', now_ms);
  EXPECT_EQ(With('w', main, "merge", {main}), "INPUT_INVALID p.first.merge duplicates");
  EXPECT_EQ(With('w', main, "merge", {Bytes(16, '?')}), "MATTER_UNKNOWN p.first.merge duplicates");
  EXPECT_EQ(With('w', main, "merge", {same}), "");
  EXPECT_EQ(With('w', main, "merge", {same}), "LINKED_BEFORE p.first.merge " + ToHex(same));
  EXPECT_EQ(With('w', same, "merge", {third}), "LINKED_BEFORE p.first.merge " + ToHex(same));
  EXPECT_EQ(With('w', third, "merge", {same}), "LINKED_BEFORE p.first.merge " + ToHex(same));
  EXPECT_EQ(With('w', third, "merge", {main}), "LINKED_BEFORE p.first.merge " + ToHex(main));
  EXPECT_EQ(With('w', third, "part", {same}), "MATTER_UNKNOWN p.first.part " + ToHex(same));
  EXPECT_EQ(With('w', main, "part", {same}), "");
  EXPECT_EQ(With('w', main, "part", {same}), "MATTER_UNKNOWN p.first.part " + ToHex(same));
  EXPECT_EQ(With('w', third, "merge", {same}), "");
}

TEST_F(LinksTest, A3_6_OneMatterHasSoManyLinksAndNoMore) {
  const Bytes main = OpenMatter('a', now_ms);
  std::vector<Bytes> others;
  for (size_t i = 0; i <= schema::kLinksMax; ++i) others.push_back(OpenMatter('b', now_ms));
  const std::vector<Bytes> most(others.begin(), others.end() - 1);
  const size_t half = most.size() / 2;
  EXPECT_EQ(With('w', main, "merge", {most.begin(), most.begin() + half}), "");
  EXPECT_EQ(With('w', main, "merge", {others.begin() + half, others.end()}),
            "TOO_MANY p.first.merge " + std::to_string(schema::kLinksMax));
  EXPECT_EQ(With('w', main, "merge", {most.begin() + half, most.end()}), "");
  EXPECT_EQ(With('w', main, "merge", {others.back()}),
            "TOO_MANY p.first.merge " + std::to_string(schema::kLinksMax));
}

TEST_F(LinksTest, A7_15_ACaseIsWrittenForEverybody) {
  const Bytes matter = AtWork({"office"});
  EXPECT_EQ(Deliver('w', matter, 1), "");
  EXPECT_EQ(Judge('a', matter, 1, "yes"), "");
  ASSERT_EQ(At(matter).stage, "after");
  v1::Payload payload = ActBody(matter, "publish");
  Write(AddInput(payload, "summary"), v1::COMMUNITY);
  EXPECT_EQ(Do('w', now_ms, payload), "INPUT_INVALID p.after.publish summary");
  payload.clear_counter();
  payload.mutable_act_on_matter()->mutable_inputs(0)->mutable_content()->set_audience(v1::PUBLIC);
  EXPECT_EQ(Do('a', now_ms, payload), "NOT_ALLOWED p.after.publish ");
  EXPECT_EQ(Do('w', now_ms, payload), "");
  EXPECT_EQ(state::AllCases(*state_).size(), 1u);
}

}  // namespace
}  // namespace yiting::decide
