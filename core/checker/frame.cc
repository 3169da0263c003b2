#include "checker/frame.h"

#include <algorithm>
#include <set>

#include "state/read_ledger.h"
#include "state/read_polls.h"

namespace yiting::checker {

namespace {

// The largest group that functions are tried with.
constexpr int64_t kGroupMax = 9;
constexpr int64_t kThresholdMax = 1'000;

bool Names(const google::protobuf::RepeatedPtrField<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool AnyHook(const v1::Procedure& procedure) {
  const auto hooked = [](const v1::Action& action) { return action.hook(); };
  if (std::any_of(procedure.actions().begin(), procedure.actions().end(), hooked)) return true;
  return std::any_of(procedure.stages().begin(), procedure.stages().end(),
                     [&hooked](const v1::Stage& stage) {
                       return std::any_of(stage.actions().begin(), stage.actions().end(), hooked);
                     });
}

// What functions may compare a count with: parameters that count, and numbers in their text. Larger
// ones are milliseconds.
std::set<int64_t> Thresholds(const v1::Pack& pack, const SourceMap& source) {
  std::set<int64_t> thresholds;
  for (int64_t number : source.compared()) {
    if (number >= 1 && number <= kThresholdMax) thresholds.insert(number);
  }
  for (const v1::Param& param : pack.params()) {
    if (param.kind() == v1::Param::COUNT) thresholds.insert(param.value());
  }
  return thresholds;
}

std::string Bit(bool bit) { return bit ? "1" : "0"; }
std::string Number(int64_t number) { return std::to_string(number) + ","; }

}  // namespace

bool HasEffect(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

bool Moves(const v1::Action& action) { return !action.to().empty() || !action.outcome().empty(); }

Frame::Frame(const rulehost::LoadedPack& pack, const v1::Procedure& procedure,
             const Roster& roster, const SourceMap& source)
    : pack_(pack), procedure_(procedure), roster_(roster) {
  for (const v1::Stage& stage : procedure.stages()) {
    AddActions(stage.actions(), stage.id(), source);
  }
  AddActions(procedure.actions(), "", source);
  for (size_t i = 0; i < actions_.size(); ++i) {
    waits_for_parties_ = waits_for_parties_ || actions_[i].action->all_parties();
    if (!actions_[i].stage.empty()) in_stage_[actions_[i].stage].push_back(i);
  }
  for (const v1::Stage& stage : procedure.stages()) {
    for (size_t i = 0; i < actions_.size(); ++i) {
      if (actions_[i].stage.empty()) in_stage_[stage.id()].push_back(i);
    }
  }
  has_moments_ = procedure.has_deadline();
  counts_parties_ = waits_for_parties_;
  if (AnyHook(procedure)) {
    const auto sees = [&source](std::initializer_list<const char*> names) {
      return std::any_of(names.begin(), names.end(),
                         [&source](const char* name) { return source.Reads(name); });
    };
    counts_invitees_ = sees({"invited", "coming", "not_coming"});
    counts_ratings_ = sees({"ratings", "satisfied"});
    sees_reports_ = sees({"reported"});
    counts_parties_ = counts_parties_ || sees({"parties", "reported", "replied"});
    sees_category_ = sees({"category", "lead"});
    sees_opener_class_ = sees({"opener_class"});
    has_moments_ = has_moments_ || sees({"opened_ms", "stage_ms"});
    for (int64_t threshold : Thresholds(pack.model(), source)) {
      group_ = std::max(group_, std::min(threshold, kGroupMax));
      has_reach_ = has_reach_ && threshold <= kGroupMax;
    }
  }
  for (ActionRef& ref : actions_) Classify(ref);
}

void Frame::AddActions(const google::protobuf::RepeatedPtrField<v1::Action>& actions,
                       const std::string& stage, const SourceMap& source) {
  for (const v1::Action& action : actions) {
    const bool read = source.Reads("taken." + action.id());
    actions_.push_back({&action, stage, action.signers() > 1 || read});
  }
}

void Frame::Classify(ActionRef& ref) const {
  const v1::Action& action = *ref.action;
  if (action.hook() || ref.counted) return;
  const auto all = [&action](auto is) {
    return std::all_of(action.effects().begin(), action.effects().end(), is);
  };
  ref.alike = !action.once() && all([](int effect) {
    return effect == v1::Action::ASSIGN || effect == v1::Action::ALERT ||
           effect == v1::Action::INVITE || effect == v1::Action::NUDGE;
  });
  ref.inert = !Moves(action) && all([this](int effect) {
    return effect == v1::Action::NUDGE || (effect == v1::Action::REPORT_IN && !sees_reports_) ||
           (effect == v1::Action::RATE && !counts_ratings_);
  });
}

const std::vector<size_t>& Frame::ActionsIn(const std::string& stage) const {
  static const std::vector<size_t> kNone;
  const auto found = in_stage_.find(stage);
  return found == in_stage_.end() ? kNone : found->second;
}

std::string Frame::OpenerSign(const Person& person) const {
  std::string sign;
  for (const ActionRef& ref : actions_) {
    sign += Bit(std::any_of(person.roles.begin(), person.roles.end(), [&ref](const Held& held) {
      return Names(ref.action->by(), held.role);
    }));
  }
  for (const Held& held : person.roles) {
    const v1::Role* role = pack_.FindRole(held.role);
    if (role != nullptr) sign += "/" + role->level() + Bit(role->staff());
    if (!held.unit.empty()) sign += "@" + held.unit;
  }
  return sign;
}

std::string Frame::KeyOf(World& world) const {
  const state::Matter matter = world.matter();
  if (matter.closed()) return KeyOfEnd(matter.outcome);
  std::string key = matter.stage + "|" + matter.level + "|" + ClockKey(world, matter) + "|";
  key += (sees_opener_class_ ? matter.opener_class : "") + "|" +
         (sees_category_ ? matter.category : Bit(!matter.category.empty()));
  key += "|" + PartyKey(world, matter) + "|" + InviteeKey(world, matter) + "|" +
         TakesKey(world, matter);
  if (counts_ratings_) {
    const state::Ratings ratings = state::RatingsOf(world.community(), matter.matter);
    key += "|r" + Number(std::min(ratings.count, group_ + 1)) +
           Number(std::min(ratings.satisfied, group_ + 1));
  }
  if (std::optional<state::Poll> poll = state::FindRunningPoll(world.community(), matter)) {
    key += "|p" + Number(poll->electors) + Number(poll->in_favour) + Number(poll->against) +
           Number(poll->abstained);
  }
  return key;
}

// Which deadlines run, in which round; and of two clocks, which stages would still end before the
// matter's own does.
std::string Frame::ClockKey(World& world, const state::Matter& matter) const {
  std::string key;
  for (uint64_t number : {matter.deadline, matter.clock}) {
    std::optional<state::Deadline> deadline;
    if (number != 0) deadline = state::FindDeadline(world.community(), number);
    key += deadline ? Number(deadline->round) : "-,";
  }
  if (matter.clock == 0) return key;
  key += matter.due_ms < matter.clock_due_ms   ? "<"
         : matter.due_ms > matter.clock_due_ms ? ">"
                                               : "=";
  for (const v1::Stage& stage : procedure_.stages()) {
    const v1::DeadlineRule& rule = stage.deadline();
    key += Bit(pack_.calendar().After(Instant{world.now_ms()}, rule.clock(), rule.amount()).at.ms <
               matter.clock_due_ms);
  }
  return key;
}

std::string Frame::PartyKey(World& world, const state::Matter& matter) const {
  int64_t waiting[2] = {0, 0};  // units with people, and without
  int64_t answered = 0;
  int64_t reported = 0;
  bool lead_staffed = false;
  for (const state::Party& party : state::PartiesOf(world.community(), matter.matter)) {
    const bool staffed = IsStaffed(roster_, party.unit);
    lead_staffed = lead_staffed || (party.lead && staffed);
    ++(party.replied_ms != 0 ? answered : waiting[staffed ? 0 : 1]);
    if (party.reported_ms != 0) ++reported;
  }
  if (!counts_parties_) {
    return Bit(lead_staffed) + Bit(waiting[0] + answered > 0);
  }
  return Bit(lead_staffed) + Number(waiting[0]) + Number(waiting[1]) + Number(answered) +
         (sees_reports_ ? Number(reported) : "");
}

std::string Frame::InviteeKey(World& world, const state::Matter& matter) const {
  int64_t answers[3] = {0, 0, 0};
  for (const state::Invitee& invitee : state::InviteesOf(world.community(), matter.matter)) {
    ++answers[std::clamp<int64_t>(invitee.answer, 0, 2)];
  }
  std::string key;
  for (int64_t count : answers) key += counts_invitees_ ? Number(count) : Bit(count > 0);
  return key;
}

std::string Frame::TakesKey(World& world, const state::Matter& matter) const {
  std::string key;
  for (size_t i : ActionsIn(matter.stage)) {
    if (!actions_[i].counted) continue;
    const v1::Action& action = *actions_[i].action;
    const int64_t most = std::max<int64_t>(action.signers(), group_ + 1);
    key += Number(std::min(state::CountTakes(world.community(), matter, action.id()), most));
  }
  return key;
}

std::string Frame::PartySign(World& world, const state::Matter& matter,
                             const Person& person) const {
  const bool sits = std::any_of(person.roles.begin(), person.roles.end(),
                                [](const Held& held) { return !held.unit.empty(); });
  if (!sits) return "";
  std::string sign;
  for (const state::Party& party : state::PartiesOf(world.community(), matter.matter)) {
    if (!SitsIn(person, party.unit)) continue;
    sign += "u" + Bit(party.lead) + Bit(party.reported_ms != 0) + Bit(party.replied_ms != 0);
  }
  return sign;
}

Frame::Sign Frame::SignOf(World& world, const state::Matter& matter, size_t person,
                          bool touched) const {
  Sign sign;
  for (const Held& held : roster_[person].roles) sign.role += held.role + " ";
  sign.relation = PartySign(world, matter, roster_[person]);
  state::Community& community = world.community();
  const Bytes member = World::MemberOf(person);
  // A housemate may have cast the one ballot.
  const v1::Stage* stage = pack_.FindStage(procedure_.id(), matter.stage);
  if (stage != nullptr && stage->has_poll()) {
    const Bytes voter = state::VoterOf(community, member, stage->poll().by_household());
    sign.relation += "v" + Bit(state::FindBallot(community, matter, voter).has_value());
  }
  if (!touched) return sign;
  sign.relation += Bit(matter.opener == member);
  std::optional<state::Invitee> invitee = state::FindInvitee(community, matter.matter, member);
  sign.relation += invitee ? "i" + Number(invitee->answer) : "";
  for (size_t i : ActionsIn(matter.stage)) {
    const v1::Action& action = *actions_[i].action;
    if (!actions_[i].counted && !action.once()) continue;
    sign.relation += Bit(state::HasTaken(community, matter, action.id(), member));
  }
  return sign;
}

}  // namespace yiting::checker
