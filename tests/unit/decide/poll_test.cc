#include <gtest/gtest.h>

#include "decide/tally.h"
#include "votes.h"

namespace yiting::decide {
namespace {

using PollTest = VoteTest;

constexpr int64_t kNoon = kMonday + 3 * kHour;
// Two days to vote end with Wednesday.
constexpr int64_t kVoteEnd = kMonday + 2 * kDay + 15 * kHour;

class HouseholdPollTest : public VoteTest {
 protected:
  HouseholdPollTest() : VoteTest(VotePack("electors", "per = \"household\",")) {}
};

struct Count {
  v1::Poll::Base base;
  bool above;
  int64_t part, whole;  // to approve
  int64_t turnout_part, turnout_whole;
  int64_t electors, in_favour, against, abstained;
  bool passes;
};

// The arithmetic, against what one counts on one's fingers.
TEST(TallyTest, PassesExactlyWhenTheRuleSaysSo) {
  const Count counts[] = {
      // More than half of those who voted: a tie does not.
      {v1::Poll::VOTED, true, 1, 2, 0, 0, 10, 2, 2, 0, false},
      {v1::Poll::VOTED, true, 1, 2, 0, 0, 10, 3, 2, 0, true},
      {v1::Poll::VOTED, true, 1, 2, 0, 0, 10, 3, 2, 1, false},
      // At least half: a tie does.
      {v1::Poll::VOTED, false, 1, 2, 0, 0, 10, 2, 2, 0, true},
      {v1::Poll::VOTED, false, 1, 2, 0, 0, 10, 2, 2, 1, false},
      // Abstentions do not count among those who decided.
      {v1::Poll::DECIDED, true, 1, 2, 0, 0, 10, 3, 2, 4, true},
      {v1::Poll::DECIDED, true, 1, 2, 0, 0, 10, 0, 0, 9, false},
      // Of all who may vote.
      {v1::Poll::ELECTORS, false, 2, 3, 0, 0, 9, 6, 0, 0, true},
      {v1::Poll::ELECTORS, false, 2, 3, 0, 0, 9, 5, 0, 0, false},
      {v1::Poll::ELECTORS, true, 2, 3, 0, 0, 9, 6, 0, 0, false},
      // Turnout: half of ten must have voted, abstaining is taking part.
      {v1::Poll::VOTED, true, 1, 2, 1, 2, 10, 4, 0, 0, false},
      {v1::Poll::VOTED, true, 1, 2, 1, 2, 10, 4, 0, 1, true},
      {v1::Poll::VOTED, true, 1, 2, 1, 2, 9, 4, 0, 0, false},
      // Everybody, and nobody at all.
      {v1::Poll::ELECTORS, false, 1, 1, 0, 0, 3, 3, 0, 0, true},
      {v1::Poll::VOTED, false, 0, 1, 0, 0, 3, 0, 0, 0, false},
      {v1::Poll::ELECTORS, false, 0, 1, 0, 0, 0, 0, 0, 0, false},
  };
  int line = 0;
  for (const Count& count : counts) {
    v1::Poll rule;
    rule.set_base(count.base);
    rule.set_above(count.above);
    rule.set_approve_part(count.part);
    rule.set_approve_whole(count.whole);
    rule.set_turnout_part(count.turnout_part);
    rule.set_turnout_whole(count.turnout_whole);
    state::Poll poll;
    poll.electors = count.electors;
    poll.in_favour = count.in_favour;
    poll.against = count.against;
    poll.abstained = count.abstained;
    EXPECT_EQ(HasPassed(rule, poll), count.passes) << "row " << line;
    ++line;
  }
}

TEST_F(PollTest, OpensWithItsStageAndCountsWhoMayVote) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(PollOf(matter).electors, 4);  // a, b, d, e
  EXPECT_EQ(PollOf(matter).opened_ms, kNoon);
  EXPECT_EQ(At(matter).due_ms, kVoteEnd);
}

TEST_F(PollTest, EachElectorVotesOnce) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  EXPECT_EQ(Vote('a', kNoon, matter, "against"), "ALREADY_DONE rules.vote.vote ");
  EXPECT_EQ(Vote('b', kNoon, matter, "against"), "");
  EXPECT_EQ(Vote('d', kNoon, matter, "abstain"), "");
  EXPECT_EQ(Vote('w', kNoon, matter, "for"), "NOT_ALLOWED rules.vote.vote ");
  EXPECT_EQ(Vote('o', kNoon, matter, "for"), "OBSERVER  ");
  EXPECT_EQ(Vote('e', kNoon, matter, "perhaps"), "INPUT_INVALID rules.vote.vote choice");
  const state::Poll poll = PollOf(matter);
  EXPECT_EQ(poll.in_favour, 1);
  EXPECT_EQ(poll.against, 1);
  EXPECT_EQ(poll.abstained, 1);
  EXPECT_EQ(poll.result, state::Poll::kRunning);
}

TEST_F(PollTest, TheTallyComesWithTheEndAndNotBefore) {
  const Bytes matter = OpenVote(kNoon);
  for (char voter : {'a', 'b', 'd'}) EXPECT_EQ(Vote(voter, kNoon, matter, "for"), "");
  LetFall(kVoteEnd - 1);
  EXPECT_EQ(At(matter).stage, "vote");
  EXPECT_EQ(Vote('e', kVoteEnd - 1, matter, "against"), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(At(matter).outcome, "adopted");
  EXPECT_EQ(PollOf(matter).result, state::Poll::kPassed);
  EXPECT_EQ(Vote('b', kVoteEnd, matter, "against"), "MATTER_CLOSED rules adopted");
  // A period that was meant to end: nobody was late.
  EXPECT_EQ(state::CounterValue(*state_, "late.rules.vote"), 0);
  EXPECT_EQ(At(matter).late, 0);
}

TEST_F(PollTest, TooFewHaveVoted) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(At(matter).stage, "talk");
  EXPECT_EQ(PollOf(matter).result, state::Poll::kFailed);
}

TEST_F(PollTest, ASecondPollOfTheMatterBeginsAnew) {
  const Bytes matter = OpenVote(kNoon);
  for (char voter : {'a', 'b'}) EXPECT_EQ(Vote(voter, kNoon, matter, "against"), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(Act('w', kVoteEnd, matter, "again"), "");
  EXPECT_EQ(PollOf(matter).voted, 0);
  for (char voter : {'a', 'b', 'd'}) EXPECT_EQ(Vote(voter, kVoteEnd, matter, "for"), "");
  LetFall(kVoteEnd + 10 * kDay);
  EXPECT_EQ(At(matter).outcome, "adopted");
}

TEST_F(PollTest, APollThatIsBrokenOffIsNeverCountedAndTakesNothing) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  EXPECT_EQ(Act('w', kNoon, matter, "stop"), "");
  EXPECT_EQ(Vote('b', kNoon, matter, "for"), "WRONG_STAGE rules.talk talk");
  const state::Poll broken_off = PollOf(matter);
  EXPECT_EQ(Act('w', kNoon + 1, matter, "again"), "");
  for (char voter : {'a', 'b', 'd'}) EXPECT_EQ(Vote(voter, kNoon + 2, matter, "against"), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(PollOf(matter).against, 3);
  state::Query query = state_->db().Ask(
      "SELECT in_favour, against, result FROM polls WHERE matter = ?1 AND visit = ?2", matter,
      broken_off.visit);
  ASSERT_TRUE(query.Next());
  EXPECT_EQ(query.Int(0), 1);
  EXPECT_EQ(query.Int(1), 0);
  EXPECT_EQ(query.Int(2), state::Poll::kRunning);
}

// What happens after a poll has opened adds nobody to it, not even in the same millisecond.
TEST_F(PollTest, TheElectorsAreFixedWhenItOpens) {
  const Bytes matter = OpenVote(kNoon);
  v1::Payload admit;
  AddNew(admit.mutable_admit_members()->add_members(), 'n', "resident", "");
  EXPECT_EQ(Do('r', kNoon, admit), "");
  EXPECT_EQ(Vote('n', kNoon, matter, "for"), "NOT_ALLOWED rules.vote.vote ");
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('x'));
  grant.mutable_grant_role()->mutable_grant()->set_role("resident");
  grant.mutable_grant_role()->mutable_grant()->set_from_ms(1);  // dated back; it counts from now
  EXPECT_EQ(Do('r', kNoon, grant), "");
  EXPECT_EQ(Vote('x', kNoon + 1, matter, "for"), "NOT_ALLOWED rules.vote.vote ");
  for (char voter : {'a', 'b', 'd', 'e'}) EXPECT_EQ(Vote(voter, kNoon + 2, matter, "for"), "");
  EXPECT_EQ(PollOf(matter).voted, PollOf(matter).electors);
}

TEST_F(PollTest, WhoIsAnElectorNoMoreDoesNotVote) {
  const Bytes matter = OpenVote(kNoon);
  v1::Payload end;
  end.mutable_end_role()->set_member(MemberId('a'));
  end.mutable_end_role()->set_role("resident");
  EXPECT_EQ(Do('r', kNoon + 1, end), "");
  EXPECT_EQ(Vote('a', kNoon + 2, matter, "for"), "NOT_ALLOWED rules.vote.vote ");
  // Given again it is another role than the one that was counted.
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('a'));
  grant.mutable_grant_role()->mutable_grant()->set_role("resident");
  EXPECT_EQ(Do('r', kNoon + 3, grant), "");
  EXPECT_EQ(Vote('a', kNoon + 4, matter, "for"), "NOT_ALLOWED rules.vote.vote ");
}

TEST_F(PollTest, AnObserverIsNoElector) {
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('o'));
  grant.mutable_grant_role()->mutable_grant()->set_role("resident");
  EXPECT_EQ(Do('r', kMonday + 1, grant), "");
  EXPECT_EQ(PollOf(OpenVote(kNoon)).electors, 4);
}

TEST_F(HouseholdPollTest, AHouseholdHasOneBallot) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(PollOf(matter).electors, 3);  // a and b live together
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  EXPECT_EQ(Vote('b', kNoon, matter, "against"), "ALREADY_DONE rules.vote.vote household");
  EXPECT_EQ(Vote('e', kNoon, matter, "for"), "");  // without one: for oneself
  LetFall(kVoteEnd);
  EXPECT_EQ(At(matter).outcome, "adopted");  // 2 of 3 households
}

TEST_F(HouseholdPollTest, OfAllElectorsNotOnlyOfThoseWhoVoted) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  EXPECT_EQ(Vote('d', kNoon, matter, "abstain"), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(At(matter).stage, "talk");
}

TEST_F(PollTest, WhyNotAgreesWithTheVote) {
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  const v1::Action* action = packs_.pack().FindAction("rules", "vote", "vote");
  auto why = [&](char member) {
    std::optional<Refusal> refusal =
        WhyNot(*state_, packs_.pack(), At(matter), *action, MemberId(member), kNoon);
    return refusal ? v1::Reason_Name(refusal->reason) : "";
  };
  EXPECT_EQ(why('a'), "ALREADY_DONE");
  EXPECT_EQ(why('b'), "");
  EXPECT_EQ(why('w'), "NOT_ALLOWED");
  EXPECT_EQ(why('o'), "OBSERVER");
}

}  // namespace
}  // namespace yiting::decide
