// Meetings: who comes or sends somebody, whether enough do, who was there, who reviews.

#include <gtest/gtest.h>

#include <algorithm>

#include "decide/situation.h"
#include "talks.h"

namespace yiting::decide {
namespace {

using MeetingTest = TalkTest;

TEST_F(MeetingTest, A4_5_WhoSendsSomebodyIsCountedByThem) {
  EXPECT_EQ(Ask('w', "bc"), "");
  EXPECT_EQ(Answer('d', "yes"), "NOT_INVITED p.meeting.answer ");
  EXPECT_EQ(Answer('b', "yes", "d"), "INPUT_INVALID p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "b"), "INPUT_INVALID p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "ad"), "INPUT_INVALID p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "o"), "OBSERVER p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "?"), "MEMBER_UNKNOWN p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "d"), "");
  const auto sender = state::FindInvitee(*state_, matter_, MemberId('b'));
  EXPECT_EQ(sender->answer, 2);
  EXPECT_EQ(sender->delegate, MemberId('d'));
  EXPECT_EQ(Turnout().invited, 2);
  EXPECT_EQ(Turnout().coming, 0);
  EXPECT_EQ(Turnout().not_coming, 0);
  EXPECT_EQ(Answer('d', "yes"), "");
  EXPECT_EQ(Turnout().coming, 1);
}

// Else two who send one another are nobody, and half of nobody is enough.
TEST_F(MeetingTest, A4_5_OneSeatIsOnePersons) {
  EXPECT_EQ(Ask('w', "bc"), "");
  EXPECT_EQ(Answer('b', "no", "c"), "ALREADY_DONE p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "d"), "");
  EXPECT_EQ(Answer('c', "no", "d"), "ALREADY_DONE p.meeting.answer delegate");
  EXPECT_EQ(Answer('d', "no", "b"), "ALREADY_DONE p.meeting.answer delegate");
  EXPECT_EQ(Answer('b', "no", "d"), "");  // the same again
  EXPECT_EQ(Answer('b', "no", "g"), "");  // somebody else, who takes the place of the first
  EXPECT_FALSE(state::FindInvitee(*state_, matter_, MemberId('d')).has_value());
  EXPECT_EQ(Turnout().invited, 2);
}

TEST_F(MeetingTest, A4_5_WhoWasNotInvitedAnswersNothing) {
  EXPECT_EQ(ActWithCode('d', kMonday, matter_, "join_in", "coming", "yes"),
            "NOT_INVITED p.meeting.join_in invitee");
  EXPECT_EQ(Ask('w', "d"), "");
  EXPECT_EQ(ActWithCode('d', kMonday, matter_, "join_in", "coming", "yes"), "");
}

// Else one invitee alone could make a quorum, one after the other.
TEST_F(MeetingTest, A4_5_OneSeatStaysOneHoweverOftenSomebodyElseIsSent) {
  EXPECT_EQ(Ask('w', "b"), "");
  EXPECT_EQ(Answer('b', "no", "c"), "");
  EXPECT_EQ(Answer('c', "yes"), "");
  EXPECT_EQ(Answer('b', "no", "d"), "");
  EXPECT_EQ(Answer('d', "no", "g"), "");
  EXPECT_EQ(Answer('g', "yes"), "");
  EXPECT_EQ(Turnout().invited, 1);
  EXPECT_EQ(Turnout().coming, 1);
  EXPECT_EQ(Answer('b', "yes"), "");
  EXPECT_EQ(Turnout().invited, 1);
  EXPECT_EQ(Turnout().coming, 1);
  EXPECT_FALSE(state::FindInvitee(*state_, matter_, MemberId('g')).has_value());
}

TEST_F(MeetingTest, A4_5_TooFewAreNoQuorum) {
  const auto open = [this] { return Act('w', kMonday, matter_, "open"); };
  EXPECT_EQ(open(), "NO_QUORUM p.meeting.open 2");  // nobody is invited: the least counts
  EXPECT_EQ(Ask('w', "abcdg"), "");
  EXPECT_EQ(Answer('a', "yes"), "");
  EXPECT_EQ(Answer('b', "yes"), "");
  EXPECT_EQ(open(), "NO_QUORUM p.meeting.open 3");  // half of five is three
  EXPECT_EQ(Answer('c', "no"), "");
  EXPECT_EQ(open(), "NO_QUORUM p.meeting.open 3");
  EXPECT_EQ(Answer('d', "yes"), "");
  EXPECT_EQ(open(), "");
  EXPECT_EQ(At(matter_).stage, "talk");
}

TEST_F(MeetingTest, A4_5_TheShareIsRoundedUp) {
  v1::Quorum quorum;
  quorum.set_least(2);
  EXPECT_EQ(NeededOf(quorum, {.invited = 100}), 2);
  quorum.set_part(1);
  quorum.set_whole(2);
  EXPECT_EQ(NeededOf(quorum, {.invited = 0}), 2);
  EXPECT_EQ(NeededOf(quorum, {.invited = 4}), 2);
  EXPECT_EQ(NeededOf(quorum, {.invited = 5}), 3);
  EXPECT_EQ(NeededOf(quorum, {.invited = 6}), 3);
  quorum.set_part(2);
  quorum.set_whole(3);
  // The oracle: the fewest of whom three times as many are at least twice those invited.
  for (int64_t invited = 0; invited < 60; ++invited) {
    int64_t fewest = 2;
    while (fewest * 3 < invited * 2) ++fewest;
    EXPECT_EQ(NeededOf(quorum, {.invited = invited}), fewest) << invited;
  }
}

TEST_F(MeetingTest, A6_1_WhoIsThereSaysFromWhere) {
  EXPECT_EQ(Ask('w', "bc"), "");
  const auto attend = [this](char who, const char* mode) {
    return ActWithCode(who, kMonday, matter_, "attend", "mode", mode);
  };
  EXPECT_EQ(attend('b', "room"), "");
  EXPECT_EQ(attend('c', "online"), "");
  EXPECT_EQ(attend('d', "room"), "NOT_ALLOWED p.meeting.attend ");
  EXPECT_EQ(attend('b', "moon"), "INPUT_INVALID p.meeting.attend mode");
  const auto there = state::AttendanceOf(*state_, At(matter_));
  ASSERT_EQ(there.size(), 2u);
  EXPECT_TRUE(there[0].in_room);
  EXPECT_FALSE(there[1].in_room);
}

TEST_F(MeetingTest, A5_12_StaffEnterWhatWasSaidOnPaper) {
  EXPECT_EQ(Ask('w', "bc"), "");
  const auto answer_for = [this](char actor, const std::string& invitees, const char* coming,
                                 const std::string& delegate = "") {
    v1::Payload payload = ActBody(matter_, "answer_for");
    AddInput(payload, "coming")->set_code(coming);
    if (!delegate.empty()) AddMembers(payload, "delegate", delegate);
    AddMembers(payload, "invitee", invitees);
    return Do(actor, kMonday, payload);
  };
  const std::string rule = "p.meeting.answer_for";
  EXPECT_EQ(answer_for('b', "b", "yes"), "NOT_ALLOWED " + rule + " ");
  EXPECT_EQ(answer_for('w', "d", "yes"), "NOT_INVITED " + rule + " invitee");
  EXPECT_EQ(answer_for('w', "bc", "yes"), "INPUT_INVALID " + rule + " invitee");
  EXPECT_EQ(answer_for('w', "b", "yes"), "");
  EXPECT_EQ(state::FindInvitee(*state_, matter_, MemberId('b'))->answer, 1);
  EXPECT_FALSE(state::FindInvitee(*state_, matter_, MemberId('w')).has_value());
  EXPECT_EQ(answer_for('w', "c", "no", "c"), "INPUT_INVALID " + rule + " delegate");
  EXPECT_EQ(answer_for('w', "c", "no", "w"), "");
  EXPECT_EQ(state::FindInvitee(*state_, matter_, MemberId('c'))->delegate, MemberId('w'));
  // An invitee who became an observer answers nothing more, on paper neither.
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('b'));
  grant.mutable_grant_role()->mutable_grant()->set_role("observer");
  EXPECT_EQ(Do('r', kMonday, grant), "");
  EXPECT_EQ(answer_for('w', "b", "no"), "OBSERVER " + rule + " invitee");
}

TEST_F(MeetingTest, A5_12_StaffEnterTheSheetAtTheDoor) {
  const auto sheet = [this](char actor, const std::string& people, const char* mode) {
    v1::Payload payload = ActBody(matter_, "sheet");
    AddMembers(payload, "attendees", people);
    AddInput(payload, "mode")->set_code(mode);
    return Do(actor, kMonday, payload);
  };
  EXPECT_EQ(sheet('b', "b", "room"), "NOT_ALLOWED p.meeting.sheet ");
  EXPECT_EQ(sheet('w', "bo", "room"), "OBSERVER p.meeting.sheet attendees");
  EXPECT_EQ(sheet('w', "bcg", "room"), "");
  EXPECT_EQ(sheet('w', "d", "online"), "");
  const auto there = state::AttendanceOf(*state_, At(matter_));
  ASSERT_EQ(there.size(), 4u);
  EXPECT_EQ(std::count_if(there.begin(), there.end(), [](const auto& one) { return one.in_room; }),
            3);
}

class ReviewTest : public TalkTest {
 protected:
  ReviewTest() { Talk(); }
  std::string Name(const std::string& people) {
    return ActWithMembers('w', "conclude", "reviewers", people);
  }
  void Become(char member, const std::string& role) {
    v1::Payload payload;
    payload.mutable_grant_role()->set_member(MemberId(member));
    payload.mutable_grant_role()->mutable_grant()->set_role(role);
    EXPECT_EQ(Do('r', kMonday, payload), "");
  }
  std::string EndRole(char member, const std::string& role) {
    v1::Payload payload;
    payload.mutable_end_role()->set_member(MemberId(member));
    payload.mutable_end_role()->set_role(role);
    return Do('r', kMonday, payload);
  }
  std::string SignIt(char who) { return Act(who, kMonday, matter_, "sign"); }
};

TEST_F(ReviewTest, A6_11_MovesWhenEverybodyNamedHasSigned) {
  EXPECT_EQ(Name("bo"), "OBSERVER p.talk.conclude reviewers");
  EXPECT_EQ(Name("?b"), "MEMBER_UNKNOWN p.talk.conclude reviewers");
  EXPECT_EQ(Name("bdg"), "");
  EXPECT_EQ(At(matter_).stage, "review");
  EXPECT_EQ(SignIt('w'), "NOT_ALLOWED p.review.sign ");
  EXPECT_EQ(SignIt('c'), "NOT_ALLOWED p.review.sign ");
  EXPECT_EQ(SignIt('d'), "");
  EXPECT_EQ(SignIt('d'), "ALREADY_DONE p.review.sign ");
  EXPECT_EQ(SignIt('b'), "");
  EXPECT_EQ(At(matter_).stage, "review");
  EXPECT_EQ(SignIt('g'), "");
  EXPECT_EQ(At(matter_).stage, "vote");
}

TEST_F(ReviewTest, A6_11_OneWhoIsNamedLaterIsWaitedForToo) {
  EXPECT_EQ(Name("bc"), "");
  EXPECT_EQ(SignIt('b'), "");
  EXPECT_EQ(ActWithMembers('w', "more", "reviewers", "d"), "");
  EXPECT_EQ(SignIt('c'), "");
  EXPECT_EQ(At(matter_).stage, "review");
  EXPECT_EQ(SignIt('d'), "");
  EXPECT_EQ(At(matter_).stage, "vote");
}

TEST_F(ReviewTest, A6_11_WhoCannotSignAnyMoreIsNotWaitedFor) {
  EXPECT_EQ(Name("bcd"), "");
  EXPECT_EQ(SignIt('b'), "");
  Become('c', "observer");
  EXPECT_EQ(EndRole('d', "resident"), "");
  // Whoever has signed takes it on, since nobody else is left.
  EXPECT_EQ(SignIt('b'), "");
  EXPECT_EQ(At(matter_).stage, "vote");
}

TEST_F(ReviewTest, A6_11_WhoStillCanIsWaitedFor) {
  EXPECT_EQ(Name("bcd"), "");
  EXPECT_EQ(SignIt('b'), "");
  Become('c', "observer");
  EXPECT_EQ(SignIt('b'), "ALREADY_DONE p.review.sign ");
  EXPECT_EQ(At(matter_).stage, "review");
  EXPECT_EQ(SignIt('d'), "");
  EXPECT_EQ(At(matter_).stage, "vote");
}

TEST_F(ReviewTest, A6_11_WhatWasSentBackIsSignedAnew) {
  EXPECT_EQ(Name("bc"), "");
  EXPECT_EQ(SignIt('b'), "");
  EXPECT_EQ(Act('w', kMonday, matter_, "back"), "");
  EXPECT_EQ(Name("bc"), "");
  EXPECT_EQ(SignIt('c'), "");
  EXPECT_EQ(At(matter_).stage, "review");
  EXPECT_EQ(SignIt('b'), "");
  EXPECT_EQ(At(matter_).stage, "vote");
}

}  // namespace
}  // namespace yiting::decide
