// Events, rejections and whole entries.

#include <utility>

#include "base/instant.h"
#include "schema/canonical.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

Json Of(const v1::CommunityCreated& event, const Names& names) {
  return {{"event", "community_created"},
          {"title", event.title().zh()},
          {"pack_hash", names.Of(event.pack_hash())}};
}

Json Of(const v1::MemberAdmitted& event, const Names& names) {
  Json json = {{"event", "member_admitted"}, {"member", names.Of(event.member())}};
  if (!event.household().empty()) json["household"] = names.Of(event.household());
  if (event.has_profile()) json["profile"] = ShowContent(event.profile(), names);
  if (!event.person().empty()) json["person"] = names.Of(event.person());
  return json;
}

Json Of(const v1::RoleGranted& event, const Names& names) {
  return {{"event", "role_granted"},
          {"member", names.Of(event.member())},
          {"grant", ShowRole(event.grant())}};
}

Json Of(const v1::RoleEnded& event, const Names& names) {
  return {{"event", "role_ended"},
          {"member", names.Of(event.member())},
          {"role", event.role()},
          {"unit", event.unit()}};
}

Json Of(const v1::DeviceBound& event, const Names& names) {
  return {{"event", "device_bound"},
          {"device", names.Of(event.device())},
          {"member", names.Of(event.member())}};
}

Json Of(const v1::DeviceRevoked& event, const Names& names) {
  return {{"event", "device_revoked"}, {"device", names.Of(event.device())}};
}

Json Of(const v1::InvitationIssued& event, const Names& names) {
  Json json = {{"event", "invitation_issued"},
               {"key", names.Of(event.key())},
               {"by", names.Of(event.by())}};
  Json roles = Json::array();
  for (const v1::RoleGrant& grant : event.roles()) roles.push_back(ShowRole(grant));
  json["roles"] = std::move(roles);
  if (!event.household().empty()) json["household"] = names.Of(event.household());
  json["expires"] = FormatInstant({event.expires_ms()});
  if (!event.matter().empty()) json["matter"] = names.Of(event.matter());
  if (!event.invited().empty()) json["invited"] = names.Of(event.invited());
  if (event.poster()) json["poster"] = true;
  return json;
}

Json Of(const v1::InvitationAccepted& event, const Names& names) {
  return {{"event", "invitation_accepted"},
          {"key", names.Of(event.key())},
          {"member", names.Of(event.member())}};
}

Json Of(const v1::MatterOpened& event, const Names& names) {
  Json json = {{"event", "matter_opened"},
               {"matter", names.Of(event.matter())},
               {"procedure", event.procedure()},
               {"opener", names.Of(event.opener())}};
  if (!event.helper().empty()) json["helper"] = names.Of(event.helper());
  json["opener_class"] = event.opener_class();
  json["channel"] = v1::Channel_Name(event.channel());
  if (event.occurred_ms() != 0) json["occurred"] = FormatInstant({event.occurred_ms()});
  if (!event.place().empty()) json["place"] = names.Of(event.place());
  if (event.consent() != v1::CONSENT_UNSPECIFIED) {
    json["consent"] = v1::Consent_Name(event.consent());
  }
  if (!event.source().empty()) json["source"] = event.source() + "/" + event.source_ref();
  if (event.practice()) json["practice"] = true;
  if (!event.follows().empty()) json["follows"] = names.Of(event.follows());
  json["inputs"] = ShowInputs(event.inputs(), names);
  return json;
}

Json Of(const v1::ActionTaken& event, const Names& names) {
  Json json = {{"event", "action_taken"},
               {"matter", names.Of(event.matter())},
               {"action", event.action()},
               {"by", names.Of(event.by())},
               {"role", event.role()}};
  if (!event.unit().empty()) json["unit"] = event.unit();
  if (event.inputs_size() > 0) json["inputs"] = ShowInputs(event.inputs(), names);
  if (!event.on_behalf_of().empty()) json["on_behalf_of"] = names.Of(event.on_behalf_of());
  if (event.consent() != v1::CONSENT_UNSPECIFIED) {
    json["consent"] = v1::Consent_Name(event.consent());
  }
  if (event.has_consent_proof()) {
    json["consent_proof"] = ShowContent(event.consent_proof(), names);
  }
  if (event.occurred_ms() != 0) json["occurred"] = FormatInstant({event.occurred_ms()});
  return json;
}

Json Of(const v1::StageEntered& event, const Names& names) {
  return {{"event", "stage_entered"},
          {"matter", names.Of(event.matter())},
          {"stage", event.stage()}};
}

Json Of(const v1::CategorySet& event, const Names& names) {
  return {{"event", "category_set"},
          {"matter", names.Of(event.matter())},
          {"category", event.category()},
          {"lead", event.lead()}};
}

Json Of(const v1::PartyAlerted& event, const Names& names) {
  return {{"event", "party_alerted"},
          {"matter", names.Of(event.matter())},
          {"unit", event.unit()},
          {"lead", event.lead()}};
}

Json Of(const v1::PartyReported& event, const Names& names) {
  return {{"event", "party_reported"},
          {"matter", names.Of(event.matter())},
          {"unit", event.unit()},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::RatingGiven& event, const Names& names) {
  return {{"event", "rating_given"},
          {"matter", names.Of(event.matter())},
          {"member", names.Of(event.member())},
          {"score", event.score()}};
}

Json Of(const v1::Escalated& event, const Names& names) {
  return {{"event", "escalated"},
          {"matter", names.Of(event.matter())},
          {"level", event.level()}};
}

Json Of(const v1::PartyReplied& event, const Names& names) {
  return {{"event", "party_replied"},
          {"matter", names.Of(event.matter())},
          {"unit", event.unit()},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::PackApproved& event, const Names& names) {
  return {{"event", "pack_approved"},
          {"pack", names.Of(event.pack())},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::PackActivated& event, const Names& names) {
  return {{"event", event.restored() ? "pack_restored" : "pack_activated"},
          {"pack", names.Of(event.pack())},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::MatterMigrated& event, const Names& names) {
  return {{"event", "matter_migrated"},
          {"matter", names.Of(event.matter())},
          {"pack", names.Of(event.pack())}};
}

Json Of(const v1::CalendarAdopted& event, const Names&) {
  return {{"event", "calendar_adopted"},
          {"first_year", event.first_year()},
          {"last_year", event.last_year()}};
}

Json Of(const v1::DeadlineMoved& event, const Names&) {
  Json json = {{"event", "deadline_moved"},
               {"deadline", event.deadline()},
               {"due", FormatInstant({event.due_ms()})}};
  if (event.provisional()) json["provisional"] = true;
  return json;
}

Json Of(const v1::MatterClosed& event, const Names& names) {
  return {{"event", "matter_closed"},
          {"matter", names.Of(event.matter())},
          {"outcome", event.outcome()}};
}

Json Of(const v1::DeadlineSet& event, const Names& names) {
  Json json = {{"event", "deadline_set"},
               {"deadline", event.deadline()},
               {"matter", names.Of(event.matter())},
               {"stage", event.stage()},
               {"due", FormatInstant({event.due_ms()})}};
  if (event.provisional()) json["provisional"] = true;
  if (event.round() != 0) json["round"] = event.round();
  return json;
}

Json Of(const v1::DeadlineCleared& event, const Names&) {
  return {{"event", "deadline_cleared"}, {"deadline", event.deadline()}};
}

Json Of(const v1::DeadlineMissed& event, const Names&) {
  Json json = {{"event", event.expected() ? "time_up" : "deadline_missed"},
               {"deadline", event.deadline()}};
  if (event.units_size() > 0) {
    Json units = Json::array();
    for (const std::string& unit : event.units()) units.push_back(unit);
    json["units"] = std::move(units);
  }
  return json;
}

Json Of(const v1::DeadlineFailed& event, const Names&) {
  return {{"event", "deadline_failed"}, {"deadline", event.deadline()}, {"code", event.code()}};
}

Json Of(const v1::MessageLeft& event, const Names& names) {
  return {{"event", "message_left"},
          {"message", names.Of(event.message())},
          {"author", names.Of(event.author())},
          {"channel", v1::Channel_Name(event.channel())},
          {"text", ShowContent(event.text(), names)}};
}

Json Of(const v1::MessageConverted& event, const Names& names) {
  return {{"event", "message_converted"},
          {"message", names.Of(event.message())},
          {"matter", names.Of(event.matter())},
          {"by", names.Of(event.by())}};
}

Result<Json> ShowCause(const v1::Entry& entry, const Names& names) {
  if (entry.cause_case() == v1::Entry::kDeadline) {
    return Json{{"do", "fall_due"}, {"deadline", entry.deadline()}};
  }
  ASSIGN_OR_RETURN(auto command, schema::Decode<v1::SignedCommand>(entry.command()));
  ASSIGN_OR_RETURN(auto payload, schema::Decode<v1::Payload>(command.payload()));
  return ShowCommand(payload, names);
}

}  // namespace

Json ShowEvent(const v1::Event& event, const Names& names) {
#define YITING_SHOW(constant, field) \
  case v1::Event::constant:          \
    return Of(event.field(), names);
  switch (event.kind_case()) {
    YITING_SHOW(kCommunityCreated, community_created)
    YITING_SHOW(kMemberAdmitted, member_admitted)
    YITING_SHOW(kRoleGranted, role_granted)
    YITING_SHOW(kRoleEnded, role_ended)
    YITING_SHOW(kDeviceBound, device_bound)
    YITING_SHOW(kDeviceRevoked, device_revoked)
    YITING_SHOW(kInvitationIssued, invitation_issued)
    YITING_SHOW(kInvitationAccepted, invitation_accepted)
    YITING_SHOW(kMatterOpened, matter_opened)
    YITING_SHOW(kActionTaken, action_taken)
    YITING_SHOW(kStageEntered, stage_entered)
    YITING_SHOW(kCategorySet, category_set)
    YITING_SHOW(kPartyAlerted, party_alerted)
    YITING_SHOW(kPartyReported, party_reported)
    YITING_SHOW(kRatingGiven, rating_given)
    YITING_SHOW(kEscalated, escalated)
    YITING_SHOW(kMatterClosed, matter_closed)
    YITING_SHOW(kDeadlineSet, deadline_set)
    YITING_SHOW(kDeadlineCleared, deadline_cleared)
    YITING_SHOW(kDeadlineMissed, deadline_missed)
    YITING_SHOW(kDeadlineFailed, deadline_failed)
    YITING_SHOW(kMessageLeft, message_left)
    YITING_SHOW(kMessageConverted, message_converted)
    YITING_SHOW(kPartyReplied, party_replied)
    YITING_SHOW(kPackApproved, pack_approved)
    YITING_SHOW(kPackActivated, pack_activated)
    YITING_SHOW(kMatterMigrated, matter_migrated)
    YITING_SHOW(kCalendarAdopted, calendar_adopted)
    YITING_SHOW(kDeadlineMoved, deadline_moved)
    case v1::Event::KIND_NOT_SET:
      return Json::object({{"event", "none"}});
    default:
      return ShowDeliberation(event, names);
  }
#undef YITING_SHOW
}

Json ShowRejection(const v1::Rejection& rejection) {
  Json json = {{"reason", v1::Reason_Name(rejection.reason())}};
  if (!rejection.rule().empty()) json["rule"] = rejection.rule();
  if (!rejection.detail().empty()) json["detail"] = rejection.detail();
  return json;
}

Result<Json> ShowEntry(BytesView entry_bytes, const Names& names) {
  ASSIGN_OR_RETURN(auto entry, schema::Decode<v1::Entry>(entry_bytes));
  ASSIGN_OR_RETURN(Json cause, ShowCause(entry, names));
  Json events = Json::array();
  for (const v1::Event& event : entry.events()) events.push_back(ShowEvent(event, names));
  return Json{{"seq", entry.seq()},
              {"time", FormatInstant({entry.time_ms()})},
              {"engine_level", entry.engine_level()},
              {"pack_hash", names.Of(entry.pack_hash())},
              {"cause", std::move(cause)},
              {"events", std::move(events)},
              {"fingerprint", ToHex(entry.fingerprint())}};
}

std::string FormatEntry(const Json& shown) {
  std::string events;
  for (const Json& event : shown["events"]) {
    if (!events.empty()) events += "; ";
    events += FormatFlat(event);
  }
  return std::to_string(shown["seq"].get<uint64_t>()) + " " +
         shown["time"].get_ref<const std::string&>() + " | " + FormatFlat(shown["cause"]) + " | " +
         events + " | " + shown["fingerprint"].get_ref<const std::string&>().substr(0, 16);
}

}  // namespace yiting::verbs
