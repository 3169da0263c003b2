#include "rulehost/calendar.h"

#include <functional>
#include <map>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/files.h"

namespace yiting::rulehost {
namespace {

using v1::DeadlineRule;

const std::string& Csv() {
  static const std::string csv = testing::ReadRepositoryFile("rules/lib/holidays-cn.csv");
  return csv;
}

const Calendar& China() {
  static const Calendar calendar = *Calendar::Parse(Csv());
  return calendar;
}

CivilDay Day(const char* text) { return *ParseDay(text); }
Instant At(const char* text) { return *ParseInstant(text); }

// The slow, obvious reading: the text of the row of that very date, else the weekday.
class Oracle {
 public:
  Oracle() {
    const std::string& csv = Csv();
    for (size_t at = 0; at < csv.size();) {
      const size_t end = csv.find('\n', at);
      const std::string line = csv.substr(at, end - at);
      if (line[0] == '1' || line[0] == '2') kinds_[line.substr(0, 10)] = line.substr(11, 3);
      at = end + 1;
    }
  }
  bool IsWorkday(CivilDay day) const {
    auto found = kinds_.find(FormatDay(day));
    if (found != kinds_.end()) return found->second == "wor";
    const int64_t weekday = ((day.days + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
    return weekday < 5;
  }
  size_t size() const { return kinds_.size(); }

 private:
  std::map<std::string, std::string> kinds_;
};

TEST(CalendarTest, AgreesWithASlowReadingOnAllDaysOfTheTable) {
  const Oracle oracle;
  ASSERT_EQ(oracle.size(), 678u);
  int32_t days = 0;
  for (CivilDay day = Day("2007-01-01"); day <= Day("2026-12-31"); ++day.days, ++days) {
    ASSERT_EQ(China().IsWorkday(day), oracle.IsWorkday(day)) << FormatDay(day);
    ASSERT_TRUE(China().Covers(day)) << FormatDay(day);
  }
  EXPECT_EQ(days, 7305);
}

// The table against the law behind the notices, which nobody compiled it from: notices move days
// off, they add none. Of a year's festivals the weekdays off, less the weekend days worked for
// them, are the statutory days (全国年节及纪念日放假办法): 10 until 2007, 11 from 2008, 13 from 2025.
// 3 September 2015 was one more, and so were 31 January and 1 February 2020, when 春节 was
// lengthened.
TEST(CalendarTest, EveryYearHasTheStatutoryDaysOff) {
  std::map<int32_t, int32_t> days_off;
  const std::string& csv = Csv();
  for (size_t at = 0; at < csv.size();) {
    const size_t end = csv.find('\n', at);
    const std::string line = csv.substr(at, end - at);
    at = end + 1;
    if (line[0] != '1' && line[0] != '2') continue;
    const CivilDay day = Day(line.substr(0, 10).c_str());
    const CivilDate date = DateOf(day);
    // The last days of December that belong to New Year's Day.
    const int32_t year = date.month == 12 && date.day > 25 ? date.year + 1 : date.year;
    const bool weekend = WeekdayOf(day) >= Weekday::kSaturday;
    const bool off = line.substr(11, 3) == "off";
    if (off && !weekend) ++days_off[year];
    if (!off && weekend) --days_off[year];
  }
  for (int32_t year = 2007; year <= 2026; ++year) {
    const int32_t by_law = year < 2008 ? 10 : year < 2025 ? 11 : 13;
    const int32_t further = year == 2015 ? 1 : year == 2020 ? 2 : 0;
    EXPECT_EQ(days_off[year], by_law + further) << year;
  }
}

// One place answers which days are worked: nobody else reads the table or knows the week. Who needs
// a working day asks a Calendar.
TEST(CalendarTest, IsAskedInOnePlace) {
  const std::set<std::string> may_read = {
      "core/rulehost/boot.h",  // the file's name
      "core/rulehost/pack.h",  // says that it is in a bundle
      "core/verbs/scenario_packs.cc",  // cuts years off it, for scenarios of its adoption
  };
  const std::set<std::string> may_parse = {"core/rulehost/loader.cc"};
  const std::set<std::string> may_know_the_week = {
      "core/checker/checker.cc",  // begins its trials on a Monday, worked or not
  };
  int files = 0;
  const std::function<void(const std::string&)> look = [&](const std::string& folder) {
    for (const std::string& name : testing::ListRepositoryFolder(folder)) {
      const std::string path = folder + "/" + name;
      if (name.ends_with("/")) {
        look(path.substr(0, path.size() - 1));
      } else if (name.ends_with(".cc") || name.ends_with(".h") || name.ends_with(".lua")) {
        if (path.starts_with("core/rulehost/calendar.") || path.starts_with("core/base/instant.")) {
          continue;
        }
        ++files;
        const std::string text = testing::ReadRepositoryFile(path);
        const auto has = [&text](const char* what) { return text.find(what) != text.npos; };
        EXPECT_FALSE(has("holidays-cn") && may_read.count(path) == 0) << path;
        EXPECT_FALSE(has("Calendar::Parse") && may_parse.count(path) == 0) << path;
        EXPECT_FALSE((has("WeekdayOf") || has("Weekday::")) && may_know_the_week.count(path) == 0)
            << path;
      }
    }
  };
  for (const char* folder : {"core", "server", "wasm", "rules"}) look(folder);
  EXPECT_GT(files, 100);
}

TEST(CalendarTest, EveryDayOutsideItsYearsIsProvisionalAndInsideNoneIs) {
  const Oracle oracle;
  for (CivilDay day = Day("2005-01-01"); day <= Day("2028-12-31"); ++day.days) {
    const int32_t year = DateOf(day).year;
    ASSERT_EQ(China().Covers(day), year >= 2007 && year <= 2026) << FormatDay(day);
    const Calendar::Due due = China().After(StartOf(day), DeadlineRule::WORKDAYS, 1);
    CivilDay walk = day;
    do ++walk.days;
    while (!oracle.IsWorkday(walk));
    const bool inside = DateOf({day.days + 1}).year >= 2007 && DateOf(walk).year <= 2026;
    ASSERT_EQ(due.provisional, !inside) << FormatDay(day);
    ASSERT_EQ(due.at, StartOf({walk.days + 1})) << FormatDay(day);
  }
}

TEST(CalendarTest, CountsWorkingDaysAsASlowWalkDoesInsideAndAroundTheTable) {
  const Oracle oracle;
  for (CivilDay day = Day("2005-11-20"); day <= Day("2028-02-10"); day.days += 3) {
    CivilDay walk = day;
    for (int64_t n = 1; n <= 30; ++n) {
      do ++walk.days;
      while (!oracle.IsWorkday(walk));
      const Calendar::Due due = China().After(StartOf(day), DeadlineRule::WORKDAYS, n);
      ASSERT_EQ(due.at, StartOf({walk.days + 1})) << FormatDay(day) << " + " << n;
      const bool inside = day >= Day("2006-12-31") && walk <= Day("2026-12-31");
      ASSERT_EQ(due.provisional, !inside) << FormatDay(day) << " + " << n;
    }
  }
}

TEST(CalendarTest, KnowsMakeUpWeekendsAroundSpringFestivalAndNationalDay) {
  struct Row {
    const char* day;
    bool work;
  };
  for (const Row& row : std::initializer_list<Row>{{"2020-01-19", true},
                                                   {"2020-01-24", false},
                                                   {"2020-01-31", false},
                                                   {"2020-02-02", false},
                                                   {"2020-02-03", true},
                                                   {"2021-02-07", true},
                                                   {"2021-02-20", true},
                                                   {"2021-09-26", true},
                                                   {"2021-10-09", true},
                                                   {"2021-10-07", false},
                                                   {"2023-10-06", false},
                                                   {"2023-10-07", true},
                                                   {"2023-10-08", true},
                                                   {"2024-02-04", true},
                                                   {"2024-02-16", false},
                                                   {"2024-02-18", true},
                                                   {"2026-10-10", true},
                                                   {"2026-10-11", false}}) {
    EXPECT_EQ(China().IsWorkday(Day(row.day)), row.work) << row.day;
  }
}

TEST(CalendarTest, SpecialDaysAreThoseThatDifferFromTheWeekByTheNameOfTheirFeast) {
  const auto calendar = Calendar::Parse(
      "date,kind,name,notice\n2020-01-19,work,春节,n\n2020-01-24,off,春节,n\n2020-01-25,off,春节,n\n"
      "2020-02-03,work,春节,n\n2020-10-01,off,国庆节、中秋节,n\n");
  ASSERT_TRUE(calendar.has_value());
  ASSERT_EQ(calendar->specials().size(), 3u);  // not Saturday, 25 January, nor Monday, 3 February
  EXPECT_EQ(calendar->specials()[0].day, Day("2020-01-19"));
  EXPECT_TRUE(calendar->specials()[0].worked);
  EXPECT_EQ(calendar->specials()[1].day, Day("2020-01-24"));
  EXPECT_FALSE(calendar->specials()[1].worked);
  EXPECT_EQ(calendar->specials()[1].feast, "春节");
  EXPECT_EQ(calendar->specials()[2].feast, "国庆节、中秋节");
}

TEST(CalendarTest, DuesAreTheStartOfTheDayAfterTheLastDay) {
  const Calendar& c = China();
  // Wednesday; Thursday, Friday, Monday.
  EXPECT_EQ(c.After(At("2024-06-19T23:59:59.999+08:00"), DeadlineRule::WORKDAYS, 3).at,
            At("2024-06-25T00:00:00+08:00"));
  // 30 September 2024, Monday; the week off; 8 October is the first day after it.
  EXPECT_EQ(c.After(At("2024-09-30T09:00:00+08:00"), DeadlineRule::WORKDAYS, 1).at,
            At("2024-10-09T00:00:00+08:00"));
  EXPECT_EQ(c.After(At("2024-09-30T09:00:00+08:00"), DeadlineRule::DAYS, 1).at,
            At("2024-10-02T00:00:00+08:00"));
  EXPECT_EQ(c.After(At("2024-09-30T09:00:00+08:00"), DeadlineRule::HOURS, 24).at,
            At("2024-10-01T09:00:00+08:00"));
  // A make-up Sunday is a working day: 29 September 2024.
  EXPECT_EQ(c.After(At("2024-09-27T09:00:00+08:00"), DeadlineRule::WORKDAYS, 1).at,
            At("2024-09-30T00:00:00+08:00"));
  EXPECT_EQ(c.After(At("2024-09-27T09:00:00+08:00"), DeadlineRule::WORKDAYS, 0).at,
            At("2024-09-28T00:00:00+08:00"));
}

TEST(CalendarTest, OutsideTheTableIsMondayToFridayAndProvisional) {
  const Calendar& c = China();
  EXPECT_EQ(c.first_year(), 2007);
  EXPECT_EQ(c.last_year(), 2026);
  EXPECT_FALSE(c.Covers(Day("2006-12-31")));
  EXPECT_FALSE(c.Covers(Day("2027-01-01")));
  EXPECT_TRUE(c.IsWorkday(Day("2027-01-01")));  // a Friday: nobody has said otherwise yet
  EXPECT_FALSE(c.IsWorkday(Day("2027-01-02")));
  EXPECT_FALSE(c.After(At("2026-12-30T08:00:00+08:00"), DeadlineRule::WORKDAYS, 1).provisional);
  EXPECT_TRUE(c.After(At("2026-12-30T08:00:00+08:00"), DeadlineRule::WORKDAYS, 2).provisional);
  EXPECT_FALSE(c.After(At("2030-01-01T08:00:00+08:00"), DeadlineRule::DAYS, 2).provisional);
  EXPECT_FALSE(c.After(At("2030-01-01T08:00:00+08:00"), DeadlineRule::HOURS, 2).provisional);
}

TEST(CalendarTest, AnEmptyCalendarFollowsTheWeek) {
  const Calendar none;
  for (CivilDay day = Day("1969-12-01"); day <= Day("1970-02-01"); ++day.days) {
    ASSERT_EQ(none.IsWorkday(day), WeekdayOf(day) < Weekday::kSaturday);
    CivilDay walk = day;
    for (int64_t n = 1; n <= 12; ++n) {
      do ++walk.days;
      while (!none.IsWorkday(walk));
      ASSERT_EQ(none.After(StartOf(day), DeadlineRule::WORKDAYS, n).at, StartOf({walk.days + 1}));
    }
  }
  EXPECT_TRUE(none.After(Instant{0}, DeadlineRule::WORKDAYS, 1).provisional);
}

TEST(CalendarTest, HoldsAmountsWithinItsLimits) {
  const Calendar& c = China();
  EXPECT_EQ(c.After(Instant{0}, DeadlineRule::HOURS, -5).at, Instant{0});
  EXPECT_EQ(c.After(Instant{0}, DeadlineRule::DAYS, INT64_MAX).at,
            StartOf({static_cast<int32_t>(Calendar::kAmountMax) + 1}));
  for (const auto clock : {DeadlineRule::HOURS, DeadlineRule::DAYS, DeadlineRule::WORKDAYS}) {
    const Calendar::Due first = c.After(Instant{INT64_MIN}, clock, INT64_MAX);
    const Calendar::Due last = c.After(Instant{INT64_MAX}, clock, INT64_MAX);
    EXPECT_LT(first.at, last.at);
    EXPECT_GT(last.at, At("9999-12-31T00:00:00Z"));
  }
}

TEST(CalendarTest, RefusesWhatIsNotATableAndNamesTheLine) {
  struct Row {
    const char* csv;
    const char* message;
  };
  const std::string head = "date,kind,name,notice\n";
  for (const Row& row : std::initializer_list<Row>{
           {"", "line 1"},
           {"day,kind\n", "line 1"},
           {"date,kind,name,notice\n2024-13-01,off,x,y\n", "line 2"},
           {"date,kind,name,notice\n# note\n2024-01-01,free,x,y\n", "line 3"},
           {"date,kind,name,notice\n2024-01-02,off,x,y\n2024-01-01,off,x,y\n", "line 3"},
           {"date,kind,name,notice\n2024-01-02,off,x,y\n2024-01-02,work,x,y\n", "line 3"},
           {"date,kind,name,notice\n2024-01-02\n", "line 2"}}) {
    auto result = Calendar::Parse(row.csv);
    ASSERT_FALSE(result) << row.csv;
    EXPECT_NE(result.error().message.find(row.message), std::string::npos)
        << result.error().message;
  }
  EXPECT_FALSE(Calendar::Parse(head + "2024-01-01,off,,\n2024-10-01,off,,\n2026-01-01,off,,\n"
                                      "2026-10-01,off,,\n"));
}

}  // namespace
}  // namespace yiting::rulehost
