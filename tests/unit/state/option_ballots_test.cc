// What no ledger says of a vote among options, of paper, of late ballots and of area, whoever wrote
// it: CheckEvent on a state whose entries are written by hand.

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_polls.h"
#include "state/read_rooms.h"

namespace yiting::state {
namespace {

constexpr int64_t kDue = kStartMs + 1'000'000;
constexpr int64_t kOpened = kStartMs + 100;

using Picks = std::vector<uint32_t>;

// Residents 'a' to 'c', of whom 'a' and 'b' live in household 'H'; officers 'x', 'y' and 'z';
// household 'H' owns 40 square metres, 'I', of whom nobody is a member, 60.
class OptionBallotsTest : public ::testing::Test {
 protected:
  OptionBallotsTest() {
    author_.Create();
    for (char member : {'a', 'b', 'c', 'x', 'y', 'z'}) {
      author_.AddMember(member, member < 'x' ? "resident" : "worker");
      if (member > 'b') continue;
      author_.events[author_.events.size() - 3].mutable_member_admitted()->set_household(Id16('H'));
    }
    author_.Wait(kStartMs + 1);
    Own('1', 40'00, 'H');
    Own('2', 60'00, 'I');
    author_.Wait(kStartMs + 2);
    author_.Open(kStartMs + 3, kDue);
  }

  void Own(char room, uint64_t area, char owner) {
    v1::RoomRegistered* one = author_.Add().mutable_room_registered();
    one->set_room(Id16(room));
    one->set_area(area);
    one->set_owner(Id16(owner));
  }
  static v1::Event Opened(uint32_t electors, uint64_t area, uint32_t options) {
    v1::Event event;
    event.mutable_poll_opened()->set_matter(Id16('m'));
    event.mutable_poll_opened()->set_electors(electors);
    event.mutable_poll_opened()->set_area(area);
    event.mutable_poll_opened()->set_options(options);
    return event;
  }
  static v1::Event Cast(char by, char voter, const Picks& picks, uint64_t area = 0) {
    v1::Event event;
    v1::BallotCast* ballot = event.mutable_ballot_cast();
    ballot->set_matter(Id16('m'));
    ballot->set_by(Id16(by));
    ballot->set_voter(Id16(voter));
    ballot->mutable_options()->Add(picks.begin(), picks.end());
    ballot->set_area(area);
    return event;
  }
  static v1::Event Paper(char by, char voter, const Picks& picks) {
    v1::Event event;
    v1::PaperEntered* paper = event.mutable_paper_entered();
    paper->set_matter(Id16('m'));
    paper->set_by(Id16(by));
    paper->set_voter(Id16(voter));
    paper->mutable_options()->Add(picks.begin(), picks.end());
    return event;
  }
  static v1::Event Alike(char by, char first, char voter, const Picks& picks, uint64_t area = 0) {
    v1::Event event = Cast(by, voter, picks, area);
    event.mutable_ballot_cast()->set_entered_first(Id16(first));
    return event;
  }
  static v1::Event Tally(uint32_t electors, const std::vector<uint32_t>& votes, bool passed = true,
                         uint32_t round = 0) {
    v1::Event event;
    v1::TallyPublished* tally = event.mutable_tally_published();
    tally->set_matter(Id16('m'));
    tally->set_electors(electors);
    tally->set_passed(passed);
    for (const uint32_t each : votes) {
      v1::OptionTally* option = tally->add_options();
      option->set_option(static_cast<uint32_t>(tally->options_size()));
      option->set_votes(each);
      option->set_round(round);
    }
    return event;
  }
  static v1::Event Closed() {
    v1::Event event;
    event.mutable_poll_closed()->set_matter(Id16('m'));
    return event;
  }

  void Happens(const v1::Event& event) {
    EXPECT_EQ(Broken(event), "");
    author_.Add() = event;
    author_.Wait(++now_ms_);
  }
  std::string Broken(const v1::Event& event) {
    EntryPlace place{author_.community->facts().size, now_ms_ + 1, Bytes(32, 'p')};
    Status good = CheckEvent(*author_.community, place, event);
    return good ? "" : good.error().message;
  }
  Poll Now() { return *FindPoll(*author_.community, *FindMatter(*author_.community, Id16('m'))); }

  Author author_;
  int64_t now_ms_ = kOpened;
};

TEST_F(OptionBallotsTest, A6_3_ABallotNamesOptionsThatAreThereEachOnce) {
  const std::string wrong = "event: a ballot names options of its poll, each once";
  Happens(Opened(3, 0, 2));
  EXPECT_EQ(Broken(Cast('a', 'a', {2, 1})), "");
  EXPECT_EQ(Broken(Cast('a', 'a', {})), "");
  EXPECT_EQ(Broken(Cast('a', 'a', {3})), wrong);
  EXPECT_EQ(Broken(Cast('a', 'a', {0})), wrong);
  EXPECT_EQ(Broken(Cast('a', 'a', {1, 1})), wrong);
  EXPECT_EQ(Broken(Paper('x', 'a', {3})), wrong);
  v1::Event in_favour = Cast('a', 'a', {});
  in_favour.mutable_ballot_cast()->set_choice(v1::FOR);
  EXPECT_EQ(Broken(in_favour), "event: a ballot names options of its poll");
}

TEST_F(OptionBallotsTest, A6_3_APollForOrAgainstHasNoOptions) {
  Happens(Opened(3, 0, 0));
  EXPECT_EQ(Broken(Cast('a', 'a', {1})), "event: a ballot is for, against or abstains");
  EXPECT_EQ(Broken(Paper('x', 'a', {})), "event: a ballot is for, against or abstains");
  EXPECT_EQ(Broken(Tally(3, {0})), "event: a tally has each of the options");
  EXPECT_EQ(Broken(Tally(3, {})), "");
}

TEST_F(OptionBallotsTest, A6_3_OnlyWhoCastABallotChangesIt) {
  Happens(Opened(3, 0, 2));
  v1::Event again = Cast('a', 'H', {2});
  again.mutable_ballot_cast()->set_replaces(true);
  EXPECT_EQ(Broken(again), "event: only who cast a ballot changes it");
  Happens(Cast('a', 'H', {1}));
  v1::Event by_another = Cast('b', 'H', {2});
  by_another.mutable_ballot_cast()->set_replaces(true);
  EXPECT_EQ(Broken(by_another), "event: only who cast a ballot changes it");
  Happens(again);
  EXPECT_EQ(Now().voted, 1);
  std::string stands;
  for (const OptionTally& tally : OptionTalliesOf(
           *author_.community, *FindMatter(*author_.community, Id16('m')), Now())) {
    stands += std::to_string(tally.option) + ":" + std::to_string(tally.votes) + " ";
  }
  EXPECT_EQ(stands, "1:0 2:1 ");
  EXPECT_EQ(Broken(Cast('b', 'H', {2})), "event: one ballot a voter");
}

TEST_F(OptionBallotsTest, A6_3_ATallyIsWhatWasCast) {
  const std::string wrong = "event: the tally is not what was cast";
  Happens(Opened(3, 0, 3));
  Happens(Cast('a', 'a', {1, 2}));
  Happens(Cast('c', 'c', {2}));
  EXPECT_EQ(Broken(Tally(3, {1, 2, 0})), "");
  EXPECT_EQ(Broken(Tally(3, {2, 2, 0})), wrong);
  EXPECT_EQ(Broken(Tally(3, {1, 1, 0})), wrong);
  EXPECT_EQ(Broken(Tally(3, {1, 2})), "event: a tally has each of the options");
  // In the rounds of a ranking a ballot counts for one option only, and for none that it lacks.
  EXPECT_EQ(Broken(Tally(3, {1, 1, 0}, true, 1)), "");
  EXPECT_EQ(Broken(Tally(3, {1, 1, 1}, true, 1)), wrong);
  v1::Event unordered = Tally(3, {1, 2, 0});
  unordered.mutable_tally_published()->mutable_options(0)->set_option(2);
  EXPECT_EQ(Broken(unordered), "event: a tally has each of the options, in order");
  v1::Event failed = Tally(3, {1, 2, 0}, false);
  failed.mutable_tally_published()->mutable_options(1)->set_chosen(true);
  EXPECT_EQ(Broken(failed), "event: what did not pass chooses nothing");
  v1::Event heavy = Tally(3, {1, 2, 0});
  heavy.mutable_tally_published()->mutable_options(1)->set_area(1);
  EXPECT_EQ(Broken(heavy), wrong);
}

TEST_F(OptionBallotsTest, A6_5_PaperIsCastByASecondOfficerWhoReadsTheSame) {
  const std::string unlike = "event: two officers read a paper ballot alike before it is cast";
  Happens(Opened(3, 0, 2));
  EXPECT_EQ(Broken(Alike('x', 'y', 'c', {1})), unlike);
  Happens(Paper('x', 'c', {1, 2}));
  Happens(Paper('y', 'c', {2, 1}));
  EXPECT_EQ(Broken(Alike('z', 'x', 'c', {2, 1})), unlike);
  EXPECT_EQ(Broken(Alike('x', 'x', 'c', {1, 2})), unlike);
  EXPECT_EQ(Broken(Paper('z', 'c', {2, 1})), "event: a second officer casts what the first read");
  v1::Event replacing = Alike('z', 'y', 'c', {2, 1});
  replacing.mutable_ballot_cast()->set_replaces(true);
  EXPECT_EQ(Broken(replacing), "event: one ballot a voter");
  Happens(Alike('z', 'y', 'c', {2, 1}));
  EXPECT_EQ(Broken(Alike('z', 'y', 'c', {2, 1})), unlike);  // their readings are used up
  EXPECT_EQ(Broken(Paper('x', 'c', {1})), "event: one ballot a voter");
  EXPECT_EQ(Broken(Cast('c', 'c', {1})), "event: one ballot a voter");
  v1::Event nobodys = Paper('x', 'b', {1});
  nobodys.mutable_paper_entered()->clear_voter();
  EXPECT_EQ(Broken(nobodys), "event: a paper ballot has a voter");
}

TEST_F(OptionBallotsTest, A6_5_LateIsWhatComesAfterTheClose) {
  const std::string wrong = "event: a ballot is late when the poll has closed";
  v1::Event late = Cast('c', 'c', {1});
  late.mutable_ballot_cast()->set_late(true);
  EXPECT_EQ(Broken(Closed()), "event: there is no poll to close");
  Happens(Opened(3, 0, 2));
  EXPECT_EQ(Broken(late), wrong);
  Happens(Cast('a', 'a', {1}));
  Happens(Closed());
  EXPECT_EQ(Broken(Closed()), "event: the poll is closed");
  EXPECT_EQ(Broken(Cast('c', 'c', {1})), wrong);
  Happens(late);
  EXPECT_EQ(Now().late, 1);
  const std::string counted = "event: the late ballots are what came in late";
  EXPECT_EQ(Broken(Tally(3, {2, 0})), counted);
  v1::Event tally = Tally(3, {2, 0});
  tally.mutable_tally_published()->set_late(1);
  EXPECT_EQ(Broken(tally), "");
}

TEST_F(OptionBallotsTest, A6_7_AreaIsWhatTheRegisterSays) {
  const std::string wrong = "event: owners vote with what the register says";
  EXPECT_EQ(Broken(Opened(2, 100'01, 2)), wrong);
  EXPECT_EQ(Broken(Opened(3, 100'00, 2)), wrong);
  Happens(Opened(2, 100'00, 2));
  const std::string heavy = "event: a ballot weighs what the register says";
  EXPECT_EQ(Broken(Cast('a', 'H', {1}, 60'00)), heavy);
  EXPECT_EQ(Broken(Cast('c', 'c', {1}, 40'00)), heavy);
  Happens(Cast('a', 'H', {1}, 40'00));
  Happens(Paper('x', 'I', {2}));
  EXPECT_EQ(Broken(Alike('y', 'x', 'I', {2}, 40'00)), heavy);
  Happens(Alike('y', 'x', 'I', {2}, 60'00));
  EXPECT_EQ(Now().voted_area, 100'00);
  v1::Event tally = Tally(2, {1, 1});
  tally.mutable_tally_published()->set_area(100'00);
  tally.mutable_tally_published()->mutable_options(0)->set_area(40'00);
  tally.mutable_tally_published()->mutable_options(1)->set_area(50'00);
  EXPECT_EQ(Broken(tally), "event: the tally is not what was cast");
  tally.mutable_tally_published()->mutable_options(1)->set_area(60'00);
  EXPECT_EQ(Broken(tally), "");
}

}  // namespace
}  // namespace yiting::state
