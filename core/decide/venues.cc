// Venues, kept by a registrar, and their bookings: whoever's booking the server has first has the
// venue, and the other one is told whose stands in the way.

#include "decide/situation.h"
#include "schema/limits.h"
#include "state/read_territory.h"
#include "state/read_venues.h"

namespace yiting::decide {

Result<Decision> DecideSetVenue(const Situation& situation) {
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  const v1::SetVenue& body = situation.payload().set_venue();
  if (!body.place().empty() && !state::FindPlace(situation.community, body.place())) {
    return No(v1::PLACE_UNKNOWN, "", ToHex(body.place()));
  }
  Events events;
  v1::VenueSet* set = events.emplace_back().mutable_venue_set();
  set->set_venue(body.venue());
  *set->mutable_title() = body.title();
  set->set_place(body.place());
  set->set_closed(body.closed());
  set->set_opens_minute(body.opens_minute());
  set->set_closes_minute(body.closes_minute());
  set->set_longest_minutes(body.longest_minutes());
  return Decision(std::move(events));
}

Result<Decision> DecideBookVenue(const Situation& situation) {
  const v1::BookVenue& body = situation.payload().book_venue();
  state::Community& community = situation.community;
  const std::optional<state::Venue> venue = state::FindVenue(community, body.venue());
  if (!venue || venue->closed) return No(v1::VENUE_UNKNOWN);
  if (body.from_ms() <= situation.now_ms) return No(v1::OUT_OF_HOURS, "", "past");
  if (body.from_ms() > situation.now_ms + schema::kBookingAheadMs) {
    return No(v1::OUT_OF_HOURS, "", "ahead");
  }
  const char* why_not = state::WhyNotOpen(*venue, body.from_ms(), body.until_ms());
  if (why_not != nullptr) return No(v1::OUT_OF_HOURS, "", why_not);
  const auto there =
      state::BookingsOf(community, body.venue(), body.from_ms(), body.until_ms());
  if (!there.empty()) return No(v1::VENUE_TAKEN, "", ToHex(there.front().booking));
  if (state::CountBookingsOf(community, situation.actor(), situation.now_ms) >=
      schema::kBookingsAheadMax) {
    return No(v1::TOO_MANY, "", std::to_string(schema::kBookingsAheadMax));
  }
  Events events;
  v1::VenueBooked* booked = events.emplace_back().mutable_venue_booked();
  booked->set_booking(situation.command.MadeId());
  booked->set_venue(body.venue());
  booked->set_member(situation.actor());
  booked->set_from_ms(body.from_ms());
  booked->set_until_ms(body.until_ms());
  if (body.has_purpose()) *booked->mutable_purpose() = body.purpose();
  return Decision(std::move(events));
}

Result<Decision> DecideCancelBooking(const Situation& situation) {
  const Bytes& id = situation.payload().cancel_booking().booking();
  const std::optional<state::Booking> booking = state::FindBooking(situation.community, id);
  if (!booking || booking->cancelled || booking->until_ms <= situation.now_ms) {
    return No(v1::BOOKING_UNKNOWN);
  }
  const bool may =
      booking->member == situation.actor() || IsStaff(situation.pack, situation.roles);
  if (!may) return No(v1::NOT_ALLOWED, "", "booking");
  Events events;
  v1::BookingCancelled* cancelled = events.emplace_back().mutable_booking_cancelled();
  cancelled->set_booking(id);
  cancelled->set_by(situation.actor());
  return Decision(std::move(events));
}

}  // namespace yiting::decide
