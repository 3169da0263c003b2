#include "state/read_venues.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "schema/limits.h"

namespace yiting::state {
namespace {

constexpr int64_t kHour = 3'600'000;
constexpr int64_t kNoon = kStartMs + 2 * kHour;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kMidnight = kNoon + 12 * kHour;

class VenuesTest : public ::testing::Test {
 protected:
  VenuesTest() {
    author_.Create();
    author_.Admit(kStartMs + 1, 'a', "resident");
  }

  Community& community() { return *author_.community; }

  static v1::Event Set(char venue, const std::string& title = "议事厅") {
    v1::Event event;
    v1::VenueSet* set = event.mutable_venue_set();
    set->set_venue(Id16(venue));
    set->mutable_title()->set_zh(title);
    set->set_opens_minute(0);
    set->set_closes_minute(1440);
    set->set_longest_minutes(1440);
    return event;
  }
  static v1::Event Booked(char booking, char venue, int64_t from_ms, int64_t until_ms,
                          char member = 'a') {
    v1::Event event;
    v1::VenueBooked* booked = event.mutable_venue_booked();
    booked->set_booking(Id16(booking));
    booked->set_venue(Id16(venue));
    booked->set_member(Id16(member));
    booked->set_from_ms(from_ms);
    booked->set_until_ms(until_ms);
    return event;
  }
  static v1::Event Cancelled(char booking, char by = 'a') {
    v1::Event event;
    event.mutable_booking_cancelled()->set_booking(Id16(booking));
    event.mutable_booking_cancelled()->set_by(Id16(by));
    return event;
  }
  void Write(v1::Event event) {
    author_.Add() = std::move(event);
    author_.Wait(kStartMs + ++waits_);
  }
  // "" or why the event does not fit.
  std::string Wrong(const v1::Event& event) {
    const EntryPlace place{community().facts().size, kStartMs + waits_ + 1, Bytes(32, 'p')};
    const Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }
  // The bookings' names, in the order that they are read.
  std::string Between(char venue, int64_t from_ms, int64_t until_ms) {
    std::string names;
    for (const Booking& one : BookingsOf(community(), Id16(venue), from_ms, until_ms)) {
      names += one.booking[0];
    }
    return names;
  }

  Author author_;
  int64_t waits_ = 1;
};

TEST_F(VenuesTest, A9_13_AVenueIsAsItWasSetLast) {
  EXPECT_FALSE(FindVenue(community(), Id16('H')));
  Write(Set('H', "二号厅"));
  Write(Set('G', "一号厅"));
  v1::Event again = Set('H', "二号小厅");
  again.mutable_venue_set()->mutable_title()->set_en("Hall 2");
  again.mutable_venue_set()->set_closed(true);
  again.mutable_venue_set()->set_opens_minute(0);
  again.mutable_venue_set()->set_closes_minute(1440);
  again.mutable_venue_set()->set_longest_minutes(1440);
  Write(again);
  const auto venue = FindVenue(community(), Id16('H'));
  ASSERT_TRUE(venue);
  EXPECT_EQ(venue->title_zh, "二号小厅");
  EXPECT_EQ(venue->title_en, "Hall 2");
  EXPECT_TRUE(venue->closed);
  EXPECT_EQ(venue->opens_minute, 0);
  EXPECT_EQ(venue->closes_minute, 1440);
  EXPECT_EQ(venue->longest_minutes, 1440);
  const std::vector<Venue> all = VenuesOf(community());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].title_zh, "一号厅");
  EXPECT_FALSE(all[0].closed);
}

TEST_F(VenuesTest, A9_13_AVenueOpensBeforeItClosesOnOneDay) {
  EXPECT_EQ(Wrong(Set('H')), "");
  const auto with = [](void (*change)(v1::VenueSet&)) {
    v1::Event event = Set('H');
    change(*event.mutable_venue_set());
    return event;
  };
  for (const auto& change : {
           +[](v1::VenueSet& set) { set.set_venue("H"); },
           +[](v1::VenueSet& set) { set.mutable_title()->clear_zh(); },
           +[](v1::VenueSet& set) { set.set_place(Id16('c')); },
           +[](v1::VenueSet& set) { set.set_opens_minute(set.closes_minute()); },
           +[](v1::VenueSet& set) { set.set_closes_minute(1441); },
           +[](v1::VenueSet& set) { set.set_longest_minutes(0); },
           +[](v1::VenueSet& set) { set.set_longest_minutes(1441); },
       }) {
    EXPECT_NE(Wrong(with(change)), "");
  }
}

TEST_F(VenuesTest, A9_13_AVenueIsOnesAtATime) {
  Write(Set('H'));
  Write(Set('G'));
  Write(Booked('1', 'H', kNoon, kNoon + kHour));
  const char* taken = "a venue is one's at a time";
  struct Case {
    int64_t from_ms;
    int64_t until_ms;
    bool fits;
  };
  for (const Case& one : std::vector<Case>{
           {kNoon, kNoon + kHour, false},
           {kNoon - kHour, kNoon + 1, false},
           {kNoon + kHour - 1, kNoon + 2 * kHour, false},
           {kNoon + 1, kNoon + 2, false},
           {kNoon - kHour, kNoon + 2 * kHour, false},
           {kNoon - kHour, kNoon, true},  // the end is not included
           {kNoon + kHour, kNoon + 2 * kHour, true},
           {kMidnight, kMidnight + kDay, true},
       }) {
    const std::string wrong = Wrong(Booked('2', 'H', one.from_ms, one.until_ms));
    EXPECT_EQ(wrong.find(taken) == std::string::npos, one.fits) << one.from_ms - kNoon;
    EXPECT_EQ(wrong.empty(), one.fits) << wrong;
    EXPECT_EQ(Wrong(Booked('2', 'G', one.from_ms, one.until_ms)), "");
  }
  Write(Cancelled('1'));
  EXPECT_EQ(Wrong(Booked('2', 'H', kNoon, kNoon + kHour)), "");
}

TEST_F(VenuesTest, A9_13_ABookingIsOfSomebodyOfAVenueOfOneDay) {
  Write(Set('H'));
  EXPECT_NE(Wrong(Booked('1', 'G', kNoon, kNoon + kHour)), "");
  EXPECT_NE(Wrong(Booked('1', 'H', kNoon, kNoon + kHour, 'z')), "");
  EXPECT_NE(Wrong(Booked('1', 'H', kNoon, kNoon)), "");
  EXPECT_NE(Wrong(Booked('1', 'H', kMidnight, kMidnight + kDay + 1)), "");
  EXPECT_EQ(Wrong(Booked('1', 'H', kMidnight, kMidnight + kDay)), "");
  Write(Booked('1', 'H', kNoon, kNoon + kHour));
  EXPECT_NE(Wrong(Booked('1', 'H', kNoon + kDay, kNoon + kDay + kHour)), "");
  EXPECT_NE(Wrong(Cancelled('2')), "");
  EXPECT_NE(Wrong(Cancelled('1', 'z')), "");
  Write(Cancelled('1'));
  EXPECT_NE(Wrong(Cancelled('1')), "");
  v1::Event closed = Set('H');
  closed.mutable_venue_set()->set_closed(true);
  Write(closed);
  EXPECT_NE(Wrong(Booked('2', 'H', kNoon, kNoon + kHour)), "");
}

TEST_F(VenuesTest, A9_13_ABookingIsWithinTheVenuesHours) {
  v1::Event set = Set('H');
  set.mutable_venue_set()->set_opens_minute(480);
  set.mutable_venue_set()->set_closes_minute(1260);
  set.mutable_venue_set()->set_longest_minutes(120);
  Write(set);
  const std::string wrong = "event: a booking begins before it ends, within the venue's hours";
  const int64_t opens_ms = kMidnight + 8 * kHour;
  const int64_t closes_ms = kMidnight + 21 * kHour;
  EXPECT_EQ(Wrong(Booked('1', 'H', opens_ms, opens_ms + 2 * kHour)), "");
  EXPECT_EQ(Wrong(Booked('1', 'H', opens_ms - 1, opens_ms + kHour)), wrong);
  EXPECT_EQ(Wrong(Booked('1', 'H', closes_ms - 2 * kHour, closes_ms)), "");
  EXPECT_EQ(Wrong(Booked('1', 'H', closes_ms - kHour, closes_ms + 1)), wrong);
  EXPECT_EQ(Wrong(Booked('1', 'H', kNoon, kNoon + 2 * kHour + 1)), wrong);
}

TEST_F(VenuesTest, A9_13_BookingsAreReadBySpan) {
  Write(Set('H'));
  Write(Set('G'));
  Write(Booked('2', 'H', kMidnight + kDay, kMidnight + 2 * kDay));  // as long as one may be
  Write(Booked('1', 'H', kMidnight, kMidnight + kHour));
  Write(Booked('3', 'H', kMidnight + 2 * kDay, kMidnight + 2 * kDay + kHour));
  Write(Booked('4', 'G', kMidnight, kMidnight + kHour));
  EXPECT_EQ(Between('H', kMidnight - kDay, kMidnight + 9 * kDay), "123");
  EXPECT_EQ(Between('H', kMidnight - kHour, kMidnight), "");
  EXPECT_EQ(Between('H', kMidnight - kHour, kMidnight + 1), "1");
  EXPECT_EQ(Between('H', kMidnight + kHour, kMidnight + kDay), "");
  EXPECT_EQ(Between('H', kMidnight + kHour - 1, kMidnight + kDay + 1), "12");
  EXPECT_EQ(Between('H', kMidnight + 2 * kDay - 1, kMidnight + 2 * kDay), "2");
  EXPECT_EQ(Between('G', kMidnight, kMidnight + kDay), "4");
  Write(Cancelled('1'));
  EXPECT_EQ(Between('H', kMidnight, kMidnight + kHour), "");
  EXPECT_TRUE(FindBooking(community(), Id16('1'))->cancelled);
  EXPECT_FALSE(FindBooking(community(), Id16('2'))->cancelled);
}

TEST_F(VenuesTest, A9_13_WhatIsOverOrCancelledDoesNotCount) {
  author_.Admit(kStartMs + 2, 'b', "resident");
  waits_ = 3;
  Write(Set('H'));
  Write(Booked('1', 'H', kMidnight, kMidnight + kDay));
  Write(Booked('2', 'H', kMidnight + kDay, kMidnight + kDay + kHour));
  Write(Booked('3', 'H', kMidnight + 2 * kDay, kMidnight + 2 * kDay + kHour, 'b'));
  EXPECT_EQ(CountBookingsOf(community(), Id16('a'), kMidnight - 1), 2);
  EXPECT_EQ(CountBookingsOf(community(), Id16('a'), kMidnight + kDay - 1), 2);
  EXPECT_EQ(CountBookingsOf(community(), Id16('a'), kMidnight + kDay), 1);
  EXPECT_EQ(CountBookingsOf(community(), Id16('b'), kMidnight + kDay), 1);
  Write(Cancelled('2', 'r'));
  EXPECT_EQ(CountBookingsOf(community(), Id16('a'), kMidnight + kDay), 0);
}

// What for is a content, kept like any other and for the same readers.
TEST_F(VenuesTest, A9_13_WhatForIsAContentOfWhoBooked) {
  Write(Set('H'));
  v1::Event event = Booked('1', 'H', kNoon, kNoon + kHour);
  v1::ContentRef* purpose = event.mutable_venue_booked()->mutable_purpose();
  purpose->set_commitment(Bytes(32, 'c'));
  purpose->set_audience(v1::STAFF);
  purpose->set_media("text/plain");
  purpose->set_size(9);
  Write(event);
  EXPECT_EQ(FindBooking(community(), Id16('1'))->purpose, Bytes(32, 'c'));
  EXPECT_EQ(FindBooking(community(), Id16('1'))->seq, community().facts().size - 1);
}

}  // namespace
}  // namespace yiting::state
