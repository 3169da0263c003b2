// An action on a matter: its stage's or the procedure's own, taken by somebody whom the pack names,
// with the inputs that it asks for; its effects; and where the matter goes then.

#include <algorithm>

#include "decide/ballots.h"
#include "decide/effects.h"
#include "decide/event_writer.h"
#include "decide/hooks.h"
#include "decide/situation.h"
#include "state/read_territory.h"

namespace yiting::decide {

namespace {

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
  // Of an action that answers as well: who has reported in before answers still.
  for (const state::Party& party : state::PartiesOf(acting.community(), acting.matter.matter)) {
    if (party.unit == acting.standing.unit && party.reported_ms != 0) return;
  }
  v1::PartyReported* reported = writer.Add().mutable_party_reported();
  reported->set_matter(acting.matter.matter);
  reported->set_unit(acting.standing.unit);
  reported->set_by(acting.situation.actor());
}

void Reply(const Acting& acting, EventWriter& writer) {
  v1::PartyReplied* replied = writer.Add().mutable_party_replied();
  replied->set_matter(acting.matter.matter);
  replied->set_unit(acting.standing.unit);
  replied->set_by(acting.situation.actor());
}

Outcome Rate(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "score");
  if (input == nullptr) return std::nullopt;
  if (acting.situation.helped &&
      state::HasRatedThemselves(acting.community(), acting.matter.matter, acting.actor())) {
    return acting.No(v1::ALREADY_DONE, "score");
  }
  v1::RatingGiven* rating = writer.Add().mutable_rating_given();
  rating->set_matter(acting.matter.matter);
  rating->set_member(acting.situation.actor());
  rating->set_score(static_cast<uint32_t>(input->number()));
  return std::nullopt;
}

// What its first text says is told to all whom the matter concerns; not all of them are parties.
void Tell(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = nullptr;
  for (const v1::Field& field : acting.action.needs()) {
    const bool for_them = field.kind() == v1::Field::TEXT &&
                          (field.audience() == v1::PUBLIC || field.audience() == v1::COMMUNITY);
    if (for_them && input == nullptr) input = FindInput(acting.inputs, field.id());
  }
  if (input == nullptr || !input->has_content()) return;
  v1::ResultTold* told = writer.Add().mutable_result_told();
  told->set_matter(acting.matter.matter);
  told->set_by(acting.situation.actor());
  *told->mutable_text() = input->content();
}

Outcome ApplyEffect(const Acting& acting, int effect, EventWriter& writer) {
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
    case v1::Action::RATE:
      return Rate(acting, writer);
    case v1::Action::TELL:
      Tell(acting, writer);
      break;
    case v1::Action::REPLY:
      Reply(acting, writer);
      break;
    case v1::Action::INVITE:
      return Invite(acting, writer);
    case v1::Action::CONFIRM:
      return Confirm(acting, writer);
    case v1::Action::VOTE:
      return CastBallot(acting.balloting(), writer);
    case v1::Action::ENTER_BALLOT:
      return EnterPaper(acting.balloting(), writer);
    case v1::Action::ATTEND:
      return Attend(acting, writer);
    case v1::Action::NAME_REVIEWERS:
      return NameReviewers(acting, writer);
    case v1::Action::OPINE:
      return Opine(acting, writer);
    case v1::Action::PRAISE:
      return MarkOpinion(acting, v1::OpinionMarked::PRAISED, writer);
    case v1::Action::REPORT:
      return MarkOpinion(acting, v1::OpinionMarked::REPORTED, writer);
    case v1::Action::HIDE:
      return HideOpinion(acting, writer);
    case v1::Action::SUPPORT:
      return Support(acting, writer);
    case v1::Action::LINK:
      return LinkDuplicates(acting, writer);
    case v1::Action::UNLINK:
      return UnlinkDuplicates(acting, writer);
    case v1::Action::ANSWER_LINK:
      return AnswerLink(acting, writer);
    case v1::Action::PROPOSE_OPTION:
      return ProposeOption(acting, writer);
    case v1::Action::SET_TASK:
      return SetTask(acting, writer);
    case v1::Action::REPORT_TASK:
      return ReportTask(acting, writer);
    case v1::Action::JUDGE_TASK:
      return JudgeTask(acting, writer);
    case v1::Action::MEASURE:
      return Measure(acting, writer);
    case v1::Action::PUBLISH_CASE:
      return PublishCase(acting, writer);
    case v1::Action::APPOINT:
      return Appoint(acting, writer);
    case v1::Action::DISMISS:
      return Dismiss(acting, writer);
    default:
      break;  // NUDGE: that it was taken is all there is
  }
  return std::nullopt;
}

Outcome ApplyEffects(const Acting& acting, EventWriter& writer) {
  for (const int effect : acting.action.effects()) {
    if (Outcome refusal = ApplyEffect(acting, effect, writer)) return refusal;
  }
  return std::nullopt;
}

// Where the matter goes.
Outcome Move(const Acting& acting, EventWriter& writer) {
  if (!acting.action.outcome().empty()) {
    writer.Close(acting.matter.matter, acting.action.outcome());
    return std::nullopt;
  }
  if (acting.action.to().empty()) return std::nullopt;
  const v1::Stage* stage =
      acting.situation.pack.FindStage(acting.matter.procedure, acting.action.to());
  if (stage == nullptr) return acting.No(v1::RULE_FAILED, "RUNTIME");
  // Nobody can vote among nothing.
  const bool among_options =
      stage->has_poll() && stage->poll().method() != v1::Poll::FOR_AGAINST;
  if (among_options && writer.CountOptions(acting.matter.matter, stage->poll()) == 0) {
    return acting.No(v1::OPTION_UNKNOWN, stage->id());
  }
  writer.EnterStage(acting.matter.matter, *stage);
  return std::nullopt;
}

Refusal NoSuchAction(const Situation& situation, const state::Matter& matter,
                     const std::string& action) {
  if (situation.pack.HasActionAnywhere(matter.procedure, action)) {
    return Refusal{v1::WRONG_STAGE, matter.procedure + "." + matter.stage, matter.stage};
  }
  return Refusal{v1::ACTION_UNKNOWN, matter.procedure, action};
}

// Nullopt: it is the actor's own, or they may enter it for whom they do.
std::optional<Refusal> CheckHelper(const Situation& situation, const state::Matter& matter,
                                   const v1::Action& action, const std::string& rule) {
  const v1::ActOnMatter& body = situation.payload().act_on_matter();
  const auto no = [&rule](v1::Reason reason, const char* detail) {
    return Refusal{reason, rule, detail};
  };
  const Bytes& principal = situation.payload().on_behalf_of();
  if (principal.empty()) {
    const bool plain = body.consent() == v1::CONSENT_UNSPECIFIED && !body.has_consent_proof() &&
                       body.occurred_ms() == 0;
    if (plain) return std::nullopt;
    return no(v1::INPUT_INVALID, "consent");
  }
  const auto& helpers = action.helpers();
  const bool may = std::any_of(
      situation.roles.begin(), situation.roles.end(), [&](const state::HeldRole& held) {
        return std::find(helpers.begin(), helpers.end(), held.role) != helpers.end() &&
               state::ReachesPlace(situation.community, held.unit, matter.place);
      });
  if (!may) return no(v1::NOT_ALLOWED, "on_behalf_of");
  if (const v1::Reason why = WhyNoMember(situation.community, principal)) {
    return no(why, "on_behalf_of");
  }
  if (principal == situation.actor()) return no(v1::INPUT_INVALID, "on_behalf_of");
  if (body.consent() == v1::CONSENT_UNSPECIFIED) return no(v1::CONSENT_MISSING, "consent");
  // What is not of this stage was about something else.
  const bool possible =
      body.occurred_ms() >= matter.stage_ms && body.occurred_ms() <= situation.now_ms;
  if (body.occurred_ms() != 0 && !possible) return no(v1::INPUT_INVALID, "occurred");
  if (body.has_consent_proof()) return CheckProof(body.consent_proof());
  return std::nullopt;
}

// Whoever it is that acts, themselves or by a helper.
Result<Decision> Act(const Situation& situation, const state::Matter& matter,
                     const v1::Action& action, const std::string& rule) {
  const v1::Payload& payload = situation.payload();
  const v1::ActOnMatter& body = payload.act_on_matter();
  Standing standing;
  if (std::optional<Refusal> refusal =
          CheckStanding(situation.community, situation.pack, matter, action, situation.actor(),
                        situation.roles, {situation.now_ms, payload.claimed_ms()}, standing)) {
    return Decision(*refusal);
  }
  if (std::optional<Refusal> refusal =
          CheckInputs(situation, action.needs(), body.inputs(), rule,
                      HasEffect(action, v1::Action::VOTE))) {
    return Decision(*refusal);
  }
  if (action.hook()) {
    ASSIGN_OR_RETURN(std::optional<Refusal> refusal,
                     AskActionHook(situation, matter, standing, body.inputs(), rule));
    if (refusal) return Decision(*refusal);
  }

  const Acting acting{situation, matter, action, standing, body.inputs(), rule};
  EventWriter writer(situation.community, situation.pack, situation.now_ms);
  writer.set_running(matter.deadline, matter.clock);
  writer.set_place(matter.place);
  v1::ActionTaken* taken = writer.Add().mutable_action_taken();
  taken->set_matter(matter.matter);
  taken->set_action(action.id());
  taken->set_by(payload.actor());
  taken->set_role(standing.role);
  taken->set_unit(standing.unit);
  *taken->mutable_inputs() = body.inputs();
  taken->set_on_behalf_of(payload.on_behalf_of());
  taken->set_consent(body.consent());
  if (body.has_consent_proof()) *taken->mutable_consent_proof() = body.consent_proof();
  taken->set_occurred_ms(body.occurred_ms());
  if (Outcome refusal = ApplyEffects(acting, writer)) return Decision(*refusal);
  if (HasAll(acting)) {
    if (Outcome refusal = Move(acting, writer)) return Decision(*refusal);
  }
  return Decision(writer.Take());
}

}  // namespace

bool HasAll(const Acting& acting) {
  if (acting.action.all_parties()) {
    const auto parties = state::PartiesOf(acting.situation.community, acting.matter.matter);
    return std::all_of(parties.begin(), parties.end(), [&acting](const state::Party& party) {
      return party.replied_ms != 0 || party.unit == acting.standing.unit;
    });
  }
  if (acting.action.all_tasks()) return AllTasksAccepted(acting);
  if (acting.action.all_reviewers()) {
    return AllReviewersHave(acting.community(), acting.matter, acting.action, acting.actor(),
                            acting.situation.now_ms);
  }
  if (acting.action.signers() <= 1) return true;
  return state::CountTakes(acting.situation.community, acting.matter, acting.action.id()) + 1 >=
         static_cast<int64_t>(acting.action.signers());
}

std::optional<Refusal> Acting::No(v1::Reason reason, const char* detail) const {
  return Refuse(reason, rule, detail);
}

std::optional<Refusal> Acting::No(v1::Reason reason, std::string detail) const {
  return Refusal{reason, rule, std::move(detail)};
}

int64_t Acting::Number(std::string_view field) const {
  const v1::Input* input = FindInput(inputs, field);
  return input == nullptr ? 0 : input->number();
}

std::string Acting::Code(std::string_view field) const {
  const v1::Input* input = FindInput(inputs, field);
  return input == nullptr ? std::string() : input->code();
}

const v1::ContentRef* Acting::Content(std::string_view field) const {
  const v1::Input* input = FindInput(inputs, field);
  return input == nullptr || !input->has_content() ? nullptr : &input->content();
}

Result<Decision> DecideActOnMatter(const Situation& situation) {
  const v1::ActOnMatter& body = situation.payload().act_on_matter();
  std::optional<state::Matter> matter = state::FindMatter(situation.community, body.matter());
  if (!matter) return No(v1::MATTER_UNKNOWN);
  if (matter->closed()) return No(v1::MATTER_CLOSED, matter->procedure, matter->outcome);
  const v1::Action* action =
      situation.pack.FindAction(matter->procedure, matter->stage, body.action());
  if (action == nullptr) return Decision(NoSuchAction(situation, *matter, body.action()));

  const std::string rule =
      situation.pack.PlaceOf(matter->procedure, matter->stage, action->id());
  if (std::optional<Refusal> refusal = CheckHelper(situation, *matter, *action, rule)) {
    return Decision(*refusal);
  }
  const Bytes& principal = situation.payload().on_behalf_of();
  if (principal.empty()) return Act(situation, *matter, *action, rule);
  // From here on it is the person's own.
  Situation theirs = situation;
  theirs.helped = true;
  theirs.roles = state::RolesAt(situation.community, principal, situation.now_ms);
  return Act(theirs, *matter, *action, rule);
}

}  // namespace yiting::decide
