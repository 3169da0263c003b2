#include "checker/frame.h"

#include <algorithm>
#include <set>

namespace yiting::checker {

namespace {

bool Names(const google::protobuf::RepeatedPtrField<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void AddTargets(const v1::DeadlineRule& rule, std::set<std::string>& to) {
  to.insert(rule.on_late().to());
  if (rule.on_late().has_again()) AddTargets(rule.on_late().again(), to);
}

// The stages that the text leads to from this one in one step.
std::set<std::string> TargetsOf(const v1::Procedure& procedure, const v1::Stage& stage) {
  std::set<std::string> to = {stage.poll().passed_to(), stage.poll().failed_to()};
  AddTargets(stage.deadline(), to);
  AddTargets(procedure.deadline(), to);
  for (const auto* actions : {&stage.actions(), &procedure.actions()}) {
    for (const v1::Action& action : *actions) to.insert(action.to());
  }
  return to;
}

// What stands in the timeline and decides nothing.
bool LeavesNoTrace(int effect) {
  return effect == v1::Action::NUDGE || effect == v1::Action::PRAISE ||
         effect == v1::Action::REPORT || effect == v1::Action::HIDE ||
         effect == v1::Action::MEASURE || effect == v1::Action::PUBLISH_CASE;
}

std::string Bit(bool bit) { return bit ? "1" : "0"; }

}  // namespace

bool HasEffect(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

bool Moves(const v1::Action& action) { return !action.to().empty() || !action.outcome().empty(); }

Frame::Frame(const rulehost::LoadedPack& pack, const v1::Procedure& procedure,
             const Roster& roster, const SourceMap& source)
    : pack_(pack), procedure_(procedure), roster_(roster), source_(source) {
  for (const v1::Stage& stage : procedure.stages()) AddActions(stage.actions(), stage.id());
  AddActions(procedure.actions(), "");
  for (size_t i = 0; i < actions_.size(); ++i) {
    if (!actions_[i].stage.empty()) in_stage_[actions_[i].stage].push_back(i);
    waits_for_parties_ = waits_for_parties_ || actions_[i].action->all_parties();
  }
  for (const v1::Stage& stage : procedure.stages()) {
    for (size_t i = 0; i < actions_.size(); ++i) {
      if (actions_[i].stage.empty()) in_stage_[stage.id()].push_back(i);
    }
  }
  LookAhead();
  FindGroup();
  for (ActionRef& ref : actions_) Classify(ref);
  for (const ActionRef& ref : actions_) {
    const auto& by = ref.action->by();
    const bool opener = Names(by, "opener") || Names(by, "participant");
    tells_openers_ = tells_openers_ || (opener && (ref.counted || ref.by_role));
  }
  counts_parties_ =
      waits_for_parties_ || ahead_all_.SeesAny({"parties", "reported", "replied"});
  has_moments_ = procedure.has_deadline() || ahead_all_.SeesAny({"opened_ms", "stage_ms"});
}

void Frame::AddActions(const google::protobuf::RepeatedPtrField<v1::Action>& actions,
                       const std::string& stage) {
  for (const v1::Action& action : actions) actions_.push_back({&action, stage});
}

// From each stage the functions that can still be asked: its own, and those of all that follows.
void Frame::LookAhead() {
  if (procedure_.open_hook()) ahead_all_.Add(source_.SightOf(procedure_.id(), "", ""));
  for (const v1::Stage& stage : procedure_.stages()) {
    for (size_t i : ActionsIn(stage.id())) {
      ActionRef& ref = actions_[i];
      if (ref.action->has_quorum()) {
        const int64_t least = std::max<int64_t>(1, ref.action->quorum().least());
        ahead_[stage.id()].AddCount("coming", least);
        if (ref.action->quorum().whole() != 0) ahead_[stage.id()].AddCount("invited", 1);
      }
      // Nobody praises, reports or hides before something was said.
      const bool of_opinions = HasEffect(*ref.action, v1::Action::PRAISE) ||
                               HasEffect(*ref.action, v1::Action::REPORT) ||
                               HasEffect(*ref.action, v1::Action::HIDE);
      if (of_opinions) ahead_[stage.id()].AddCount("opinions", 1, false);
      if (!ref.action->hook()) continue;
      const Sight& sight = source_.SightOf(procedure_.id(), ref.stage, ref.action->id());
      ref.by_role = sight.SeesAny({"roles", "by_opener"});
      ahead_[stage.id()].Add(sight);
    }
    for (size_t i : ActionsIn(stage.id())) {
      const v1::Action& action = *actions_[i].action;
      const bool seen = ahead_[stage.id()].Sees("taken." + action.id());
      actions_[i].counted =
          actions_[i].counted || action.signers() > 1 || action.all_reviewers() || seen;
    }
    ahead_all_.Add(ahead_[stage.id()]);
  }
  for (int i = 0; i < procedure_.stages_size(); ++i) {
    for (const v1::Stage& stage : procedure_.stages()) {
      for (const std::string& to : TargetsOf(procedure_, stage)) {
        if (ahead_.count(to) != 0) ahead_[stage.id()].Add(ahead_[to]);
      }
    }
  }
}

// As many people as functions, or signatures, may wait for.
void Frame::FindGroup() {
  int64_t wanted = 1;
  for (const char* count : {"invited", "coming", "not_coming"}) {
    wanted = std::max(wanted, ahead_all_.WantedOf(count));
  }
  for (const ActionRef& ref : actions_) {
    if (!ref.counted) continue;
    const auto& by = ref.action->by();
    if (!Names(by, "invitee") && !Names(by, "participant")) continue;
    const int64_t seen = ahead_all_.WantedOf("taken." + ref.action->id());
    needed_ = std::max({needed_, seen, static_cast<int64_t>(ref.action->signers())});
  }
  wanted = std::max(wanted, needed_);
  int64_t units = 1;
  for (const char* count : {"parties", "reported", "replied"}) {
    units = std::max(units, ahead_all_.WantedOf(count));
  }
  group_ = std::min<int64_t>(wanted, kHoldersMax);
  unit_group_ = std::min<int64_t>(units, kHoldersMax);
  has_reach_ = std::max(wanted, units) <= kHoldersMax;
}

const Sight& Frame::Ahead(const std::string& stage) const {
  const auto found = ahead_.find(stage);
  return found == ahead_.end() ? ahead_all_ : found->second;
}

void Frame::Classify(ActionRef& ref) const {
  const v1::Action& action = *ref.action;
  const auto all = [&action](auto is) {
    return std::all_of(action.effects().begin(), action.effects().end(), is);
  };
  const bool idle = !action.hook() && !Moves(action) && all([this](int effect) {
    return LeavesNoTrace(effect) ||
           (effect == v1::Action::ATTEND && !ahead_all_.Sees("attended")) ||
           (effect == v1::Action::SUPPORT && !ahead_all_.Sees("supporters")) ||
           (effect == v1::Action::OPINE && !ahead_all_.Sees("opinions")) ||
           (effect == v1::Action::REPORT_IN && !ahead_all_.Sees("reported")) ||
           (effect == v1::Action::RATE && !counts_ratings());
  });
  // Where it leads on, a new stay in a stage begins, and everybody may again.
  ref.used_up = action.once() && !Moves(action) && !idle;
  if (ref.counted) return;
  // What staff enter of an answer on paper is what the invitee can say on the phone.
  const auto answers = [&ref](const ActionRef& other) {
    return other.stage == ref.stage && HasEffect(*other.action, v1::Action::CONFIRM) &&
           Names(other.action->by(), "invitee") && !other.action->hook();
  };
  const bool echoes = !action.hook() && !Moves(action) && action.effects_size() == 1 &&
                      HasEffect(action, v1::Action::CONFIRM) && !Names(action.by(), "invitee") &&
                      std::any_of(actions_.begin(), actions_.end(), answers);
  ref.inert = idle || echoes;
  ref.of_others = HasEffect(action, v1::Action::PRAISE) || HasEffect(action, v1::Action::REPORT);
  // Also where each may take it once: the key counts how often it was taken, not by whom.
  ref.alike = !ref.of_others && all([](int effect) {
    return effect == v1::Action::ASSIGN || effect == v1::Action::ALERT ||
           effect == v1::Action::INVITE || effect == v1::Action::OPINE ||
           effect == v1::Action::NAME_REVIEWERS || effect == v1::Action::PROPOSE_OPTION ||
           effect == v1::Action::SET_TASK || LeavesNoTrace(effect);
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

}  // namespace yiting::checker
