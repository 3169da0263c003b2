// Questions about what a matter's parties owe, and what was measured before and after. Pure reads.
// Tested by tests/unit/state/tasks_test.cc

#ifndef YITING_STATE_READ_TASKS_H_
#define YITING_STATE_READ_TASKS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct Task {
  enum State : int64_t { kOpen = 0, kReported = 1, kAccepted = 2 };
  Bytes matter;
  int64_t task = 0;  // from 1
  std::string unit;
  int64_t due_ms = 0;
  Bytes content;  // commitment
  int64_t state = kOpen;
  int64_t reported_ms = 0;
  int64_t accepted_ms = 0;
  int64_t returned = 0;  // how often it was not fixed
};
// In the order of their numbers.
std::vector<Task> TasksOf(Community& community, BytesView matter);
std::optional<Task> FindTask(Community& community, BytesView matter, int64_t task);
// All of the community but what was tried out for practice, of one unit unless it is empty; open
// matters only when `open_only`. By the matter's number, then the task's.
std::vector<Task> AllTasks(Community& community, std::string_view unit, bool open_only);
// Tasks of open matters that nobody has reported and that were due before; none for practice.
int64_t CountTasksDue(Community& community, int64_t before_ms);

struct Indicator {
  std::string indicator;
  std::optional<int64_t> before;
  std::optional<int64_t> after;
};
// By id.
std::vector<Indicator> IndicatorsOf(Community& community, BytesView matter);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_TASKS_H_
