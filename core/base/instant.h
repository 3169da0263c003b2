// Instants (a point in time, milliseconds since 1970-01-01T00:00:00Z) and civil days (a square in
// the calendar on the wall, China Standard Time). China has one zone and no summer time, so local
// time is UTC+8 for every date that this program handles: no zone database, no locale.
//
// Nothing here reads a clock: time enters the core as a value. Whether a day is a *working* day is
// not arithmetic; the rules' calendar says so.
// Tested by tests/unit/base/instant_test.cc

#ifndef YITING_BASE_INSTANT_H_
#define YITING_BASE_INSTANT_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yiting::base {

inline constexpr int64_t kSecondMs = 1000;
inline constexpr int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr int64_t kHourMs = 60 * kMinuteMs;
inline constexpr int64_t kDayMs = 24 * kHourMs;
// China Standard Time is ahead of UTC by this much.
inline constexpr int64_t kChinaOffsetMs = 8 * kHourMs;

struct Instant {
  int64_t ms = 0;  // since 1970-01-01T00:00:00Z, may be negative

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

// A day of the calendar in China Standard Time.
struct CivilDay {
  int32_t days = 0;  // since 1970-01-01, may be negative

  friend auto operator<=>(const CivilDay&, const CivilDay&) = default;
};

// A civil day in its three parts, proleptic Gregorian.
struct CivilDate {
  int32_t year = 1970;
  int32_t month = 1;  // 1 to 12
  int32_t day = 1;    // 1 to 31

  friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

// Numbered as in ISO 8601.
enum class Weekday : int32_t {
  kMonday = 1,
  kTuesday = 2,
  kWednesday = 3,
  kThursday = 4,
  kFriday = 5,
  kSaturday = 6,
  kSunday = 7,
};

// True for dates that exist in the years 1 to 9999.
bool IsValidDate(CivilDate date);
// REQUIRES: IsValidDate(date).
CivilDay DayFromDate(CivilDate date);
CivilDate DateOf(CivilDay day);
Weekday WeekdayOf(CivilDay day);

// The civil day in which the instant lies; saturates where int32 ends (5.8 million years away).
CivilDay DayOf(Instant instant);
// Midnight, China Standard Time, at which the day begins.
Instant StartOf(CivilDay day);

// `2020-03-01T09:00:00+08:00`, with `.123` after the seconds only where milliseconds are not zero.
// An instant outside the years 1 to 9999 has no such form and is written `@` and its milliseconds.
std::string FormatInstant(Instant instant);
// RFC 3339 with any offset, upper-case T and Z, at most three digits of fraction, no leap second.
Result<Instant> ParseInstant(std::string_view text);

// `2020-03-01`; outside the years 1 to 9999 `@` and the day number.
std::string FormatDay(CivilDay day);
Result<CivilDay> ParseDay(std::string_view text);

}  // namespace yiting::base

namespace yiting {
using base::CivilDate;
using base::CivilDay;
using base::DateOf;
using base::DayFromDate;
using base::DayOf;
using base::FormatDay;
using base::FormatInstant;
using base::Instant;
using base::IsValidDate;
using base::kChinaOffsetMs;
using base::kDayMs;
using base::kHourMs;
using base::kMinuteMs;
using base::kSecondMs;
using base::ParseDay;
using base::ParseInstant;
using base::StartOf;
using base::Weekday;
using base::WeekdayOf;
}  // namespace yiting

#endif  // YITING_BASE_INSTANT_H_
