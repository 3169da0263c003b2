// An action on a matter: its stage's or the procedure's own, taken by somebody whom the pack names,
// with the inputs that it asks for; its effects; and where the matter goes then.

#include <algorithm>
#include <set>

#include "decide/ballots.h"
#include "decide/event_writer.h"
#include "decide/hooks.h"
#include "decide/situation.h"

namespace yiting::decide {

namespace {

struct Acting {
  const Situation& situation;
  const state::Matter& matter;
  const v1::Action& action;
  const Standing& standing;
  const Inputs& inputs;
  const std::string& rule;

  Balloting balloting() const { return {situation, matter, action, inputs, rule}; }
};

void Assign(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = InputOfKind(acting.action.needs(), acting.inputs, v1::Field::CATEGORY);
  if (input == nullptr) return;
  const v1::Category* category = acting.situation.pack.FindCategory(input->code());
  v1::CategorySet* set = writer.Add().mutable_category_set();
  set->set_matter(acting.matter.matter);
  set->set_category(category->id());
  set->set_lead(category->lead());
  writer.Alert(acting.matter.matter, category->lead(), true);
  for (const std::string& unit : category->assisting()) {
    writer.Alert(acting.matter.matter, unit, false);
  }
}

void AlertFurther(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = InputOfKind(acting.action.needs(), acting.inputs, v1::Field::UNITS);
  if (input == nullptr) return;
  const std::vector<state::Party> parties =
      state::PartiesOf(acting.situation.community, acting.matter.matter);
  for (const std::string& unit : input->codes().code()) {
    const bool alerted = std::any_of(parties.begin(), parties.end(), [&unit](const auto& party) {
      return party.unit == unit;
    });
    if (!alerted) writer.Alert(acting.matter.matter, unit, false);
  }
}

void ReportIn(const Acting& acting, EventWriter& writer) {
  v1::PartyReported* reported = writer.Add().mutable_party_reported();
  reported->set_matter(acting.matter.matter);
  reported->set_unit(acting.standing.unit);
  reported->set_by(acting.situation.actor());
}

void Invite(const Acting& acting, EventWriter& writer) {
  std::set<std::string> members;  // one who was named for two reasons is invited once
  for (const v1::Input& input : acting.inputs) {
    members.insert(input.members().member().begin(), input.members().member().end());
  }
  for (const std::string& member : members) {
    v1::MemberInvited* invited = writer.Add().mutable_member_invited();
    invited->set_matter(acting.matter.matter);
    invited->set_member(member);
  }
}

void Reply(const Acting& acting, EventWriter& writer) {
  v1::PartyReplied* replied = writer.Add().mutable_party_replied();
  replied->set_matter(acting.matter.matter);
  replied->set_unit(acting.standing.unit);
  replied->set_by(acting.situation.actor());
}

void Confirm(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "coming");
  v1::AttendanceAnswered* answered = writer.Add().mutable_attendance_answered();
  answered->set_matter(acting.matter.matter);
  answered->set_member(acting.situation.actor());
  answered->set_coming(input != nullptr && input->code() == "yes");
}

void Rate(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "score");
  if (input == nullptr) return;
  v1::RatingGiven* rating = writer.Add().mutable_rating_given();
  rating->set_matter(acting.matter.matter);
  rating->set_member(acting.situation.actor());
  rating->set_score(static_cast<uint32_t>(input->number()));
}

// A refusal: what was given cannot have this effect.
std::optional<Refusal> ApplyEffects(const Acting& acting, EventWriter& writer) {
  for (int effect : acting.action.effects()) {
    switch (effect) {
      case v1::Action::ASSIGN:
        Assign(acting, writer);
        break;
      case v1::Action::ALERT:
        AlertFurther(acting, writer);
        break;
      case v1::Action::REPORT_IN:
        ReportIn(acting, writer);
        break;
      case v1::Action::INVITE:
        Invite(acting, writer);
        break;
      case v1::Action::CONFIRM:
        Confirm(acting, writer);
        break;
      case v1::Action::RATE:
        Rate(acting, writer);
        break;
      case v1::Action::REPLY:
        Reply(acting, writer);
        break;
      case v1::Action::VOTE:
        CastBallot(acting.balloting(), writer);
        break;
      case v1::Action::ENTER_BALLOT:
        if (std::optional<Refusal> refusal = EnterPaper(acting.balloting(), writer)) return refusal;
        break;
      default:
        break;  // NUDGE: that it was taken is all there is
    }
  }
  return std::nullopt;
}

// True when enough different members have taken the action, or every party has, this one counted.
bool HasAllSigners(const Acting& acting) {
  if (acting.action.all_parties()) {
    const auto parties = state::PartiesOf(acting.situation.community, acting.matter.matter);
    return std::all_of(parties.begin(), parties.end(), [&acting](const state::Party& party) {
      return party.replied_ms != 0 || party.unit == acting.standing.unit;
    });
  }
  if (acting.action.signers() <= 1) return true;
  return state::CountTakes(acting.situation.community, acting.matter, acting.action.id()) + 1 >=
         static_cast<int64_t>(acting.action.signers());
}

// Where the matter goes. False: the pack names a stage that it does not have.
bool Move(const Acting& acting, EventWriter& writer) {
  if (!acting.action.outcome().empty()) {
    writer.Close(acting.matter.matter, acting.action.outcome());
    return true;
  }
  if (acting.action.to().empty()) return true;
  const v1::Stage* stage =
      acting.situation.pack.FindStage(acting.matter.procedure, acting.action.to());
  if (stage == nullptr) return false;
  writer.EnterStage(acting.matter.matter, *stage);
  return true;
}

Refusal NoSuchAction(const Situation& situation, const state::Matter& matter,
                     const std::string& action) {
  if (situation.pack.HasActionAnywhere(matter.procedure, action)) {
    return Refusal{v1::WRONG_STAGE, matter.procedure + "." + matter.stage, matter.stage};
  }
  return Refusal{v1::ACTION_UNKNOWN, matter.procedure, action};
}

}  // namespace

Result<Decision> DecideActOnMatter(const Situation& situation) {
  const v1::ActOnMatter& body = situation.payload().act_on_matter();
  if (!situation.payload().on_behalf_of().empty()) {
    return No(v1::NOT_ALLOWED, "", "on_behalf_of");
  }
  std::optional<state::Matter> matter = state::FindMatter(situation.community, body.matter());
  if (!matter) return No(v1::MATTER_UNKNOWN);
  if (matter->closed()) return No(v1::MATTER_CLOSED, matter->procedure, matter->outcome);
  const v1::Action* action =
      situation.pack.FindAction(matter->procedure, matter->stage, body.action());
  if (action == nullptr) return Decision(NoSuchAction(situation, *matter, body.action()));

  const std::string rule =
      situation.pack.PlaceOf(matter->procedure, matter->stage, action->id());
  Standing standing;
  if (std::optional<Refusal> refusal =
          CheckStanding(situation.community, situation.pack, *matter, *action, situation.actor(),
                        situation.roles, standing)) {
    return Decision(*refusal);
  }
  if (std::optional<Refusal> refusal =
          CheckInputs(situation, action->needs(), body.inputs(), rule)) {
    return Decision(*refusal);
  }
  if (action->hook()) {
    ASSIGN_OR_RETURN(std::optional<Refusal> refusal,
                     AskActionHook(situation, *matter, standing, body.inputs(), rule));
    if (refusal) return Decision(*refusal);
  }

  const Acting acting{situation, *matter, *action, standing, body.inputs(), rule};
  EventWriter writer(situation.community, situation.pack, situation.now_ms);
  writer.set_running(matter->deadline, matter->clock);
  v1::ActionTaken* taken = writer.Add().mutable_action_taken();
  taken->set_matter(matter->matter);
  taken->set_action(action->id());
  taken->set_by(situation.actor());
  taken->set_role(standing.role);
  taken->set_unit(standing.unit);
  *taken->mutable_inputs() = body.inputs();
  if (std::optional<Refusal> refusal = ApplyEffects(acting, writer)) return Decision(*refusal);
  if (HasAllSigners(acting) && !Move(acting, writer)) return No(v1::RULE_FAILED, rule, "RUNTIME");
  return Decision(writer.Take());
}

}  // namespace yiting::decide
