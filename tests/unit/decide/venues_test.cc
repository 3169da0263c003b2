// Who may set, book and cancel, and when: by the minutes of the community's own clock.

#include "state/read_venues.h"

#include <gtest/gtest.h>

#include "base/instant.h"
#include "hall.h"
#include "schema/limits.h"

namespace yiting::decide {
namespace {

class DecideVenuesTest : public HallTest {
 protected:
  DecideVenuesTest() { EXPECT_EQ(SetHall(480, 1260, 120), ""); }

  static int64_t At(const std::string& instant) {
    const auto parsed = ParseInstant("2020-01-" + instant + "+08:00");
    EXPECT_TRUE(parsed.has_value()) << instant;
    return parsed ? parsed->ms : 0;
  }
  static v1::Payload HallOf(uint32_t opens, uint32_t closes, uint32_t longest) {
    v1::Payload payload;
    v1::SetVenue* set = payload.mutable_set_venue();
    set->set_venue(Bytes(16, 'H'));
    set->mutable_title()->set_zh("议事厅");
    set->set_opens_minute(opens);
    set->set_closes_minute(closes);
    set->set_longest_minutes(longest);
    return payload;
  }
  std::string SetHall(uint32_t opens, uint32_t closes, uint32_t longest) {
    return Do('r', kMonday, HallOf(opens, closes, longest));
  }
  static v1::Payload Booking(int64_t from_ms, int64_t until_ms) {
    v1::Payload payload;
    payload.mutable_book_venue()->set_venue(Bytes(16, 'H'));
    payload.mutable_book_venue()->set_from_ms(from_ms);
    payload.mutable_book_venue()->set_until_ms(until_ms);
    return payload;
  }
  std::string Book(char actor, const std::string& from, const std::string& until) {
    return Do(actor, kMonday, Booking(At(from), At(until)));
  }
  std::string Cancel(char actor, const Bytes& booking, int64_t now_ms = kMonday) {
    v1::Payload payload;
    payload.mutable_cancel_booking()->set_booking(booking);
    return Do(actor, now_ms, payload);
  }
};

TEST_F(DecideVenuesTest, A9_13_TheFirstHasItAndTheOtherIsToldWhose) {
  EXPECT_EQ(Book('a', "07T14:00:00", "07T16:00:00"), "");
  const Bytes booking = last_.MadeId();
  const std::string taken = "VENUE_TAKEN  " + ToHex(booking);
  EXPECT_EQ(Book('b', "07T15:00:00", "07T17:00:00"), taken);
  EXPECT_EQ(Book('b', "07T13:00:00", "07T14:00:00.001"), taken);
  EXPECT_EQ(Book('a', "07T14:30:00", "07T15:00:00"), taken);
  EXPECT_EQ(Book('b', "07T16:00:00", "07T18:00:00"), "");
  EXPECT_EQ(Book('b', "07T12:00:00", "07T14:00:00"), "");
  const auto kept = state::FindBooking(*state_, booking);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->member, MemberId('a'));
  EXPECT_EQ(kept->from_ms, At("07T14:00:00"));
  EXPECT_EQ(kept->until_ms, At("07T16:00:00"));
}

TEST_F(DecideVenuesTest, A9_13_ItsHoursAreThoseOfTheCommunitysClock) {
  // 08:00 in Shanghai is midnight in Greenwich.
  EXPECT_EQ(Book('a', "07T07:59:59.999", "07T09:00:00"), "OUT_OF_HOURS  hours");
  EXPECT_EQ(Book('a', "07T08:00:00", "07T09:00:00"), "");
  EXPECT_EQ(Book('a', "07T20:00:00", "07T21:00:00.001"), "OUT_OF_HOURS  hours");
  EXPECT_EQ(Book('a', "07T20:00:00", "07T21:00:00"), "");
  EXPECT_EQ(Book('a', "07T10:00:00", "07T12:00:00.001"), "OUT_OF_HOURS  longest");
  EXPECT_EQ(Book('a', "07T10:00:00", "07T12:00:00"), "");
}

TEST_F(DecideVenuesTest, A9_13_ADayEndsAtMidnight) {
  EXPECT_EQ(SetHall(0, 1440, 1440), "");
  EXPECT_EQ(Book('a', "07T23:00:00", "08T00:00:00"), "");
  EXPECT_EQ(Book('a', "08T00:00:00", "08T01:00:00"), "");
  EXPECT_EQ(Book('a', "08T23:30:00", "09T00:30:00"), "OUT_OF_HOURS  hours");
  EXPECT_EQ(Book('a', "10T00:00:00", "11T00:00:00"), "");
}

TEST_F(DecideVenuesTest, A9_13_NeitherThePastNorTheFarFuture) {
  const int64_t now = At("06T10:00:00");
  EXPECT_EQ(Do('a', now, Booking(now, now + kHour)), "OUT_OF_HOURS  past");
  EXPECT_EQ(Do('a', now, Booking(now + 1, now + kHour)), "");
  const int64_t last = now + schema::kBookingAheadMs;
  EXPECT_EQ(Do('a', now, Booking(last + 1, last + kHour)), "OUT_OF_HOURS  ahead");
  EXPECT_EQ(Do('a', now, Booking(last, last + kHour)), "");
}

TEST_F(DecideVenuesTest, A9_13_TenAheadAtMost) {
  for (int64_t day = 1; day <= schema::kBookingsAheadMax; ++day) {
    EXPECT_EQ(Do('a', kMonday, Booking(kMonday + day * kDay, kMonday + day * kDay + kHour)), "");
  }
  const int64_t eleventh = kMonday + 11 * kDay;
  EXPECT_EQ(Do('a', kMonday, Booking(eleventh, eleventh + kHour)), "TOO_MANY  10");
  EXPECT_EQ(Do('b', kMonday, Booking(eleventh, eleventh + kHour)), "");
  const int64_t first_over = kMonday + kDay + kHour;
  const v1::Payload next = Booking(eleventh + kHour, eleventh + 2 * kHour);
  EXPECT_EQ(Do('a', first_over - 1, next), "TOO_MANY  10");
  EXPECT_EQ(Do('a', first_over, next), "");
}

TEST_F(DecideVenuesTest, A9_13_WhoBookedCancelsOrStaffUntilItIsOver) {
  EXPECT_EQ(Book('a', "07T14:00:00", "07T16:00:00"), "");
  const Bytes one = last_.MadeId();
  EXPECT_EQ(Book('a', "07T16:00:00", "07T18:00:00"), "");
  const Bytes other = last_.MadeId();
  EXPECT_EQ(Cancel('b', one), "NOT_ALLOWED  booking");
  EXPECT_EQ(Cancel('o', one), "OBSERVER  ");
  EXPECT_EQ(Cancel('a', Bytes(16, '?')), "BOOKING_UNKNOWN  ");
  EXPECT_EQ(Cancel('a', one), "");
  EXPECT_EQ(Cancel('a', one), "BOOKING_UNKNOWN  ");
  EXPECT_EQ(Book('b', "07T13:00:00", "07T15:00:00"), "");  // free again
  EXPECT_EQ(Cancel('w', other, At("07T18:00:00")), "BOOKING_UNKNOWN  ");
  EXPECT_EQ(Cancel('w', other, At("07T18:00:00") + 1), "BOOKING_UNKNOWN  ");
}

TEST_F(DecideVenuesTest, A9_13_StaffCancelWhatRuns) {
  EXPECT_EQ(Book('a', "07T14:00:00", "07T16:00:00"), "");
  EXPECT_EQ(Cancel('w', last_.MadeId(), At("07T15:59:59.999")), "");
}

TEST_F(DecideVenuesTest, A9_13_OnlyARegistrarSetsAVenueAndAClosedOneTakesNothing) {
  EXPECT_EQ(Do('w', kMonday, HallOf(480, 1260, 120)), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Book('o', "07T14:00:00", "07T16:00:00"), "OBSERVER  ");
  EXPECT_EQ(Book('a', "07T14:00:00", "07T16:00:00"), "");
  const Bytes booking = last_.MadeId();
  v1::Payload closed = HallOf(480, 1260, 120);
  closed.mutable_set_venue()->set_closed(true);
  EXPECT_EQ(Do('r', kMonday, closed), "");
  EXPECT_EQ(Book('a', "08T14:00:00", "08T16:00:00"), "VENUE_UNKNOWN  ");
  EXPECT_FALSE(state::FindBooking(*state_, booking)->cancelled);
  v1::Payload elsewhere = HallOf(480, 1260, 120);
  elsewhere.mutable_set_venue()->set_place(Bytes(16, 'c'));
  EXPECT_EQ(Do('r', kMonday, elsewhere), "PLACE_UNKNOWN  " + ToHex(Bytes(16, 'c')));
}

}  // namespace
}  // namespace yiting::decide
