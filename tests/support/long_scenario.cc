#include "tests/support/long_scenario.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace yiting::testing {
namespace {

constexpr int64_t kMinute = 60;
constexpr int64_t kDay = 24 * 60 * kMinute;
// Matters begin this far apart: 5,000 of them in half a year.
constexpr int64_t kApart = 47 * kMinute;
// What a matter makes, of all in a row; at the ledger's end some have not made all of theirs.
constexpr int kEntriesAMatter = 20;
constexpr int kResidents = 24;

constexpr char kHead[] =
    R"({"community":{"zh":"长长街"},"pack":"mishixiang","start":"2020-01-01T00:00:00+08:00"}
{"member":"li","roles":["community_staff"],"unit":"community"}
{"member":"chen","roles":["community_committee"],"unit":"community"}
{"member":"zhao","roles":["street_staff"],"unit":"public_management"}
{"member":"qian","roles":["owners_committee"],"unit":"owners"}
{"member":"sun","roles":["property_staff"],"unit":"property"}
)";

struct Line {
  int64_t at;  // seconds after the start
  int matter;
  int step;
  std::string rest;  // of the JSON object, after "at"
};

// "2020-01-01T00:00:00+08:00" and so many seconds; the years 2020 and 2021.
std::string Stamp(int64_t seconds) {
  static constexpr int kDaysOf[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
                                    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int64_t day = seconds / kDay;
  int month = 0;
  for (; day >= kDaysOf[month]; ++month) day -= kDaysOf[month];
  const int64_t second = seconds % kDay;
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", 2020 + month / 12,
                month % 12 + 1, static_cast<int>(day) + 1, static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return text;
}

std::string Resident(int number) { return "r" + std::to_string(number % kResidents); }

// The life of one matter.
class Life {
 public:
  Life(int number, std::vector<Line>& lines)
      : number_(number), name_("m" + std::to_string(number)), at_(number * kApart), lines_(lines) {}

  void Live() {
    Say(0, R"("by":")" + Resident(number_) + R"(","do":"open","as":")" + name_ +
               R"(","procedure":"bell","inputs":{"title":"第)" + std::to_string(number_) +
               R"(件事"})");
    // One in seventeen waits a week for its answer: its deadline has a line of its own.
    const int64_t answered = number_ % 17 == 0 ? 7 * kDay : kDay / 3 + number_ % 3 * kDay;
    if (number_ % 23 == 5) {
      return Act(answered, "li", "set_aside", R"("reason":"去别处办理")");
    }
    Act(answered, "li", "accept", R"("category":"property")");
    for (const char* party : {"zhao", "qian", "sun"}) Act(60 * kMinute, party, "report_in");
    Act(kDay, "li", "invite",
        R"("invitees":[")" + Resident(number_) + R"(",")" + Resident(number_ + 1) + R"(",")" +
            Resident(number_ + 2) + R"(","sun"])");
    if (number_ % 7 == 3) Act(kDay, Resident(number_), "nudge");
    Act(2 * kDay, "li", "prepare", R"("agenda":"各方意见")");
    Act(kDay, "li", "notify", R"("time":"2020-12-01T19:00:00+08:00","place":"议事厅")");
    Act(60 * kMinute, Resident(number_), "confirm", R"("coming":"yes")");
    Act(60 * kMinute, Resident(number_ + 1), "confirm", R"("coming":"yes")");
    Act(60 * kMinute, Resident(number_ + 2), "confirm",
        number_ % 5 == 0 ? R"("coming":"no")" : R"("coming":"yes")");
    Act(60 * kMinute, "sun", "confirm", R"("coming":"yes")");
    Act(2 * kDay, "li", "open_meeting");
    Act(3 * 60 * kMinute, "li", "conclude",
        R"("result":"agreed","minutes":"商定的办法","reviewers":["chen","qian","zhao"])");
    for (const char* signer : {"chen", "qian", "zhao"}) Act(60 * kMinute, signer, "sign");
    Act(kDay, "li", "announce", R"("notice":"通报")");
    Act(kDay, Resident(number_), "rate", R"("score":5)");
    Act(60 * kMinute, "sun", "rate", R"("score":4)");
  }

 private:
  void Say(int64_t after, std::string rest) {
    at_ += after;
    lines_.push_back({at_, number_, step_++, std::move(rest)});
  }
  void Act(int64_t after, const std::string& who, const std::string& action,
           const std::string& inputs = "") {
    Say(after, R"("by":")" + who + R"(","do":"act","matter":")" + name_ + R"(","action":")" +
                   action + "\"" + (inputs.empty() ? "" : ",\"inputs\":{" + inputs + "}"));
  }

  int number_;
  std::string name_;
  int64_t at_;
  int step_ = 0;
  std::vector<Line>& lines_;
};

}  // namespace

std::string LongScenario(int entries) {
  std::vector<Line> lines;
  for (int number = 0; number * kEntriesAMatter < entries; ++number) Life(number, lines).Live();
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.at != b.at           ? a.at < b.at
           : a.matter != b.matter ? a.matter < b.matter
                                  : a.step < b.step;
  });
  std::string text = kHead;
  for (int i = 0; i < kResidents; ++i) {
    text += R"({"member":")" + Resident(i) + "\",\"roles\":[\"resident\"]}\n";
  }
  for (const Line& line : lines) {
    text += R"({"at":")" + Stamp(line.at) + "\"," + line.rest + "}\n";
  }
  return text;
}

}  // namespace yiting::testing
