#include "state/read_tasks.h"

namespace yiting::state {

namespace {

#define YITING_TASK_COLUMNS \
  "matter, task, unit, due_ms, content, state, reported_ms, accepted_ms, returned"

Task TaskFrom(const Query& row) {
  return {.matter = row.Blob(0),
          .task = row.Int(1),
          .unit = row.Text(2),
          .due_ms = row.Int(3),
          .content = row.Blob(4),
          .state = row.Int(5),
          .reported_ms = row.Int(6),
          .accepted_ms = row.Int(7),
          .returned = row.Int(8)};
}

}  // namespace

std::vector<Task> TasksOf(Community& community, BytesView matter) {
  std::vector<Task> tasks;
  Query query = community.db().Ask(
      "SELECT " YITING_TASK_COLUMNS " FROM tasks WHERE matter = ?1 ORDER BY task", matter);
  while (query.Next()) tasks.push_back(TaskFrom(query));
  return tasks;
}

std::optional<Task> FindTask(Community& community, BytesView matter, int64_t task) {
  Query query = community.db().Ask(
      "SELECT " YITING_TASK_COLUMNS " FROM tasks WHERE matter = ?1 AND task = ?2", matter, task);
  if (!query.Next()) return std::nullopt;
  return TaskFrom(query);
}

std::vector<Task> AllTasks(Community& community, std::string_view unit, bool open_only) {
  std::vector<Task> tasks;
  Query query = community.db().Ask(
      "SELECT tasks.matter, task, unit, tasks.due_ms, content, state, reported_ms, accepted_ms,"
      " returned FROM tasks JOIN matters USING(matter)"
      " WHERE (?1 = '' OR unit = ?1) AND (?2 = 0 OR closed_ms = 0) AND practice = 0"
      " ORDER BY number, task",
      Text{unit}, open_only ? 1 : 0);
  while (query.Next()) tasks.push_back(TaskFrom(query));
  return tasks;
}

int64_t CountTasksDue(Community& community, int64_t before_ms) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM tasks JOIN matters USING(matter)"
      " WHERE state = 0 AND tasks.due_ms < ?1 AND closed_ms = 0 AND practice = 0",
      before_ms);
  return query.Next() ? query.Int(0) : 0;
}

std::vector<Indicator> IndicatorsOf(Community& community, BytesView matter) {
  std::vector<Indicator> all;
  Query query = community.db().Ask(
      "SELECT indicator, after, value FROM indicators WHERE matter = ?1 ORDER BY indicator, after",
      matter);
  while (query.Next()) {
    const std::string id = query.Text(0);
    if (all.empty() || all.back().indicator != id) all.push_back({id, {}, {}});
    (query.Int(1) != 0 ? all.back().after : all.back().before) = query.Int(2);
  }
  return all;
}

}  // namespace yiting::state
