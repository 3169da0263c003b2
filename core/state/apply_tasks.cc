// What a matter's parties owe, and what was measured before and after.

#include "state/apply_family.h"
#include "state/read_tasks.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace& place, const v1::TaskSet& event) {
  community.db().Do(
      "INSERT INTO tasks(matter, task, unit, due_ms, content, state, reported_ms, accepted_ms,"
      " returned) VALUES(?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0)",
      event.matter(), event.task(), Text{event.unit()}, event.due_ms(),
      event.text().commitment());
  AddContent(community, event.text(), event.matter(), event.by());
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::TASK, .ref = std::to_string(event.task()),
           .actor = event.by(), .unit = event.unit()});
  CountOf(community, event.matter(), "tasks");
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::TaskReported& event) {
  community.db().Do(
      "UPDATE tasks SET state = ?3, reported_ms = ?4 WHERE matter = ?1 AND task = ?2",
      event.matter(), event.task(), static_cast<int64_t>(Task::kReported), place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::TaskJudged& event) {
  if (event.accepted()) {
    community.db().Do(
        "UPDATE tasks SET state = ?3, accepted_ms = ?4 WHERE matter = ?1 AND task = ?2",
        event.matter(), event.task(), static_cast<int64_t>(Task::kAccepted), place.time_ms);
    CountOf(community, event.matter(), "tasks_accepted");
    return;
  }
  community.db().Do(
      "UPDATE tasks SET state = 0, reported_ms = 0, returned = returned + 1"
      " WHERE matter = ?1 AND task = ?2",
      event.matter(), event.task());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::IndicatorMeasured& event) {
  community.db().Do(
      "INSERT INTO indicators(matter, indicator, after, value, member, time_ms)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(matter, indicator, after)"
      " DO UPDATE SET value = ?4, member = ?5, time_ms = ?6",
      event.matter(), Text{event.indicator()}, event.after() ? 1 : 0, event.value(), event.by(),
      place.time_ms);
}

}  // namespace yiting::state
