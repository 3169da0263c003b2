#include "rulehost/calendar.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace yiting::rulehost {
namespace {

constexpr std::string_view kHeader = "date,kind,name,notice";
// A table longer than this is not a table of holidays.
constexpr int32_t kYearsMax = 200;
// The years 1 to 9999: outside them nothing falls due, and no sum below can overflow.
constexpr int64_t kEarliestMs = -62'135'596'800'000;
constexpr int64_t kLatestMs = 253'402'300'799'999;

bool IsWeekWorkday(CivilDay day) { return WeekdayOf(day) < Weekday::kSaturday; }

// Monday-to-Friday days from 1970-01-01 (a Thursday) to `day`, both included; negative before it.
int64_t WeekWorkdaysThrough(int64_t day) {
  // Counted from Monday, 1969-12-29, which is day -3.
  const int64_t since_monday = day + 3;
  const int64_t weeks = since_monday >= 0 ? since_monday / 7 : -((6 - since_monday) / 7);
  const int64_t rest = since_monday - weeks * 7;
  return weeks * 5 + std::min<int64_t>(rest + 1, 5) - 3;
}

// The first day whose WeekWorkdaysThrough is `count`.
int64_t WeekWorkdayOfCount(int64_t count) {
  const int64_t from_monday = count + 3 - 1;  // 0 = Monday, 1969-12-29
  const int64_t weeks = from_monday >= 0 ? from_monday / 5 : -((4 - from_monday) / 5);
  return weeks * 7 + (from_monday - weeks * 5) - 3;
}

Failure AtLine(int64_t line, const std::string& what) {
  return Fail(ErrorCode::kInvalid, "calendar line " + std::to_string(line) + ": " + what);
}

struct Row {
  CivilDay day;
  bool work = false;
  std::string_view feast;
};

std::string_view TakeLine(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

Result<Row> ParseRow(std::string_view line, int64_t number) {
  if (line.size() < 12 || line[10] != ',') {
    return AtLine(number, "expected YYYY-MM-DD,off|work,name,notice");
  }
  auto day = ParseDay(line.substr(0, 10));
  if (!day) return AtLine(number, std::string(line.substr(0, 10)) + " is not a date");
  std::string_view rest = line.substr(11);
  const std::string_view kind = rest.substr(0, rest.find(','));
  if (kind != "off" && kind != "work") {
    return AtLine(number, "the kind is off or work, not " + std::string(kind));
  }
  rest.remove_prefix(std::min(kind.size() + 1, rest.size()));
  return Row{*day, kind == "work", rest.substr(0, rest.find(','))};
}

Result<std::vector<Row>> ParseRows(BytesView csv) {
  std::vector<Row> rows;
  bool header_seen = false;
  for (int64_t number = 1; !csv.empty(); ++number) {
    const std::string_view line = TakeLine(csv);
    if (line.empty() || line[0] == '#') continue;
    if (!header_seen) {
      if (line != kHeader) return AtLine(number, "the header must be " + std::string(kHeader));
      header_seen = true;
      continue;
    }
    ASSIGN_OR_RETURN(const Row row, ParseRow(line, number));
    if (!rows.empty() && row.day <= rows.back().day) {
      return AtLine(number, "dates must ascend, each once");
    }
    rows.push_back(row);
  }
  if (!header_seen) return AtLine(1, "the header must be " + std::string(kHeader));
  return rows;
}

bool HasDay(const std::vector<Row>& rows, CivilDate date) {
  const CivilDay day = DayFromDate(date);
  auto at = std::lower_bound(rows.begin(), rows.end(), day,
                             [](const Row& row, CivilDay wanted) { return row.day < wanted; });
  return at != rows.end() && at->day == day;
}

}  // namespace

Result<Calendar> Calendar::Parse(BytesView csv) {
  ASSIGN_OR_RETURN(const std::vector<Row> rows, ParseRows(csv));
  Calendar calendar;
  if (rows.empty()) return calendar;
  const int32_t first = DateOf(rows.front().day).year;
  const int32_t last = DateOf(rows.back().day).year;
  if (last - first >= kYearsMax) return Fail(ErrorCode::kTooLarge, "calendar: over 200 years");
  for (int32_t year = first; year <= last; ++year) {
    if (!HasDay(rows, {year, 1, 1}) || !HasDay(rows, {year, 10, 1})) continue;
    if (calendar.first_year_ == 0) calendar.first_year_ = year;
    if (calendar.last_year_ != 0 && calendar.last_year_ != year - 1) {
      return Fail(ErrorCode::kInvalid, "calendar: the year " + std::to_string(year - 1) +
                                           " lacks its 1 January or 1 October");
    }
    calendar.last_year_ = year;
  }
  if (calendar.first_year_ != 0) {
    calendar.covered_first_ = DayFromDate({calendar.first_year_, 1, 1});
    calendar.covered_last_ = DayFromDate({calendar.last_year_, 12, 31});
  }
  for (const Row& row : rows) {
    if (row.work == IsWeekWorkday(row.day)) continue;
    calendar.specials_.push_back({row.day, row.work, std::string(row.feast)});
  }
  calendar.table_first_ = DayFromDate({first, 1, 1});
  const int32_t end = DayFromDate({last, 12, 31}).days;
  size_t next = 0;
  int32_t worked = 0;
  for (int32_t day = calendar.table_first_.days; day <= end; ++day) {
    bool work = IsWeekWorkday({day});
    if (next < rows.size() && rows[next].day.days == day) work = rows[next++].work;
    if (work) ++worked;
    calendar.worked_through_.push_back(worked);
  }
  return calendar;
}

int64_t Calendar::WorkedThrough(CivilDay day) const {
  const int64_t index = static_cast<int64_t>(day.days) - table_first_.days;
  const int64_t size = static_cast<int64_t>(worked_through_.size());
  if (index >= 0 && index < size) return worked_through_[static_cast<size_t>(index)];
  const int64_t edge = index < 0 ? table_first_.days - int64_t{1} : table_first_.days + size - 1;
  const int64_t at_edge = index < 0 || size == 0 ? 0 : worked_through_.back();
  return at_edge + WeekWorkdaysThrough(day.days) - WeekWorkdaysThrough(edge);
}

bool Calendar::IsWorkday(CivilDay day) const {
  const int64_t index = static_cast<int64_t>(day.days) - table_first_.days;
  if (index < 0 || index >= static_cast<int64_t>(worked_through_.size())) {
    return IsWeekWorkday(day);
  }
  const size_t at = static_cast<size_t>(index);
  return worked_through_[at] > (at == 0 ? 0 : worked_through_[at - 1]);
}

CivilDay Calendar::NthWorkdayAfter(CivilDay day, int64_t count) const {
  const int64_t wanted = WorkedThrough(day) + count;
  if (wanted > 0 && !worked_through_.empty() && wanted <= worked_through_.back()) {
    auto at = std::lower_bound(worked_through_.begin(), worked_through_.end(), wanted);
    return {static_cast<int32_t>(table_first_.days + (at - worked_through_.begin()))};
  }
  const int64_t size = static_cast<int64_t>(worked_through_.size());
  // Before the table or behind it the week alone counts, from the table's nearer edge.
  const bool before = wanted <= 0;
  const int64_t edge = before ? table_first_.days - int64_t{1} : table_first_.days + size - 1;
  const int64_t at_edge = before || size == 0 ? 0 : worked_through_.back();
  return {static_cast<int32_t>(WeekWorkdayOfCount(wanted - at_edge + WeekWorkdaysThrough(edge)))};
}

Calendar::Due Calendar::After(Instant from, v1::DeadlineRule::Clock clock, int64_t amount) const {
  amount = std::clamp<int64_t>(amount, 0, kAmountMax);
  from.ms = std::clamp(from.ms, kEarliestMs, kLatestMs);
  const CivilDay day = DayOf(from);
  switch (clock) {
    case v1::DeadlineRule::WORKDAYS: {
      if (amount == 0) return {StartOf({day.days + 1}), false};
      const CivilDay last = NthWorkdayAfter(day, amount);
      return {StartOf({last.days + 1}), !Covers({day.days + 1}) || !Covers(last)};
    }
    case v1::DeadlineRule::DAYS:
      return {StartOf({static_cast<int32_t>(day.days + amount + 1)}), false};
    default:
      return {Instant{from.ms + amount * base::kHourMs}, false};
  }
}

}  // namespace yiting::rulehost
