// Venues and who has them when. That one is taken everybody may see; by whom and what for is for
// staff and for who booked.

#include "query/views.h"
#include "schema/limits.h"
#include "state/read_venues.h"

namespace yiting::query {

namespace {

// Five weeks: the most that a month's page shows.
constexpr int64_t kSpanMsMax = 35 * kDayMs;

void FillBooking(const QueryInput& input, const state::Booking& booking, bool as_staff,
                 v1::BookingRow& row) {
  row.set_booking(booking.booking);
  row.set_from_ms(booking.from_ms);
  row.set_until_ms(booking.until_ms);
  row.set_mine(booking.member == input.member);
  row.set_pending(booking.seq >= input.pending_from);
  if (!row.mine() && !as_staff) return;
  row.set_by(NameOf(input, booking.member));
  if (booking.purpose.empty()) return;
  if (const auto purpose = input.contents.Find(booking.purpose)) row.set_purpose(*purpose);
}

}  // namespace

Status FillVenues(const QueryInput& input, const v1::VenuesRequest& request, bool mine_alone,
                  v1::VenuesView& view) {
  if (request.from_ms() < 0 || request.until_ms() < request.from_ms() ||
      request.until_ms() - request.from_ms() > kSpanMsMax) {
    return Fail(ErrorCode::kInvalid, "query: bookings are shown of at most 35 days");
  }
  const bool as_staff = LooksAsStaff(input);
  for (const state::Venue& venue : state::VenuesOf(input.community)) {
    v1::VenueRow* row = view.add_venues();
    row->set_venue(venue.venue);
    row->mutable_title()->set_zh(venue.title_zh);
    row->mutable_title()->set_en(venue.title_en);
    if (!venue.place.empty()) *row->mutable_place_title() = TitleOfPlace(input, venue.place);
    row->set_place(venue.place);
    row->set_closed(venue.closed);
    row->set_opens_minute(static_cast<uint32_t>(venue.opens_minute));
    row->set_closes_minute(static_cast<uint32_t>(venue.closes_minute));
    row->set_longest_minutes(static_cast<uint32_t>(venue.longest_minutes));
    for (const state::Booking& booking : state::BookingsOf(
             input.community, venue.venue, request.from_ms(), request.until_ms())) {
      if (mine_alone && booking.member != input.member) continue;
      FillBooking(input, booking, as_staff, *row->add_bookings());
    }
    if (mine_alone && row->bookings().empty()) view.mutable_venues()->RemoveLast();
  }
  return {};
}

}  // namespace yiting::query
