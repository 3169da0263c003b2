// Opening a matter: by whom, through which channel, with what; and a message that becomes one.

#include <algorithm>

#include "decide/event_writer.h"
#include "decide/hooks.h"
#include "decide/reopen.h"
#include "decide/situation.h"
#include "state/check_event.h"
#include "state/read_territory.h"

namespace yiting::decide {

namespace {

// Channels that staff key in for somebody who is not at a device of their own.
bool IsKeyedIn(v1::Channel channel) {
  return channel == v1::PHONE || channel == v1::VISIT || channel == v1::PAPER ||
         channel == v1::IMPORT;
}

// The first class of openers that names one of the roles.
const v1::OpenerClass* ClassOf(const v1::Procedure& procedure,
                               const std::vector<state::HeldRole>& roles) {
  for (const v1::OpenerClass& opener_class : procedure.may_open()) {
    for (const std::string& role : opener_class.roles()) {
      if (state::HoldsRole(roles, role)) return &opener_class;
    }
  }
  return nullptr;
}

struct Opening {
  const v1::OpenMatter& body;
  Bytes opener;
  Bytes helper;
};

// The number of a matter, as a refusal's detail.
std::string NumberOf(const state::Matter& matter) { return std::to_string(matter.number); }

// Of a procedure that is held within places: the place is of such a kind, and the opener belongs
// there. Any other matter may be about a place, and everybody's. Nullopt: so it is.
std::optional<Refusal> CheckWhere(const Situation& situation, const v1::Procedure& procedure,
                                  const Opening& opening, const std::string& rule) {
  const Bytes& id = opening.body.place();
  const auto place = state::FindPlace(situation.community, id);
  if (!id.empty() && !place) return Refuse(v1::PLACE_UNKNOWN, rule, "place");
  const auto& kinds = procedure.within();
  if (kinds.empty()) return std::nullopt;
  if (!place || std::find(kinds.begin(), kinds.end(), place->kind) == kinds.end()) {
    return Refuse(v1::PLACE_UNKNOWN, rule, "place");
  }
  const auto opener = state::FindMember(situation.community, opening.opener);
  const auto roles = state::RolesAt(situation.community, opening.opener, situation.now_ms);
  const bool belongs =
      IsStaff(situation.pack, roles) ||
      (opener && state::LivesWithin(situation.community, opener->household, id,
                                    situation.now_ms)) ||
      state::SitsInBodyOf(situation.community, opening.opener, id, situation.now_ms);
  if (belongs) return std::nullopt;
  return Refuse(v1::NOT_OF_THIS_PLACE, rule, "place");
}

// What it takes up again: the helper may do so as well as who is helped. Nullopt: so it is.
std::optional<Refusal> CheckFollows(const Situation& situation, const v1::Procedure& procedure,
                                    const Opening& opening, const std::string& rule) {
  if (opening.body.follows().empty()) return std::nullopt;
  const auto before = state::FindMatter(situation.community, opening.body.follows());
  if (!before) return Refuse(v1::MATTER_UNKNOWN, rule, "follows");
  if (before->procedure != procedure.id() || before->place != opening.body.place() ||
      before->practice != opening.body.practice()) {
    return Refuse(v1::INPUT_INVALID, rule, "follows");
  }
  const auto why_not = [&](BytesView member) {
    return WhyNotReopen(situation.community, situation.pack, *before, member, situation.now_ms);
  };
  std::optional<Refusal> refusal = why_not(opening.opener);
  if (!refusal || opening.helper.empty()) return refusal;
  return why_not(opening.helper);
}

// What came from elsewhere is keyed in by staff, once. Nullopt: so it is.
std::optional<Refusal> CheckSource(const Situation& situation, const v1::OpenMatter& body) {
  if (body.source().empty()) return std::nullopt;
  if (!IsStaff(situation.pack, situation.roles)) return Refuse(v1::NOT_ALLOWED, "", "source");
  const auto& sources = situation.pack.model().sources();
  const bool known = std::any_of(sources.begin(), sources.end(), [&body](const v1::Named& each) {
    return each.id() == body.source();
  });
  // An item that was only tried out would keep the real one out.
  if (!known || body.practice()) return Refuse(v1::INPUT_INVALID, "", "source");
  const auto before =
      state::FindImported(situation.community, body.source(), body.source_ref());
  if (before) return Refusal{v1::IMPORTED_BEFORE, "", NumberOf(*before)};
  return std::nullopt;
}

Result<Decision> Open(const Situation& situation, const Opening& opening,
                      const Bytes& converted_message) {
  const v1::OpenMatter& body = opening.body;
  const v1::Procedure* procedure = situation.pack.FindProcedure(body.procedure());
  if (procedure == nullptr) return No(v1::PROCEDURE_UNKNOWN, "", body.procedure());
  const std::string rule = rulehost::LoadedPack::OpenPlace(procedure->id());
  const std::vector<state::HeldRole> opener_roles =
      opening.helper.empty()
          ? situation.roles
          : state::RolesAt(situation.community, opening.opener, situation.now_ms);
  if (state::HoldsRole(opener_roles, state::kObserverRole)) return No(v1::OBSERVER, rule);
  const v1::OpenerClass* opener_class = ClassOf(*procedure, opener_roles);
  if (opener_class == nullptr) return No(v1::NOT_ALLOWED, rule);
  if (std::optional<Refusal> refusal = CheckWhere(situation, *procedure, opening, rule)) {
    return Decision(*refusal);
  }
  if (std::optional<Refusal> refusal = CheckFollows(situation, *procedure, opening, rule)) {
    return Decision(*refusal);
  }
  if (std::optional<Refusal> refusal =
          CheckInputs(situation, procedure->fields(), body.inputs(), rule)) {
    return Decision(*refusal);
  }
  if (procedure->open_hook()) {
    ASSIGN_OR_RETURN(std::optional<Refusal> refusal,
                     AskOpenHook(situation, *procedure, opener_class->id(), body.inputs(), rule));
    if (refusal) return Decision(*refusal);
  }
  const v1::Stage* first = situation.pack.FindStage(procedure->id(), procedure->first());
  if (first == nullptr) return No(v1::RULE_FAILED, rule, "RUNTIME");

  EventWriter writer(situation.community, situation.pack, situation.now_ms);
  writer.set_place(body.place());
  const Bytes id = situation.command.MadeId();
  v1::MatterOpened* opened = writer.Add().mutable_matter_opened();
  opened->set_matter(id);
  opened->set_procedure(procedure->id());
  opened->set_opener(opening.opener);
  opened->set_helper(opening.helper);
  opened->set_opener_class(opener_class->id());
  opened->set_channel(body.channel());
  opened->set_occurred_ms(body.occurred_ms());
  opened->set_place(body.place());
  opened->set_consent(body.consent());
  if (body.has_consent_proof()) *opened->mutable_consent_proof() = body.consent_proof();
  opened->set_source(body.source());
  opened->set_source_ref(body.source_ref());
  opened->set_practice(body.practice());
  opened->set_follows(body.follows());
  *opened->mutable_inputs() = body.inputs();
  if (!converted_message.empty()) {
    v1::MessageConverted* converted = writer.Add().mutable_message_converted();
    converted->set_message(converted_message);
    converted->set_matter(id);
    converted->set_by(situation.actor());
  }
  if (procedure->has_deadline()) writer.SetDeadline(id, "", procedure->deadline(), 0);
  writer.EnterStage(id, *first);
  return Decision(writer.Take());
}

// Nullopt: it may be filed for them.
std::optional<Refusal> CheckHelper(const Situation& situation, const Bytes& principal) {
  if (!IsStaff(situation.pack, situation.roles)) {
    return Refuse(v1::NOT_ALLOWED, "", "on_behalf_of");
  }
  if (const v1::Reason why = WhyNoMember(situation.community, principal)) {
    return Refuse(why, "", "on_behalf_of");
  }
  if (situation.payload().open_matter().consent() == v1::CONSENT_UNSPECIFIED &&
      principal != situation.actor()) {
    return Refuse(v1::CONSENT_MISSING, "", "consent");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> CheckProof(const v1::ContentRef& proof) {
  const bool picture = proof.media() == "image/jpeg" || proof.media() == "image/webp";
  if (picture && proof.size() > 0 && proof.audience() == v1::STAFF) return std::nullopt;
  return Refuse(v1::INPUT_INVALID, "", "consent_proof");
}

Result<Decision> DecideOpenMatter(const Situation& situation) {
  const v1::OpenMatter& body = situation.payload().open_matter();
  const Bytes& principal = situation.payload().on_behalf_of();
  if (!principal.empty()) {
    if (std::optional<Refusal> refusal = CheckHelper(situation, principal)) {
      return Decision(*refusal);
    }
  }
  const bool staff = IsStaff(situation.pack, situation.roles);
  if (IsKeyedIn(body.channel()) && !staff) return No(v1::NOT_ALLOWED, "", "channel");
  if (body.occurred_ms() != 0 && (!staff || body.occurred_ms() > situation.now_ms)) {
    return No(v1::INPUT_INVALID, "", "occurred_ms");
  }
  const bool helped = !principal.empty() && principal != situation.actor();
  if (!helped && (body.consent() != v1::CONSENT_UNSPECIFIED || body.has_consent_proof())) {
    return No(v1::INPUT_INVALID, "", "consent");
  }
  if (body.has_consent_proof()) {
    if (auto refusal = CheckProof(body.consent_proof())) return Decision(*refusal);
  }
  if (std::optional<Refusal> refusal = CheckSource(situation, body)) return Decision(*refusal);
  return Open(situation,
              Opening{body, helped ? principal : situation.actor(),
                      helped ? situation.actor() : Bytes()},
              "");
}

Result<Decision> DecideLeaveMessage(const Situation& situation) {
  const v1::LeaveMessage& body = situation.payload().leave_message();
  if (IsKeyedIn(body.channel()) && !IsStaff(situation.pack, situation.roles)) {
    return No(v1::NOT_ALLOWED, "", "channel");
  }
  if (body.text().media() != "text/plain" || body.text().size() == 0) {
    return No(v1::INPUT_INVALID, "", "text");
  }
  Events events;
  v1::MessageLeft* left = events.emplace_back().mutable_message_left();
  left->set_message(situation.command.MadeId());
  left->set_author(situation.actor());
  left->set_channel(body.channel());
  *left->mutable_text() = body.text();
  return Decision(std::move(events));
}

Result<Decision> DecideConvertMessage(const Situation& situation) {
  const v1::ConvertMessage& body = situation.payload().convert_message();
  std::optional<state::Message> message =
      state::FindMessage(situation.community, body.message());
  if (!message) return No(v1::MESSAGE_UNKNOWN);
  if (!message->matter.empty()) return No(v1::MESSAGE_CONVERTED, "", ToHex(message->matter));
  if (const v1::Reason why = WhyNoMember(situation.community, message->author)) return No(why);
  const bool own = message->author == situation.actor();
  if (!own && !IsStaff(situation.pack, situation.roles)) return No(v1::NOT_ALLOWED);
  v1::OpenMatter opening;
  opening.set_procedure(body.procedure());
  opening.set_channel(v1::APP);
  *opening.mutable_inputs() = body.inputs();
  return Open(situation, Opening{opening, message->author, own ? Bytes() : situation.actor()},
              message->message);
}

}  // namespace yiting::decide
