// The file, its head and its roster.

#include <string_view>
#include <utility>

#include "base/instant.h"
#include "crypto/sha256.h"
#include "schema/signed_command.h"
#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

constexpr size_t kFileBytesMax = 64 * 1024 * 1024;
constexpr char kKeyLabel[] = "yiting.scenario.key";  // with its terminating zero
constexpr char kHouseholdLabel[] = "yiting.scenario.household";
constexpr char kRoomLabel[] = "yiting.scenario.room";
constexpr char kPlaceLabel[] = "yiting.scenario.place";
constexpr char kVenueLabel[] = "yiting.scenario.venue";
constexpr char kPersonLabel[] = "yiting.scenario.person";

crypto::Hash HashOf(BytesView label, const std::string& name) {
  Bytes message(label);
  message += name;
  return crypto::Sha256(message);
}

Status ReadStreetKeys(Reading& reading, const ScenarioLine& line) {
  if (!line.Has("street_keys")) return {};
  Result<std::vector<std::string>> names = line.Texts("street_keys", "[\"k1\", \"k2\"]");
  if (!names) return Failure{names.error()};
  for (const std::string& name : *names) {
    reading.scenario.street_keys.push_back(name);
    reading.scenario.names.Add(crypto::PublicKey(KeyOf(name)), name);
  }
  return {};
}

Status ReadHead(Reading& reading, const ScenarioLine& line) {
  Scenario& scenario = reading.scenario;
  const std::string example = "{\"zh\": \"米市巷街道\", \"en\": \"Mishixiang\"}";
  if (!line.Has("community")) return Missing("community", example + " in the first line");
  RETURN_IF_ERROR(line.Only("the first line", {"community", "pack", "choices", "calendar_until",
                                               "packs", "street_keys", "start"}));
  const Json& community = line.Get("community");
  if (!community.is_object() || !community.contains("zh") || !community["zh"].is_string()) {
    return Wrong("\"community\" has no Chinese title", "write " + example);
  }
  scenario.title.set_zh(community["zh"].get<std::string>());
  if (community.contains("en") && community["en"].is_string()) {
    scenario.title.set_en(community["en"].get<std::string>());
  }
  ASSIGN_OR_RETURN(scenario.start_ms, line.Instant("start"));
  reading.last_ms = scenario.start_ms;
  RETURN_IF_ERROR(ReadStreetKeys(reading, line));
  RETURN_IF_ERROR(ReadPacks(reading, line));
  scenario.names.Add(crypto::PublicKey(KeyOf(kSequencerName)), kSequencerName);
  return {};
}

bool IsRegistrar(const v1::NewMember& member) {
  for (const v1::RoleGrant& grant : member.roles()) {
    if (grant.role() == "registrar") return true;
  }
  return false;
}

Status ReadRosterLine(Reading& reading, const ScenarioLine& line) {
  Scenario& scenario = reading.scenario;
  if (line.Has("stranger")) {
    RETURN_IF_ERROR(line.Only("a stranger's line", {"stranger"}));
    ASSIGN_OR_RETURN(std::string name, line.Text("stranger", "\"zhao\""));
    reading.people.insert(name);
    scenario.names.Add(MemberOf(name), name);
    scenario.names.Add(crypto::PublicKey(KeyOf(name)), name);
    return {};
  }
  RETURN_IF_ERROR(line.Only("a roster line", kNewMemberKeys));
  ASSIGN_OR_RETURN(std::string name, line.Text("member", "\"wang\""));
  if (reading.people.count(name) != 0) {
    return Wrong("\"" + name + "\" is in the roster already", "give each member a name of its own");
  }
  ASSIGN_OR_RETURN(v1::NewMember member, ReadNewMember(reading, line, scenario.roster_contents));
  if (scenario.registrar.empty() && IsRegistrar(member)) {
    scenario.registrar = name;
    scenario.roster.insert(scenario.roster.begin(), std::move(member));
  } else {
    scenario.roster.push_back(std::move(member));
  }
  return {};
}

// Somebody must create the community; a scenario need not say who.
Status EnsureRegistrar(Reading& reading) {
  if (!reading.scenario.registrar.empty()) return {};
  const Json json = {{"member", "registrar"}, {"roles", Json::array({"registrar"})}};
  return ReadRosterLine(reading, ScenarioLine(json));
}

Status ReadLine(Reading& reading, std::string_view text, int number) {
  ASSIGN_OR_RETURN(Json json, ParseJson(text));
  if (!json.is_object()) return Wrong("not an object", "write {\"at\": …, \"do\": …}");
  if (!reading.scenario.pack) return ReadHead(reading, ScenarioLine(json));
  const bool roster = !json.contains("do") && !json.contains("at") &&
                      (json.contains("member") || json.contains("stranger"));
  if (!roster) {
    RETURN_IF_ERROR(EnsureRegistrar(reading));
    return ReadStep(reading, json, number);
  }
  if (!reading.scenario.steps.empty()) {
    return Wrong("the roster ends where dated lines begin",
                 "move this line up, or write {\"at\": …, \"do\": \"admit\", …}");
  }
  return ReadRosterLine(reading, ScenarioLine(json));
}

bool IsComment(std::string_view line) {
  const size_t first = line.find_first_not_of(" \t\r");
  return first == std::string_view::npos || line[first] == '#';
}

}  // namespace

crypto::SigningKey KeyOf(const std::string& name) {
  const crypto::Hash seed = HashOf({kKeyLabel, sizeof kKeyLabel}, name);
  return crypto::SigningKeyFromSeed(crypto::AsBytes(seed));
}

Bytes MemberOf(const std::string& name) {
  return schema::MemberIdOf(crypto::PublicKey(KeyOf(name)));
}

Bytes HouseholdOf(const std::string& name) {
  const crypto::Hash hash = HashOf({kHouseholdLabel, sizeof kHouseholdLabel}, name);
  return Bytes(crypto::AsBytes(hash).substr(0, 16));
}

Bytes RoomOf(const std::string& name) {
  const crypto::Hash hash = HashOf({kRoomLabel, sizeof kRoomLabel}, name);
  return Bytes(crypto::AsBytes(hash).substr(0, 16));
}

Bytes PlaceOf(const std::string& name) {
  const crypto::Hash hash = HashOf({kPlaceLabel, sizeof kPlaceLabel}, name);
  return Bytes(crypto::AsBytes(hash).substr(0, 16));
}

Bytes VenueOf(const std::string& name) {
  const crypto::Hash hash = HashOf({kVenueLabel, sizeof kVenueLabel}, name);
  return Bytes(crypto::AsBytes(hash).substr(0, 16));
}

Bytes PersonOf(const std::string& name) {
  return Bytes(crypto::AsBytes(HashOf({kPersonLabel, sizeof kPersonLabel}, name)));
}

std::string UnitOf(const std::string& name) {
  const size_t at = name.find('@');
  if (at == std::string::npos) return name;
  return name.substr(0, at) + "_" + ToHex(PlaceOf(name.substr(at + 1))).substr(0, 16);
}

Result<Scenario> ReadScenario(Io& io, const std::string& file) {
  ASSIGN_OR_RETURN(Bytes bytes, io.ReadFile(file));
  if (bytes.size() > kFileBytesMax) {
    return Fail(ErrorCode::kTooLarge, file + ": larger than 64 MiB; split it");
  }
  Scenario scenario;
  scenario.file = file;
  Reading reading{io, scenario};
  int number = 0;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view line(bytes.data() + begin, end - begin);
    begin = end + 1;
    ++number;
    if (IsComment(line)) continue;
    Status read = ReadLine(reading, line, number);
    if (!read) {
      return Fail(ErrorCode::kInvalid,
                  file + ":" + std::to_string(number) + ": " + read.error().message);
    }
  }
  if (!scenario.pack) {
    return Fail(ErrorCode::kInvalid,
                file + ":1: no line at all; write {\"community\": …, \"pack\": …, \"start\": …}");
  }
  RETURN_IF_ERROR(EnsureRegistrar(reading));
  return scenario;
}

}  // namespace yiting::verbs
