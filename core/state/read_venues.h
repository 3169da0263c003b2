// Questions about venues and who has them when. Pure reads.
// Tested by tests/unit/state/venues_test.cc

#ifndef YITING_STATE_READ_VENUES_H_
#define YITING_STATE_READ_VENUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct Venue {
  Bytes venue;
  std::string title_zh;
  std::string title_en;
  Bytes place;                  // or empty
  bool closed = false;          // it takes no new bookings
  int64_t opens_minute = 0;     // of the day
  int64_t closes_minute = 0;
  int64_t longest_minutes = 0;  // of one booking
};
std::optional<Venue> FindVenue(Community& community, BytesView venue);
// What keeps the span from being booked, "hours" or "longest"; null: the venue is open for all of
// it, and that is within one day.
const char* WhyNotOpen(const Venue& venue, int64_t from_ms, int64_t until_ms);
// By Chinese title.
std::vector<Venue> VenuesOf(Community& community);

struct Booking {
  Bytes booking;
  Bytes venue;
  Bytes member;
  int64_t from_ms = 0;
  int64_t until_ms = 0;
  Bytes purpose;  // commitment, or empty
  bool cancelled = false;
  uint64_t seq = 0;  // of its entry
};
std::optional<Booking> FindBooking(Community& community, BytesView booking);
// Those that stand and touch the span, by their beginning.
std::vector<Booking> BookingsOf(Community& community, BytesView venue, int64_t from_ms,
                                int64_t until_ms);
// Bookings of the member that stand and end after that instant.
int64_t CountBookingsOf(Community& community, BytesView member, int64_t after_ms);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_VENUES_H_
