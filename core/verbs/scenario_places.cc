// The territory of a scenario: places, the bodies at them, rooms.

#include <map>
#include <utility>

#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

// "89.20" as hundredths of a square metre.
Result<uint64_t> ReadArea(const std::string& text) {
  const size_t dot = text.find('.');
  uint64_t area = 0;
  const bool form = dot != 0 && dot != std::string::npos && text.size() == dot + 3 && dot <= 9;
  for (size_t i = 0; form && i < text.size(); ++i) {
    if (i == dot) continue;
    if (text[i] < '0' || text[i] > '9') return Wrong("\"area\" is no area", "write \"89.20\"");
    area = area * 10 + static_cast<uint64_t>(text[i] - '0');
  }
  if (!form) return Wrong("\"area\" is no area", "write square metres as \"89.20\"");
  return area;
}

Result<v1::Text> ReadTitle(const ScenarioLine& line) {
  v1::Text title;
  ASSIGN_OR_RETURN(const std::string zh, line.Text("title", "\"1幢1单元\""));
  title.set_zh(zh);
  return title;
}

}  // namespace

Status ReadRooms(StepContext& context) {
  const Json& list = context.line.Get("rooms");
  const char* example = "write [{\"room\": \"1-101\", \"area\": \"89.20\", \"owner\": \"h1\"}]";
  if (!list.is_array() || list.empty()) return Wrong("\"rooms\" is no list", example);
  std::map<Bytes, v1::Room> rooms;
  for (const Json& each : list) {
    if (!each.is_object()) return Wrong("\"rooms\" has an element that is none", example);
    const ScenarioLine line(each);
    RETURN_IF_ERROR(line.Only("a room", {"room", "area", "owner", "address", "place", "dweller"}));
    ASSIGN_OR_RETURN(const std::string name, line.Text("room", "\"1-101\""));
    ASSIGN_OR_RETURN(const std::string area, line.TextOr("area", "0.00"));
    ASSIGN_OR_RETURN(const std::string owner, line.TextOr("owner", ""));
    ASSIGN_OR_RETURN(const std::string address, line.TextOr("address", ""));
    v1::Room& room = rooms[RoomOf(name)];
    room.set_room(RoomOf(name));
    ASSIGN_OR_RETURN(const uint64_t hundredths, ReadArea(area));
    room.set_area(hundredths);
    context.reading.scenario.names.Add(room.room(), name);
    if (!owner.empty()) {
      room.set_owner(HouseholdOf(owner));
      context.reading.scenario.names.Add(room.owner(), owner);
    }
    ASSIGN_OR_RETURN(const std::string place, line.TextOr("place", ""));
    if (!place.empty()) {
      room.set_place(PlaceOf(place));
      context.reading.scenario.names.Add(room.place(), place);
    }
    ASSIGN_OR_RETURN(const std::string dweller, line.TextOr("dweller", ""));
    if (!dweller.empty()) {
      room.set_dweller(HouseholdOf(dweller));
      context.reading.scenario.names.Add(room.dweller(), dweller);
    }
    if (!address.empty()) {
      *room.mutable_address() =
          MakeContent(context.reading, address, v1::STAFF, "text/plain", context.step.contents);
    }
  }
  v1::RegisterRooms* body = context.step.payload.mutable_register_rooms();
  for (auto& [id, room] : rooms) *body->add_rooms() = std::move(room);
  return {};
}

Status ReadPlaces(StepContext& context) {
  const Json& list = context.line.Get("places");
  const char* example =
      "write [{\"place\": \"1-1\", \"in\": \"1\", \"kind\": \"stairwell\", \"title\": …}]";
  if (!list.is_array() || list.empty()) return Wrong("\"places\" is no list", example);
  v1::RegisterPlaces* body = context.step.payload.mutable_register_places();
  for (const Json& each : list) {
    if (!each.is_object()) return Wrong("\"places\" has an element that is none", example);
    const ScenarioLine line(each);
    RETURN_IF_ERROR(line.Only("a place", {"place", "in", "kind", "title"}));
    ASSIGN_OR_RETURN(const std::string name, line.Text("place", "\"1-1\""));
    ASSIGN_OR_RETURN(const std::string in, line.TextOr("in", ""));
    ASSIGN_OR_RETURN(const std::string kind, line.Text("kind", "\"stairwell\""));
    ASSIGN_OR_RETURN(v1::Text title, ReadTitle(line));
    v1::Place* place = body->add_places();
    place->set_place(PlaceOf(name));
    if (!in.empty()) place->set_parent(PlaceOf(in));
    place->set_kind(kind);
    *place->mutable_title() = std::move(title);
    context.reading.scenario.names.Add(place->place(), name);
  }
  return {};
}

Status ReadFound(StepContext& context) {
  v1::FoundBody* body = context.step.payload.mutable_found_body();
  ASSIGN_OR_RETURN(const std::string kind, context.line.Text("kind", "\"stairwell_council\""));
  body->set_kind(kind);
  ASSIGN_OR_RETURN(const std::string place, context.line.TextOr("place", ""));
  if (!place.empty()) body->set_place(PlaceOf(place));
  ASSIGN_OR_RETURN(*body->mutable_title(), ReadTitle(context.line));
  ASSIGN_OR_RETURN(const bool dissolve, context.line.BoolOr("dissolve", false));
  body->set_dissolve(dissolve);
  return {};
}

}  // namespace yiting::verbs
