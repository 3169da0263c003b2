#include "verbs/coverage_days.h"

#include <algorithm>

namespace yiting::verbs {

namespace {

bool Names(std::string_view line, std::string_view feast) {
  return line.find(feast) != std::string_view::npos;
}

// Null: the day tells nothing, because it follows the week, or is of another feast.
const char* KindOf(std::string_view line, CivilDay day) {
  const bool weekend = WeekdayOf(day) >= base::Weekday::kSaturday;
  const bool worked = Names(line, ",work,");
  if (worked != weekend) return nullptr;
  if (Names(line, "春节")) return FeastDays::kKinds[worked ? 1 : 0];
  if (Names(line, "国庆")) return FeastDays::kKinds[worked ? 3 : 2];
  return nullptr;
}

}  // namespace

FeastDays::FeastDays(BytesView csv) {
  while (!csv.empty()) {
    const size_t end = std::min(csv.find('\n'), csv.size());
    const std::string_view line = csv.substr(0, end);
    csv.remove_prefix(std::min(end + 1, csv.size()));
    const Result<CivilDay> day = ParseDay(line.substr(0, 10));
    const char* kind = day ? KindOf(line, *day) : nullptr;
    if (kind != nullptr) rows_.push_back({*day, kind});
  }
}

std::set<std::string> FeastDays::Between(int64_t set_ms, int64_t due_ms) const {
  // What is set as another one falls due, at midnight, counts from the day that has ended.
  const CivilDay set = DayOf(Instant{set_ms - 1});
  const CivilDay due = DayOf(Instant{due_ms});
  std::set<std::string> kinds;
  for (const Row& row : rows_) {
    if (row.day > set && row.day < due) kinds.insert(row.kind);
  }
  return kinds;
}

}  // namespace yiting::verbs
