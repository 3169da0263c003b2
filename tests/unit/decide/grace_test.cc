// Ballots that were cast in time and came late, and sheets of paper that officers read differently.

#include <gtest/gtest.h>

#include "option_votes.h"

namespace yiting::decide {
namespace {

constexpr int64_t kNoon = kMonday + 3 * kHour;
constexpr int64_t kVoteEnd = kMonday + 2 * kDay + 15 * kHour;
constexpr int64_t kGraceEnd = kVoteEnd + 24 * kHour;

class GraceTest : public OptionVoteTest {
 protected:
  GraceTest() : OptionVoteTest("method = \"choice\", changeable = true, grace_hours = 24") {}
};
class PaperTest : public OptionVoteTest {
 protected:
  PaperTest() : OptionVoteTest("method = \"ranking\", changeable = true, grace_hours = 6") {
    v1::Payload admit;
    AddNew(admit.mutable_admit_members()->add_members(), 'y', "worker", "");
    EXPECT_EQ(Do('r', kMonday, admit), "");
  }
};

TEST_F(GraceTest, A6_5_WhatWasCastInTimeMayComeLate) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kVoteEnd - 1, matter, {1}), "");
  LetFall(kVoteEnd);
  // Closed, not counted: how it stands is nobody's business while ballots come.
  EXPECT_EQ(At(matter).stage, "vote");
  EXPECT_EQ(PollOf(matter).closed_ms, kVoteEnd);
  EXPECT_EQ(PollOf(matter).result, state::Poll::kRunning);
  EXPECT_EQ(At(matter).due_ms, kGraceEnd);
  EXPECT_EQ(Published(matter), "");
  EXPECT_EQ(Pick('b', kVoteEnd + 1, matter, {2}), "VOTE_CLOSED pick.vote.vote ");
  EXPECT_EQ(Pick('b', kVoteEnd + 1, matter, {2}, kVoteEnd), "VOTE_CLOSED pick.vote.vote ");
  EXPECT_EQ(Pick('b', kVoteEnd + 1, matter, {2}, kVoteEnd - 1), "");
  EXPECT_EQ(Pick('d', kGraceEnd - 1, matter, {2}, kNoon), "");
  EXPECT_EQ(PollOf(matter).late, 2);
  EXPECT_TRUE(state::FindBallot(*state_, At(matter), MemberId('b'))->late);
  EXPECT_FALSE(state::FindBallot(*state_, At(matter), MemberId('a'))->late);
  LetFall(kGraceEnd);
  EXPECT_EQ(At(matter).outcome, "adopted");
  EXPECT_EQ(Published(matter), "1:1 2:2*");
  EXPECT_EQ(Pick('e', kGraceEnd, matter, {1}, kNoon), "MATTER_CLOSED pick adopted");
  EXPECT_EQ(state::CounterValue(*state_, "late.pick.vote"), 0);
}

TEST_F(GraceTest, A6_5_ABallotThatIsChangedLateIsLateOnce) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(Pick('a', kVoteEnd + 1, matter, {2}, kVoteEnd - 2), "");
  EXPECT_EQ(PollOf(matter).late, 1);
  EXPECT_EQ(Pick('a', kVoteEnd + 2, matter, {1}, kVoteEnd - 1), "");
  EXPECT_EQ(PollOf(matter).late, 1);
  EXPECT_EQ(PollOf(matter).voted, 1);
}

TEST_F(GraceTest, A6_5_WhatAScreenMayOfferInTheGraceIsNothing) {
  const Bytes matter = Begin(kNoon, 2);
  const v1::Action* action = packs_.pack().FindAction("pick", "vote", "vote");
  EXPECT_FALSE(WhyNot(*state_, packs_.pack(), At(matter), *action, MemberId('a'), kNoon));
  LetFall(kVoteEnd);
  const auto refusal =
      WhyNot(*state_, packs_.pack(), At(matter), *action, MemberId('a'), kVoteEnd + 1);
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->reason, v1::VOTE_CLOSED);
}

TEST_F(PaperTest, A6_5_TwoOfficersReadAlikeAndItIsABallot) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Read('w', kNoon, matter, 'e', {2, 1}), "");
  EXPECT_EQ(PollOf(matter).voted, 0);
  EXPECT_EQ(Read('w', kNoon, matter, 'e', {2, 1}), "");  // who reads twice is still one
  EXPECT_EQ(PollOf(matter).voted, 0);
  EXPECT_EQ(Read('x', kNoon, matter, 'e', {2, 1}), "");
  const auto ballot = state::FindBallot(*state_, At(matter), MemberId('e'));
  ASSERT_TRUE(ballot.has_value());
  EXPECT_TRUE(ballot->paper);
  EXPECT_EQ(ballot->options, (std::vector<uint32_t>{2, 1}));
  EXPECT_EQ(state::CountPapers(*state_, At(matter)), 0);
  // A phone does not vote over it, though ballots can be changed; nor do further officers.
  EXPECT_EQ(Pick('e', kNoon, matter, {1}), "ALREADY_DONE pick.vote.vote paper");
  EXPECT_EQ(Read('y', kNoon, matter, 'e', {1}), "ALREADY_DONE pick.vote.paper paper");
}

TEST_F(PaperTest, A6_5_WhereTwoDifferAThirdDecides) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Read('w', kNoon, matter, 'e', {1, 2}), "");
  EXPECT_EQ(Read('x', kNoon, matter, 'e', {2, 1}), "");  // the order is what a ranking says
  EXPECT_EQ(PollOf(matter).voted, 0);
  EXPECT_EQ(state::CountPapers(*state_, At(matter)), 1);
  EXPECT_EQ(state::CountPapersThatDiffer(*state_, At(matter)), 1);
  EXPECT_EQ(Read('y', kNoon, matter, 'e', {2, 1}), "");
  const auto ballot = state::FindBallot(*state_, At(matter), MemberId('e'));
  ASSERT_TRUE(ballot.has_value());
  EXPECT_EQ(ballot->options, (std::vector<uint32_t>{2, 1}));
  EXPECT_EQ(ballot->member, MemberId('y'));
  EXPECT_EQ(state::CountPapersThatDiffer(*state_, At(matter)), 0);
}

TEST_F(PaperTest, A6_5_AnOfficerWhoLooksAgainMayCorrectTheirOwnReading) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Read('w', kNoon, matter, 'e', {1}), "");
  EXPECT_EQ(Read('w', kNoon, matter, 'e', {3}), "");
  EXPECT_EQ(Read('x', kNoon, matter, 'e', {1}), "");
  EXPECT_EQ(PollOf(matter).voted, 0);
  EXPECT_EQ(Read('x', kNoon, matter, 'e', {3}), "");
  EXPECT_EQ(PollOf(matter).voted, 1);
}

TEST_F(PaperTest, A6_5_ThePhonesBallotKeepsPaperOut) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Read('w', kNoon, matter, 'a', {1}), "");
  EXPECT_EQ(Pick('a', kNoon, matter, {2}), "");
  EXPECT_EQ(Read('x', kNoon, matter, 'a', {1}), "ALREADY_DONE pick.vote.paper ballot");
  EXPECT_EQ(PollOf(matter).voted, 1);
}

TEST_F(PaperTest, A6_5_WhatLayInTheBoxIsTypedInWithinTheGrace) {
  const Bytes matter = Begin(kNoon, 3);
  LetFall(kVoteEnd);
  EXPECT_EQ(Read('w', kVoteEnd + 1, matter, 'e', {3}), "");
  EXPECT_EQ(Read('x', kVoteEnd + 1, matter, 'e', {4}), "OPTION_UNKNOWN pick.vote.paper 4");
  EXPECT_EQ(Read('x', kVoteEnd + 1, matter, 'e', {3}), "");
  EXPECT_EQ(PollOf(matter).late, 1);
  LetFall(kVoteEnd + 6 * kHour);
  EXPECT_EQ(Published(matter), "1:0 2:0 3:1*");
}

}  // namespace
}  // namespace yiting::decide
