#include "state/read_venues.h"

#include "base/instant.h"
#include "schema/limits.h"

namespace yiting::state {

namespace {

#define YITING_VENUE_COLUMNS \
  "venue, title_zh, title_en, place, closed, opens_minute, closes_minute, longest_minutes"
#define YITING_BOOKING_COLUMNS "booking, venue, member, from_ms, until_ms, purpose, cancelled, seq"

Venue VenueFrom(const Query& row) {
  return {row.Blob(0),       row.Text(1), row.Text(2), row.Blob(3),
          row.Int(4) != 0, row.Int(5),  row.Int(6),  row.Int(7)};
}

Booking BookingFrom(const Query& row) {
  return {row.Blob(0), row.Blob(1), row.Blob(2),      row.Int(3),
          row.Int(4),  row.Blob(5), row.Int(6) != 0, static_cast<uint64_t>(row.Int(7))};
}

}  // namespace

std::optional<Venue> FindVenue(Community& community, BytesView venue) {
  Query query = community.db().Ask(
      "SELECT " YITING_VENUE_COLUMNS " FROM venues WHERE venue = ?1", venue);
  if (!query.Next()) return std::nullopt;
  return VenueFrom(query);
}

const char* WhyNotOpen(const Venue& venue, int64_t from_ms, int64_t until_ms) {
  const int64_t midnight_ms = base::StartOf(base::DayOf({from_ms})).ms;
  if (from_ms < midnight_ms + venue.opens_minute * base::kMinuteMs ||
      until_ms > midnight_ms + venue.closes_minute * base::kMinuteMs) {
    return "hours";
  }
  return until_ms - from_ms > venue.longest_minutes * base::kMinuteMs ? "longest" : nullptr;
}

std::vector<Venue> VenuesOf(Community& community) {
  std::vector<Venue> venues;
  Query query = community.db().Ask(
      "SELECT " YITING_VENUE_COLUMNS " FROM venues ORDER BY title_zh, venue");
  while (query.Next()) venues.push_back(VenueFrom(query));
  return venues;
}

std::optional<Booking> FindBooking(Community& community, BytesView booking) {
  Query query = community.db().Ask(
      "SELECT " YITING_BOOKING_COLUMNS " FROM bookings WHERE booking = ?1", booking);
  if (!query.Next()) return std::nullopt;
  return BookingFrom(query);
}

std::vector<Booking> BookingsOf(Community& community, BytesView venue, int64_t from_ms,
                                int64_t until_ms) {
  std::vector<Booking> bookings;
  // No booking is longer than a day, so that the index bounds the search on both sides.
  Query query = community.db().Ask(
      "SELECT " YITING_BOOKING_COLUMNS " FROM bookings WHERE venue = ?1 AND cancelled = 0"
      " AND from_ms > ?2 AND from_ms < ?3 AND until_ms > ?4 ORDER BY from_ms, booking",
      venue, from_ms - schema::kBookingMsMax, until_ms, from_ms);
  while (query.Next()) bookings.push_back(BookingFrom(query));
  return bookings;
}

int64_t CountBookingsOf(Community& community, BytesView member, int64_t after_ms) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM bookings WHERE member = ?1 AND cancelled = 0 AND from_ms > ?2"
      " AND until_ms > ?3",
      member, after_ms - schema::kBookingMsMax, after_ms);
  return query.Next() ? query.Int(0) : 0;
}

}  // namespace yiting::state
