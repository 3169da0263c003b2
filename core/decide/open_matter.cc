// Opening a matter: by whom, through which channel, with what; and a message that becomes one.

#include <algorithm>

#include "decide/event_writer.h"
#include "decide/hooks.h"
#include "decide/situation.h"

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
  const std::string& procedure;
  v1::Channel channel;
  int64_t occurred_ms;
  const Inputs& inputs;
  Bytes opener;
  Bytes helper;
};

Result<Decision> Open(const Situation& situation, const Opening& opening,
                      const Bytes& converted_message) {
  const v1::Procedure* procedure = situation.pack.FindProcedure(opening.procedure);
  if (procedure == nullptr) return No(v1::PROCEDURE_UNKNOWN, "", opening.procedure);
  const std::string rule = rulehost::LoadedPack::OpenPlace(procedure->id());
  const std::vector<state::HeldRole> opener_roles =
      opening.helper.empty()
          ? situation.roles
          : state::RolesAt(situation.community, opening.opener, situation.now_ms);
  const v1::OpenerClass* opener_class = ClassOf(*procedure, opener_roles);
  if (opener_class == nullptr) return No(v1::NOT_ALLOWED, rule);
  if (std::optional<Refusal> refusal =
          CheckInputs(situation, procedure->fields(), opening.inputs, rule)) {
    return Decision(*refusal);
  }
  if (procedure->open_hook()) {
    ASSIGN_OR_RETURN(std::optional<Refusal> refusal,
                     AskOpenHook(situation, *procedure, opener_class->id(), opening.inputs, rule));
    if (refusal) return Decision(*refusal);
  }
  const v1::Stage* first = situation.pack.FindStage(procedure->id(), procedure->first());
  if (first == nullptr) return No(v1::RULE_FAILED, rule, "RUNTIME");

  EventWriter writer(situation.community, situation.pack, situation.now_ms);
  const Bytes id = situation.command.MadeId();
  v1::MatterOpened* opened = writer.Add().mutable_matter_opened();
  opened->set_matter(id);
  opened->set_procedure(procedure->id());
  opened->set_opener(opening.opener);
  opened->set_helper(opening.helper);
  opened->set_opener_class(opener_class->id());
  opened->set_channel(opening.channel);
  opened->set_occurred_ms(opening.occurred_ms);
  *opened->mutable_inputs() = opening.inputs;
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
    return Refusal{v1::NOT_ALLOWED, "", "on_behalf_of"};
  }
  if (!state::FindMember(situation.community, principal)) {
    return Refusal{v1::MEMBER_UNKNOWN, "", "on_behalf_of"};
  }
  return std::nullopt;
}

}  // namespace

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
  return Open(situation,
              Opening{body.procedure(), body.channel(), body.occurred_ms(), body.inputs(),
                      helped ? principal : situation.actor(), helped ? situation.actor() : Bytes()},
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
  const bool own = message->author == situation.actor();
  if (!own && !IsStaff(situation.pack, situation.roles)) return No(v1::NOT_ALLOWED);
  return Open(situation,
              Opening{body.procedure(), v1::APP, 0, body.inputs(), message->author,
                      own ? Bytes() : situation.actor()},
              message->message);
}

}  // namespace yiting::decide
