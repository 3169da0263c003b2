#include "base/instant.h"

#include <gtest/gtest.h>

#include <limits>

namespace yiting {
namespace {

constexpr int64_t kInt64Max = std::numeric_limits<int64_t>::max();
constexpr int64_t kInt64Min = std::numeric_limits<int64_t>::min();

// The slow, obvious calendar: count days one by one.
struct DayCounter {
  CivilDate date{1, 1, 1};

  static int32_t Length(int32_t year, int32_t month) {
    if (month == 2) {
      const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      return leap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }
  void Next() {
    if (++date.day <= Length(date.year, date.month)) return;
    date.day = 1;
    if (++date.month <= 12) return;
    date.month = 1;
    ++date.year;
  }
};

TEST(CivilDayTest, EpochIsDayZeroAndAThursday) {
  EXPECT_EQ(DayFromDate({1970, 1, 1}), (CivilDay{0}));
  EXPECT_EQ(WeekdayOf(CivilDay{0}), Weekday::kThursday);
  EXPECT_EQ(DateOf(CivilDay{0}), (CivilDate{1970, 1, 1}));
}

TEST(CivilDayTest, KnownDaysHaveTheirNumbersAndWeekdays) {
  EXPECT_EQ(DayFromDate({2000, 2, 29}).days, 11016);
  EXPECT_EQ(DayFromDate({2020, 3, 1}).days, 18322);
  EXPECT_EQ(WeekdayOf(DayFromDate({2020, 3, 1})), Weekday::kSunday);
  EXPECT_EQ(WeekdayOf(DayFromDate({2024, 10, 1})), Weekday::kTuesday);
  EXPECT_EQ(WeekdayOf(DayFromDate({1949, 10, 1})), Weekday::kSaturday);
}

// Every day of ten thousand years, against counting.
TEST(CivilDayTest, AgreesWithCountingFromYear1To9999) {
  DayCounter counter;
  int32_t day = DayFromDate({1, 1, 1}).days;
  EXPECT_EQ(day, -719162);
  int32_t weekday = 1;  // 0001-01-01 was a Monday
  while (counter.date.year <= 9999) {
    ASSERT_EQ(DayFromDate(counter.date).days, day);
    ASSERT_EQ(DateOf(CivilDay{day}), counter.date);
    ASSERT_EQ(static_cast<int32_t>(WeekdayOf(CivilDay{day})), weekday);
    counter.Next();
    ++day;
    weekday = weekday % 7 + 1;
  }
}

TEST(CivilDayTest, DatesThatDoNotExistAreNotValid) {
  EXPECT_TRUE(IsValidDate({2024, 2, 29}));
  EXPECT_TRUE(IsValidDate({2000, 2, 29}));
  for (CivilDate bad : {CivilDate{2023, 2, 29}, CivilDate{1900, 2, 29}, CivilDate{2023, 4, 31},
                        CivilDate{2023, 0, 1}, CivilDate{2023, 13, 1}, CivilDate{2023, 1, 0},
                        CivilDate{2023, 1, 32}, CivilDate{0, 1, 1}, CivilDate{10000, 1, 1},
                        CivilDate{2023, -1, 1}, CivilDate{2023, 1, -1}}) {
    EXPECT_FALSE(IsValidDate(bad)) << bad.year << "-" << bad.month << "-" << bad.day;
  }
}

TEST(CivilDayTest, DayBeginsAtMidnightInChina) {
  const CivilDay day = DayFromDate({2020, 3, 1});
  const Instant start = StartOf(day);
  EXPECT_EQ(FormatInstant(start), "2020-03-01T00:00:00+08:00");
  EXPECT_EQ(DayOf(start), day);
  EXPECT_EQ(DayOf(Instant{start.ms - 1}).days, day.days - 1);
  EXPECT_EQ(DayOf(Instant{start.ms + kDayMs - 1}), day);
  EXPECT_EQ(DayOf(Instant{start.ms + kDayMs}).days, day.days + 1);
}

TEST(CivilDayTest, InstantsBefore1970HaveTheirDay) {
  for (int32_t days = -1000; days <= 1000; ++days) {
    const Instant start = StartOf(CivilDay{days});
    ASSERT_EQ(DayOf(start).days, days);
    ASSERT_EQ(DayOf(Instant{start.ms - 1}).days, days - 1);
  }
}

TEST(CivilDayTest, SaturatesAtTheEndOfTime) {
  EXPECT_EQ(DayOf(Instant{kInt64Max}).days, std::numeric_limits<int32_t>::max());
  EXPECT_EQ(DayOf(Instant{kInt64Min}).days, std::numeric_limits<int32_t>::min());
  // No crash and no overflow where dates end.
  EXPECT_GT(DateOf(CivilDay{std::numeric_limits<int32_t>::max()}).year, 5000000);
  EXPECT_LT(DateOf(CivilDay{std::numeric_limits<int32_t>::min()}).year, -5000000);
  EXPECT_GE(WeekdayOf(CivilDay{std::numeric_limits<int32_t>::min()}), Weekday::kMonday);
}

TEST(FormatInstantTest, WritesMillisecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(FormatInstant(Instant{0}), "1970-01-01T08:00:00+08:00");
  EXPECT_EQ(FormatInstant(Instant{1}), "1970-01-01T08:00:00.001+08:00");
  EXPECT_EQ(FormatInstant(Instant{-1}), "1970-01-01T07:59:59.999+08:00");
  EXPECT_EQ(FormatInstant(Instant{1583024400000}), "2020-03-01T09:00:00+08:00");
  EXPECT_EQ(FormatInstant(Instant{1583024400123}), "2020-03-01T09:00:00.123+08:00");
  EXPECT_EQ(FormatInstant(Instant{1583024400120}), "2020-03-01T09:00:00.120+08:00");
}

TEST(FormatInstantTest, HasAFormForEveryInstant) {
  EXPECT_EQ(FormatInstant(Instant{kInt64Max}), "@9223372036854775807");
  EXPECT_EQ(FormatInstant(Instant{kInt64Min}), "@-9223372036854775808");
  EXPECT_EQ(FormatInstant(StartOf(DayFromDate({1, 1, 1}))), "0001-01-01T00:00:00+08:00");
  EXPECT_EQ(FormatInstant(Instant{StartOf(DayFromDate({1, 1, 1})).ms - 1})[0], '@');
  const Instant last{StartOf(DayFromDate({9999, 12, 31})).ms + kDayMs - 1};
  EXPECT_EQ(FormatInstant(last), "9999-12-31T23:59:59.999+08:00");
  EXPECT_EQ(FormatInstant(Instant{last.ms + 1})[0], '@');
}

TEST(ParseInstantTest, TakesAnyOffset) {
  const Instant nine{1583024400000};
  for (const char* text :
       {"2020-03-01T09:00:00+08:00", "2020-03-01T01:00:00Z", "2020-03-01T01:00:00+00:00",
        "2020-03-01T01:00:00-00:00", "2020-02-29T20:00:00-05:00", "2020-03-01T06:45:00+05:45",
        "2020-03-01T09:00:00.0+08:00", "2020-03-01T09:00:00.000+08:00"}) {
    const auto parsed = ParseInstant(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, nine) << text;
  }
  EXPECT_EQ(ParseInstant("2020-03-01T09:00:00.5+08:00")->ms, nine.ms + 500);
  EXPECT_EQ(ParseInstant("2020-03-01T09:00:00.05+08:00")->ms, nine.ms + 50);
  EXPECT_EQ(ParseInstant("2020-03-01T09:00:00.005+08:00")->ms, nine.ms + 5);
}

TEST(ParseInstantTest, RefusesWhatIsNotRfc3339OrDoesNotExist) {
  for (const char* bad : {"",
                          "2020-03-01",
                          "2020-03-01T09:00:00",
                          "2020-03-01 09:00:00+08:00",
                          "2020-03-01t09:00:00z",
                          "2020-03-01T09:00:00z",
                          "2020-03-01T09:00+08:00",
                          "2020-03-01T09:00:00+0800",
                          "2020-03-01T09:00:00+08",
                          "2020-3-1T09:00:00+08:00",
                          "20200301T090000Z",
                          "2020-03-01T09:00:00.+08:00",
                          "2020-03-01T09:00:00.1234+08:00",
                          "2020-03-01T09:00:00,5+08:00",
                          "2020-03-01T24:00:00+08:00",
                          "2020-03-01T09:60:00+08:00",
                          "2020-03-01T09:00:60+08:00",
                          "2020-02-30T09:00:00+08:00",
                          "2020-13-01T09:00:00+08:00",
                          "0000-01-01T00:00:00Z",
                          "2020-03-01T09:00:00+24:00",
                          "2020-03-01T09:00:00+08:60",
                          "2020-03-01T09:00:00+08:00 ",
                          " 2020-03-01T09:00:00+08:00",
                          "+2020-03-01T09:00:00+08:00",
                          "2020-03-01T09:00:00Z+08:00",
                          "@1583024400000",
                          "2020-03-01T-9:00:00+08:00"}) {
    const auto parsed = ParseInstant(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalid) << bad;
  }
}

TEST(ParseInstantTest, UndoesFormatting) {
  uint64_t state = 7;
  const int64_t first = StartOf(DayFromDate({1, 1, 1})).ms;
  const int64_t span = StartOf(DayFromDate({9999, 12, 31})).ms - first;
  for (int round = 0; round < 20000; ++round) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const Instant instant{first + static_cast<int64_t>((state >> 1) % static_cast<uint64_t>(span))};
    const auto parsed = ParseInstant(FormatInstant(instant));
    ASSERT_TRUE(parsed) << FormatInstant(instant);
    ASSERT_EQ(*parsed, instant);
  }
}

TEST(DayTextTest, RoundTripsAndRefuses) {
  EXPECT_EQ(FormatDay(DayFromDate({2020, 3, 1})), "2020-03-01");
  EXPECT_EQ(FormatDay(DayFromDate({33, 3, 1})), "0033-03-01");
  EXPECT_EQ(FormatDay(CivilDay{std::numeric_limits<int32_t>::max()}), "@2147483647");
  EXPECT_EQ(ParseDay("2020-02-29").value(), DayFromDate({2020, 2, 29}));
  for (const char* bad : {"", "2020-02-30", "2020-2-3", "2020/02/03", "20200203", "2020-02-03 ",
                          "2020-02-03T00:00:00Z", "0000-01-01", "2020-00-01", "二零二零"}) {
    EXPECT_FALSE(ParseDay(bad)) << bad;
  }
}

TEST(InstantTest, Compares) {
  EXPECT_LT(Instant{1}, Instant{2});
  EXPECT_EQ(Instant{1}, Instant{1});
  EXPECT_LT(CivilDay{-1}, CivilDay{0});
  EXPECT_EQ(kDayMs, 86400000);
}

}  // namespace
}  // namespace yiting
