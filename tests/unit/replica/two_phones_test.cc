// Two phones offline do the same thing, and what they did meets at the sequencer: who reaches it
// first counts; where a person may change what they said, the last to reach it. Whoever lost is
// told why, has what they wrote, and can send it again (core/replica/README.md). In both orders.

#include "two_phones.h"

#include <map>

#include "replica/draft_pack.h"
#include "state/read_venues.h"

namespace yiting::testing {
namespace {

using v1::OutboxItem;

INSTANTIATE_TEST_SUITE_P(InBothOrders, TwoPhones,
                         ::testing::Values(Order::kOneFirst, Order::kOtherFirst),
                         [](const auto& run) {
                           return run.param == Order::kOneFirst ? "OneFirst" : "OtherFirst";
                         });

TEST_P(TwoPhones, OfOneHouseholdTheFirstBallotCounts) {
  Phone one(server_, 'H', one_folder_.path());
  Phone other(server_, 'I', other_folder_.path());
  const Bytes matter = Opened(staff_, "homes");
  Part(one, other);
  Offline(one, Voting(matter, "for", "楼道要亮"));
  Offline(other, Voting(matter, "against", "费用太高"));
  EXPECT_TRUE(Shows(one, matter, "楼道要亮"));
  Meet(one, other);

  const bool for_it = first_ == &one;
  EXPECT_EQ(Voted(matter), 1);
  EXPECT_EQ(ChoiceOf(matter, first_->name), for_it ? v1::FOR : v1::AGAINST);
  EXPECT_EQ(ChoiceOf(matter, last_->name), 0);
  const std::string kept = Kept(*last_, v1::ALREADY_DONE, "household");
  EXPECT_EQ(kept, for_it ? "费用太高" : "楼道要亮");
  EXPECT_EQ(GivenIn(*last_, "choice"), for_it ? "反对" : "同意");
  EXPECT_FALSE(Shows(*first_, matter, kept));

  // As it was it would be refused again, and this phone knows; as a remark it is heard.
  const v1::Draft again = Voting(matter, for_it ? "against" : "for", kept);
  EXPECT_EQ(last_->Act(again).rejection().reason(), v1::ALREADY_DONE);
  Send(*last_, [&] { return Saying(matter, "remark", "words", kept); });
  first_->Sync();
  EXPECT_TRUE(Shows(*first_, matter, kept));
  // And where the household is asked again, it is a ballot.
  Send(staff_, [&] { return ActOn(matter, "anew"); });
  Send(*last_, [&] { return again; });
  EXPECT_EQ(ChoiceOf(matter, last_->name), for_it ? v1::AGAINST : v1::FOR);
  ExpectTheSameEverywhere();
}

TEST_P(TwoPhones, OfOneUnitTheFirstAnswerStands) {
  Phone one(server_, 'P', one_folder_.path());
  Phone other(server_, 'O', other_folder_.path());
  Phone resident(server_, 'A');
  const Bytes matter = Assigned(resident);
  Part(one, other);
  Offline(one, Saying(matter, "answer", "words", "周三来修"));
  Offline(other, Saying(matter, "answer", "words", "已报总公司"));
  Meet(one, other);

  const std::string kept = Kept(*last_, v1::ALREADY_DONE, "property");
  EXPECT_EQ(kept, first_ == &one ? "已报总公司" : "周三来修");
  const std::string stands = first_ == &one ? "周三来修" : "已报总公司";
  EXPECT_EQ(At(matter).stage, "answers");  // the office has still to answer
  for (Phone* phone : {first_, last_, &staff_}) EXPECT_TRUE(Shows(*phone, matter, stands));
  EXPECT_FALSE(Shows(staff_, matter, kept));

  Send(*last_, [&] { return Saying(matter, "add", "words", kept); });
  staff_.Sync();
  EXPECT_TRUE(Shows(staff_, matter, kept));
  ExpectTheSameEverywhere();
}

// The answer that came first was the last one missing: the other finds the matter further on.
TEST_P(TwoPhones, OfOneUnitTheFirstAnswerMovesTheMatter) {
  Phone one(server_, 'P', one_folder_.path());
  Phone other(server_, 'O', other_folder_.path());
  Phone resident(server_, 'A');
  Phone office(server_, 'N');
  const Bytes matter = Assigned(resident);
  Send(office, [&] { return Saying(matter, "answer", "words", "已派人"); });
  Part(one, other);
  Offline(one, Saying(matter, "answer", "words", "周三来修"));
  Offline(other, Saying(matter, "answer", "words", "已报总公司"));
  EXPECT_EQ(one.Matter(matter).row().stage(), "rating");
  EXPECT_EQ(other.Matter(matter).row().stage(), "rating");
  Meet(one, other);

  EXPECT_EQ(At(matter).stage, "rating");
  const std::string kept = Kept(*last_, v1::WRONG_STAGE, "rating");
  EXPECT_EQ(kept, first_ == &one ? "已报总公司" : "周三来修");
  Send(*last_, [&] { return Saying(matter, "add", "words", kept); });
  staff_.Sync();
  EXPECT_TRUE(Shows(staff_, matter, kept));
  ExpectTheSameEverywhere();
}

// A hall that everybody has seen, and bookings of it, on the day after tomorrow by the hour.
class TwoBookings : public TwoPhones {
 protected:
  TwoBookings() {
    server_.Command('R', [](v1::Payload& payload) {
      v1::SetVenue* hall = payload.mutable_set_venue();
      hall->set_venue(Bytes(16, 'v'));
      hall->mutable_title()->set_zh("议事厅");
      hall->set_opens_minute(480);
      hall->set_closes_minute(1260);
      hall->set_longest_minutes(240);
    });
    server_.now_ms += kMinuteMs;
  }
  static int64_t Hour(int hour) {
    return StartOf(DayOf({kMonday})).ms + 2 * kDayMs + hour * 60 * kMinuteMs;
  }
  static v1::Draft Booking(int from, int until, const std::string& purpose) {
    v1::Draft draft;
    v1::BookVenue* body = draft.mutable_command()->mutable_book_venue();
    body->set_venue(Bytes(16, 'v'));
    body->set_from_ms(Hour(from));
    body->set_until_ms(Hour(until));
    draft.add_contents()->set_field("purpose");
    draft.mutable_contents(0)->set_data(purpose);
    return draft;
  }
  // "14-16 书法班 mine", … as the phone shows the day.
  static std::string Day(Phone& phone) {
    const v1::View view = phone.View([](v1::ViewRequest& request) {
      request.mutable_venues()->set_from_ms(Hour(0));
      request.mutable_venues()->set_until_ms(Hour(24));
    });
    std::string day;
    EXPECT_EQ(view.venues().venues_size(), 1);
    for (const v1::VenueRow& venue : view.venues().venues()) {
      for (const v1::BookingRow& row : venue.bookings()) {
        day += (day.empty() ? "" : ", ") + std::to_string((row.from_ms() - Hour(0)) / 3'600'000) +
               "-" + std::to_string((row.until_ms() - Hour(0)) / 3'600'000);
        if (!row.purpose().empty()) day += " " + row.purpose();
        if (row.mine()) day += " mine";
        if (row.pending()) day += " pending";
      }
    }
    return day;
  }
};

INSTANTIATE_TEST_SUITE_P(InBothOrders, TwoBookings,
                         ::testing::Values(Order::kOneFirst, Order::kOtherFirst),
                         [](const auto& run) {
                           return run.param == Order::kOneFirst ? "OneFirst" : "OtherFirst";
                         });

TEST_P(TwoBookings, A9_13_OfTwoThatOverlapTheFirstStands) {
  Phone one(server_, 'A', one_folder_.path());
  Phone other(server_, 'H', other_folder_.path());
  Part(one, other);
  Offline(one, Booking(14, 16, "书法班"));
  Offline(other, Booking(15, 18, "合唱队排练"));
  EXPECT_EQ(Day(one), "14-16 书法班 mine pending");
  EXPECT_EQ(Day(other), "15-18 合唱队排练 mine pending");
  Meet(one, other);

  const bool ones = first_ == &one;
  const std::string stands = ones ? "14-16" : "15-18";
  const std::string purpose = ones ? "书法班" : "合唱队排练";
  EXPECT_EQ(Day(*first_), stands + " " + purpose + " mine");
  EXPECT_EQ(Day(*last_), stands);
  EXPECT_EQ(Day(staff_), stands + " " + purpose);
  const auto there = state::BookingsOf(Community(), Bytes(16, 'v'), Hour(0), Hour(24));
  ASSERT_EQ(there.size(), 1u);
  EXPECT_EQ(there[0].member, MemberOf(first_->name));

  // Who lost has it all: what for, where, when, and why not.
  const std::string kept = Kept(*last_, v1::VENUE_TAKEN, ToHex(there[0].booking));
  EXPECT_EQ(kept, ones ? "合唱队排练" : "书法班");
  EXPECT_EQ(GivenIn(*last_, "venue"), "议事厅");
  std::map<std::string, int64_t> when;
  const v1::OutboxItem item = Refused(*last_);
  for (const v1::Shown& one_of : item.inputs()) when[one_of.field()] = one_of.instant_ms();
  EXPECT_EQ(when["from"], Hour(ones ? 15 : 14));
  EXPECT_EQ(when["until"], Hour(ones ? 18 : 16));

  // As it was it would be refused again, and this phone knows; at another time it stands.
  const v1::Draft again = ones ? Booking(15, 18, kept) : Booking(14, 16, kept);
  EXPECT_EQ(last_->Act(again).rejection().reason(), v1::VENUE_TAKEN);
  Send(*last_, [&] { return ones ? Booking(16, 19, kept) : Booking(13, 15, kept); });
  const std::string moved = ones ? "16-19" : "13-15";
  EXPECT_EQ(Day(*last_), ones ? stands + ", " + moved + " " + kept + " mine"
                              : moved + " " + kept + " mine, " + stands);
  ExpectTheSameEverywhere();
}

TEST_P(TwoBookings, A9_13_ThoseThatOnlyTouchBothStand) {
  Phone one(server_, 'A', one_folder_.path());
  Phone other(server_, 'H', other_folder_.path());
  Part(one, other);
  Offline(one, Booking(14, 16, "书法班"));
  Offline(other, Booking(16, 18, "合唱队排练"));
  Meet(one, other);
  ExpectNothingRefused();
  EXPECT_EQ(Day(one), "14-16 书法班 mine, 16-18");
  EXPECT_EQ(Day(other), "14-16, 16-18 合唱队排练 mine");
  ExpectTheSameEverywhere();
}

// What one gives back while it is offline is free once that has arrived, and not before.
TEST_P(TwoBookings, A9_13_WhatIsGivenBackIsFreeOnceThatHasArrived) {
  Phone one(server_, 'A', one_folder_.path());
  Phone other(server_, 'H', other_folder_.path());
  Send(one, [] { return Booking(14, 16, "书法班"); });
  Part(one, other);
  const Bytes booking =
      state::BookingsOf(Community(), Bytes(16, 'v'), Hour(0), Hour(24)).at(0).booking;
  v1::Draft cancel;
  cancel.mutable_command()->mutable_cancel_booking()->set_booking(booking);
  Offline(one, cancel);
  EXPECT_EQ(Day(one), "");
  EXPECT_EQ(other.Act(Booking(15, 17, "合唱")).rejection().reason(), v1::VENUE_TAKEN);
  Meet(one, other);
  Send(other, [] { return Booking(15, 17, "合唱"); });
  EXPECT_EQ(Day(other), "15-17 合唱 mine");
  ExpectTheSameEverywhere();
}

class TwoAdmins : public TwoPhones {
 protected:
  static v1::DraftedPack Make(Phone& phone, int64_t answer_days, int64_t vote_days) {
    v1::DraftPack draft;
    const auto choose = [&draft](const char* id, int64_t value) {
      if (value == 3) return;  // the default is no choice
      v1::PackBundle::Choice* choice = draft.add_choices();
      choice->set_id(id);
      choice->set_value(value);
    };
    choose("answer_days", answer_days);
    choose("vote_days", vote_days);
    auto drafted = phone.replica->DraftPack(draft, phone.now());
    EXPECT_TRUE(drafted.has_value()) << (drafted ? "" : drafted.error().message);
    return drafted ? *drafted : v1::DraftedPack();
  }
  static v1::Draft Activating(Phone& phone, const v1::DraftedPack& drafted) {
    const Bytes base = phone.View([](v1::ViewRequest& request) {
                              request.mutable_rules();
                            }).rules().hash();
    v1::Draft draft;
    draft.mutable_command()->mutable_activate_pack()->set_pack(drafted.hash());
    draft.mutable_command()->mutable_activate_pack()->set_base(base);
    draft.set_pack(drafted.bundle());
    return draft;
  }
  Bytes InForce() { return Community().facts().pack; }
};

INSTANTIATE_TEST_SUITE_P(InBothOrders, TwoAdmins,
                         ::testing::Values(Order::kOneFirst, Order::kOtherFirst),
                         [](const auto& run) {
                           return run.param == Order::kOneFirst ? "OneFirst" : "OtherFirst";
                         });

TEST_P(TwoAdmins, TheFirstPackIsInForceAndTheSecondIsMadeAgainOnIt) {
  Phone one(server_, 'T', one_folder_.path());
  Phone other(server_, 'U', other_folder_.path());
  Part(one, other);
  const v1::DraftedPack ones = Make(one, 5, 3);
  const v1::DraftedPack others = Make(other, 3, 7);
  Offline(one, Activating(one, ones));
  Offline(other, Activating(other, others));
  Meet(one, other);

  const v1::DraftedPack& holds = first_ == &one ? ones : others;
  const v1::DraftedPack& lost = first_ == &one ? others : ones;
  EXPECT_EQ(InForce(), holds.hash());
  last_->Reopen();
  last_->Sync();
  const OutboxItem item = Refused(*last_);
  EXPECT_EQ(item.rejection().reason(), v1::PACK_CHANGED);
  EXPECT_EQ(item.rejection().detail(), ToHex(holds.hash()));
  EXPECT_EQ(item.pack(), lost.hash());
  // What was made is here, whole; it holds nowhere.
  const auto kept = last_->replica->parts().store->FindPack(lost.hash());
  ASSERT_TRUE(kept.has_value());

  // On what is in force now, with both changes.
  const v1::DraftedPack both = Make(*last_, 5, 7);
  Send(*last_, [&] { return Activating(*last_, both); });
  EXPECT_EQ(InForce(), both.hash());
  // The pack that lost can also be sent as it was, once its author has seen what is in force.
  Send(*last_, [&] { return Activating(*last_, lost); });
  EXPECT_EQ(InForce(), lost.hash());
  ExpectTheSameEverywhere();
}

TEST_P(TwoPhones, OfOneMemberTheLastRatingCountsAndBothAreKept) {
  Phone one(server_, 'A', one_folder_.path());
  Phone other(server_, 'D', other_folder_.path());
  Phone office(server_, 'N');
  Phone property(server_, 'P');
  const Bytes matter = Assigned(one);
  Send(office, [&] { return Saying(matter, "answer", "words", "已派人"); });
  Send(property, [&] { return Saying(matter, "answer", "words", "周三来修"); });
  Part(one, other);
  Offline(one, Rating(matter, 5, "修得快"));
  Offline(other, Rating(matter, 2, "又坏了"));
  Meet(one, other);

  ExpectNothingRefused();
  const state::Ratings ratings = state::RatingsOf(Community(), matter);
  EXPECT_EQ(ratings.count, 1);
  EXPECT_EQ(ratings.satisfied, last_ == &one ? 1 : 0);
  for (Phone* phone : {first_, last_}) {
    EXPECT_TRUE(Shows(*phone, matter, "修得快"));
    EXPECT_TRUE(Shows(*phone, matter, "又坏了"));
  }
  // Said again, it counts again.
  Send(*first_, [&] { return Rating(matter, first_ == &one ? 5 : 2, ""); });
  EXPECT_EQ(state::RatingsOf(Community(), matter).count, 1);
  EXPECT_EQ(state::RatingsOf(Community(), matter).satisfied, first_ == &one ? 1 : 0);
  ExpectTheSameEverywhere();
}

TEST_P(TwoPhones, OfOneMemberTheLastBallotCountsWhereItMayBeChanged) {
  Phone one(server_, 'A', one_folder_.path());
  Phone other(server_, 'D', other_folder_.path());
  const Bytes matter = Opened(staff_, "heads");
  Part(one, other);
  Offline(one, Voting(matter, "for", "楼道要亮"));
  Offline(other, Voting(matter, "against", "费用太高"));
  Meet(one, other);

  ExpectNothingRefused();
  EXPECT_EQ(Voted(matter), 1);
  EXPECT_EQ(ChoiceOf(matter, 'A'), last_ == &one ? v1::FOR : v1::AGAINST);
  for (Phone* phone : {first_, last_}) {
    EXPECT_TRUE(Shows(*phone, matter, "楼道要亮"));
    EXPECT_TRUE(Shows(*phone, matter, "费用太高"));
  }
  Send(*first_, [&] { return Voting(matter, "abstain", ""); });
  EXPECT_EQ(Voted(matter), 1);
  EXPECT_EQ(ChoiceOf(matter, 'A'), v1::ABSTAIN);
  ExpectTheSameEverywhere();
}

TEST_P(TwoPhones, OfOneMemberTheFirstBallotCountsWhereItMayNot) {
  Phone one(server_, 'A', one_folder_.path());
  Phone other(server_, 'D', other_folder_.path());
  const Bytes matter = Opened(staff_, "homes");
  Part(one, other);
  Offline(one, Voting(matter, "for", "楼道要亮"));
  Offline(other, Voting(matter, "against", "费用太高"));
  Meet(one, other);

  EXPECT_EQ(Voted(matter), 1);
  EXPECT_EQ(ChoiceOf(matter, 'A'), first_ == &one ? v1::FOR : v1::AGAINST);
  const std::string kept = Kept(*last_, v1::ALREADY_DONE, "household");
  EXPECT_EQ(kept, first_ == &one ? "费用太高" : "楼道要亮");
  Send(*last_, [&] { return Saying(matter, "remark", "words", kept); });
  first_->Sync();
  EXPECT_TRUE(Shows(*first_, matter, kept));
  ExpectTheSameEverywhere();
}

}  // namespace
}  // namespace yiting::testing
