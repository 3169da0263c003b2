// The commands of a scenario, one function a body: the keys of a line become a payload's body.

#include <algorithm>
#include <utility>

#include "verbs/scenario_reader.h"

namespace yiting::verbs {

Status NewAlias(StepContext& context) {
  ASSIGN_OR_RETURN(context.step.as, context.line.Text("as", "\"m1\""));
  const std::string& as = context.step.as;
  const Reading& reading = context.reading;
  if (reading.matters.count(as) + reading.messages.count(as) + reading.invitations.count(as) +
          reading.bookings.count(as) !=
      0) {
    return Wrong("\"" + as + "\" is named already", "give each matter and message its own name");
  }
  return {};
}

namespace {

Status ReadChannel(StepContext& context, void (*set)(v1::Payload&, v1::Channel)) {
  ASSIGN_OR_RETURN(std::string name, context.line.TextOr("channel", "APP"));
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  if (!v1::Channel_Parse(name, &channel)) {
    return Wrong("channel \"" + name + "\" is unknown",
                 "write APP, KIOSK, PHONE, VISIT, PAPER or IMPORT");
  }
  set(context.step.payload, channel);
  return {};
}

// Bodies ----------------------------------------------------------------------------------------

// How somebody agreed on whose behalf it is, what shows it, and when it really was.
template <class Body>
Status ReadConsent(StepContext& context, Body* body) {
  ASSIGN_OR_RETURN(std::string consent, context.line.TextOr("consent", ""));
  v1::Consent value = v1::CONSENT_UNSPECIFIED;
  if (!consent.empty() && !v1::Consent_Parse(consent, &value)) {
    return Wrong("consent \"" + consent + "\" is unknown", "write SPOKEN or SIGNED");
  }
  body->set_consent(value);
  ASSIGN_OR_RETURN(std::string proof, context.line.TextOr("consent_proof", ""));
  if (!proof.empty()) {
    *body->mutable_consent_proof() =
        MakeContent(context.reading, proof, v1::STAFF, "image/jpeg", context.step.contents);
  }
  ASSIGN_OR_RETURN(int64_t occurred_ms, context.line.InstantOr("occurred", 0));
  body->set_occurred_ms(occurred_ms);
  return {};
}

// Where it is about, whom it is for, where it came from, what it follows.
Status ReadWhence(StepContext& context, v1::OpenMatter* body) {
  const ScenarioLine& line = context.line;
  ASSIGN_OR_RETURN(std::string place, line.TextOr("place", ""));
  if (!place.empty()) {
    body->set_place(PlaceOf(place));
    context.reading.scenario.names.Add(body->place(), place);
  }
  RETURN_IF_ERROR(ReadConsent(context, body));
  ASSIGN_OR_RETURN(std::string source, line.TextOr("source", ""));
  ASSIGN_OR_RETURN(std::string source_ref, line.TextOr("source_ref", ""));
  body->set_source(source);
  body->set_source_ref(source_ref);
  ASSIGN_OR_RETURN(bool practice, line.BoolOr("practice", false));
  body->set_practice(practice);
  ASSIGN_OR_RETURN(std::string follows, line.TextOr("follows", ""));
  if (!follows.empty()) RETURN_IF_ERROR(CheckMatterAlias(context.reading, follows));
  body->set_follows(follows);
  return {};
}

Status ReadOpen(StepContext& context) {
  RETURN_IF_ERROR(NewAlias(context));
  v1::OpenMatter* body = context.step.payload.mutable_open_matter();
  ASSIGN_OR_RETURN(std::string procedure, context.line.Text("procedure", "\"bell\""));
  body->set_procedure(procedure);
  RETURN_IF_ERROR(ReadChannel(context, [](v1::Payload& payload, v1::Channel channel) {
    payload.mutable_open_matter()->set_channel(channel);
  }));
  RETURN_IF_ERROR(ReadWhence(context, body));
  context.reading.matters[context.step.as] = procedure;
  return ReadInputs(context.reading, context.line, FieldsOfOpening(context.reading, procedure),
                    *body->mutable_inputs(), context.step.contents);
}

Status ReadAct(StepContext& context) {
  v1::ActOnMatter* body = context.step.payload.mutable_act_on_matter();
  ASSIGN_OR_RETURN(context.step.matter, ReadMatter(context.reading, context.line));
  ASSIGN_OR_RETURN(std::string action, context.line.Text("action", "\"accept\""));
  body->set_action(action);
  RETURN_IF_ERROR(ReadConsent(context, body));
  const std::string& procedure = context.reading.matters[context.step.matter];
  return ReadInputs(context.reading, context.line,
                    FieldsOfAction(context.reading, procedure, action), *body->mutable_inputs(),
                    context.step.contents);
}

Status ReadMessage(StepContext& context) {
  RETURN_IF_ERROR(NewAlias(context));
  ASSIGN_OR_RETURN(std::string text, context.line.Text("text", "\"路灯坏了\""));
  RETURN_IF_ERROR(ReadChannel(context, [](v1::Payload& payload, v1::Channel channel) {
    payload.mutable_leave_message()->set_channel(channel);
  }));
  *context.step.payload.mutable_leave_message()->mutable_text() =
      MakeContent(context.reading, text, v1::STAFF, "text/plain", context.step.contents);
  context.reading.messages.insert(context.step.as);
  return {};
}

Status ReadConvert(StepContext& context) {
  RETURN_IF_ERROR(NewAlias(context));
  ASSIGN_OR_RETURN(context.step.message, context.line.Text("message", "\"x1\""));
  if (context.reading.messages.count(context.step.message) == 0) {
    return Wrong("no line above leaves a message \"" + context.step.message + "\"",
                 "leave one with \"as\": \"" + context.step.message + "\"");
  }
  v1::ConvertMessage* body = context.step.payload.mutable_convert_message();
  ASSIGN_OR_RETURN(std::string procedure, context.line.Text("procedure", "\"bell\""));
  body->set_procedure(procedure);
  context.reading.matters[context.step.as] = procedure;
  return ReadInputs(context.reading, context.line, FieldsOfOpening(context.reading, procedure),
                    *body->mutable_inputs(), context.step.contents);
}

Status ReadInvite(StepContext& context) {
  RETURN_IF_ERROR(NewAlias(context));
  v1::IssueInvitation* body = context.step.payload.mutable_issue_invitation();
  body->set_key(crypto::PublicKey(KeyOf(context.step.as)));
  context.reading.scenario.names.Add(body->key(), context.step.as);
  ASSIGN_OR_RETURN(std::vector<v1::RoleGrant> grants, ReadRoles(context.line));
  for (v1::RoleGrant& grant : grants) *body->add_roles() = std::move(grant);
  ASSIGN_OR_RETURN(std::string household, context.line.TextOr("household", ""));
  if (!household.empty()) {
    body->set_household(HouseholdOf(household));
    context.reading.scenario.names.Add(body->household(), household);
  }
  ASSIGN_OR_RETURN(int64_t valid_ms, context.line.Instant("valid_until"));
  body->set_expires_ms(valid_ms);
  if (context.line.Has("matter")) {
    ASSIGN_OR_RETURN(std::string matter, ReadMatter(context.reading, context.line));
    body->set_matter(matter);
  }
  if (context.line.Has("member")) {
    ASSIGN_OR_RETURN(std::string member, ReadPerson(context.reading, context.line, "member"));
    body->set_member(MemberOf(member));
  }
  ASSIGN_OR_RETURN(bool poster, context.line.BoolOr("poster", false));
  body->set_poster(poster);
  context.reading.invitations.insert(context.step.as);
  return {};
}

Status ReadAccept(StepContext& context) {
  ASSIGN_OR_RETURN(std::string name, context.line.Text("invitation", "\"i1\""));
  v1::AcceptInvitation* body = context.step.payload.mutable_accept_invitation();
  body->set_key(crypto::PublicKey(KeyOf(name)));
  context.reading.scenario.names.Add(body->key(), name);
  context.step.others = {name};
  ASSIGN_OR_RETURN(std::string coming, context.line.TextOr("coming", ""));
  if (!coming.empty()) body->set_coming(coming == "yes" ? v1::YES : v1::NO);
  ASSIGN_OR_RETURN(std::string delegate, context.line.TextOr("delegate", ""));
  if (!delegate.empty()) body->set_delegate(MemberOf(delegate));
  ASSIGN_OR_RETURN(std::string profile, context.line.TextOr("profile", ""));
  if (!profile.empty()) {
    *body->mutable_profile() =
        MakeContent(context.reading, profile, v1::STAFF, "text/plain", context.step.contents);
  }
  return {};
}

Status ReadAsk(StepContext& context) {
  ASSIGN_OR_RETURN(std::string name, context.line.Text("poster", "\"p1\""));
  v1::AskToJoin* body = context.step.payload.mutable_ask_to_join();
  body->set_key(crypto::PublicKey(KeyOf(name)));
  context.step.others = {name};
  ASSIGN_OR_RETURN(std::string profile, context.line.Text("profile", "\"王, 1-101\""));
  *body->mutable_profile() =
      MakeContent(context.reading, profile, v1::STAFF, "text/plain", context.step.contents);
  return {};
}

// Of somebody whom no line has admitted.
Status ReadDecline(StepContext& context) {
  ASSIGN_OR_RETURN(std::string member, context.line.Text("member", "\"wang\""));
  context.step.payload.mutable_decline_join()->set_member(MemberOf(member));
  return {};
}

Status ReadGrant(StepContext& context) {
  v1::GrantRole* body = context.step.payload.mutable_grant_role();
  ASSIGN_OR_RETURN(std::string member, ReadPerson(context.reading, context.line, "member"));
  body->set_member(MemberOf(member));
  ASSIGN_OR_RETURN(std::vector<v1::RoleGrant> grants, ReadRoles(context.line));
  if (grants.size() != 1) return Missing("role", "\"resident\"");
  *body->mutable_grant() = grants[0];
  return {};
}

Status ReadEndRole(StepContext& context) {
  v1::EndRole* body = context.step.payload.mutable_end_role();
  ASSIGN_OR_RETURN(std::string member, ReadPerson(context.reading, context.line, "member"));
  body->set_member(MemberOf(member));
  ASSIGN_OR_RETURN(std::string role, context.line.Text("role", "\"resident\""));
  body->set_role(role);
  ASSIGN_OR_RETURN(std::string unit, context.line.TextOr("unit", ""));
  body->set_unit(UnitOf(unit));
  return {};
}

Status ReadAdmit(StepContext& context) {
  ASSIGN_OR_RETURN(v1::NewMember member,
                   ReadNewMember(context.reading, context.line, context.step.contents));
  *context.step.payload.mutable_admit_members()->add_members() = std::move(member);
  return {};
}

Status ReadBind(StepContext& context) {
  v1::BindDevice* body = context.step.payload.mutable_bind_device();
  ASSIGN_OR_RETURN(std::string member, ReadPerson(context.reading, context.line, "member"));
  body->set_member(MemberOf(member));
  ASSIGN_OR_RETURN(std::string device, context.line.Text("device", "\"wang/2\""));
  body->set_device(crypto::PublicKey(KeyOf(device)));
  context.reading.devices.insert(device);
  context.reading.scenario.names.Add(body->device(), device);
  return {};
}

Status ReadRevoke(StepContext& context) {
  ASSIGN_OR_RETURN(std::string device, context.line.Text("device", "\"wang/2\""));
  context.step.payload.mutable_revoke_device()->set_device(crypto::PublicKey(KeyOf(device)));
  return {};
}

// A base that is left out is what is in force when the line is played.
Status ReadActivate(StepContext& context) {
  v1::ActivatePack* body = context.step.payload.mutable_activate_pack();
  ASSIGN_OR_RETURN(Bytes pack, ReadPackAlias(context.reading, context.line, "pack"));
  body->set_pack(std::move(pack));
  if (context.line.Has("base")) {
    ASSIGN_OR_RETURN(Bytes base, ReadPackAlias(context.reading, context.line, "base"));
    body->set_base(std::move(base));
  }
  if (context.line.Has("matter")) {
    ASSIGN_OR_RETURN(context.step.matter, ReadMatter(context.reading, context.line));
  }
  return {};
}

Status ReadRestore(StepContext& context) {
  ASSIGN_OR_RETURN(Bytes pack, ReadPackAlias(context.reading, context.line, "pack"));
  context.step.payload.mutable_restore_pack()->set_pack(std::move(pack));
  return ReadSigners(context, {});
}

Status ReadMigrate(StepContext& context) {
  v1::MigrateMatters* body = context.step.payload.mutable_migrate_matters();
  if (context.line.Has("pack")) {
    ASSIGN_OR_RETURN(Bytes pack, ReadPackAlias(context.reading, context.line, "pack"));
    body->set_pack(std::move(pack));
  }
  ASSIGN_OR_RETURN(context.step.matters, context.line.Texts("matters", "[\"m1\", \"m2\"]"));
  for (const std::string& name : context.step.matters) {
    RETURN_IF_ERROR(CheckMatterAlias(context.reading, name));
  }
  return {};
}

Status ReadAdoptCalendar(StepContext& context) {
  context.step.payload.mutable_adopt_calendar();
  return {};
}

Status ReadCreate(StepContext& context) {
  v1::CreateCommunity* body = context.step.payload.mutable_create_community();
  *body->mutable_title() = context.reading.scenario.title;
  body->set_sequencer_key(crypto::PublicKey(KeyOf(kSequencerName)));
  body->set_pack_hash(context.pack().hash());
  *body->add_members() = context.reading.scenario.roster[0];
  return {};
}

}  // namespace

Status ReadSigners(StepContext& context, const std::set<std::string>& besides) {
  ASSIGN_OR_RETURN(context.step.others, context.line.Texts("keys", "[\"k1\", \"k2\"]"));
  const auto& known = context.reading.scenario.street_keys;
  for (const std::string& key : context.step.others) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    if (context.reading.people.count(key) + besides.count(key) != 0) continue;
    return Wrong("\"" + key + "\" is no key of the street",
                 "name it in \"street_keys\" of the first line");
  }
  return {};
}

Result<std::string> ReadMatter(const Reading& reading, const ScenarioLine& line) {
  ASSIGN_OR_RETURN(std::string name, line.Text("matter", "\"m1\""));
  RETURN_IF_ERROR(CheckMatterAlias(reading, name));
  return name;
}

Status CheckMatterAlias(const Reading& reading, const std::string& name) {
  if (reading.matters.count(name) != 0) return {};
  return Wrong("no line above opens a matter \"" + name + "\"",
               "open one with \"as\": \"" + name + "\"");
}

const std::vector<ScenarioVerb>& ScenarioVerbs() {
  static const std::vector<ScenarioVerb> verbs = {
      {"open",
       ReadOpen,
       {"as", "procedure", "channel", "occurred", "inputs", "place", "consent", "consent_proof",
        "source", "source_ref", "practice", "follows"}},
      {"act", ReadAct, {"matter", "action", "inputs", "consent", "consent_proof", "occurred"}},
      {"message", ReadMessage, {"as", "text", "channel"}},
      {"convert", ReadConvert, {"as", "message", "procedure", "inputs"}},
      {"invite",
       ReadInvite,
       {"as", "roles", "unit", "household", "from", "until", "valid_until", "matter", "member",
        "poster"}},
      {"accept_invitation", ReadAccept, {"invitation", "profile", "coming", "delegate"}},
      {"ask_to_join", ReadAsk, {"poster", "profile"}},
      {"decline_join", ReadDecline, {"member"}},
      {"grant", ReadGrant, {"member", "role", "unit", "from", "until"}},
      {"end_role", ReadEndRole, {"member", "role", "unit"}},
      {"admit", ReadAdmit, kNewMemberKeys},
      {"bind", ReadBind, {"member", "device"}},
      {"revoke", ReadRevoke, {"device"}},
      {"activate", ReadActivate, {"pack", "base", "matter"}},
      {"restore", ReadRestore, {"pack", "keys"}},
      {"erase", ReadErase, {"texts", "member", "reason"}},
      {"change_profile", ReadChangeProfile, {"member", "profile"}},
      {"leave", ReadLeave, {"member", "erase"}},
      {"rotate_key", ReadRotateKey, {"key", "keys"}},
      {"migrate", ReadMigrate, {"pack", "matters"}},
      {"adopt_calendar", ReadAdoptCalendar, {}},
      {"rooms", ReadRooms, {"rooms"}},
      {"places", ReadPlaces, {"places"}},
      {"found", ReadFound, {"kind", "place", "title", "dissolve"}},
      {"set_venue",
       ReadSetVenue,
       {"venue", "title", "place", "closed", "opens", "closes", "longest"}},
      {"book_venue", ReadBookVenue, {"as", "venue", "from", "until", "purpose"}},
      {"cancel_booking", ReadCancelBooking, {"booking"}},
      {"create", ReadCreate, {}},
  };
  return verbs;
}

}  // namespace yiting::verbs
