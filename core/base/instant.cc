#include "base/instant.h"

#include <limits>

namespace yiting::base {
namespace {

constexpr int32_t kDaysPerEra = 146097;   // 400 Gregorian years
constexpr int32_t kDaysToEpoch = 719468;  // from 0000-03-01 to 1970-01-01

int64_t FloorDiv(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

bool IsLeapYear(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int32_t DaysInMonth(int32_t year, int32_t month) {
  constexpr int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

void AppendPadded(std::string& out, int64_t value, int width) {
  std::string digits = std::to_string(value);
  for (int i = static_cast<int>(digits.size()); i < width; ++i) out.push_back('0');
  out += digits;
}

// Takes fixed-width fields off the front of a text; any misfit makes it bad for good.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  int32_t Digits(int count) {
    int32_t value = 0;
    for (int i = 0; i < count; ++i) {
      if (text_.empty() || text_[0] < '0' || text_[0] > '9') {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (text_[0] - '0');
      text_.remove_prefix(1);
    }
    return value;
  }
  bool Take(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void Expect(char c) {
    if (!Take(c)) ok_ = false;
  }
  bool AtDigit() const { return !text_.empty() && text_[0] >= '0' && text_[0] <= '9'; }
  // Everything fitted and nothing is left.
  bool Done() const { return ok_ && text_.empty(); }

 private:
  std::string_view text_;
  bool ok_ = true;
};

CivilDate ScanDate(Scanner& in) {
  CivilDate date;
  date.year = in.Digits(4);
  in.Expect('-');
  date.month = in.Digits(2);
  in.Expect('-');
  date.day = in.Digits(2);
  return date;
}

// "+08:00" or "Z", in milliseconds; out of range is seen by the caller as `*valid` = false.
int64_t ScanOffset(Scanner& in, bool* valid) {
  if (in.Take('Z')) return 0;
  const bool negative = in.Take('-');
  if (!negative) in.Expect('+');
  const int32_t hours = in.Digits(2);
  in.Expect(':');
  const int32_t minutes = in.Digits(2);
  *valid = hours <= 23 && minutes <= 59;
  const int64_t offset = hours * kHourMs + minutes * kMinuteMs;
  return negative ? -offset : offset;
}

// The digits after the point, as milliseconds: one to three of them.
int32_t ScanFraction(Scanner& in) {
  int32_t ms = in.Digits(1) * 100;
  if (in.AtDigit()) ms += in.Digits(1) * 10;
  if (in.AtDigit()) ms += in.Digits(1);
  return ms;
}

}  // namespace

bool IsValidDate(CivilDate date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= DaysInMonth(date.year, date.month);
}

// Days are counted from 1 March of year 0, so that the leap day is the last of its year; then 153
// days are exactly five months. The method is Howard Hinnant's, "chrono-Compatible Low-Level Date
// Algorithms".
CivilDay DayFromDate(CivilDate date) {
  CHECK(IsValidDate(date));
  const int32_t year = date.month <= 2 ? date.year - 1 : date.year;
  const int32_t era = year / 400;
  const int32_t year_of_era = year - era * 400;
  const int32_t month_from_march = (date.month + 9) % 12;
  const int32_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return CivilDay{era * kDaysPerEra + day_of_era - kDaysToEpoch};
}

CivilDate DateOf(CivilDay day) {
  const int64_t days = static_cast<int64_t>(day.days) + kDaysToEpoch;
  const int64_t era = FloorDiv(days, kDaysPerEra);
  const auto day_of_era = static_cast<int32_t>(days - era * kDaysPerEra);
  const int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  date.year = static_cast<int32_t>(era * 400) + year_of_era + (date.month <= 2 ? 1 : 0);
  return date;
}

Weekday WeekdayOf(CivilDay day) {
  // 1970-01-01 was a Thursday.
  const int64_t since_monday = static_cast<int64_t>(day.days) + 3;
  return static_cast<Weekday>(since_monday - FloorDiv(since_monday, 7) * 7 + 1);
}

CivilDay DayOf(Instant instant) {
  // The offset is added to the remainder, not to the instant, which might overflow.
  int64_t days = FloorDiv(instant.ms, kDayMs);
  const int64_t remainder = instant.ms % kDayMs;
  const int64_t ms_of_day = remainder < 0 ? remainder + kDayMs : remainder;
  if (ms_of_day + kChinaOffsetMs >= kDayMs) ++days;
  if (days > std::numeric_limits<int32_t>::max()) days = std::numeric_limits<int32_t>::max();
  if (days < std::numeric_limits<int32_t>::min()) days = std::numeric_limits<int32_t>::min();
  return CivilDay{static_cast<int32_t>(days)};
}

Instant StartOf(CivilDay day) { return Instant{day.days * kDayMs - kChinaOffsetMs}; }

std::string FormatInstant(Instant instant) {
  const CivilDay day = DayOf(instant);
  if (!IsValidDate(DateOf(day))) return "@" + std::to_string(instant.ms);
  const int64_t ms = instant.ms - StartOf(day).ms;
  std::string text = FormatDay(day);
  text.push_back('T');
  AppendPadded(text, ms / kHourMs, 2);
  text.push_back(':');
  AppendPadded(text, ms / kMinuteMs % 60, 2);
  text.push_back(':');
  AppendPadded(text, ms / kSecondMs % 60, 2);
  if (ms % kSecondMs != 0) {
    text.push_back('.');
    AppendPadded(text, ms % kSecondMs, 3);
  }
  return text + "+08:00";
}

Result<Instant> ParseInstant(std::string_view text) {
  Scanner in(text);
  const CivilDate date = ScanDate(in);
  in.Expect('T');
  const int32_t hour = in.Digits(2);
  in.Expect(':');
  const int32_t minute = in.Digits(2);
  in.Expect(':');
  const int32_t second = in.Digits(2);
  const int32_t ms = in.Take('.') ? ScanFraction(in) : 0;
  bool valid_offset = true;
  const int64_t offset = ScanOffset(in, &valid_offset);
  if (!in.Done()) {
    return Fail(ErrorCode::kInvalid,
                "\"" + std::string(text) + "\" is not like 2020-03-01T09:00:00+08:00");
  }
  if (!IsValidDate(date) || hour > 23 || minute > 59 || second > 59 || !valid_offset) {
    return Fail(ErrorCode::kInvalid, "\"" + std::string(text) + "\" is not a time that exists");
  }
  const int64_t utc_days = DayFromDate(date).days;
  return Instant{utc_days * kDayMs + hour * kHourMs + minute * kMinuteMs + second * kSecondMs + ms -
                 offset};
}

std::string FormatDay(CivilDay day) {
  const CivilDate date = DateOf(day);
  if (!IsValidDate(date)) return "@" + std::to_string(day.days);
  std::string text;
  AppendPadded(text, date.year, 4);
  text.push_back('-');
  AppendPadded(text, date.month, 2);
  text.push_back('-');
  AppendPadded(text, date.day, 2);
  return text;
}

Result<CivilDay> ParseDay(std::string_view text) {
  Scanner in(text);
  const CivilDate date = ScanDate(in);
  if (!in.Done()) {
    return Fail(ErrorCode::kInvalid, "\"" + std::string(text) + "\" is not like 2020-03-01");
  }
  if (!IsValidDate(date)) {
    return Fail(ErrorCode::kInvalid, "\"" + std::string(text) + "\" is not a day that exists");
  }
  return DayFromDate(date);
}

}  // namespace yiting::base
