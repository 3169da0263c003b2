// A task is owed, reported, and then accepted or given back by who raised the matter.

#include "state/check_family.h"
#include "state/read_matters.h"
#include "state/read_tasks.h"

namespace yiting::state {

namespace {

Status MustStand(Community& community, const Bytes& matter, uint32_t task, Task::State state) {
  const std::optional<Task> found = FindTask(community, matter, task);
  if (!found) return Broken("there is no such task");
  return found->state == state ? Status() : Broken("the task is not at that point");
}

}  // namespace

Status Check(Community& community, const EntryPlace& place, const v1::TaskSet& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  if (event.task() != TasksOf(community, event.matter()).size() + 1) {
    return Broken("tasks are counted up from 1");
  }
  for (const Party& party : PartiesOf(community, event.matter())) {
    if (party.unit == event.unit()) return {};
  }
  return Broken("a task is a party's");
}

Status Check(Community& community, const EntryPlace& place, const v1::TaskReported& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  return MustStand(community, event.matter(), event.task(), Task::kOpen);
}

Status Check(Community& community, const EntryPlace& place, const v1::TaskJudged& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  return MustStand(community, event.matter(), event.task(), Task::kReported);
}

Status Check(Community& community, const EntryPlace& place, const v1::IndicatorMeasured& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  if (event.indicator().empty()) return Broken("an indicator has a name");
  return MayAct(community, place, event.by());
}

}  // namespace yiting::state
