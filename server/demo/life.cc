#include "demo/life.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/instant.h"
#include "decide/decide.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "state/read_members.h"

namespace yiting::demo {

namespace {

using Effect = v1::Action::Effect;

constexpr int kMatters = 26;
// Of one AdmitMembers command: 30 members are about 6 KiB of its 16.
constexpr size_t kMembersAtOnce = 30;

class Everything : public sequencer::ContentsAtHand {
 public:
  bool Has(BytesView) override { return true; }
};

bool Does(const v1::Action& action, Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

int IndexOf(const v1::Procedure& procedure, const std::string& stage) {
  for (int i = 0; i < procedure.stages_size(); ++i) {
    if (procedure.stages(i).id() == stage) return i;
  }
  return -1;
}

// Other rules are for whoever plays with the demo to propose.
bool IsAboutRules(const v1::Procedure& procedure) {
  const auto& fields = procedure.fields();
  return std::any_of(fields.begin(), fields.end(), [](const v1::Field& field) {
    return field.kind() == v1::Field::PACK;
  });
}

// How many people an action waits for before it moves the matter.
int TakersOf(const v1::Action& action) {
  constexpr int kPartiesMax = 8;
  return action.all_parties() ? kPartiesMax : std::max(static_cast<int>(action.signers()), 1);
}

// An action of the stage itself that neither moves nor ends the matter.
bool IsPlainStep(const v1::Stage& stage, const v1::Action& action) {
  const auto& own = stage.actions();
  const bool of_stage =
      std::any_of(own.begin(), own.end(), [&](const v1::Action& one) { return &one == &action; });
  if (!of_stage || !action.to().empty() || !action.outcome().empty()) return false;
  return action.effects().empty() || Does(action, v1::Action::ASSIGN) ||
         Does(action, v1::Action::INVITE);
}

}  // namespace

v1::NewMember MemberOf(const Person& person, ops::Draft& draft) {
  v1::NewMember member;
  member.set_member(person.member);
  member.set_household(person.household);
  member.set_device(person.device);
  v1::RoleGrant& grant = *member.add_roles();
  grant.set_role(person.role);
  grant.set_unit(person.unit);
  const std::string profile =
      person.room.empty() ? person.name : person.name + "\n" + person.room;
  *member.mutable_profile() = draft.Commit(profile, v1::COMMUNITY);
  return member;
}

uint64_t Life::Dice(uint64_t sides) {
  dice_ ^= dice_ << 13;
  dice_ ^= dice_ >> 7;
  dice_ ^= dice_ << 17;
  return dice_ % sides;
}

int64_t Life::OfficeTime(int64_t ms) {
  CivilDay day = DayOf(Instant{ms});
  int64_t in_day = ms - StartOf(day).ms;
  if (in_day > 18 * kHourMs) {
    ++day.days;
    in_day = 0;
  }
  while (!pack_->calendar().IsWorkday(day)) {
    ++day.days;
    in_day = 0;
  }
  const int64_t opens = 9 * kHourMs;
  if (in_day < opens) in_day = opens + static_cast<int64_t>(Dice(90)) * kMinuteMs;
  return StartOf(day).ms + in_day;
}

int64_t Life::DayTime(int64_t ms) {
  const int64_t midnight = StartOf(DayOf(Instant{ms})).ms;
  return midnight + 7 * kHourMs + static_cast<int64_t>(Dice(14 * 60)) * kMinuteMs;
}

Result<Bytes> Life::Admit(const Person& person, ops::Draft draft, int64_t now_ms) {
  auto device = state::FindDevice(desk_.state(), person.device);
  draft.payload.set_actor(person.member);
  draft.payload.set_device(person.device);
  draft.payload.set_counter(device ? device->counter + 1 : 1);
  draft.payload.set_base_size(desk_.size());
  draft.payload.set_claimed_ms(now_ms);
  const Bytes command = schema::SignCommand(draft.payload, desk_.community(), {person.key()});
  Everything contents;
  ASSIGN_OR_RETURN(sequencer::Answer answer, desk_.sequencer().Admit(command, now_ms, contents));
  if (std::holds_alternative<sequencer::Refused>(answer.outcome)) return Bytes();
  for (store::NewContent& content : draft.contents) {
    content.community = desk_.community();
    batch_.contents.push_back(std::move(content));
  }
  return answer.command_id;
}

Status Life::Live(int64_t began_ms, int64_t now_ms) {
  RETURN_IF_ERROR(AdmitCast(began_ms));
  RETURN_IF_ERROR(AddPlans(began_ms, now_ms));
  RETURN_IF_ERROR(LeaveMessages(now_ms - 5 * kDayMs, now_ms));
  while (!coming_.empty() && coming_.begin()->first <= now_ms) {
    const int64_t at_ms = coming_.begin()->first;
    Plan plan = std::move(coming_.begin()->second);
    coming_.erase(coming_.begin());
    ASSIGN_OR_RETURN(int64_t next_ms, Step(plan, at_ms));
    if (next_ms != 0) coming_.emplace(std::max(next_ms, at_ms + kMinuteMs), std::move(plan));
  }
  return desk_.sequencer().Wake(now_ms);
}

Status Life::AdmitCast(int64_t now_ms) {
  std::vector<const Person*> coming;
  for (const Person& person : cast_) {
    if (!person.founder) coming.push_back(&person);
  }
  for (size_t i = 0; i < coming.size(); i += kMembersAtOnce) {
    ops::Draft draft;
    v1::AdmitMembers& body = *draft.payload.mutable_admit_members();
    for (size_t j = i; j < std::min(coming.size(), i + kMembersAtOnce); ++j) {
      *body.add_members() = MemberOf(*coming[j], draft);
    }
    ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(draft), now_ms));
    if (command.empty()) {
      return Fail(ErrorCode::kInvalid, "the rules do not admit the demo's people");
    }
  }
  return {};
}

// The older ones have mostly ended, the newest wait for their first answer; every fifth is stuck
// somewhere, so that deadlines pass.
Status Life::AddPlans(int64_t began_ms, int64_t now_ms) {
  const v1::Pack& model = pack_->model();
  std::vector<const v1::Procedure*> procedures;
  for (const v1::Procedure& procedure : model.procedures()) {
    if (!IsAboutRules(procedure)) procedures.push_back(&procedure);
  }
  if (procedures.empty()) return {};
  for (int i = 0; i < kMatters; ++i) {
    Plan plan;
    plan.concern = &ConcernAt(static_cast<size_t>(i) * 7);
    plan.procedure = procedures[static_cast<size_t>(i) % procedures.size()];
    std::vector<const Person*> openers;
    for (const Person& person : cast_) {
      for (const v1::OpenerClass& opener : plan.procedure->may_open()) {
        const auto& roles = opener.roles();
        if (std::find(roles.begin(), roles.end(), person.role) == roles.end()) continue;
        // Mostly residents ring.
        for (int n = person.staff ? 1 : 4; n > 0; --n) openers.push_back(&person);
      }
    }
    if (openers.empty()) continue;
    plan.opener = openers[Dice(openers.size())];
    plan.pace_ms = static_cast<int64_t>(4 + Dice(12)) * kHourMs;
    const int stages = plan.procedure->stages_size();
    // Old ones got stuck anywhere; two of last week have just been missed for the first time.
    if (i % 5 == 2 && stages > 0) plan.stuck_at = static_cast<int>(Dice(stages));
    if (i == kMatters * 3 / 5) plan.stuck_at = 0;
    if (i == kMatters * 2 / 3) plan.stuck_at = 1;
    if (i % 9 == 4) plan.ends_with = "first";
    if (i % 9 == 7) plan.ends_with = "second";
    // Newer ones lie closer together: the last month is the liveliest.
    const int64_t span_ms = now_ms - began_ms - kDayMs;
    const int64_t left = kMatters - 1 - i;
    const int64_t before_ms = span_ms * left * left / (kMatters * kMatters);
    coming_.emplace(std::min(DayTime(now_ms - before_ms), now_ms - (left + 1) * 7 * kMinuteMs),
                    std::move(plan));
  }
  return {};
}

Status Life::LeaveMessages(int64_t began_ms, int64_t now_ms) {
  for (size_t i = 0; i < MessageCount(); ++i) {
    Plan plan;  // a message is a plan without a procedure
    plan.opener = &cast_[1 + (i * 3) % std::min<size_t>(cast_.size() - 1, 12)];
    plan.tries = static_cast<int>(i);
    coming_.emplace(began_ms + static_cast<int64_t>(i) * (now_ms - began_ms) /
                                   static_cast<int64_t>(MessageCount()),
                    std::move(plan));
  }
  return {};
}

Status Life::Invite(BytesView seed, int64_t now_ms) {
  ops::Draft draft;
  v1::IssueInvitation& body = *draft.payload.mutable_issue_invitation();
  body.set_key(crypto::PublicKey(crypto::SigningKeyFromSeed(seed)));
  body.set_expires_ms(now_ms + 30 * kDayMs);
  body.add_roles()->set_role(pack_->model().roles(0).id());
  ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(draft), now_ms));
  if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse the demo's invitation");
  return {};
}

Status Life::Open(Plan& plan, int64_t now_ms) {
  ops::Draft draft;
  v1::OpenMatter& body = *draft.payload.mutable_open_matter();
  body.set_procedure(plan.procedure->id());
  body.set_channel(Dice(5) == 0 ? v1::KIOSK : v1::APP);
  Fill(plan, "", plan.procedure->fields(), now_ms, draft, *body.mutable_inputs());
  ASSIGN_OR_RETURN(Bytes command, Admit(*plan.opener, std::move(draft), now_ms));
  plan.matter = command.substr(0, 16);
  return {};
}

Result<int64_t> Life::Step(Plan& plan, int64_t now_ms) {
  if (plan.procedure == nullptr) {
    ops::Draft draft;
    v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
    body.set_channel(v1::APP);
    *body.mutable_text() = draft.Commit(MessageAt(static_cast<size_t>(plan.tries)), v1::STAFF);
    RETURN_IF_ERROR(Admit(*plan.opener, std::move(draft), now_ms));
    return int64_t{0};
  }
  if (plan.matter.empty()) {
    RETURN_IF_ERROR(Open(plan, now_ms));
    return plan.matter.empty() ? int64_t{0} : OfficeTime(now_ms + plan.pace_ms);
  }
  auto matter = state::FindMatter(desk_.state(), plan.matter);
  if (!matter || matter->closed()) return int64_t{0};
  if (plan.phase == 0) {
    RETURN_IF_ERROR(Beside(plan, *matter, now_ms));
    plan.phase = 1;
    const bool stuck = IndexOf(*plan.procedure, matter->stage) == plan.stuck_at;
    return stuck ? int64_t{0} : OfficeTime(now_ms + plan.pace_ms);
  }
  ASSIGN_OR_RETURN(bool moved, MoveOn(plan, *matter, now_ms));
  auto after = state::FindMatter(desk_.state(), plan.matter);
  if (after->closed()) return int64_t{0};
  if (after->visit != matter->visit) {
    plan.phase = plan.tries = 0;
    return OfficeTime(now_ms + plan.pace_ms);
  }
  // Another signature, or the same again when somebody else has acted; not for ever.
  if (!moved && ++plan.tries == 3) return int64_t{0};
  return OfficeTime(now_ms + plan.pace_ms / 3);
}

// What does not move the matter: parties report in, invitees answer, participants rate, somebody
// nudges where nothing happens.
Status Life::Beside(const Plan& plan, const state::Matter& matter, int64_t now_ms) {
  std::vector<const v1::Action*> actions;
  for (const v1::Action& action : plan.procedure->actions()) actions.push_back(&action);
  const v1::Stage* stage = pack_->FindStage(matter.procedure, matter.stage);
  if (stage == nullptr) return {};
  for (const v1::Action& action : stage->actions()) actions.push_back(&action);
  for (const v1::Action* action : actions) {
    // What moves nothing and has no other reading is a step of the work: it is done once.
    const bool step = IsPlainStep(*stage, *action);
    int limit = step ? TakersOf(*action) : 0;
    if (Does(*action, v1::Action::REPORT_IN)) limit = 1 + static_cast<int>(Dice(3));
    if (Does(*action, v1::Action::CONFIRM)) limit = 8;
    if (Does(*action, v1::Action::RATE)) limit = 2 + static_cast<int>(Dice(6));
    // Most of those who may vote do.
    if (Does(*action, v1::Action::VOTE)) limit = static_cast<int>(cast_.size() * 3 / 4);
    const bool waits = IndexOf(*plan.procedure, matter.stage) == plan.stuck_at;
    if (Does(*action, v1::Action::NUDGE) && waits) limit = 1;
    if (limit == 0) continue;
    RETURN_IF_ERROR(Take(plan, matter, *action, limit, now_ms));
  }
  return {};
}

Result<bool> Life::MoveOn(const Plan& plan, const state::Matter& matter, int64_t now_ms) {
  const v1::Stage* stage = pack_->FindStage(matter.procedure, matter.stage);
  if (stage == nullptr) return false;
  const int here = IndexOf(*plan.procedure, matter.stage);
  std::vector<const v1::Action*> ends;
  std::vector<const v1::Action*> onward;
  for (const v1::Action& action : stage->actions()) {
    if (!action.outcome().empty()) ends.push_back(&action);
    if (IndexOf(*plan.procedure, action.to()) > here) onward.push_back(&action);
  }
  if (!plan.ends_with.empty() && here == 0 && !ends.empty()) {
    const v1::Action* end = plan.ends_with == "first" ? ends.front() : ends.back();
    ASSIGN_OR_RETURN(int took, Take(plan, matter, *end, 1, now_ms));
    return took > 0;
  }
  // Where nothing leads on, the stage's own end is the end, unless its deadline is meant to be.
  const v1::Late& late = stage->deadline().on_late();
  if (onward.empty() && late.outcome().empty() && !late.tally()) onward = ends;
  for (const v1::Action* action : onward) {
    ASSIGN_OR_RETURN(int took, Take(plan, matter, *action, TakersOf(*action), now_ms));
    if (took > 0) return true;
  }
  return false;
}

Result<int> Life::Take(const Plan& plan, const state::Matter& matter, const v1::Action& action,
                       int limit, int64_t now_ms) {
  int took = 0;
  const size_t first = Dice(cast_.size());
  for (size_t i = 0; i < cast_.size() && took < limit; ++i) {
    const Person& person = cast_[(first + i) % cast_.size()];
    if (decide::WhyNot(desk_.state(), *pack_, matter, action, person.member, now_ms)) continue;
    ops::Draft draft;
    v1::ActOnMatter& body = *draft.payload.mutable_act_on_matter();
    body.set_matter(plan.matter);
    body.set_action(action.id());
    Fill(plan, action.id(), action.needs(), now_ms, draft, *body.mutable_inputs());
    ASSIGN_OR_RETURN(Bytes command, Admit(person, std::move(draft), now_ms));
    if (!command.empty()) ++took;
  }
  return took;
}

}  // namespace yiting::demo
