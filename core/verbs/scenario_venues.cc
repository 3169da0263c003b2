// The venues of a scenario and their bookings.

#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

// "08:30" as minutes from midnight; "24:00" is the day's end. What of these a venue may not have,
// the command's form says.
Result<uint32_t> ReadMinute(const ScenarioLine& line, const char* key, const char* fallback) {
  ASSIGN_OR_RETURN(const std::string text, line.TextOr(key, fallback));
  const auto digit = [&text](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool form = text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) &&
                    digit(4) && text[3] < '6';
  if (!form) return Wrong("\"" + std::string(key) + "\" is no time of day", "write \"08:30\"");
  return static_cast<uint32_t>(((text[0] - '0') * 10 + text[1] - '0') * 60 +
                               (text[3] - '0') * 10 + text[4] - '0');
}

Result<Bytes> ReadVenue(StepContext& context) {
  ASSIGN_OR_RETURN(const std::string name, context.line.Text("venue", "\"hall\""));
  Bytes venue = VenueOf(name);
  context.reading.scenario.names.Add(venue, name);
  return venue;
}

}  // namespace

Status ReadSetVenue(StepContext& context) {
  const ScenarioLine& line = context.line;
  v1::SetVenue* body = context.step.payload.mutable_set_venue();
  ASSIGN_OR_RETURN(Bytes venue, ReadVenue(context));
  body->set_venue(std::move(venue));
  ASSIGN_OR_RETURN(const std::string title, line.Text("title", "\"议事厅\""));
  body->mutable_title()->set_zh(title);
  ASSIGN_OR_RETURN(const std::string place, line.TextOr("place", ""));
  if (!place.empty()) {
    body->set_place(PlaceOf(place));
    context.reading.scenario.names.Add(body->place(), place);
  }
  ASSIGN_OR_RETURN(const bool closed, line.BoolOr("closed", false));
  body->set_closed(closed);
  ASSIGN_OR_RETURN(const uint32_t opens, ReadMinute(line, "opens", "08:00"));
  body->set_opens_minute(opens);
  ASSIGN_OR_RETURN(const uint32_t closes, ReadMinute(line, "closes", "21:00"));
  body->set_closes_minute(closes);
  body->set_longest_minutes(120);
  if (!line.Has("longest")) return {};
  ASSIGN_OR_RETURN(const int64_t longest, line.Integer("longest"));
  if (longest < 0 || longest > UINT32_MAX) {
    return Wrong("\"longest\" is out of range", "write minutes, 1 to 1440");
  }
  body->set_longest_minutes(static_cast<uint32_t>(longest));
  return {};
}

Status ReadBookVenue(StepContext& context) {
  RETURN_IF_ERROR(NewAlias(context));
  v1::BookVenue* body = context.step.payload.mutable_book_venue();
  ASSIGN_OR_RETURN(Bytes venue, ReadVenue(context));
  body->set_venue(std::move(venue));
  ASSIGN_OR_RETURN(const int64_t from_ms, context.line.Instant("from"));
  body->set_from_ms(from_ms);
  ASSIGN_OR_RETURN(const int64_t until_ms, context.line.Instant("until"));
  body->set_until_ms(until_ms);
  ASSIGN_OR_RETURN(const std::string purpose, context.line.TextOr("purpose", ""));
  if (!purpose.empty()) {
    *body->mutable_purpose() =
        MakeContent(context.reading, purpose, v1::STAFF, "text/plain", context.step.contents);
  }
  context.reading.bookings.insert(context.step.as);
  return {};
}

// The body has the booking's name until the player knows its id.
Status ReadCancelBooking(StepContext& context) {
  ASSIGN_OR_RETURN(const std::string name, context.line.Text("booking", "\"b1\""));
  if (context.reading.bookings.count(name) == 0) {
    return Wrong("no line above books \"" + name + "\"",
                 "book a venue with \"as\": \"" + name + "\"");
  }
  context.step.payload.mutable_cancel_booking()->set_booking(name);
  return {};
}

}  // namespace yiting::verbs
