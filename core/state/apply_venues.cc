// Venues, and who has them when.

#include "state/apply_family.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace&, const v1::VenueSet& event) {
  community.db().Do(
      "INSERT INTO venues(venue, title_zh, title_en, place, closed, opens_minute, closes_minute,"
      " longest_minutes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
      " ON CONFLICT(venue) DO UPDATE SET title_zh = ?2, title_en = ?3, place = ?4, closed = ?5,"
      " opens_minute = ?6, closes_minute = ?7, longest_minutes = ?8",
      event.venue(), Text{event.title().zh()}, Text{event.title().en()}, event.place(),
      event.closed() ? 1 : 0, event.opens_minute(), event.closes_minute(),
      event.longest_minutes());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::VenueBooked& event) {
  community.db().Do(
      "INSERT INTO bookings(booking, venue, member, from_ms, until_ms, purpose, cancelled, seq)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
      event.booking(), event.venue(), event.member(), event.from_ms(), event.until_ms(),
      event.purpose().commitment(), place.seq);
  if (event.has_purpose()) AddContent(community, event.purpose(), "", event.member());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::BookingCancelled& event) {
  community.db().Do("UPDATE bookings SET cancelled = 1 WHERE booking = ?1", event.booking());
}

}  // namespace yiting::state
