// Tasks: set for a party, reported by it, and accepted or given back by who raised the matter; and
// what was measured before and after.

#include <algorithm>
#include <string>
#include <vector>

#include "decide/effects.h"
#include "schema/limits.h"
#include "state/read_tasks.h"

namespace yiting::decide {

namespace {

// The task that the input `number` names, at that point; nullopt: there is none.
std::optional<state::Task> Meant(const Acting& acting, state::Task::State state) {
  auto task = state::FindTask(acting.community(), acting.matter.matter, acting.Number("number"));
  return task && task->state == state ? task : std::nullopt;
}

// Is somebody with these roles of the unit, whichever of their units let them act?
bool SitsIn(const std::vector<state::HeldRole>& roles, const std::string& unit) {
  return std::any_of(roles.begin(), roles.end(),
                     [&unit](const auto& held) { return held.unit == unit; });
}

// Those that the input `party` names; without it a party takes on what is its own.
std::vector<std::string> UnitsOf(const Acting& acting) {
  const v1::Input* party = FindInput(acting.inputs, "party");
  if (party != nullptr) return {party->codes().code().begin(), party->codes().code().end()};
  if (acting.standing.unit.empty()) return {};
  return {acting.standing.unit};
}

}  // namespace

Outcome SetTask(const Acting& acting, EventWriter& writer) {
  const v1::Input* due = FindInput(acting.inputs, "due");
  const v1::ContentRef* text = acting.Content("task");
  const std::vector<std::string> units = UnitsOf(acting);
  if (units.empty() || due == nullptr || text == nullptr) return std::nullopt;
  if (due->instant_ms() <= acting.situation.now_ms) return acting.No(v1::INPUT_INVALID, "due");
  const auto parties = state::PartiesOf(acting.community(), acting.matter.matter);
  size_t next = state::TasksOf(acting.community(), acting.matter.matter).size() + 1;
  for (const std::string& unit : units) {
    if (next > schema::kTasksMax) {
      return acting.No(v1::TOO_MANY, std::to_string(schema::kTasksMax));
    }
    const bool known = std::any_of(parties.begin(), parties.end(),
                                   [&unit](const auto& each) { return each.unit == unit; });
    // Who gets a task is a party of the matter from then on.
    if (!known) writer.Alert(acting.matter.matter, unit, false);
    v1::TaskSet* task = writer.Add().mutable_task_set();
    task->set_matter(acting.matter.matter);
    task->set_task(static_cast<uint32_t>(next++));
    task->set_unit(unit);
    task->set_due_ms(due->instant_ms());
    task->set_by(acting.actor());
    *task->mutable_text() = *text;
  }
  return std::nullopt;
}

Outcome ReportTask(const Acting& acting, EventWriter& writer) {
  const auto task = Meant(acting, state::Task::kOpen);
  if (!task) return acting.No(v1::TASK_UNKNOWN, "number");
  if (!SitsIn(acting.situation.roles, task->unit)) return acting.No(v1::NOT_A_PARTY, task->unit);
  v1::TaskReported* reported = writer.Add().mutable_task_reported();
  reported->set_matter(acting.matter.matter);
  reported->set_task(static_cast<uint32_t>(task->task));
  reported->set_by(acting.actor());
  return std::nullopt;
}

Outcome JudgeTask(const Acting& acting, EventWriter& writer) {
  const auto task = Meant(acting, state::Task::kReported);
  if (!task) return acting.No(v1::TASK_UNKNOWN, "number");
  // Nobody accepts their own unit's work, unless they raised the matter themselves; nor do they
  // hold the pen for who raised it.
  const Situation& situation = acting.situation;
  const bool own =
      situation.helped
          ? SitsIn(state::RolesAt(acting.community(), situation.payload().actor(),
                                  situation.now_ms), task->unit)
          : SitsIn(situation.roles, task->unit) && !IsOpener(acting.matter, acting.actor());
  if (own) return acting.No(v1::NOT_ALLOWED, task->unit);
  v1::TaskJudged* judged = writer.Add().mutable_task_judged();
  judged->set_matter(acting.matter.matter);
  judged->set_task(static_cast<uint32_t>(task->task));
  judged->set_by(acting.actor());
  judged->set_accepted(acting.Code("accepted") == "yes");
  return std::nullopt;
}

bool AllTasksAccepted(const Acting& acting) {
  const auto tasks = state::TasksOf(acting.community(), acting.matter.matter);
  if (tasks.empty()) return false;
  return std::all_of(tasks.begin(), tasks.end(), [&acting](const state::Task& task) {
    const bool this_one = task.task == acting.Number("number");
    return this_one ? acting.Code("accepted") == "yes" : task.state == state::Task::kAccepted;
  });
}

Outcome Measure(const Acting& acting, EventWriter& writer) {
  v1::IndicatorMeasured* measured = writer.Add().mutable_indicator_measured();
  measured->set_matter(acting.matter.matter);
  measured->set_indicator(acting.Code("indicator"));
  measured->set_after(acting.Code("when") == "after");
  measured->set_value(acting.Number("value"));
  measured->set_by(acting.actor());
  return std::nullopt;
}

}  // namespace yiting::decide
