#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_polls.h"

namespace yiting::state {
namespace {

constexpr int64_t kDue = kStartMs + 1'000'000;
constexpr int64_t kOpened = kStartMs + 100;

// Residents 'a', 'b' (who live together) and 'c', observer 'o'; matter 'm' in its first stage.
class PollTest : public ::testing::Test {
 protected:
  PollTest() {
    author_.Create();
    for (char member : {'a', 'b', 'c'}) {
      author_.AddMember(member, "resident");
      v1::MemberAdmitted& admitted =
          *author_.events[author_.events.size() - 3].mutable_member_admitted();
      if (member != 'c') admitted.set_household(Id16('H'));
    }
    author_.AddMember('o', kObserverRole);
    author_.Wait(kStartMs + 1);
    author_.Open(kStartMs + 2, kDue);
  }
  Matter At() { return *FindMatter(*author_.community, Id16('m')); }
  Community& community() { return *author_.community; }

  static Electing Who(std::vector<std::string> roles, Per per, int64_t at_ms) {
    return {std::move(roles), per, "", at_ms};
  }
  void OpenPoll(uint32_t electors) {
    v1::PollOpened* opened = author_.Add().mutable_poll_opened();
    opened->set_matter(Id16('m'));
    opened->set_electors(electors);
    author_.Wait(kOpened);
  }
  static v1::Event Ballot(char by, char voter, v1::Choice choice) {
    v1::Event event;
    event.mutable_ballot_cast()->set_matter(Id16('m'));
    event.mutable_ballot_cast()->set_by(Id16(by));
    event.mutable_ballot_cast()->set_voter(voter == 0 ? Bytes() : Id16(voter));
    event.mutable_ballot_cast()->set_choice(choice);
    return event;
  }
  void Cast(char by, char voter, v1::Choice choice) {
    author_.Add() = Ballot(by, voter, choice);
    author_.Wait(kOpened + 1);
  }
  static v1::Event Tally(uint32_t electors, uint32_t in_favour, uint32_t against,
                         uint32_t abstained) {
    v1::Event event;
    v1::TallyPublished* tally = event.mutable_tally_published();
    tally->set_matter(Id16('m'));
    tally->set_electors(electors);
    tally->set_in_favour(in_favour);
    tally->set_against(against);
    tally->set_abstained(abstained);
    return event;
  }
  void NextStage(const std::string& stage) {
    if (At().deadline != 0) author_.Add().mutable_deadline_cleared()->set_deadline(At().deadline);
    author_.Enter(stage);
    author_.Wait(kOpened + 2);
  }

  std::string Broken(const v1::Event& event) {
    EntryPlace place{community().facts().size, kOpened + 10, Bytes(32, 'p')};
    Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }

  Author author_;
};

TEST_F(PollTest, CountsMembersOrHouseholdsWhoHeldTheRoleBefore) {
  EXPECT_EQ(CountElectors(community(), Who({"resident"}, Per::kMember, kOpened)).voters, 3);
  EXPECT_EQ(CountElectors(community(), Who({"resident"}, Per::kHousehold, kOpened)).voters, 2);
  EXPECT_EQ(
      CountElectors(community(), Who({"registrar", "resident"}, Per::kMember, kOpened)).voters, 4);
  EXPECT_EQ(
      CountElectors(community(), Who({"registrar", "registrar"}, Per::kMember, kOpened)).voters,
      1);
  EXPECT_EQ(CountElectors(community(), Who({"officer"}, Per::kMember, kOpened)).voters, 0);
  EXPECT_EQ(CountElectors(community(), Who({kObserverRole}, Per::kMember, kOpened)).voters, 0);
  EXPECT_EQ(CountElectors(community(), Who({"resident"}, Per::kMember, 1)).voters, 0);  // later
  EXPECT_EQ(CountElectors(community(), Who({"resident"}, Per::kMember, 2)).voters, 3);
}

// The oracle: whoever is counted is an elector, one by one.
TEST_F(PollTest, WhoIsCountedIsAnElector) {
  for (int64_t at : {int64_t{1}, int64_t{2}, kOpened}) {
    for (const char* role : {"resident", "registrar", kObserverRole}) {
      int64_t electors = 0;
      for (char member : {'r', 'a', 'b', 'c', 'o'}) {
        electors += WasElector(community(), Id16(member), Who({role}, Per::kMember, at)) ? 1 : 0;
      }
      EXPECT_EQ(CountElectors(community(), Who({role}, Per::kMember, at)).voters, electors)
          << role << " " << at;
    }
  }
}

TEST_F(PollTest, ARoleThatEndedIsNoneAndOneThatEndsLaterStillWas) {
  v1::RoleEnded* ended = author_.Add().mutable_role_ended();
  ended->set_member(Id16('a'));
  ended->set_role("resident");
  author_.Wait(kOpened);
  EXPECT_TRUE(WasElector(community(), Id16('a'), Who({"resident"}, Per::kMember, kOpened - 1)));
  EXPECT_FALSE(WasElector(community(), Id16('a'), Who({"resident"}, Per::kMember, kOpened)));
}

// Else who is appointed anew while a poll runs would lose their vote in it.
TEST_F(PollTest, ARoleThatGoesOnWithoutAGapHasBeenHeldAllTheWhile) {
  const auto grant = [this](char member, int64_t now_ms, int64_t from_ms, int64_t until_ms) {
    v1::RoleGranted* granted = author_.Add().mutable_role_granted();
    granted->set_member(Id16(member));
    granted->mutable_grant()->set_role("head");
    granted->mutable_grant()->set_from_ms(from_ms);
    granted->mutable_grant()->set_until_ms(until_ms);
    author_.Wait(now_ms);
  };
  const auto was = [this](char member, int64_t at_ms) {
    return WasElector(community(), Id16(member), Who({"head"}, Per::kMember, at_ms));
  };
  const int64_t first = kOpened + 100;
  grant('a', first, first, first + 50);
  grant('a', first + 10, first + 50, first + 90);  // from where the first one ends
  EXPECT_TRUE(was('a', first + 5));
  EXPECT_TRUE(was('a', first + 60));
  EXPECT_FALSE(was('a', first + 90));
  grant('a', first + 20, first + 20, 0);
  EXPECT_TRUE(was('a', first + 5));
  EXPECT_TRUE(was('a', first + 90));
  // With a gap, or after its end even in the same instant, it begins anew.
  grant('b', first, first, first + 50);
  grant('b', first + 10, first + 51, 0);
  EXPECT_FALSE(was('b', first + 5));
  grant('c', first, first, first + 50);
  grant('c', first + 50, first + 50, 0);
  EXPECT_FALSE(was('c', first + 5));
  EXPECT_TRUE(was('c', first + 51));
}

TEST_F(PollTest, BallotsAddUpAndTheTallyEndsIt) {
  EXPECT_FALSE(FindPoll(community(), At()).has_value());
  OpenPoll(3);
  Cast('a', 'a', v1::FOR);
  Cast('b', 'b', v1::AGAINST);
  Cast('c', 'c', v1::ABSTAIN);
  const Poll poll = *FindRunningPoll(community(), At());
  EXPECT_EQ(poll.electors, 3);
  EXPECT_EQ(poll.in_favour, 1);
  EXPECT_EQ(poll.against, 1);
  EXPECT_EQ(poll.abstained, 1);
  EXPECT_EQ(poll.voted, 3);
  EXPECT_EQ(poll.opened_ms, kOpened);
  EXPECT_EQ(FindBallot(community(), At(), Id16('b'))->choice, v1::AGAINST);
  EXPECT_FALSE(FindBallot(community(), At(), Id16('r')).has_value());

  EXPECT_EQ(Broken(Tally(3, 1, 1, 1)), "");
  EXPECT_EQ(Broken(Tally(3, 2, 1, 0)), "event: the tally is not what was cast");
  EXPECT_EQ(Broken(Tally(4, 1, 1, 1)), "event: the tally is not what was cast");
  author_.Add() = Tally(3, 1, 1, 1);
  author_.Wait(kOpened + 5);
  EXPECT_FALSE(FindRunningPoll(community(), At()).has_value());
  EXPECT_EQ(FindPoll(community(), At())->result, Poll::kFailed);
  EXPECT_EQ(Broken(Tally(3, 1, 1, 1)), "event: there is no poll to count");
  EXPECT_EQ(Broken(Ballot('r', 'r', v1::FOR)), "event: there is no poll to vote in");
}

TEST_F(PollTest, OneBallotAVoterForOneselfOrTheHousehold) {
  const std::string other = "event: a ballot is cast for oneself or one's household";
  OpenPoll(2);
  EXPECT_EQ(Broken(Ballot('a', 'H', v1::FOR)), "");
  EXPECT_EQ(Broken(Ballot('a', 'a', v1::FOR)), "");
  EXPECT_EQ(Broken(Ballot('a', 'c', v1::FOR)), other);
  EXPECT_EQ(Broken(Ballot('c', 'H', v1::FOR)), other);
  EXPECT_EQ(Broken(Ballot('c', 0, v1::FOR)), other);  // who has no household votes for nobody
  EXPECT_EQ(Broken(Ballot('o', 'o', v1::FOR)), "event: an observer never acts");
  EXPECT_EQ(Broken(Ballot('?', '?', v1::FOR)),
            "event: nobody has the member id " + ToHex(Id16('?')));
  EXPECT_EQ(Broken(Ballot('a', 'a', v1::CHOICE_UNSPECIFIED)),
            "event: a ballot is for, against or abstains");
  Cast('a', 'H', v1::FOR);
  EXPECT_EQ(Broken(Ballot('b', 'H', v1::AGAINST)), "event: one ballot a voter");
  EXPECT_EQ(Broken(Ballot('a', 'a', v1::FOR)), "event: one ballot a voter");
  Cast('c', 'c', v1::FOR);
  EXPECT_EQ(Broken(Ballot('r', 'r', v1::FOR)), "event: more ballots than electors");
}

TEST_F(PollTest, AStageHasOnePollAndTheNextVisitAnother) {
  v1::Event opened;
  opened.mutable_poll_opened()->set_matter(Id16('m'));
  opened.mutable_poll_opened()->set_electors(3);
  OpenPoll(3);
  EXPECT_EQ(Broken(opened), "event: a stage has one poll");
  Cast('a', 'a', v1::FOR);
  NextStage("talk");
  EXPECT_FALSE(FindRunningPoll(community(), At()).has_value());
  EXPECT_EQ(FindPoll(community(), At())->in_favour, 1);  // the last one that there was
  NextStage("vote");
  EXPECT_EQ(Broken(opened), "");
  author_.Add() = opened;
  author_.Wait(kOpened + 3);
  Cast('a', 'a', v1::AGAINST);
  EXPECT_EQ(FindPoll(community(), At())->in_favour, 0);
  EXPECT_EQ(FindPoll(community(), At())->against, 1);
  author_.Add() = Tally(3, 0, 1, 0);
  author_.Wait(kOpened + 6);
  EXPECT_EQ(Broken(opened), "event: a stage has one poll");
  // The one that was broken off is as it was left.
  Matter before = At();
  before.visit = 1;
  EXPECT_EQ(FindRunningPoll(community(), before)->in_favour, 1);
  EXPECT_EQ(FindRunningPoll(community(), before)->against, 0);
}

TEST_F(PollTest, WhatWasCastForMeIsFoundAfterTheStage) {
  OpenPoll(2);
  Cast('a', 'H', v1::FOR);
  Cast('c', 'c', v1::AGAINST);
  const Poll poll = *FindPoll(community(), At());
  NextStage("talk");
  EXPECT_EQ(BallotIn(community(), At(), poll, Id16('b'))->choice, v1::FOR);
  EXPECT_EQ(BallotIn(community(), At(), poll, Id16('b'))->member, Id16('a'));
  EXPECT_EQ(BallotIn(community(), At(), poll, Id16('c'))->choice, v1::AGAINST);
  EXPECT_FALSE(BallotIn(community(), At(), poll, Id16('r')).has_value());
  EXPECT_FALSE(BallotIn(community(), At(), poll, "").has_value());
}

}  // namespace
}  // namespace yiting::state
