// The one list of opinions and the marks on them; who is invited, comes, is there and reviews.

#include <gtest/gtest.h>

#include "sample.h"
#include "schema/limits.h"
#include "state/read_ledger.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"

namespace yiting::state {
namespace {

using Mark = v1::OpinionMarked;

// Residents 'a', 'b', 'c' and 'd', observer 'o'; open matters 'm' and 'n', closed matter 'k'.
class OpinionsTest : public ::testing::Test {
 protected:
  OpinionsTest() {
    author_.Create();
    for (char member : {'a', 'b', 'c', 'd'}) author_.AddMember(member, "resident");
    author_.AddMember('o', kObserverRole);
    author_.Wait(kStartMs + 1);
    author_.Open(kStartMs + 2, kStartMs + 1'000'000);
    for (char matter : {'n', 'k'}) {
      v1::MatterOpened* opened = author_.Add().mutable_matter_opened();
      opened->set_matter(Id16(matter));
      opened->set_procedure("bell");
      opened->set_opener(Id16('a'));
    }
    author_.Add().mutable_matter_closed()->set_matter(Id16('k'));
    author_.events.back().mutable_matter_closed()->set_outcome("resolved");
    author_.Wait(kStartMs + 3);
  }
  Community& community() { return *author_.community; }
  static Bytes M() { return Id16('m'); }

  static v1::Event Said(uint32_t number, char by, uint32_t reply_to = 0, bool pseudonymous = false,
                        char matter = 'm') {
    v1::Event event;
    v1::OpinionGiven* given = event.mutable_opinion_given();
    given->set_matter(Id16(matter));
    given->set_opinion(number);
    given->set_by(Id16(by));
    given->set_reply_to(reply_to);
    given->set_pseudonymous(pseudonymous);
    given->mutable_text()->set_commitment(Bytes(28, matter) + Bytes(4, static_cast<char>(number)));
    given->mutable_text()->set_audience(v1::PUBLIC);
    given->mutable_text()->set_media("text/plain");
    given->mutable_text()->set_size(6);
    return event;
  }
  static v1::Event Marked(uint32_t number, char by, Mark::Mark mark, char matter = 'm') {
    v1::Event event;
    event.mutable_opinion_marked()->set_matter(Id16(matter));
    event.mutable_opinion_marked()->set_opinion(number);
    event.mutable_opinion_marked()->set_by(Id16(by));
    event.mutable_opinion_marked()->set_mark(mark);
    return event;
  }
  static v1::Event Invited(char member, char matter = 'm') {
    v1::Event event;
    event.mutable_member_invited()->set_matter(Id16(matter));
    event.mutable_member_invited()->set_member(Id16(member));
    return event;
  }
  static v1::Event Answered(char member, bool coming, char delegate = 0) {
    v1::Event event;
    event.mutable_attendance_answered()->set_matter(M());
    event.mutable_attendance_answered()->set_member(Id16(member));
    event.mutable_attendance_answered()->set_coming(coming);
    if (delegate != 0) event.mutable_attendance_answered()->set_delegate(Id16(delegate));
    return event;
  }
  static v1::Event There(char member, bool in_room, char matter = 'm') {
    v1::Event event;
    event.mutable_attendance_noted()->set_matter(Id16(matter));
    event.mutable_attendance_noted()->set_member(Id16(member));
    event.mutable_attendance_noted()->set_in_room(in_room);
    return event;
  }
  static v1::Event Reviewer(char member, char matter = 'm') {
    v1::Event event;
    event.mutable_reviewer_named()->set_matter(Id16(matter));
    event.mutable_reviewer_named()->set_member(Id16(member));
    return event;
  }

  // One entry; every event must hold.
  void Happen(const std::vector<v1::Event>& events) {
    author_.events = events;
    author_.Wait(kStartMs + 10 + static_cast<int64_t>(author_.counter));
  }
  // The invariant that the event would break; empty = none.
  std::string Broken(const v1::Event& event) {
    EntryPlace place{community().facts().size, kStartMs + 900, Bytes(32, 'p')};
    Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }
  Opinion At(int64_t number) { return *FindOpinion(community(), M(), number); }
  std::vector<int64_t> Turnout() {
    const auto turnout = CountTurnout(community(), M());
    return {turnout.invited, turnout.coming, turnout.not_coming};
  }

  Author author_;
  const std::string closed_ = "event: a closed matter stays closed: " + ToHex(Id16('k'));
  const std::string observer_ = "event: an observer never acts";
};

TEST_F(OpinionsTest, A4_4_WhoVouchesForAnAnswerIsAnotherMember) {
  Happen({Invited('b')});
  v1::Event answered = Answered('b', true);
  answered.mutable_attendance_answered()->set_vouched_by(Id16('r'));
  EXPECT_EQ(Broken(answered), "");
  answered.mutable_attendance_answered()->set_vouched_by(Id16('b'));
  EXPECT_EQ(Broken(answered), "event: nobody vouches for themselves");
  answered.mutable_attendance_answered()->set_vouched_by(Id16('?'));
  EXPECT_EQ(Broken(answered), "event: nobody has the member id " + ToHex(Id16('?')));
}

TEST_F(OpinionsTest, A6_1_AMattersOpinionsAreOneListCountedFromOne) {
  EXPECT_EQ(NextOpinion(community(), M()), 1);
  EXPECT_EQ(Broken(Said(2, 'a')), "event: opinions are counted up from 1");
  Happen({Said(1, 'a'), Said(2, 'b', 1), Said(1, 'c', 0, false, 'n')});
  EXPECT_EQ(Broken(Said(2, 'a')), "event: opinions are counted up from 1");
  EXPECT_EQ(NextOpinion(community(), M()), 3);
  const std::vector<Opinion> all = OpinionsOf(community(), M());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].opinion, 1);
  EXPECT_EQ(all[0].member, Id16('a'));
  EXPECT_FALSE(all[0].from_room);
  EXPECT_EQ(all[1].reply_to, 1);
  EXPECT_EQ(all[1].member, Id16('b'));
  EXPECT_EQ(OpinionsOf(community(), Id16('n')).size(), 1u);
}

TEST_F(OpinionsTest, A6_10_AnAnswerIsToWhatWasSaid) {
  EXPECT_EQ(Broken(Said(1, 'a', 1)), "event: an answer is to an opinion that is there");
  Happen({Said(1, 'a')});
  EXPECT_EQ(Broken(Said(2, 'a', 1)), "");
  EXPECT_EQ(Broken(Said(2, 'a', 2)), "event: an answer is to an opinion that is there");
}

TEST_F(OpinionsTest, A6_1_APseudonymIsTheAuthorsNumberInTheMatter) {
  Happen({Said(1, 'b', 0, true), Said(2, 'a', 0, true), Said(3, 'b', 0, true), Said(4, 'b')});
  EXPECT_EQ(At(1).pseudonym, 1);
  EXPECT_EQ(At(2).pseudonym, 2);
  EXPECT_EQ(At(3).pseudonym, 1);
  EXPECT_EQ(At(4).pseudonym, 0);  // by name
  EXPECT_EQ(PseudonymOf(community(), M(), Id16('c')), 3);
  EXPECT_EQ(PseudonymOf(community(), Id16('n'), Id16('a')), 1);
}

TEST_F(OpinionsTest, A6_10_PraiseCountsOnceAMember) {
  EXPECT_EQ(Broken(Marked(1, 'b', Mark::PRAISED)), "event: there is no such opinion");
  Happen({Said(1, 'a'), Marked(1, 'b', Mark::PRAISED), Marked(1, 'c', Mark::PRAISED)});
  EXPECT_EQ(At(1).praised, 2);
  EXPECT_EQ(Broken(Marked(1, 'b', Mark::PRAISED)), "event: one mark a member");
  EXPECT_EQ(Broken(Marked(1, 'b', Mark::REPORTED)), "");
  EXPECT_TRUE(HasMarked(community(), M(), 1, Id16('b'), Mark::PRAISED));
  EXPECT_FALSE(HasMarked(community(), M(), 1, Id16('b'), Mark::REPORTED));
  const std::string own = "event: nobody marks what they said themselves";
  EXPECT_EQ(Broken(Marked(1, 'a', Mark::PRAISED)), own);
  EXPECT_EQ(Broken(Marked(1, 'a', Mark::REPORTED)), own);
  EXPECT_EQ(Broken(Marked(1, 'b', Mark::MARK_UNSPECIFIED)), "event: no such mark");
}

TEST_F(OpinionsTest, A6_10_WhatIsShownAgainWasLookedAt) {
  Happen({Said(1, 'a'), Marked(1, 'b', Mark::REPORTED), Marked(1, 'c', Mark::REPORTED)});
  EXPECT_EQ(At(1).reported, 2);
  EXPECT_EQ(CountReported(community()), 1);
  EXPECT_EQ(Broken(Marked(1, 'd', Mark::SHOWN)), "event: it is not hidden");
  Happen({Marked(1, 'd', Mark::HIDDEN)});
  EXPECT_TRUE(At(1).hidden);
  EXPECT_EQ(CountReported(community()), 0);
  EXPECT_EQ(Broken(Marked(1, 'd', Mark::HIDDEN)), "event: it is hidden");
  Happen({Marked(1, 'd', Mark::SHOWN)});
  EXPECT_FALSE(At(1).hidden);
  EXPECT_EQ(At(1).reported, 0);
  EXPECT_EQ(CountReported(community()), 0);
}

TEST_F(OpinionsTest, AMatterHasOnlySoManyOpinions) {
  std::vector<v1::Event> events;
  for (int64_t i = 1; i <= schema::kOpinionsMax; ++i) {
    events.push_back(Said(static_cast<uint32_t>(i), 'a'));
    events.back().mutable_opinion_given()->mutable_text()->set_commitment(
        Bytes(30, 'x') + std::string({static_cast<char>(i / 100), static_cast<char>(i % 100)}));
  }
  Happen(events);
  EXPECT_EQ(Broken(Said(static_cast<uint32_t>(schema::kOpinionsMax) + 1, 'a')),
            "event: a matter has too many opinions");
}

TEST_F(OpinionsTest, ObserversAndClosedMattersHaveNoPartInIt) {
  Happen({Said(1, 'a'), Invited('o'), Invited('a')});
  EXPECT_EQ(Broken(Said(2, 'o')), observer_);
  EXPECT_EQ(Broken(Said(1, 'a', 0, false, 'k')), closed_);
  EXPECT_EQ(Broken(Marked(1, 'o', Mark::PRAISED)), observer_);
  EXPECT_EQ(Broken(Marked(1, 'b', Mark::PRAISED, 'k')), closed_);
  EXPECT_EQ(Broken(There('o', true)), observer_);
  EXPECT_EQ(Broken(There('a', true, 'k')), closed_);
  EXPECT_EQ(Broken(Reviewer('o')), observer_);
  EXPECT_EQ(Broken(Reviewer('a', 'k')), closed_);
  EXPECT_EQ(Broken(Reviewer('?')), "event: nobody has the member id " + ToHex(Id16('?')));
  EXPECT_EQ(Broken(Answered('o', true)), observer_);
  EXPECT_EQ(Broken(Answered('a', false, 'o')), observer_);
  EXPECT_EQ(Broken(Invited('a', 'k')), closed_);
}

TEST_F(OpinionsTest, A4_5_WhoSentSomebodyIsCountedByThem) {
  Happen({Invited('a'), Invited('b')});
  EXPECT_EQ(Turnout(), (std::vector<int64_t>{2, 0, 0}));
  EXPECT_EQ(Broken(Answered('c', true)), "event: only an invitee answers");
  EXPECT_EQ(Broken(Answered('a', true, 'b')), "event: who sends somebody else does not come");
  EXPECT_EQ(Broken(Answered('a', false, 'a')), "event: nobody comes instead of themselves");
  EXPECT_EQ(Broken(Answered('a', false, 'c')), "event: who comes instead is invited");
  Happen({Answered('b', false), Invited('c'), Answered('a', false, 'c')});
  EXPECT_EQ(FindInvitee(community(), M(), Id16('a'))->delegate, Id16('c'));
  EXPECT_EQ(Turnout(), (std::vector<int64_t>{2, 0, 1}));
  Happen({Answered('c', true)});
  EXPECT_EQ(Turnout(), (std::vector<int64_t>{2, 1, 1}));
}

TEST_F(OpinionsTest, A4_5_AChangeOfMindLeavesNoEmptySeat) {
  Happen({Invited('a'), Invited('b'), Answered('a', false, 'b')});
  Happen({Invited('c'), Answered('a', false, 'c')});
  EXPECT_FALSE(FindInvitee(community(), M(), Id16('b')).has_value());
  EXPECT_EQ(Turnout(), (std::vector<int64_t>{1, 0, 0}));
  // Whatever they have said, one seat is one person's.
  Happen({Answered('c', true), Answered('a', true)});
  EXPECT_FALSE(FindInvitee(community(), M(), Id16('c')).has_value());
  EXPECT_EQ(Turnout(), (std::vector<int64_t>{1, 1, 0}));
}

TEST_F(OpinionsTest, A6_1_WhoIsThereIsInTheRoomOrOnAPhone) {
  Happen({There('a', true), There('b', false)});
  std::vector<Attendance> there = AttendanceOf(community(), *FindMatter(community(), M()));
  ASSERT_EQ(there.size(), 2u);
  EXPECT_TRUE(there[0].in_room);
  EXPECT_FALSE(there[1].in_room);
  Happen({There('b', true)});  // came over
  there = AttendanceOf(community(), *FindMatter(community(), M()));
  ASSERT_EQ(there.size(), 2u);
  EXPECT_TRUE(there[1].in_room);
}

TEST_F(OpinionsTest, A6_11_AReviewerIsNamedOnce) {
  EXPECT_FALSE(IsReviewer(community(), M(), Id16('a')));
  Happen({Reviewer('b'), Reviewer('a'), Reviewer('b')});
  EXPECT_EQ(ReviewersOf(community(), M()), (std::vector<Bytes>{Id16('a'), Id16('b')}));
  EXPECT_TRUE(IsReviewer(community(), M(), Id16('a')));
  EXPECT_FALSE(IsReviewer(community(), Id16('n'), Id16('a')));
}

// A photo goes with the words; what is for its owner alone is never staff's, and what was said by
// another action stays.
TEST_F(OpinionsTest, A6_10_WhatCameWithAHiddenOpinionIsForStaff) {
  const auto content = [](char id, v1::Audience audience) {
    v1::ContentRef ref;
    ref.set_commitment(Bytes(32, id));
    ref.set_audience(audience);
    ref.set_media("image/jpeg");
    return ref;
  };
  v1::Event taken;
  taken.mutable_action_taken()->set_matter(M());
  taken.mutable_action_taken()->set_action("speak");
  taken.mutable_action_taken()->set_by(Id16('b'));
  const v1::Event said = Said(1, 'b');
  const v1::ContentRef words = said.opinion_given().text();
  for (const auto& [field, ref] : {std::pair{"opinion", words},
                                   {"photo", content('P', v1::COMMUNITY)},
                                   {"secret", content('S', v1::SELF)}}) {
    v1::Input* input = taken.mutable_action_taken()->add_inputs();
    input->set_field(field);
    *input->mutable_content() = ref;
  }
  v1::Event other = taken;
  other.mutable_action_taken()->clear_inputs();
  *other.mutable_action_taken()->add_inputs() = taken.action_taken().inputs(1);
  other.mutable_action_taken()->mutable_inputs(0)->mutable_content()->set_commitment(
      Bytes(32, 'O'));
  Happen({taken, said, other});
  const auto audience = [&](const Bytes& commitment) {
    return FindContent(community(), commitment)->audience;
  };
  const auto all = [&] {
    return std::vector<int64_t>{audience(words.commitment()), audience(Bytes(32, 'P')),
                                audience(Bytes(32, 'S')), audience(Bytes(32, 'O'))};
  };
  const std::vector<int64_t> open = {v1::PUBLIC, v1::COMMUNITY, v1::SELF, v1::COMMUNITY};
  EXPECT_EQ(all(), open);
  Happen({Marked(1, 'r', Mark::HIDDEN)});
  EXPECT_EQ(all(), (std::vector<int64_t>{v1::STAFF, v1::STAFF, v1::SELF, v1::COMMUNITY}));
  Happen({Marked(1, 'r', Mark::SHOWN)});
  EXPECT_EQ(all(), open);
}

// The content is written down once, with the matter where it was said first.
TEST_F(OpinionsTest, A6_10_WhatWasSaidInTwoMattersIsHiddenInEither) {
  v1::Event again = Said(1, 'b', 0, false, 'n');
  const v1::ContentRef words = Said(1, 'b').opinion_given().text();
  *again.mutable_opinion_given()->mutable_text() = words;
  Happen({Said(1, 'b'), again, Marked(1, 'r', Mark::HIDDEN, 'n')});
  EXPECT_EQ(FindContent(community(), words.commitment())->audience, v1::STAFF);
}

TEST_F(OpinionsTest, A6_10_HidingHidesNothingOfSomebodyElse) {
  v1::Event taken;
  taken.mutable_action_taken()->set_matter(M());
  taken.mutable_action_taken()->set_action("announce");
  taken.mutable_action_taken()->set_by(Id16('a'));
  const v1::ContentRef words = Said(1, 'b').opinion_given().text();
  taken.mutable_action_taken()->add_inputs()->set_field("notice");
  *taken.mutable_action_taken()->mutable_inputs(0)->mutable_content() = words;
  Happen({taken, Said(1, 'b'), Marked(1, 'r', Mark::HIDDEN)});
  EXPECT_EQ(FindContent(community(), words.commitment())->audience, v1::PUBLIC);
}

}  // namespace
}  // namespace yiting::state
