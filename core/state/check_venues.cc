// A venue is one person's at a time, within its hours.

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_territory.h"
#include "state/read_venues.h"

namespace yiting::state {

Status Check(Community& community, const EntryPlace&, const v1::VenueSet& event) {
  RETURN_IF_ERROR(MustHave(event.venue(), schema::kVenueIdBytes, "venue"));
  if (event.title().zh().empty()) return Broken("a venue has a title");
  if (!event.place().empty() && !FindPlace(community, event.place())) {
    return Broken("a venue is at a place that is there");
  }
  if (event.opens_minute() >= event.closes_minute() ||
      event.closes_minute() > schema::kMinutesOfDay) {
    return Broken("a venue opens before it closes, on one day");
  }
  if (event.longest_minutes() == 0 || event.longest_minutes() > schema::kMinutesOfDay) {
    return Broken("a booking is of one day");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::VenueBooked& event) {
  RETURN_IF_ERROR(MustHave(event.booking(), schema::kMatterIdBytes, "booking"));
  RETURN_IF_ERROR(MayAct(community, place, event.member()));
  const std::optional<Venue> venue = FindVenue(community, event.venue());
  if (!venue || venue->closed) return Broken("there is no venue to book");
  if (FindBooking(community, event.booking())) return Broken("one booking a command");
  if (event.from_ms() >= event.until_ms() ||
      WhyNotOpen(*venue, event.from_ms(), event.until_ms()) != nullptr) {
    return Broken("a booking begins before it ends, within the venue's hours");
  }
  if (!BookingsOf(community, event.venue(), event.from_ms(), event.until_ms()).empty()) {
    return Broken("a venue is one's at a time");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::BookingCancelled& event) {
  const std::optional<Booking> booking = FindBooking(community, event.booking());
  if (!booking || booking->cancelled) return Broken("no booking stands to be cancelled");
  return MayAct(community, place, event.by());
}

}  // namespace yiting::state
