// Polls whose ballots nobody can read before the count.

#include <gtest/gtest.h>

#include "chance.h"
#include "decide/recorded_keys.h"
#include "decide/seal_vote.h"
#include "option_votes.h"
#include "poll_keys.h"
#include "schema/sealed_ballot.h"
#include "state/check_event.h"

namespace yiting::decide {
namespace {

constexpr int64_t kNoon = kMonday + 3 * kHour;
constexpr int64_t kVoteEnd = kMonday + 2 * kDay + 15 * kHour;
constexpr int64_t kUrnOpens = kVoteEnd + 6 * kHour;
constexpr int64_t kCount = kUrnOpens + 4 * kHour;

class SealedPollTest : public OptionVoteTest {
 protected:
  // What a budget pays for has a price.
  static Source Priced(const std::string& poll) {
    return {With(OptionPack(poll), {{"optional = true, min = 0", "min = 0"}})};
  }
  explicit SealedPollTest(const std::string& method = "method = \"budget\", budget = 250")
      : OptionVoteTest(Priced(method + ", changeable = true, sealed = true, grace_hours = 6,"
                                       " urn_hours = 4")) {}
  explicit SealedPollTest(const Source& source) : OptionVoteTest(source) {}
  Bytes Begin(int64_t now_ms, int options) {
    const Bytes matter = OpenPick(now_ms);
    for (int i = 1; i <= options; ++i) EXPECT_EQ(Propose('a', now_ms, matter, 100 * i), "");
    EXPECT_EQ(Act('w', now_ms, matter, "begin"), "");
    return matter;
  }

  // As the voter's phone makes it; `name` is whose name it writes into the box.
  std::string Seal(char voter, int64_t now_ms, const Bytes& matter, Numbers picks,
                   int64_t claimed_ms = 0, char name = 0) {
    v1::Payload payload = Ballot(matter, "vote", picks);
    payload.set_claimed_ms(claimed_ms);
    const Bytes once(crypto::kBoxKeyBytes, static_cast<char>(++once_));
    const auto vote = SealVote(*state_, packs_, MemberId(name != 0 ? name : voter), once,
                               *payload.mutable_act_on_matter());
    EXPECT_TRUE(std::holds_alternative<SealedVote>(vote));
    EXPECT_EQ(std::get<SealedVote>(vote).field, "picks");
    return Do(voter, now_ms, payload);
  }

  // As a phone makes it whose program was changed.
  std::string Force(char voter, const Bytes& matter, Numbers picks) {
    v1::Payload payload = Ballot(matter, "vote", picks);
    v1::SealedBallot ballot;
    ballot.set_community(state_->id());
    ballot.set_matter(matter);
    ballot.set_member(MemberId(voter));
    for (const uint32_t pick : picks) ballot.mutable_options()->add_option(pick);
    payload.mutable_act_on_matter()->mutable_inputs(0)->set_sealed(*schema::SealBallot(
        ballot, PollOf(matter).key, Bytes(crypto::kBoxKeyBytes, static_cast<char>(++once_))));
    return Do(voter, kNoon, payload);
  }

  FixedKeys keys_;
  WithPollKeys lent_{packs_, keys_};
  int once_ = 0;
};

TEST_F(SealedPollTest, A6_5_NobodyReadsABallotBeforeTheCount) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(PollOf(matter).key, keys_.PublicFor("", 0));
  EXPECT_EQ(Seal('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Seal('b', kNoon, matter, {2}), "");
  EXPECT_EQ(Seal('a', kNoon + 1, matter, {1}), "");  // changed, or not: nobody can tell
  EXPECT_EQ(PollOf(matter).voted, 2);
  const auto ballots = state::BallotsOf(*state_, At(matter), PollOf(matter));
  ASSERT_EQ(ballots.size(), 2u);
  for (const state::Ballot& ballot : ballots) {
    EXPECT_TRUE(ballot.options.empty());
    EXPECT_EQ(ballot.sealed.size(), schema::kSealedBallotBytes);
  }
  LetFall(kCount);
  EXPECT_EQ(PollOf(matter).secret, keys_.secret);
  EXPECT_EQ(Published(matter), "1:1* 2:1 3:0");
  EXPECT_EQ(state::FindBallot(*state_, At(matter), MemberId('b'))->options,
            std::vector<uint32_t>{2});
  EXPECT_EQ(PollOf(matter).voted, 2);
}

// As in the open: a ballot that would be spoiled is told to who writes it.
TEST_F(SealedPollTest, A6_5_WhatNoPollCouldCountIsRefusedBeforeItIsSealed) {
  const Bytes matter = Begin(kNoon, 3);
  const auto why = [&](Numbers picks) {
    v1::Payload payload = Ballot(matter, "vote", picks);
    const auto vote = SealVote(*state_, packs_, MemberId('a'), Bytes(crypto::kBoxKeyBytes, 'o'),
                               *payload.mutable_act_on_matter());
    return std::holds_alternative<Refusal>(vote) ? std::get<Refusal>(vote).reason
                                                 : v1::REASON_UNSPECIFIED;
  };
  EXPECT_EQ(why({4}), v1::OPTION_UNKNOWN);
  EXPECT_EQ(why({1, 2}), v1::BALLOT_TOO_MUCH);
  EXPECT_EQ(why({2}), v1::REASON_UNSPECIFIED);
  EXPECT_EQ(why({}), v1::REASON_UNSPECIFIED);  // abstains
}

TEST_F(SealedPollTest, A6_5_AnOpenBallotIsNone) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "BALLOT_NOT_SEALED pick.vote.vote sealed");
}

TEST_F(SealedPollTest, A6_5_WhatIsNoBallotIsSpoiledAndCountsNowhere) {
  const Bytes matter = Begin(kNoon, 3);  // for 100, 200 and 300 yuan
  EXPECT_EQ(Force('a', matter, {1, 2}), "");             // dearer than the budget
  EXPECT_EQ(Seal('b', kNoon, matter, {1}, 0, 'a'), "");  // a copy of another's
  EXPECT_EQ(Force('d', matter, {4}), "");                // no such option
  EXPECT_EQ(Seal('e', kNoon, matter, {2}), "");
  EXPECT_EQ(PollOf(matter).voted, 4);
  LetFall(kCount);
  EXPECT_EQ(PollOf(matter).spoiled, 3);
  EXPECT_EQ(PollOf(matter).voted, 1);
  EXPECT_EQ(Published(matter), "1:0 2:1* 3:0");
}

TEST_F(SealedPollTest, A6_5_TheUrnOpensWhenNoBallotCanCome) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Read('w', kNoon, matter, 'e', {1}), "URN_CLOSED pick.vote.paper ");
  LetFall(kVoteEnd);
  EXPECT_EQ(Seal('a', kVoteEnd + 1, matter, {1}, kVoteEnd - 1), "");
  EXPECT_EQ(Read('w', kVoteEnd + 1, matter, 'e', {1}), "URN_CLOSED pick.vote.paper ");
  LetFall(kUrnOpens);
  EXPECT_EQ(PollOf(matter).closed_ms, kVoteEnd);
  EXPECT_EQ(PollOf(matter).urn_ms, kUrnOpens);
  EXPECT_EQ(At(matter).due_ms, kCount);
  EXPECT_EQ(Seal('b', kUrnOpens, matter, {2}, kVoteEnd - 1), "VOTE_CLOSED pick.vote.vote ");
  EXPECT_EQ(Read('w', kUrnOpens, matter, 'e', {1}), "");
  EXPECT_EQ(Read('x', kUrnOpens + 1, matter, 'e', {1}), "");
  EXPECT_EQ(Read('w', kUrnOpens + 2, matter, 'a', {2}), "ALREADY_DONE pick.vote.paper ballot");
  LetFall(kCount);
  EXPECT_EQ(Published(matter), "1:2* 2:0");
  EXPECT_EQ(PollOf(matter).late, 1);
  EXPECT_EQ(state::CounterValue(*state_, "late.pick.vote"), 0);
}

// A poll that a phone opens ahead of the server.
TEST_F(SealedPollTest, A6_5_AheadOfTheServerNobodyCanVoteYet) {
  KeysToCome to_come;
  const WithPollKeys ahead(packs_, to_come);
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_TRUE(schema::IsKeyToCome(PollOf(matter).key));
  v1::Payload payload = Ballot(matter, "vote", {1});
  const auto vote = SealVote(*state_, packs_, MemberId('a'), keys_.secret,
                             *payload.mutable_act_on_matter());
  ASSERT_TRUE(std::holds_alternative<Refusal>(vote));
  EXPECT_EQ(std::get<Refusal>(vote).reason, v1::NOT_READY);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "NOT_READY pick.vote.vote ");
  // And it counts nothing.
  LetFall(kCount + kDay);
  EXPECT_EQ(PollOf(matter).result, state::Poll::kRunning);
}

// The street's default for a deadline whose rule cannot be followed: into the hands of the street.
TEST_F(SealedPollTest, A6_5_WithTheWrongSecretNothingIsCounted) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Seal('a', kNoon, matter, {1}), "");
  LetFall(kUrnOpens);
  keys_.secret = Bytes(crypto::kBoxKeyBytes, 't');
  LetFall(kCount);
  EXPECT_EQ(PollOf(matter).result, state::Poll::kRunning);
  EXPECT_TRUE(PollOf(matter).secret.empty());
  EXPECT_EQ(At(matter).level, "street");
}

TEST_F(SealedPollTest, A6_5_EventsThatWouldBreakTheSealAreRefused) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Seal('a', kNoon, matter, {1}), "");
  const state::EntryPlace place{state_->facts().size, kNoon + 1, state_->facts().pack};
  const auto breaks = [&](const v1::Event& event) {
    return !state::CheckEvent(*state_, place, event).has_value();
  };
  v1::Event unsealed;
  unsealed.mutable_poll_unsealed()->set_matter(matter);
  unsealed.mutable_poll_unsealed()->set_secret(Bytes(crypto::kBoxKeyBytes, 't'));
  EXPECT_TRUE(breaks(unsealed));
  unsealed.mutable_poll_unsealed()->set_secret(keys_.secret);
  EXPECT_FALSE(breaks(unsealed));

  v1::Event ballot;
  ballot.mutable_ballot_cast()->set_matter(matter);
  ballot.mutable_ballot_cast()->set_voter(MemberId('e'));
  ballot.mutable_ballot_cast()->set_by(MemberId('e'));
  ballot.mutable_ballot_cast()->add_options(1);
  EXPECT_TRUE(breaks(ballot));  // in the open
  ballot.mutable_ballot_cast()->set_sealed(Bytes(schema::kSealedBallotBytes, 'x'));
  EXPECT_TRUE(breaks(ballot));  // beside the box
  ballot.mutable_ballot_cast()->clear_options();
  EXPECT_FALSE(breaks(ballot));
  ballot.mutable_ballot_cast()->set_sealed("x");
  EXPECT_TRUE(breaks(ballot));

  v1::Event tally;
  tally.mutable_tally_published()->set_matter(matter);
  tally.mutable_tally_published()->set_electors(static_cast<uint32_t>(PollOf(matter).electors));
  for (uint32_t option = 1; option <= 2; ++option) {
    tally.mutable_tally_published()->add_options()->set_option(option);
  }
  EXPECT_TRUE(breaks(tally));  // counted without being opened
}

// The same ballots, sealed and in the open, by every method: one result.
class SealedOrOpenTest : public ::testing::TestWithParam<const char*> {};

class OpenPoll : public SealedPollTest {
 public:
  explicit OpenPoll(const std::string& method)
      : SealedPollTest(Source{Priced(method + ", changeable = true")}) {}
  void TestBody() override {}
  using SealedPollTest::Begin;
  using SealedPollTest::LetFall;
  using SealedPollTest::Pick;
  using SealedPollTest::Published;
};
class SealedPoll : public SealedPollTest {
 public:
  explicit SealedPoll(const std::string& method) : SealedPollTest(method) {}
  void TestBody() override {}
  using SealedPollTest::Begin;
  using SealedPollTest::LetFall;
  using SealedPollTest::Published;
  using SealedPollTest::Seal;
};

TEST_P(SealedOrOpenTest, A6_5_IsCountedAlike) {
  Chance chance(7);
  for (int round = 0; round < 20; ++round) {
    OpenPoll open(GetParam());
    SealedPoll sealed(GetParam());
    const Bytes in_the_open = open.Begin(kNoon, 3);
    const Bytes in_boxes = sealed.Begin(kNoon, 3);
    for (const char voter : {'a', 'b', 'd', 'e'}) {
      const auto pick = static_cast<uint32_t>(1 + chance.Below(3));
      EXPECT_EQ(open.Pick(voter, kNoon + 1, in_the_open, {pick}), "");
      EXPECT_EQ(sealed.Seal(voter, kNoon + 1, in_boxes, {pick}), "");
    }
    open.LetFall(kVoteEnd);
    sealed.LetFall(kCount);
    EXPECT_EQ(open.Published(in_the_open), sealed.Published(in_boxes));
    EXPECT_NE(sealed.Published(in_boxes), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Methods, SealedOrOpenTest,
                         ::testing::Values("method = \"choice\"", "method = \"ranking\"",
                                           "method = \"approval\", seats = 2",
                                           "method = \"budget\", budget = 300"));

}  // namespace
}  // namespace yiting::decide
