// Which of the days that are not what the week says a count of working days went over: the days
// off and the worked weekend days of 春节 and of 国庆, as the pack's own calendar has them. Pure.
// Tested by tests/unit/verbs/coverage_test.cc

#ifndef YITING_VERBS_COVERAGE_DAYS_H_
#define YITING_VERBS_COVERAGE_DAYS_H_

#include <cstdint>
#include <set>
#include <string>

#include "rulehost/calendar.h"

namespace yiting::verbs {

// What FeastDaysBetween can say.
inline constexpr const char* kFeastDays[] = {"spring_festival_off", "spring_festival_worked",
                                             "national_day_off", "national_day_worked"};

// The kinds of days that a count which was set and fell due at these instants met on its way.
std::set<std::string> FeastDaysBetween(const rulehost::Calendar& calendar, int64_t set_ms,
                                       int64_t due_ms);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_COVERAGE_DAYS_H_
