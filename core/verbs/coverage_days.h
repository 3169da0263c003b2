// Which of the days that are not what the week says a count of working days went over: the days
// off and the worked weekend days of 春节 and of 国庆, by the pack's own calendar
// (docs/formats/pack.md, `lib/holidays-cn.csv`). Not to be confused with rulehost/calendar.h, which
// counts, and knows no names. Pure. Tested by tests/unit/verbs/coverage_test.cc

#ifndef YITING_VERBS_COVERAGE_DAYS_H_
#define YITING_VERBS_COVERAGE_DAYS_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/instant.h"

namespace yiting::verbs {

class FeastDays {
 public:
  // What Between can say.
  static constexpr const char* kKinds[] = {
      "spring_festival_off", "spring_festival_worked", "national_day_off", "national_day_worked"};

  // Lines that are no row of a calendar are passed over: the pack has loaded.
  explicit FeastDays(BytesView csv);

  // The kinds of days that a count which was set and fell due at these instants met on its way: a
  // weekday that was off, a weekend day that was worked.
  std::set<std::string> Between(int64_t set_ms, int64_t due_ms) const;

 private:
  struct Row {
    CivilDay day;
    const char* kind;
  };
  std::vector<Row> rows_;  // by day
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_COVERAGE_DAYS_H_
