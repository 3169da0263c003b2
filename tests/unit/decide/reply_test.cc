#include <gtest/gtest.h>

#include "votes.h"

namespace yiting::decide {
namespace {

using ReplyTest = VoteTest;

TEST_F(ReplyTest, TheMatterMovesWhenEveryPartyHasAnswered) {
  const Bytes matter = OpenAnswers(kMonday);
  EXPECT_EQ(Act('w', kMonday + kHour, matter, "answer"), "");
  EXPECT_EQ(At(matter).stage, "answers");
  EXPECT_EQ(Act('x', kMonday + 2 * kHour, matter, "answer"), "");
  EXPECT_EQ(At(matter).stage, "table");
  const std::vector<state::Party> parties = state::PartiesOf(*state_, matter);
  ASSERT_EQ(parties.size(), 2u);
  EXPECT_EQ(parties[0].replied_ms, kMonday + kHour);
  EXPECT_EQ(parties[1].replied_ms, kMonday + 2 * kHour);
  EXPECT_EQ(parties[0].reported_ms, 0);  // an answer is no report
  EXPECT_EQ(state::CounterValue(*state_, "replied"), 2);
}

TEST_F(ReplyTest, OnlyAPartyAnswersAndOnce) {
  const Bytes matter = OpenAnswers(kMonday);
  EXPECT_EQ(Act('a', kMonday, matter, "answer"), "NOT_A_PARTY care.answers.answer ");
  EXPECT_EQ(Act('z', kMonday, matter, "answer"), "NOT_A_PARTY care.answers.answer ");
  EXPECT_EQ(Act('w', kMonday, matter, "answer"), "");
  EXPECT_EQ(Act('w', kMonday, matter, "answer"), "ALREADY_DONE care.answers.answer office");
}

TEST_F(ReplyTest, WhoSitsInTwoUnitsAnswersForBoth) {
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('w'));
  grant.mutable_grant_role()->mutable_grant()->set_role("worker");
  grant.mutable_grant_role()->mutable_grant()->set_unit("police");
  EXPECT_EQ(Do('r', kMonday, grant), "");
  const Bytes matter = OpenAnswers(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "answer"), "");
  EXPECT_EQ(Act('w', kMonday, matter, "answer"), "");
  EXPECT_EQ(At(matter).stage, "table");
}

TEST_F(ReplyTest, TheSoftLimitIsRecordedAndTheHardOneMovesTheMatter) {
  const Bytes matter = OpenAnswers(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "answer"), "");
  LetFall(kMonday + 3 * kHour - 1);
  EXPECT_EQ(At(matter).late, 0);
  LetFall(kMonday + 3 * kHour);
  EXPECT_EQ(At(matter).late, 1);
  EXPECT_EQ(At(matter).stage, "answers");
  EXPECT_EQ(At(matter).level, "");
  EXPECT_EQ(At(matter).due_ms, kMonday + 7 * kHour);
  LetFall(kMonday + 7 * kHour);
  EXPECT_EQ(At(matter).stage, "table");
  EXPECT_EQ(state::CounterValue(*state_, "late.care.answers"), 2);
}

}  // namespace
}  // namespace yiting::decide
