#include <gtest/gtest.h>

#include "state/check_event.h"
#include "votes.h"
#include "yiting/v1/view.pb.h"

namespace yiting::decide {
namespace {

constexpr int64_t kNoon = kMonday + 3 * kHour;

v1::PackBundle::Choice Choose(const std::string& id, int64_t value) {
  v1::PackBundle::Choice choice;
  choice.set_id(id);
  choice.set_value(value);
  return choice;
}

std::string PackText(const std::string& activation) {
  std::string text = kVotePack;
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"PER", ""}, {"BASE", "voted"}, {"id = \"votes\",", "id = \"votes\", " + activation}}) {
    text.replace(text.find(from), from.size(), to);
  }
  return text;
}

// One registrar, as of a pack that says nothing.
class PacksTest : public VoteTest {
 protected:
  explicit PacksTest(const std::string& activation = "") : VoteTest(PackText(activation)) {
    first_ = state_->facts().pack;
    second_ = packs_.Add(PackText(activation), {Choose("table_days", 5)});
    third_ = packs_.Add(PackText(activation), {Choose("table_days", 7)});
  }
  Bytes first_, second_, third_;
};

class TwoSignersTest : public PacksTest {
 protected:
  TwoSignersTest() : PacksTest("activation { by = { \"worker\", \"boss\" }, signers = 2 },") {}
};

class VotedPackTest : public PacksTest {
 protected:
  VotedPackTest()
      : PacksTest(
            "activation { by = { \"worker\" }, procedure = \"rules\","
            " outcome = \"adopted\" },") {}
  // The vote on `pack`, won at the end of the second day after.
  Bytes WinVote(int64_t now_ms, const Bytes& pack, bool practice = false) {
    const Bytes matter = OpenVote(now_ms, pack, practice);
    for (char voter : {'a', 'b', 'd'}) EXPECT_EQ(Vote(voter, now_ms, matter, "for"), "");
    LetFall(now_ms + 3 * kDay);
    EXPECT_EQ(At(matter).outcome, "adopted");
    return matter;
  }
};

TEST_F(PacksTest, ARegistrarPutsAPackInForce) {
  EXPECT_EQ(Activate('w', kNoon, second_), "NOT_ALLOWED activation ");
  EXPECT_EQ(Activate('r', kNoon, second_), "");
  EXPECT_EQ(state_->facts().pack, second_);
  // The entry itself was decided by the pack before; the next one is the new one's.
  EXPECT_EQ(schema::Decode<v1::Entry>(entries_.back())->pack_hash(), first_);
  OpenCare(kNoon);
  EXPECT_EQ(schema::Decode<v1::Entry>(entries_.back())->pack_hash(), second_);
  const std::vector<state::PackTerm> terms = state::PackTerms(*state_, 10);
  ASSERT_EQ(terms.size(), 2u);
  EXPECT_EQ(terms[0].pack, second_);
  EXPECT_EQ(terms[0].by, MemberId('r'));
  EXPECT_EQ(terms[0].time_ms, kNoon);
  EXPECT_EQ(terms[1].pack, first_);
  EXPECT_EQ(terms[1].seq, 0u);
}

TEST_F(PacksTest, MattersStayOnTheirVersion) {
  const Bytes old = OpenAnswers(kMonday);
  EXPECT_EQ(Activate('r', kMonday, second_), "");
  const Bytes fresh = OpenAnswers(kMonday);
  EXPECT_EQ(At(old).pack, first_);
  EXPECT_EQ(At(fresh).pack, second_);
  // Both enter the stage whose deadline differs, each by its own rules.
  LetFall(kMonday + 7 * kHour);
  EXPECT_EQ(FormatInstant({At(old).due_ms}), "2020-01-09T00:00:00+08:00");
  EXPECT_EQ(FormatInstant({At(fresh).due_ms}), "2020-01-14T00:00:00+08:00");
}

TEST_F(PacksTest, WhoIsSecondIsToldAndNothingIsLost) {
  v1::Payload mine = Activation(second_);
  v1::Payload theirs = Activation(third_);
  EXPECT_EQ(Do('r', kNoon, mine), "");
  EXPECT_EQ(Do('r', kNoon, theirs), "PACK_CHANGED activation " + ToHex(second_));
  EXPECT_EQ(state_->facts().pack, second_);
  EXPECT_EQ(Activate('r', kNoon, third_), "");  // having seen what holds now
  EXPECT_EQ(state_->facts().pack, third_);
}

TEST_F(PacksTest, AnUnknownPackIsNeverActivatedAndTheRunningOneGoesOn) {
  EXPECT_EQ(Activate('r', kNoon, Bytes(32, '?')), "PACK_UNKNOWN activation ");
  packs_.Lose(second_);
  EXPECT_EQ(Activate('r', kNoon, second_), "PACK_UNKNOWN activation ");
  EXPECT_EQ(Activate('r', kNoon, first_), "NOTHING_TO_DO activation ");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_EQ(At(OpenCare(kNoon)).stage, "sent");
}

TEST_F(PacksTest, TheWayBackIsToActivateTheOldOneAgain) {
  EXPECT_EQ(Activate('r', kNoon, second_), "");
  EXPECT_EQ(Activate('r', kNoon + 1, first_), "");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_EQ(state::PackTerms(*state_, 10).size(), 3u);
  EXPECT_EQ(state::FindPackTerm(*state_, first_)->time_ms, kNoon + 1);
}

TEST_F(TwoSignersTest, TheSecondSignatureMakesItHold) {
  EXPECT_EQ(Activate('r', kNoon, second_), "NOT_ALLOWED activation ");
  EXPECT_EQ(Activate('w', kNoon, second_), "");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_EQ(state::ApprovalsOf(*state_, second_).size(), 1u);
  EXPECT_EQ(Activate('w', kNoon, second_), "ALREADY_DONE activation ");
  EXPECT_EQ(Activate('z', kNoon + 1, second_), "");
  EXPECT_EQ(state_->facts().pack, second_);
  EXPECT_TRUE(state::ApprovalsOf(*state_, "").empty());
  EXPECT_EQ(state::PackTerms(*state_, 1)[0].by, MemberId('z'));
}

TEST_F(TwoSignersTest, SignaturesAreForOnePackAndOneChange) {
  EXPECT_EQ(Activate('w', kNoon, second_), "");
  EXPECT_EQ(Activate('x', kNoon, third_), "");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_EQ(Activate('z', kNoon, third_), "");
  EXPECT_EQ(state_->facts().pack, third_);
  // What 'w' had signed was a change of the first pack.
  EXPECT_EQ(Activate('x', kNoon, second_), "");
  EXPECT_EQ(state_->facts().pack, third_);
  EXPECT_EQ(Activate('w', kNoon, second_), "");
  EXPECT_EQ(state_->facts().pack, second_);
}

TEST_F(TwoSignersTest, WhoMayNoMoreCountsNoMore) {
  EXPECT_EQ(Activate('z', kNoon, second_), "");
  v1::Payload end;
  end.mutable_end_role()->set_member(MemberId('z'));
  end.mutable_end_role()->set_role("boss");
  EXPECT_EQ(Do('r', kNoon, end), "");
  EXPECT_EQ(Activate('w', kNoon + 1, second_), "");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_EQ(Activate('x', kNoon + 2, second_), "");
  EXPECT_EQ(state_->facts().pack, second_);
}

TEST_F(TwoSignersTest, WhoHasBecomeAnObserverCountsNoMore) {
  EXPECT_EQ(Activate('z', kNoon, second_), "");
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('z'));
  grant.mutable_grant_role()->mutable_grant()->set_role("observer");
  EXPECT_EQ(Do('r', kNoon, grant), "");
  EXPECT_EQ(Activate('w', kNoon + 1, second_), "");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_EQ(Activate('x', kNoon + 2, second_), "");
  EXPECT_EQ(state_->facts().pack, second_);
}

TEST_F(VotedPackTest, OnlyAVoteForThisVeryPackUnderThePackInForce) {
  EXPECT_EQ(Activate('w', kNoon, second_), "PACK_NEEDS_VOTE activation ");
  const Bytes lost = OpenVote(kNoon, second_);
  EXPECT_EQ(Activate('w', kNoon, second_, lost), "PACK_NEEDS_VOTE activation ");
  const Bytes matter = WinVote(kNoon, second_);
  const int64_t after = kNoon + 4 * kDay;
  EXPECT_EQ(Activate('w', after, second_, lost), "PACK_NEEDS_VOTE activation ");
  EXPECT_EQ(Activate('w', after, third_, matter), "PACK_NEEDS_VOTE activation ");
  EXPECT_EQ(Activate('w', after, second_, Bytes(16, '?')), "PACK_NEEDS_VOTE activation ");
  EXPECT_EQ(Activate('r', after, second_, matter), "NOT_ALLOWED activation ");
  EXPECT_EQ(Activate('w', after, second_, matter), "");
  EXPECT_EQ(state_->facts().pack, second_);
}

// Nobody is called to what somebody tries out.
TEST_F(VotedPackTest, A1_16_AVoteThatWasTriedOutPutsNothingInForce) {
  const Bytes tried = WinVote(kNoon, second_, true);
  EXPECT_EQ(Activate('w', kNoon + 4 * kDay, second_, tried), "PACK_NEEDS_VOTE activation ");
}

TEST_F(VotedPackTest, AVoteCountsOnce) {
  const Bytes there = WinVote(kNoon, second_);
  int64_t now = kNoon + 4 * kDay;
  EXPECT_EQ(Activate('w', now, second_, there), "");
  const Bytes back = WinVote(now, first_);
  now += 4 * kDay;
  EXPECT_EQ(Activate('w', now, first_, back), "");
  EXPECT_EQ(Activate('w', now, second_, there), "PACK_NEEDS_VOTE activation ");
}

TEST_F(PacksTest, TwoStreetKeysBringAnEarlierPackBack) {
  EXPECT_EQ(Activate('r', kNoon, second_), "");
  EXPECT_EQ(Restore('a', kNoon, first_, ""), "STREET_KEYS_MISSING  ");
  EXPECT_EQ(Restore('a', kNoon, first_, "1"), "STREET_KEYS_MISSING  ");
  EXPECT_EQ(Restore('a', kNoon, first_, "1x"), "STREET_KEYS_MISSING  ");
  EXPECT_EQ(Restore('a', kNoon, third_, "12"), "PACK_UNKNOWN  ");  // never was in force
  EXPECT_EQ(Restore('a', kNoon, second_, "12"), "NOTHING_TO_DO  ");
  EXPECT_EQ(Restore('a', kNoon, first_, "13"), "");
  EXPECT_EQ(state_->facts().pack, first_);
  EXPECT_TRUE(state::PackTerms(*state_, 1)[0].restored);
}

TEST_F(PacksTest, RestoringAsksNoPackAtAll) {
  EXPECT_EQ(Activate('r', kNoon, second_), "");
  packs_.Lose(second_);
  auto decision =
      Decide(*state_, packs_, Sign('r', Activation(third_)), kNoon, SignatureCheck::kVerify);
  ASSERT_FALSE(decision.has_value());  // nobody can decide under a pack that is not here
  EXPECT_EQ(decision.error().code, ErrorCode::kNotFound);
  packs_.Lose(first_);
  EXPECT_EQ(Restore('a', kNoon + 1, first_, "23"), "");
  EXPECT_EQ(state_->facts().pack, first_);
}

TEST_F(TwoSignersTest, RestoringForgetsWhatWasSigned) {
  EXPECT_EQ(Activate('w', kNoon, second_), "");
  EXPECT_EQ(Activate('z', kNoon, second_), "");
  EXPECT_EQ(Activate('w', kNoon, third_), "");
  EXPECT_EQ(Restore('a', kNoon, first_, "12"), "");
  EXPECT_TRUE(state::ApprovalsOf(*state_, "").empty());
}

// Migration --------------------------------------------------------------------------------------

TEST_F(PacksTest, AMatterMovesWithItsDeadline) {
  const Bytes matter = OpenAnswers(kMonday);
  LetFall(kMonday + 7 * kHour);  // into "table": two working days
  EXPECT_EQ(Activate('r', kMonday + 8 * kHour, second_), "");
  EXPECT_EQ(Migrate('w', kMonday + 9 * kHour, {matter}), "NOT_ALLOWED activation ");
  EXPECT_EQ(Migrate('r', kMonday + 9 * kHour, {matter}), "");
  EXPECT_EQ(At(matter).pack, second_);
  // Five working days after Monday, on which the stage was entered.
  EXPECT_EQ(FormatInstant({At(matter).due_ms}), "2020-01-14T00:00:00+08:00");
  EXPECT_EQ(At(matter).clock_due_ms, kMonday + 24 * kHour);  // hours from the opening, as before
  EXPECT_EQ(state::TimelineOf(*state_, matter).back().kind, v1::TimelineItem::MIGRATED);
  EXPECT_EQ(Migrate('r', kMonday + 9 * kHour, {matter}), "ALREADY_DONE  " + ToHex(matter));
}

TEST_F(PacksTest, WhatHasPassedByTheNewRulesFallsSoonAndNotInThePast) {
  const Bytes quick = packs_.Add(PackText(""), {Choose("table_days", 1)});
  const Bytes matter = OpenAnswers(kMonday);
  LetFall(kMonday + 7 * kHour);
  const int64_t now =
      kMonday + 39 * kHour;  // Wednesday 00:00: one working day after Monday is over
  EXPECT_EQ(Activate('r', now, quick), "");
  EXPECT_EQ(Migrate('r', now, {matter}), "");
  EXPECT_EQ(At(matter).due_ms, now + state::kDeadlineAheadMs);
}

TEST_F(PacksTest, TheSameLatenessIsNotCountedTwice) {
  const Bytes matter = OpenAnswers(kMonday);
  LetFall(kMonday + 4 * kHour);  // the soft limit has passed
  EXPECT_EQ(At(matter).late, 1);
  const int64_t due = At(matter).due_ms;
  EXPECT_EQ(Activate('r', kMonday + 4 * kHour, second_), "");
  EXPECT_EQ(Migrate('r', kMonday + 5 * kHour, {matter}), "");
  EXPECT_EQ(At(matter).due_ms, due);
  EXPECT_EQ(state::FindDeadline(*state_, At(matter).deadline)->round, 1);
  LetFall(kMonday + 7 * kHour);
  EXPECT_EQ(At(matter).stage, "table");
  EXPECT_EQ(state::CounterValue(*state_, "late.care.answers"), 2);
}

TEST_F(PacksTest, WhatTheNewPackDoesNotKnowStaysWhereItIs) {
  const std::string text = With(PackText(""), {{"stage \"answers\"", "stage \"replies\""},
                                               {"to = \"answers\"", "to = \"replies\""}});
  const Bytes renamed = packs_.Add(text);
  const Bytes in_answers = OpenAnswers(kMonday);
  const Bytes in_first = OpenCare(kMonday);
  const Bytes voting = OpenVote(kMonday);
  EXPECT_EQ(Activate('r', kMonday, renamed), "");
  EXPECT_EQ(Migrate('r', kMonday, {in_answers}), "STAGE_MISSING  " + ToHex(in_answers));
  EXPECT_EQ(Migrate('r', kMonday, {voting}), "VOTE_UNDER_WAY  " + ToHex(voting));
  EXPECT_EQ(Migrate('r', kMonday, {Bytes(16, '?')}), "MATTER_UNKNOWN  " + ToHex(Bytes(16, '?')));
  // All or none.
  EXPECT_NE(Migrate('r', kMonday, {in_first, in_answers}), "");
  EXPECT_EQ(At(in_first).pack, first_);
  EXPECT_EQ(Migrate('r', kMonday, {in_first}), "");
  EXPECT_EQ(state::MattersOnOtherPacks(*state_, 10).count, 2);
}

TEST_F(PacksTest, AVoteIsFinishedUnderTheRulesThatItBeganWith) {
  const std::string no_vote = With(
      PackText(""), {{"poll { electors = { \"resident\" },  turnout = ratio(1, 2), approve = param "
                      "\"most\",\n             of = \"voted\", above = true, passed = close "
                      "\"adopted\", failed = enter \"talk\" },\n",
                      ""},
                     {"at_end = tally", "at_end = enter \"talk\""},
                     {"by = \"elector\", does = \"vote\"", "by = \"resident\""}});
  const Bytes plain = packs_.Add(no_vote);
  const Bytes matter = OpenVote(kNoon);
  EXPECT_EQ(Vote('a', kNoon, matter, "for"), "");
  EXPECT_EQ(Activate('r', kNoon, plain), "");
  EXPECT_EQ(Migrate('r', kNoon, {matter}), "VOTE_UNDER_WAY  " + ToHex(matter));
  EXPECT_EQ(Vote('b', kNoon, matter, "for"), "");
  LetFall(kNoon + 3 * kDay);
  EXPECT_EQ(At(matter).outcome, "adopted");
}

TEST_F(PacksTest, MigrationNamesThePackInForceAndAFewMatters) {
  const Bytes matter = OpenCare(kMonday);
  v1::Payload payload;
  payload.mutable_migrate_matters()->set_pack(second_);
  payload.mutable_migrate_matters()->add_matters(matter);
  EXPECT_EQ(Do('r', kMonday, payload), "PACK_CHANGED activation " + ToHex(first_));
  EXPECT_EQ(Activate('r', kMonday, second_), "");
  std::vector<Bytes> many;
  for (int i = 0; i < 41; ++i) many.push_back(OpenCare(kMonday));
  EXPECT_EQ(Migrate('r', kMonday, many), "TOO_LARGE  matters");
}

// Calendar ---------------------------------------------------------------------------------------

// Thursday before the Spring Festival of 2020, of which the short calendar knows nothing.
constexpr int64_t kBeforeFestival = kMonday + 17 * kDay;

class CalendarTest : public PacksTest {
 protected:
  // Without the clock of the whole matter, which would end it before.
  static std::string Unhurried() {
    return With(PackText(""),
                {{"hours(24), on_late = escalate", "hours(2400), on_late = escalate"}});
  }
  CalendarTest() {
    first_ = packs_.Add(Unhurried());
    short_ = packs_.Add(Unhurried(), {}, "2019");
    EXPECT_EQ(Activate('r', kMonday, short_), "");
  }
  // In the stage with two working days.
  Bytes OpenTable(int64_t now_ms) {
    const Bytes matter = OpenAnswers(now_ms);
    EXPECT_EQ(Act('w', now_ms, matter, "answer"), "");
    EXPECT_EQ(Act('x', now_ms, matter, "answer"), "");
    return matter;
  }
  Bytes short_;
};

TEST_F(CalendarTest, ProvisionalDeadlinesMoveToWhereTheyBelong) {
  const Bytes matter = OpenTable(kBeforeFestival);
  EXPECT_EQ(FormatInstant({At(matter).due_ms}), "2020-01-28T00:00:00+08:00");
  EXPECT_TRUE(state::FindDeadline(*state_, At(matter).deadline)->provisional);
  EXPECT_EQ(Adopt('r', kBeforeFestival), "NOTHING_TO_DO  ");  // the same table says the same
  EXPECT_EQ(Activate('r', kBeforeFestival, first_), "");
  EXPECT_EQ(Adopt('w', kBeforeFestival), "NOT_ALLOWED activation ");
  const uint64_t deadline = At(matter).deadline;
  EXPECT_EQ(Adopt('r', kBeforeFestival), "");
  EXPECT_EQ(FormatInstant({At(matter).due_ms}), "2020-02-05T00:00:00+08:00");
  EXPECT_EQ(At(matter).deadline, deadline);
  EXPECT_EQ(At(matter).pack, short_);  // the matter stays on its version
  EXPECT_FALSE(state::FindDeadline(*state_, deadline)->provisional);
  EXPECT_EQ(state::CounterValue(*state_, "calendar_adopted"), 1);
  EXPECT_EQ(Adopt('r', kBeforeFestival), "NOTHING_TO_DO  ");
}

TEST_F(CalendarTest, AFiredDeadlineIsNeverRevived) {
  const Bytes matter = OpenTable(kBeforeFestival);
  const uint64_t deadline = At(matter).deadline;
  const int64_t after = kBeforeFestival + 6 * kDay;
  EXPECT_EQ(Activate('r', after, first_), "");
  EXPECT_EQ(At(matter).outcome, "lapsed");
  EXPECT_EQ(Adopt('r', after), "NOTHING_TO_DO  ");
  EXPECT_FALSE(state::FindDeadline(*state_, deadline)->running);
}

// A make-up weekend brings a deadline nearer than the short table thought, perhaps behind us.
TEST_F(CalendarTest, NothingMovesIntoThePastAndNothingIsPutOff) {
  // Friday 2020-01-17; Sunday the 19th is worked, so two working days end with Monday, not Tuesday.
  const int64_t friday = kMonday + 11 * kDay;
  const Bytes matter = OpenTable(friday);
  EXPECT_EQ(FormatInstant({At(matter).due_ms}), "2020-01-22T00:00:00+08:00");
  const int64_t tuesday = friday + 4 * kDay;  // the real limit ended with Monday
  EXPECT_EQ(Activate('r', tuesday, first_), "");
  EXPECT_EQ(Adopt('r', tuesday), "");
  EXPECT_EQ(At(matter).due_ms, tuesday + state::kDeadlineAheadMs);
  LetFall(tuesday + state::kDeadlineAheadMs);
  EXPECT_TRUE(At(matter).closed());
}

TEST_F(CalendarTest, AskingAgainAndAgainPutsNothingOff) {
  const Bytes matter = OpenTable(kBeforeFestival);
  const int64_t due = At(matter).due_ms;
  for (int64_t before : {90'000, 50'000, 20'000, 1}) {
    EXPECT_EQ(Adopt('r', due - before), "NOTHING_TO_DO  ");
  }
  EXPECT_EQ(At(matter).due_ms, due);
}

TEST_F(CalendarTest, ManyDeadlinesMoveInPieces) {
  std::vector<Bytes> matters;
  for (int i = 0; i < 210; ++i) matters.push_back(OpenTable(kBeforeFestival));
  EXPECT_EQ(Activate('r', kBeforeFestival, first_), "");
  EXPECT_EQ(Adopt('r', kBeforeFestival), "");
  EXPECT_EQ(FormatInstant({At(matters[199]).due_ms}), "2020-02-05T00:00:00+08:00");
  EXPECT_EQ(FormatInstant({At(matters[200]).due_ms}), "2020-01-28T00:00:00+08:00");
  EXPECT_EQ(Adopt('r', kBeforeFestival), "");
  EXPECT_EQ(FormatInstant({At(matters[209]).due_ms}), "2020-02-05T00:00:00+08:00");
  EXPECT_EQ(Adopt('r', kBeforeFestival), "NOTHING_TO_DO  ");
}

}  // namespace
}  // namespace yiting::decide
