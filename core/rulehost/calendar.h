// Which days are worked, and when a deadline falls due. The table is the State Council's yearly
// notices as dates (docs/formats/pack.md, `lib/holidays-cn.csv`): days off, and weekend days that
// are worked to make up for them. A day that the table does not list follows the week.
//
// Pure arithmetic over one parsed table; a lookup is a bit test, a due date one binary search.
// Not to be confused with base/instant.h, which knows civil days but not which of them are worked.
// Tested by tests/unit/rulehost/calendar_test.cc

#ifndef YITING_RULEHOST_CALENDAR_H_
#define YITING_RULEHOST_CALENDAR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/result.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

class Calendar {
 public:
  struct Due {
    Instant at;
    // The count passed over a day that the table does not cover: Monday to Friday was assumed
    // there, and the deadline is to be computed again when the table has grown.
    bool provisional = false;
  };

  // No row: every day follows the week, every working-day count is provisional.
  Calendar() = default;
  // A day that is not what the week says: a weekday that is off, or a weekend day that is worked.
  struct Special {
    CivilDay day;
    bool worked = false;
    std::string feast;  // "春节", "国庆节、中秋节"
  };

  // Lines `date,kind,name,notice` with kind `off` or `work`, dates ascending; the first line is
  // that header, and lines that begin with `#` are comments. kInvalid names the line.
  static Result<Calendar> Parse(BytesView csv);

  bool IsWorkday(CivilDay day) const;
  // True within the covered years: from the first to the last year of which the table has both
  // 1 January and 1 October (every notice has them).
  bool Covers(CivilDay day) const { return day >= covered_first_ && day <= covered_last_; }
  // Ascending.
  const std::vector<Special>& specials() const { return specials_; }
  // The covered years; 0 and 0 when there are none.
  int32_t first_year() const { return first_year_; }
  int32_t last_year() const { return last_year_; }

  // WORKDAYS and DAYS fall due at the end of the n-th (working) day after the day of `from`, which
  // is written as the start of the day that follows it; so the whole n-th day is still in time.
  // HOURS are wall clock. Only WORKDAYS can be provisional. Amounts are held between 0 and
  // kAmountMax, `from` within the years 1 to 9999.
  Due After(Instant from, v1::DeadlineRule::Clock clock, int64_t amount) const;
  static constexpr int64_t kAmountMax = 100'000;

 private:
  CivilDay NthWorkdayAfter(CivilDay day, int64_t count) const;
  int64_t WorkedThrough(CivilDay day) const;  // worked days from the table's first day to `day`

  std::vector<Special> specials_;
  CivilDay table_first_{0};              // a day for each element of worked_through_
  std::vector<int32_t> worked_through_;  // worked_through_[i]: worked days in table days 0 … i
  CivilDay covered_first_{1};            // empty while first > last
  CivilDay covered_last_{0};
  int32_t first_year_ = 0;
  int32_t last_year_ = 0;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_CALENDAR_H_
