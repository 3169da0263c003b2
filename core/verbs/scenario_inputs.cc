// What a scenario's line carries: inputs, roles, members, contents.

#include <algorithm>
#include <optional>
#include <utility>

#include "base/instant.h"
#include "crypto/commitment.h"
#include "crypto/sha256.h"
#include "schema/signed_command.h"
#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

using Kind = v1::Field::Kind;

const v1::Field* FindField(const FieldsByPack& packs, const std::string& id) {
  for (const Fields* fields : packs) {
    for (const v1::Field& field : *fields) {
      if (field.id() == id) return &field;
    }
  }
  return nullptr;
}

// What an unnamed field's value looks like: for inputs that no rule asks for.
Kind GuessKind(const Json& value) {
  if (value.is_number_integer()) return v1::Field::NUMBER;
  if (value.is_array()) return v1::Field::UNITS;
  return v1::Field::CODE;
}

struct Word {
  const char* word;
  Kind kind;
};
constexpr Word kWords[] = {{"code", v1::Field::CODE},       {"number", v1::Field::NUMBER},
                           {"instant", v1::Field::INSTANT}, {"text", v1::Field::TEXT},
                           {"photo", v1::Field::PHOTO},     {"codes", v1::Field::UNITS},
                           {"members", v1::Field::MEMBERS}, {"pack", v1::Field::PACK},
                           {"room", v1::Field::ROOM},       {"place", v1::Field::PLACE},
                           {"matters", v1::Field::MATTERS}, {"options", v1::Field::OPTIONS}};

Result<std::vector<std::string>> ReadTexts(const Json& value) {
  std::vector<std::string> texts;
  if (!value.is_array()) return Wrong("is no list", "write [\"…\", \"…\"]");
  for (const Json& element : value) {
    if (!element.is_string()) return Wrong("has an element that is no text", "quote each one");
    texts.push_back(element.get<std::string>());
  }
  return texts;
}

Result<std::string> ReadText(const Json& value) {
  if (!value.is_string()) return Wrong("is no text", "write it in quotes");
  return value.get<std::string>();
}

struct InputContext {
  Reading& reading;
  v1::Audience audience;
  std::vector<ScenarioContent>& contents;
};

Status FillCodes(const Json& value, v1::Input& input) {
  ASSIGN_OR_RETURN(std::vector<std::string> codes, ReadTexts(value));
  for (std::string& code : codes) code = UnitOf(code);
  std::sort(codes.begin(), codes.end());
  input.mutable_codes();
  for (std::string& code : codes) input.mutable_codes()->add_code(std::move(code));
  return {};
}

Status FillMembers(const Reading& reading, const Json& value, v1::Input& input) {
  ASSIGN_OR_RETURN(std::vector<std::string> names, ReadTexts(value));
  std::vector<Bytes> ids;
  for (const std::string& name : names) {
    if (reading.people.count(name) == 0) {
      return Wrong("names \"" + name + "\", who is not in the roster", "add a line for them");
    }
    ids.push_back(MemberOf(name));
  }
  std::sort(ids.begin(), ids.end());
  input.mutable_members();
  for (Bytes& id : ids) input.mutable_members()->add_member(std::move(id));
  return {};
}

// Their aliases, which playing turns into ids.
Status FillMatters(const Reading& reading, const Json& value, v1::Input& input) {
  ASSIGN_OR_RETURN(std::vector<std::string> names, ReadTexts(value));
  input.mutable_matters();
  for (std::string& name : names) {
    RETURN_IF_ERROR(CheckMatterAlias(reading, name));
    input.mutable_matters()->add_matter(std::move(name));
  }
  return {};
}

Status FillOptions(const Json& value, v1::Input& input) {
  input.mutable_options();
  if (!value.is_array()) return Wrong("is no list", "write [2, 1]");
  for (const Json& element : value) {
    if (!element.is_number_integer() || element.get<int64_t>() < 0) {
      return Wrong("has an element that is no number of an option", "write [2, 1]");
    }
    input.mutable_options()->add_option(static_cast<uint32_t>(element.get<int64_t>()));
  }
  return {};
}

Status FillValue(InputContext& context, Kind kind, const Json& value, v1::Input& input) {
  switch (kind) {
    case v1::Field::NUMBER:
      if (!value.is_number_integer()) return Wrong("is no integer", "write it without quotes");
      input.set_number(value.get<int64_t>());
      return {};
    case v1::Field::INSTANT: {
      ASSIGN_OR_RETURN(std::string text, ReadText(value));
      ASSIGN_OR_RETURN(yiting::Instant instant, ParseInstant(text));
      input.set_instant_ms(instant.ms);
      return {};
    }
    case v1::Field::TEXT:
    case v1::Field::PHOTO: {
      ASSIGN_OR_RETURN(std::string text, ReadText(value));
      *input.mutable_content() =
          MakeContent(context.reading, text, context.audience,
                      kind == v1::Field::TEXT ? "text/plain" : "image/jpeg", context.contents);
      return {};
    }
    case v1::Field::UNITS:
      return FillCodes(value, input);
    case v1::Field::MEMBERS:
      return FillMembers(context.reading, value, input);
    case v1::Field::ROOM: {
      ASSIGN_OR_RETURN(std::string name, ReadText(value));
      input.set_room(RoomOf(name));
      context.reading.scenario.names.Add(input.room(), name);
      return {};
    }
    case v1::Field::PLACE: {
      ASSIGN_OR_RETURN(std::string name, ReadText(value));
      input.set_place(PlaceOf(name));
      context.reading.scenario.names.Add(input.place(), name);
      return {};
    }
    case v1::Field::MATTERS:
      return FillMatters(context.reading, value, input);
    case v1::Field::OPTIONS:
      return FillOptions(value, input);
    case v1::Field::PACK: {
      ASSIGN_OR_RETURN(std::string alias, ReadText(value));
      ASSIGN_OR_RETURN(Bytes hash, FindPack(context.reading, alias));
      input.set_pack(std::move(hash));
      return {};
    }
    default: {
      ASSIGN_OR_RETURN(std::string text, ReadText(value));
      input.set_code(text);
      return {};
    }
  }
}

// {"code": "x"} and the like, perhaps with "audience".
Status FillSaid(InputContext& context, const Json& value, v1::Input& input) {
  if (value.contains("audience")) {
    const Json& audience = value["audience"];
    if (!audience.is_string() ||
        !v1::Audience_Parse(audience.get<std::string>(), &context.audience)) {
      return Wrong("has an unknown audience", "write PUBLIC, COMMUNITY, PARTIES, STAFF or SELF");
    }
  }
  for (const Word& word : kWords) {
    if (value.contains(word.word)) return FillValue(context, word.kind, value[word.word], input);
  }
  return Wrong("says no kind",
               "write {\"code\": …}, number, instant, text, photo, codes, members, pack, room, "
               "place, matters or options");
}

}  // namespace

v1::ContentRef MakeContent(Reading& reading, const std::string& data, v1::Audience audience,
                           const std::string& media, std::vector<ScenarioContent>& contents) {
  Bytes seed("yiting.scenario.salt\0", 21);
  AppendU64Be(seed, reading.salts++);
  const Bytes salt(crypto::AsBytes(crypto::Sha256(seed)));
  v1::ContentRef ref;
  ref.set_commitment(Bytes(crypto::AsBytes(crypto::Commit(salt, data))));
  ref.set_audience(audience);
  ref.set_media(media);
  ref.set_size(static_cast<uint32_t>(data.size()));
  reading.scenario.names.Add(ref.commitment(), "“" + data + "”");
  reading.contents[data] = ref.commitment();
  contents.push_back({ref.commitment(), salt, data});
  return ref;
}

Status ReadInputs(Reading& reading, const ScenarioLine& line, const FieldsByPack& fields,
                  Inputs& inputs, std::vector<ScenarioContent>& contents) {
  if (!line.Has("inputs")) return {};
  const Json& object = line.Get("inputs");
  if (!object.is_object()) {
    return Wrong("\"inputs\" is no object", "write {\"field\": value, …}");
  }
  std::vector<v1::Input> read;
  for (const auto& [id, value] : object.items()) {
    v1::Input input;
    input.set_field(id);
    const v1::Field* field = FindField(fields, id);
    const bool prose = field != nullptr && field->audience() != v1::AUDIENCE_UNSPECIFIED;
    InputContext context{reading, prose ? field->audience() : v1::COMMUNITY, contents};
    Status done =
        value.is_object()
            ? FillSaid(context, value, input)
            : FillValue(context, field != nullptr ? field->kind() : GuessKind(value), value, input);
    if (!done) return Fail(ErrorCode::kInvalid, "input \"" + id + "\" " + done.error().message);
    read.push_back(std::move(input));
  }
  std::sort(read.begin(), read.end(),
            [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
  for (v1::Input& input : read) *inputs.Add() = std::move(input);
  return {};
}

Result<std::string> ReadPerson(const Reading& reading, const ScenarioLine& line,
                               const std::string& key) {
  ASSIGN_OR_RETURN(std::string name, line.Text(key, "\"wang\""));
  if (reading.people.count(name) == 0) {
    return Wrong("\"" + key + "\" names \"" + name + "\", who is not in the roster",
                 "add a line {\"member\": \"" + name + "\", \"roles\": [\"resident\"]}");
  }
  return name;
}

Result<std::vector<v1::RoleGrant>> ReadRoles(const ScenarioLine& line) {
  ASSIGN_OR_RETURN(std::string unit, line.TextOr("unit", ""));
  unit = UnitOf(unit);
  ASSIGN_OR_RETURN(int64_t from_ms, line.InstantOr("from", 0));
  ASSIGN_OR_RETURN(int64_t until_ms, line.InstantOr("until", 0));
  std::vector<std::string> roles;
  if (line.Has("role")) {
    ASSIGN_OR_RETURN(std::string role, line.Text("role", "\"resident\""));
    roles.push_back(std::move(role));
  } else if (line.Has("roles")) {
    Result<std::vector<std::string>> read = ReadTexts(line.Get("roles"));
    if (!read) return Fail(ErrorCode::kInvalid, "\"roles\" " + read.error().message);
    roles = *std::move(read);
  }
  std::vector<v1::RoleGrant> grants;
  for (std::string& role : roles) {
    v1::RoleGrant& grant = grants.emplace_back();
    grant.set_role(std::move(role));
    grant.set_unit(unit);
    grant.set_from_ms(from_ms);
    grant.set_until_ms(until_ms);
  }
  return grants;
}

Result<v1::NewMember> ReadNewMember(Reading& reading, const ScenarioLine& line,
                                    std::vector<ScenarioContent>& contents) {
  ASSIGN_OR_RETURN(std::string name, line.Text("member", "\"wang\""));
  v1::NewMember member;
  member.set_member(MemberOf(name));
  ASSIGN_OR_RETURN(std::vector<v1::RoleGrant> grants, ReadRoles(line));
  for (v1::RoleGrant& grant : grants) *member.add_roles() = std::move(grant);
  ASSIGN_OR_RETURN(std::string household, line.TextOr("household", ""));
  if (!household.empty()) {
    member.set_household(HouseholdOf(household));
    reading.scenario.names.Add(member.household(), household);
  }
  ASSIGN_OR_RETURN(bool device, line.BoolOr("device", true));
  if (device) member.set_device(crypto::PublicKey(KeyOf(name)));
  ASSIGN_OR_RETURN(std::string profile, line.TextOr("profile", ""));
  if (!profile.empty()) {
    *member.mutable_profile() = MakeContent(reading, profile, v1::STAFF, "text/plain", contents);
  }
  ASSIGN_OR_RETURN(std::string person, line.TextOr("person", ""));
  if (!person.empty()) {
    member.set_person(PersonOf(person));
    reading.scenario.names.Add(member.person(), person);
  }
  reading.people.insert(name);
  reading.scenario.names.Add(member.member(), name);
  reading.scenario.names.Add(crypto::PublicKey(KeyOf(name)), name);
  return member;
}

}  // namespace yiting::verbs
