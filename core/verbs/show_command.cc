// Commands, and what commands and events share: inputs, roles, contents.

#include "base/instant.h"
#include "crypto/sha256.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

// Of a box's hash: enough to tell two of them apart in a transcript.
constexpr size_t kBoxNameBytes = 8;

Json List(const google::protobuf::RepeatedPtrField<std::string>& values, const Names* names) {
  Json list = Json::array();
  for (const std::string& value : values) list.push_back(names ? names->Of(value) : value);
  return list;
}

Json ShowInput(const v1::Input& input, const Names& names) {
  switch (input.value_case()) {
    case v1::Input::kNumber:
      return input.number();
    case v1::Input::kCode:
      return input.code();
    case v1::Input::kInstantMs:
      return FormatInstant({input.instant_ms()});
    case v1::Input::kContent:
      return ShowContent(input.content(), names);
    case v1::Input::kCodes:
      return List(input.codes().code(), nullptr);
    case v1::Input::kMembers:
      return List(input.members().member(), &names);
    case v1::Input::kPack:
      return names.Of(input.pack());
    case v1::Input::kRoom:
      return names.Of(input.room());
    case v1::Input::kPlace:
      return names.Of(input.place());
    case v1::Input::kMatters:
      return List(input.matters().matter(), &names);
    case v1::Input::kOptions: {
      Json list = Json::array();
      for (const uint32_t option : input.options().option()) list.push_back(option);
      return list;
    }
    case v1::Input::kSealed:
      return ShowBox(input.sealed());
    case v1::Input::VALUE_NOT_SET:
      return "";
  }
  return "";
}

Json ShowNewMember(const v1::NewMember& member, const Names& names) {
  Json json = {{"member", names.Of(member.member())}};
  if (!member.household().empty()) json["household"] = names.Of(member.household());
  Json roles = Json::array();
  for (const v1::RoleGrant& grant : member.roles()) roles.push_back(ShowRole(grant));
  json["roles"] = std::move(roles);
  if (!member.device().empty()) json["device"] = names.Of(member.device());
  if (member.has_profile()) json["profile"] = ShowContent(member.profile(), names);
  if (!member.person().empty()) json["person"] = names.Of(member.person());
  return json;
}

Json ShowNewMembers(const google::protobuf::RepeatedPtrField<v1::NewMember>& members,
                    const Names& names) {
  Json list = Json::array();
  for (const v1::NewMember& member : members) list.push_back(ShowNewMember(member, names));
  return list;
}

void Add(Json& json, const v1::CreateCommunity& body, const Names& names) {
  json["title"] = body.title().zh();
  json["sequencer_key"] = names.Of(body.sequencer_key());
  json["pack_hash"] = names.Of(body.pack_hash());
  if (body.street_keys_size() > 0) json["street_keys"] = List(body.street_keys(), &names);
  json["members"] = ShowNewMembers(body.members(), names);
}

void Add(Json& json, const v1::AdmitMembers& body, const Names& names) {
  json["members"] = ShowNewMembers(body.members(), names);
}

void Add(Json& json, const v1::GrantRole& body, const Names& names) {
  json["member"] = names.Of(body.member());
  json["grant"] = ShowRole(body.grant());
}

void Add(Json& json, const v1::EndRole& body, const Names& names) {
  json["member"] = names.Of(body.member());
  json["role"] = body.role();
  if (!body.unit().empty()) json["unit"] = body.unit();
}

void Add(Json& json, const v1::IssueInvitation& body, const Names& names) {
  json["key"] = names.Of(body.key());
  Json roles = Json::array();
  for (const v1::RoleGrant& grant : body.roles()) roles.push_back(ShowRole(grant));
  json["roles"] = std::move(roles);
  if (!body.household().empty()) json["household"] = names.Of(body.household());
  json["expires"] = FormatInstant({body.expires_ms()});
  if (!body.matter().empty()) json["matter"] = names.Of(body.matter());
  if (!body.member().empty()) json["member"] = names.Of(body.member());
  if (body.poster()) json["poster"] = true;
}

void Add(Json& json, const v1::AcceptInvitation& body, const Names& names) {
  json["key"] = names.Of(body.key());
  if (body.has_profile()) json["profile"] = ShowContent(body.profile(), names);
  if (body.coming() != v1::COMING_UNSPECIFIED) json["coming"] = body.coming() == v1::YES;
  if (!body.delegate().empty()) json["delegate"] = names.Of(body.delegate());
}

void Add(Json& json, const v1::AskToJoin& body, const Names& names) {
  json["poster"] = names.Of(body.key());
  json["profile"] = ShowContent(body.profile(), names);
}

void Add(Json& json, const v1::SetVenue& body, const Names& names) {
  json["venue"] = names.Of(body.venue());
  json["title"] = body.title().zh();
  json["opens_minute"] = body.opens_minute();
  json["closes_minute"] = body.closes_minute();
  json["longest_minutes"] = body.longest_minutes();
  if (!body.place().empty()) json["place"] = names.Of(body.place());
  if (body.closed()) json["closed"] = true;
}

void Add(Json& json, const v1::BookVenue& body, const Names& names) {
  json["venue"] = names.Of(body.venue());
  json["from"] = FormatInstant({body.from_ms()});
  json["until"] = FormatInstant({body.until_ms()});
  if (body.has_purpose()) json["purpose"] = ShowContent(body.purpose(), names);
}

void Add(Json& json, const v1::CancelBooking& body, const Names& names) {
  json["booking"] = names.Of(body.booking());
}

void Add(Json& json, const v1::EraseContents& body, const Names& names) {
  if (!body.member().empty()) json["member"] = names.Of(body.member());
  if (!body.contents().empty()) json["contents"] = ShowIds(body.contents(), names);
  json["reason"] = ShowErasureReason(body.reason());
}

void Add(Json& json, const v1::ChangeProfile& body, const Names& names) {
  json["member"] = names.Of(body.member());
  json["profile"] = ShowContent(body.profile(), names);
}

void Add(Json& json, const v1::LeaveCommunity& body, const Names& names) {
  json["member"] = names.Of(body.member());
  if (body.erase()) json["erase"] = true;
}

void Add(Json& json, const v1::RotateKey& body, const Names& names) {
  json["key"] = names.Of(body.key());
  json["replaces"] = names.Of(body.replaces());
}

void Add(Json& json, const v1::DeclineJoin& body, const Names& names) {
  json["member"] = names.Of(body.member());
}

void Add(Json& json, const v1::RegisterPlaces& body, const Names& names) {
  Json places = Json::array();
  for (const v1::Place& place : body.places()) {
    Json one = {{"place", names.Of(place.place())}, {"kind", place.kind()}};
    if (!place.parent().empty()) one["in"] = names.Of(place.parent());
    one["title"] = place.title().zh();
    places.push_back(std::move(one));
  }
  json["places"] = std::move(places);
}

void Add(Json& json, const v1::FoundBody& body, const Names& names) {
  json["kind"] = body.kind();
  if (!body.place().empty()) json["place"] = names.Of(body.place());
  json["title"] = body.title().zh();
  if (body.dissolve()) json["dissolve"] = true;
}

void Add(Json& json, const v1::BindDevice& body, const Names& names) {
  json["member"] = names.Of(body.member());
  json["device"] = names.Of(body.device());
}

void Add(Json& json, const v1::RevokeDevice& body, const Names& names) {
  json["device"] = names.Of(body.device());
}

void Add(Json& json, const v1::OpenMatter& body, const Names& names) {
  json["procedure"] = body.procedure();
  json["channel"] = v1::Channel_Name(body.channel());
  if (body.occurred_ms() != 0) json["occurred"] = FormatInstant({body.occurred_ms()});
  if (!body.place().empty()) json["place"] = names.Of(body.place());
  if (body.consent() != v1::CONSENT_UNSPECIFIED) json["consent"] = v1::Consent_Name(body.consent());
  if (!body.source().empty()) json["source"] = body.source() + "/" + body.source_ref();
  if (body.practice()) json["practice"] = true;
  if (!body.follows().empty()) json["follows"] = names.Of(body.follows());
  json["inputs"] = ShowInputs(body.inputs(), names);
}

void Add(Json& json, const v1::ActOnMatter& body, const Names& names) {
  json["matter"] = names.Of(body.matter());
  json["action"] = body.action();
  if (body.inputs_size() > 0) json["inputs"] = ShowInputs(body.inputs(), names);
  if (body.consent() != v1::CONSENT_UNSPECIFIED) {
    json["consent"] = v1::Consent_Name(body.consent());
  }
  if (body.has_consent_proof()) json["consent_proof"] = ShowContent(body.consent_proof(), names);
  if (body.occurred_ms() != 0) json["occurred"] = FormatInstant({body.occurred_ms()});
}

void Add(Json& json, const v1::LeaveMessage& body, const Names& names) {
  json["channel"] = v1::Channel_Name(body.channel());
  json["text"] = ShowContent(body.text(), names);
}

void Add(Json& json, const v1::ConvertMessage& body, const Names& names) {
  json["message"] = names.Of(body.message());
  json["procedure"] = body.procedure();
  json["inputs"] = ShowInputs(body.inputs(), names);
}

void Add(Json& json, const v1::ActivatePack& body, const Names& names) {
  json["pack"] = names.Of(body.pack());
  json["base"] = names.Of(body.base());
  if (!body.matter().empty()) json["matter"] = names.Of(body.matter());
}

void Add(Json& json, const v1::RestorePack& body, const Names& names) {
  json["pack"] = names.Of(body.pack());
}

void Add(Json& json, const v1::MigrateMatters& body, const Names& names) {
  json["pack"] = names.Of(body.pack());
  json["matters"] = List(body.matters(), &names);
}

void Add(Json&, const v1::AdoptCalendar&, const Names&) {}

void Add(Json& json, const v1::RegisterRooms& body, const Names& names) {
  Json rooms = Json::array();
  for (const v1::Room& room : body.rooms()) {
    Json one = {{"room", names.Of(room.room())}, {"area", ShowArea(room.area())}};
    if (!room.owner().empty()) one["owner"] = names.Of(room.owner());
    if (!room.place().empty()) one["place"] = names.Of(room.place());
    if (!room.dweller().empty()) one["dweller"] = names.Of(room.dweller());
    if (room.has_address()) one["address"] = ShowContent(room.address(), names);
    rooms.push_back(std::move(one));
  }
  json["rooms"] = std::move(rooms);
}

template <class Body>
Json Begin(const char* verb, const v1::Payload& payload, const Body& body, const Names& names) {
  Json json = {{"do", verb}, {"by", names.Of(payload.actor())}};
  if (!payload.on_behalf_of().empty()) json["for"] = names.Of(payload.on_behalf_of());
  Add(json, body, names);
  return json;
}

}  // namespace

Json ShowRole(const v1::RoleGrant& grant) {
  if (grant.unit().empty() && grant.from_ms() == 0 && grant.until_ms() == 0) return grant.role();
  Json json = {{"role", grant.role()}};
  if (!grant.unit().empty()) json["unit"] = grant.unit();
  if (grant.from_ms() != 0) json["from"] = FormatInstant({grant.from_ms()});
  if (grant.until_ms() != 0) json["until"] = FormatInstant({grant.until_ms()});
  return json;
}

std::string ShowArea(uint64_t area) {
  const std::string rest = std::to_string(area % 100);
  return std::to_string(area / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

std::string ShowBox(BytesView box) {
  return "box " + ToHex(BytesView(crypto::AsBytes(crypto::Sha256(box))).substr(0, kBoxNameBytes));
}

Json ShowContent(const v1::ContentRef& ref, const Names& names) {
  std::string name = names.Of(ref.commitment());
  if (name != ToHex(ref.commitment())) return name;
  return Json{{"commitment", std::move(name)},
              {"audience", v1::Audience_Name(ref.audience())},
              {"media", ref.media()},
              {"size", ref.size()}};
}

Json ShowInputs(const google::protobuf::RepeatedPtrField<v1::Input>& inputs, const Names& names) {
  Json json = Json::object();
  for (const v1::Input& input : inputs) json[input.field()] = ShowInput(input, names);
  return json;
}

Json ShowCommand(const v1::Payload& payload, const Names& names) {
  switch (payload.body_case()) {
    case v1::Payload::kCreateCommunity:
      return Begin("create_community", payload, payload.create_community(), names);
    case v1::Payload::kAdmitMembers:
      return Begin("admit_members", payload, payload.admit_members(), names);
    case v1::Payload::kGrantRole:
      return Begin("grant_role", payload, payload.grant_role(), names);
    case v1::Payload::kEndRole:
      return Begin("end_role", payload, payload.end_role(), names);
    case v1::Payload::kIssueInvitation:
      return Begin("issue_invitation", payload, payload.issue_invitation(), names);
    case v1::Payload::kAcceptInvitation:
      return Begin("accept_invitation", payload, payload.accept_invitation(), names);
    case v1::Payload::kBindDevice:
      return Begin("bind_device", payload, payload.bind_device(), names);
    case v1::Payload::kRevokeDevice:
      return Begin("revoke_device", payload, payload.revoke_device(), names);
    case v1::Payload::kOpenMatter:
      return Begin("open_matter", payload, payload.open_matter(), names);
    case v1::Payload::kActOnMatter:
      return Begin("act_on_matter", payload, payload.act_on_matter(), names);
    case v1::Payload::kLeaveMessage:
      return Begin("leave_message", payload, payload.leave_message(), names);
    case v1::Payload::kConvertMessage:
      return Begin("convert_message", payload, payload.convert_message(), names);
    case v1::Payload::kActivatePack:
      return Begin("activate_pack", payload, payload.activate_pack(), names);
    case v1::Payload::kRestorePack:
      return Begin("restore_pack", payload, payload.restore_pack(), names);
    case v1::Payload::kMigrateMatters:
      return Begin("migrate_matters", payload, payload.migrate_matters(), names);
    case v1::Payload::kAdoptCalendar:
      return Begin("adopt_calendar", payload, payload.adopt_calendar(), names);
    case v1::Payload::kRegisterRooms:
      return Begin("register_rooms", payload, payload.register_rooms(), names);
    case v1::Payload::kRegisterPlaces:
      return Begin("register_places", payload, payload.register_places(), names);
    case v1::Payload::kFoundBody:
      return Begin("found_body", payload, payload.found_body(), names);
    case v1::Payload::kAskToJoin:
      return Begin("ask_to_join", payload, payload.ask_to_join(), names);
    case v1::Payload::kDeclineJoin:
      return Begin("decline_join", payload, payload.decline_join(), names);
    case v1::Payload::kSetVenue:
      return Begin("set_venue", payload, payload.set_venue(), names);
    case v1::Payload::kBookVenue:
      return Begin("book_venue", payload, payload.book_venue(), names);
    case v1::Payload::kCancelBooking:
      return Begin("cancel_booking", payload, payload.cancel_booking(), names);
    case v1::Payload::kEraseContents:
      return Begin("erase", payload, payload.erase_contents(), names);
    case v1::Payload::kChangeProfile:
      return Begin("change_profile", payload, payload.change_profile(), names);
    case v1::Payload::kLeaveCommunity:
      return Begin("leave", payload, payload.leave_community(), names);
    case v1::Payload::kRotateKey:
      return Begin("rotate_key", payload, payload.rotate_key(), names);
    case v1::Payload::BODY_NOT_SET:
      break;
  }
  return Json{{"do", "nothing"}, {"by", names.Of(payload.actor())}};
}

}  // namespace yiting::verbs
