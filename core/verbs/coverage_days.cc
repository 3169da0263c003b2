#include "verbs/coverage_days.h"

namespace yiting::verbs {

std::set<std::string> FeastDaysBetween(const rulehost::Calendar& calendar, int64_t set_ms,
                                       int64_t due_ms) {
  // What is set as another one falls due, at midnight, counts from the day that has ended.
  const CivilDay set = DayOf(Instant{set_ms - 1});
  const CivilDay due = DayOf(Instant{due_ms});
  std::set<std::string> kinds;
  for (const rulehost::Calendar::Special& special : calendar.specials()) {
    if (special.day <= set || special.day >= due) continue;
    const bool spring = special.feast.find("春节") != std::string::npos;
    const bool national = special.feast.find("国庆") != std::string::npos;
    if (spring) kinds.insert(kFeastDays[special.worked ? 1 : 0]);
    if (national) kinds.insert(kFeastDays[special.worked ? 3 : 2]);
  }
  return kinds;
}

}  // namespace yiting::verbs
