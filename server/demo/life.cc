#include "demo/life.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/instant.h"
#include "crypto/sha256.h"
#include "decide/decide.h"
#include "decide/seal_vote.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "state/read_members.h"

namespace yiting::demo {

namespace {

using Effect = v1::Action::Effect;

// Most of those who may vote do.
constexpr int kMost = -1;

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

// How many people an action waits for before it moves the matter.
int TakersOf(const v1::Action& action) {
  constexpr int kPartiesMax = 8;
  const bool all = action.all_parties() || action.all_reviewers();
  return all ? kPartiesMax : std::max(static_cast<int>(action.signers()), 1);
}

bool IsOf(const v1::Stage& stage, const v1::Action& action) {
  const auto& own = stage.actions();
  return std::any_of(own.begin(), own.end(),
                     [&action](const v1::Action& one) { return &one == &action; });
}

// A step of the work, done once.
bool IsPlainStep(const v1::Stage& stage, const v1::Action& action) {
  if (!IsOf(stage, action)) return false;
  return action.effects().empty() || Does(action, v1::Action::ASSIGN) ||
         Does(action, v1::Action::INVITE);
}

// Staff type in what somebody else says or does.
bool AsksForSomebody(const v1::Action& action) {
  const auto& needs = action.needs();
  return std::any_of(needs.begin(), needs.end(), [](const v1::Field& field) {
    return field.kind() == v1::Field::MEMBERS && !field.optional();
  });
}

int FirstEffect(const v1::Action& action) {
  const auto& effects = action.effects();
  return effects.empty() ? 0 : *std::min_element(effects.begin(), effects.end());
}

}  // namespace

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

int Life::Had(Effect effect) const {
  const auto found = had_.find(effect);
  return found == had_.end() ? 0 : found->second;
}

Result<Bytes> Life::Admit(const Person& person, ops::Draft draft, int64_t now_ms,
                          const crypto::SigningKey* second) {
  auto device = state::FindDevice(desk_.state(), person.device);
  draft.payload.set_actor(person.member);
  draft.payload.set_device(person.device);
  draft.payload.set_counter(device ? device->counter + 1 : 1);
  draft.payload.set_base_size(desk_.size());
  draft.payload.set_claimed_ms(now_ms);
  if (draft.payload.has_act_on_matter()) {
    // As their phone does it. Of a demo nobody's one-time key is a secret.
    const Bytes once(crypto::AsBytes(crypto::Sha256(
        "demo.ballot" + person.device + std::to_string(draft.payload.counter()))));
    decide::SealVote(desk_.state(), desk_.reading().packs, person.member, once,
                     *draft.payload.mutable_act_on_matter());
  }
  std::vector<crypto::SigningKey> signers = {person.key()};
  if (second != nullptr) signers.push_back(*second);
  const Bytes command = schema::SignCommand(draft.payload, desk_.community(), signers);
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
  RETURN_IF_ERROR(PrepareGround(began_ms));
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
  if (matter->visit != plan.visit) plan.phase = plan.tries = 0;
  plan.visit = matter->visit;
  if (plan.phase == 0) {
    RETURN_IF_ERROR(Beside(plan, *matter, now_ms));
    plan.phase = 1;
    const bool stuck = IndexOf(*plan.procedure, matter->stage) == plan.stuck_at;
    return stuck ? int64_t{0} : OfficeTime(now_ms + plan.pace_ms);
  }
  ASSIGN_OR_RETURN(bool moved, MoveOn(plan, *matter, now_ms));
  auto after = state::FindMatter(desk_.state(), plan.matter);
  if (after->closed()) return int64_t{0};
  if (after->visit != matter->visit) return OfficeTime(now_ms + plan.pace_ms);
  // Another signature, or the same again when somebody else has acted; not for ever.
  if (!moved && ++plan.tries == 3) {
    // A time that is to pass, as that of a vote: they come again when it is over.
    plan.tries = 2;
    return matter->due_ms > now_ms ? OfficeTime(matter->due_ms + kHourMs) : int64_t{0};
  }
  return OfficeTime(now_ms + plan.pace_ms / 3);
}

// What does not move the matter: parties report in, invitees answer, people speak, vote and rate,
// somebody nudges where nothing happens. In the order of the effects, so that what is spoken of is
// there before it is praised.
Status Life::Beside(const Plan& plan, const state::Matter& matter, int64_t now_ms) {
  const v1::Stage* stage = pack_->FindStage(matter.procedure, matter.stage);
  if (stage == nullptr) return {};
  std::vector<const v1::Action*> actions;
  for (const v1::Action& action : plan.procedure->actions()) actions.push_back(&action);
  for (const v1::Action& action : stage->actions()) actions.push_back(&action);
  std::stable_sort(actions.begin(), actions.end(), [](const v1::Action* a, const v1::Action* b) {
    return FirstEffect(*a) < FirstEffect(*b);
  });
  for (const v1::Action* action : actions) {
    if (!action->to().empty() || !action->outcome().empty()) continue;
    const int limit = LimitOf(plan, matter, *stage, *action);
    if (limit != 0) RETURN_IF_ERROR(Take(plan, matter, *action, limit, now_ms));
  }
  return {};
}

// How many people take the action, which moves nothing.
int Life::LimitOf(const Plan& plan, const state::Matter& matter, const v1::Stage& stage,
                  const v1::Action& action) {
  const bool on_paper = AsksForSomebody(action);
  const bool waits = IndexOf(*plan.procedure, matter.stage) == plan.stuck_at;
  const bool first = matter.visit == 1;
  const auto some = [this](int least, uint64_t more) {
    return least + static_cast<int>(Dice(more));
  };
  // What was never seen yet is seen as soon as it can be; then now and then.
  const auto rarely = [&](Effect effect, uint64_t one_in) {
    return Had(effect) == 0 || Dice(one_in) == 0 ? 1 : 0;
  };
  int limit = IsPlainStep(stage, action) ? TakersOf(action) : 0;
  for (const int effect : action.effects()) {
    switch (effect) {
      case v1::Action::REPORT_IN:
        limit = some(1, 3);
        break;
      case v1::Action::CONFIRM:
      case v1::Action::ATTEND:
        limit = on_paper ? 1 : 12;
        break;
      case v1::Action::RATE:
        limit = some(2, 6);
        break;
      case v1::Action::VOTE:
        limit = kMost;
        break;
      case v1::Action::ENTER_BALLOT:
      case v1::Action::ANSWER_LINK:
      case v1::Action::REPORT_TASK:
        limit = 3;
        break;
      case v1::Action::NUDGE:
        limit = waits ? 1 : 0;
        break;
      case v1::Action::ALERT:
        limit = IsOf(stage, action) ? 1 : rarely(v1::Action::ALERT, 9);
        break;
      case v1::Action::OPINE:
        limit = IsOf(stage, action) ? some(3, 4) : some(1, 3);
        break;
      case v1::Action::PRAISE:
      case v1::Action::PROPOSE_OPTION:
        limit = some(2, 3);
        break;
      case v1::Action::REPORT:
        limit = rarely(v1::Action::REPORT, 3);
        break;
      case v1::Action::HIDE:
        // Of two that were reported one is left for whoever plays with the demo.
        limit = 2 * Had(v1::Action::HIDE) < Had(v1::Action::REPORT) ? 1 : 0;
        break;
      case v1::Action::SUPPORT:
        limit = first ? some(0, 5) : 0;
        break;
      case v1::Action::LINK:
        limit = first && Had(v1::Action::LINK) < 4 ? 1 : 0;
        break;
      case v1::Action::UNLINK:
        limit = Had(v1::Action::LINK) >= 2 && Had(v1::Action::UNLINK) == 0 ? 1 : 0;
        break;
      case v1::Action::REPLY:
      case v1::Action::MEASURE:
        limit = 1;
        break;
      case v1::Action::SET_TASK:
        limit = rarely(v1::Action::SET_TASK, 2);
        break;
      case v1::Action::PUBLISH_CASE:
        limit = rarely(v1::Action::PUBLISH_CASE, 3);
        break;
      default:
        break;
    }
  }
  return limit;
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
  // What was given back is worked on again before it is looked at.
  for (const v1::Action& action : stage->actions()) {
    if (!Does(action, v1::Action::REPORT_TASK) || !action.to().empty()) continue;
    RETURN_IF_ERROR(Take(plan, matter, action, 2, now_ms));
  }
  for (const v1::Action* action : onward) {
    ASSIGN_OR_RETURN(int took, Take(plan, matter, *action, TakersOf(*action), now_ms));
    if (took > 0) return true;
  }
  return false;
}

Result<int> Life::Take(const Plan& plan, const state::Matter& matter, const v1::Action& action,
                       int limit, int64_t now_ms) {
  std::vector<const Person*> able;
  const size_t first = Dice(cast_.size());
  for (size_t i = 0; i < cast_.size(); ++i) {
    const Person& person = cast_[(first + i) % cast_.size()];
    if (decide::WhyNot(desk_.state(), *pack_, matter, action, person.member, now_ms)) continue;
    able.push_back(&person);
  }
  if (limit == kMost) limit = static_cast<int>(able.size() * 4 / 5);
  int took = 0;
  for (const Person* person : able) {
    if (took == limit) break;
    ops::Draft draft;
    v1::ActOnMatter& body = *draft.payload.mutable_act_on_matter();
    body.set_matter(plan.matter);
    body.set_action(action.id());
    Fill({plan, &matter, &action, *person, now_ms}, action.needs(), draft,
         *body.mutable_inputs());
    ASSIGN_OR_RETURN(Bytes command, Admit(*person, std::move(draft), now_ms));
    if (command.empty()) continue;
    ++took;
    for (const int effect : action.effects()) ++had_[effect];
  }
  return took;
}

}  // namespace yiting::demo
