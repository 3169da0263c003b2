// Venues as a screen shows them: that one is taken everybody sees; by whom and what for only staff
// and who booked.

#include <gtest/gtest.h>

#include <string>

#include "query/query.h"
#include "scene.h"

namespace yiting::testing {
namespace {

constexpr int64_t kHour = 3'600'000;

class VenuesView : public Scene {
 protected:
  void Set(char venue, const std::string& title, bool closed = false, char place = 0) {
    v1::Payload payload;
    v1::SetVenue* set = payload.mutable_set_venue();
    set->set_venue(Bytes(16, venue));
    set->mutable_title()->set_zh(title);
    set->set_closed(closed);
    set->set_opens_minute(480);
    set->set_closes_minute(1260);
    set->set_longest_minutes(120);
    if (place != 0) set->set_place(Bytes(16, place));
    Do('R', payload);
  }
  Bytes Book(char actor, int64_t from_ms, const std::string& purpose = "") {
    v1::Payload payload;
    v1::BookVenue* body = payload.mutable_book_venue();
    body->set_venue(Bytes(16, 'h'));
    body->set_from_ms(from_ms);
    body->set_until_ms(from_ms + kHour);
    if (!purpose.empty()) *body->mutable_purpose() = Text(purpose, v1::STAFF);
    return Do(actor, payload);
  }
  v1::ViewRequest Asked(int64_t from_ms, int64_t until_ms) {
    v1::ViewRequest request;
    request.mutable_venues()->set_from_ms(from_ms);
    request.mutable_venues()->set_until_ms(until_ms);
    return request;
  }
  v1::VenuesView Look(char name, int64_t from_ms = kMonday,
                      int64_t until_ms = kMonday + 9 * kDayMs) {
    return As(name, Asked(from_ms, until_ms)).venues();
  }
};

TEST_F(VenuesView, A9_13_SaysWhatAVenueIs) {
  v1::Payload places;
  v1::Place* place = places.mutable_register_places()->add_places();
  place->set_place(Bytes(16, '1'));
  place->set_kind("compound");
  place->mutable_title()->set_zh("半道红小区");
  Do('R', places);
  Set('h', "议事厅", false, '1');
  Set('c', "羽毛球场", true);
  const v1::VenuesView view = Look('A');
  ASSERT_EQ(view.venues_size(), 2);
  const bool hall_first = view.venues(0).title().zh() == "议事厅";
  const v1::VenueRow& hall = view.venues(hall_first ? 0 : 1);
  const v1::VenueRow& court = view.venues(hall_first ? 1 : 0);
  EXPECT_EQ(hall.venue(), Bytes(16, 'h'));
  EXPECT_EQ(hall.place_title().zh(), "半道红小区");
  EXPECT_EQ(hall.opens_minute(), 480u);
  EXPECT_EQ(hall.closes_minute(), 1260u);
  EXPECT_EQ(hall.longest_minutes(), 120u);
  EXPECT_FALSE(hall.closed());
  EXPECT_TRUE(court.closed());
  EXPECT_FALSE(court.has_place_title());
}

TEST_F(VenuesView, A9_13_WhoAndWhatForIsForStaffAndWhoBooked) {
  Set('h', "议事厅");
  const Bytes booking = Book('A', kMonday + kDayMs, "书法班");
  for (const char name : {'A', 'B', 'S', 'O', '\0'}) {
    const v1::VenuesView view = Look(name);
    ASSERT_EQ(view.venues(0).bookings_size(), 1) << name;
    const v1::BookingRow& row = view.venues(0).bookings(0);
    EXPECT_EQ(row.booking(), booking);
    EXPECT_EQ(row.from_ms(), kMonday + kDayMs);
    EXPECT_EQ(row.until_ms(), kMonday + kDayMs + kHour);
    EXPECT_FALSE(row.pending());
    EXPECT_EQ(row.mine(), name == 'A') << name;
    EXPECT_EQ(row.purpose(), name == 'A' || name == 'S' ? "书法班" : "") << name;
    EXPECT_TRUE(name == 'A' || name == 'S' || row.by().empty()) << name;
  }
  hidden = true;  // erased, or not here yet
  EXPECT_EQ(Look('S').venues(0).bookings(0).purpose(), "");
}

TEST_F(VenuesView, A9_13_ShowsWhatTouchesTheSpan) {
  Set('h', "议事厅");
  const int64_t later = kMonday + 2 * kDayMs;
  Book('B', later);
  Book('A', kMonday + kDayMs);
  const auto count = [&](int64_t from_ms, int64_t until_ms) {
    return Look('A', from_ms, until_ms).venues(0).bookings_size();
  };
  EXPECT_EQ(count(kMonday, later + 1), 2);
  EXPECT_EQ(count(kMonday, later), 1);
  EXPECT_EQ(count(later + kHour - 1, later + kDayMs), 1);
  EXPECT_EQ(count(later + kHour, later + kDayMs), 0);
  EXPECT_EQ(Look('A').venues(0).bookings(0).from_ms(), kMonday + kDayMs);  // by their beginning
}

TEST_F(VenuesView, A9_13_ThirtyFiveDaysAtMost) {
  const auto good = [&](int64_t from_ms, int64_t until_ms) {
    return query::Answer(InputFor('A'), Asked(from_ms, until_ms)).has_value();
  };
  EXPECT_TRUE(good(kMonday, kMonday + 35 * kDayMs));
  EXPECT_FALSE(good(kMonday, kMonday + 35 * kDayMs + 1));
  EXPECT_FALSE(good(kMonday, kMonday - 1));
  EXPECT_FALSE(good(-1, kMonday));
}

}  // namespace
}  // namespace yiting::testing
