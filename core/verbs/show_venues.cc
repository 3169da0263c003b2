// Events of venues, as JSON.

#include "base/instant.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

// "08:30", of minutes since midnight.
std::string ShowMinute(uint32_t minute) {
  const auto two = [](uint32_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return two(minute / 60) + ":" + two(minute % 60);
}

}  // namespace

Json ShowVenueEvent(const v1::Event& event, const Names& names) {
  if (event.has_venue_set()) {
    const v1::VenueSet& set = event.venue_set();
    Json json = {{"event", "venue_set"},
                 {"venue", names.Of(set.venue())},
                 {"title", set.title().zh()},
                 {"opens", ShowMinute(set.opens_minute())},
                 {"closes", ShowMinute(set.closes_minute())},
                 {"longest_minutes", set.longest_minutes()}};
    if (!set.place().empty()) json["place"] = names.Of(set.place());
    if (set.closed()) json["closed"] = true;
    return json;
  }
  if (event.has_venue_booked()) {
    const v1::VenueBooked& booked = event.venue_booked();
    Json json = {{"event", "venue_booked"},
                 {"booking", names.Of(booked.booking())},
                 {"venue", names.Of(booked.venue())},
                 {"member", names.Of(booked.member())},
                 {"from", FormatInstant({booked.from_ms()})},
                 {"until", FormatInstant({booked.until_ms()})}};
    if (booked.has_purpose()) json["purpose"] = ShowContent(booked.purpose(), names);
    return json;
  }
  if (event.has_booking_cancelled()) {
    return {{"event", "booking_cancelled"},
            {"booking", names.Of(event.booking_cancelled().booking())},
            {"by", names.Of(event.booking_cancelled().by())}};
  }
  return ShowContentsEvent(event, names);
}

}  // namespace yiting::verbs
