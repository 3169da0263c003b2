#include "verbs/coverage.h"

#include <gtest/gtest.h>

#include "crypto/sha256.h"
#include "tests/unit/verbs/test_io.h"

namespace yiting::verbs {
namespace {

// A procedure with a soft limit, a vote, a signature of two and a function that refuses.
constexpr char kPack[] = R"(
return pack {
  { "试验", "Trial" }, id = "trial", version = "1",
  params { talk_days = days(2, { "商议", "Talk" }, { min = 1, max = 9 }) },
  level "street" { "街道", "Street", rank = 1 },
  role "resident" { "居民", "Resident" },
  role "clerk" { "社工", "Clerk", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  outcome "yes" { "通过", "Yes" }, outcome "no" { "不通过", "No" },
  refusal "too_early" { "太早", "Too early" },
  procedure "p" {
    { "规程", "Procedure" }, may_open = { "resident" },
    stage "talk" {
      { "商议", "Talk" },
      deadline { within = days(param "talk_days"), again = deadline { within = days(1) } },
      action "sign" { "签", "Sign", by = "clerk", signers = 2, to = "vote" },
      action "stop" {
        "停", "Stop", by = "clerk", outcome = "no", needs = { reason = text },
        when = function(m, cmd, now)
          if now - m.opened_ms < 1000 then return refuse "too_early" end
          return true
        end,
      },
    },
    stage "vote" {
      { "表决", "Vote" },
      poll {
        electors = { "resident" }, approve = ratio(1, 2), of = "voted", above = true,
        passed = close "yes", failed = close "no",
      },
      deadline { within = hours(1), at_end = tally },
      action "vote" {
        "投", "Vote", by = "elector", does = "vote",
        needs = { choice = code { "意见", options = { { "for", "同意" }, { "against", "反对" } } } },
      },
    },
  },
}
)";

constexpr char kScenarioHead[] =
    R"({"community":{"zh":"试验社区"},"pack":"./..","start":"2020-01-02T08:00:00+08:00"}
{"member":"wang","roles":["resident"]}
{"member":"li","roles":["clerk"]}
{"member":"he","roles":["clerk"]}
{"member":"feng","roles":["observer"]}
)";

// A dated line of a scenario, in January 2020.
struct Line {
  std::string at;
  std::string by;
  std::string matter;
  std::string action;  // "open", "look", or an action
  std::string inputs = "";
  std::string refused = "";
};

std::string TextOf(const Line& line) {
  const std::string at = R"({"at":"2020-)" + line.at + R"(+08:00",)";
  if (line.action == "look") return at + R"("check":{"matter":")" + line.matter + "\"}}\n";
  const std::string what =
      line.action == "open"
          ? R"("do":"open","procedure":"p","as":")" + line.matter + "\""
          : R"("do":"act","action":")" + line.action + R"(","matter":")" + line.matter + "\"";
  const std::string inputs = line.inputs.empty() ? "" : ",\"inputs\":{" + line.inputs + "}";
  const std::string expect =
      line.refused.empty() ? "" : R"(,"expect":{"refused":")" + line.refused + "\"}";
  return at + R"("by":")" + line.by + "\"," + what + inputs + expect + "}\n";
}

std::string TextOf(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) text += TextOf(line);
  return text;
}

constexpr char kFor[] = R"("choice":"for")";
constexpr char kWhy[] = R"("reason":"一")";

// The whole life of one matter that passes, with what is refused on the way.
const std::vector<Line> kPasses = {
    {"01-02T09:00:00", "li", "x", "open", "", "NOT_ALLOWED"},
    {"01-02T09:00:00", "wang", "m", "open"},
    {"01-02T09:00:00", "feng", "m", "sign", "", "OBSERVER"},
    {"01-02T09:00:00", "wang", "m", "sign", "", "NOT_ALLOWED"},
    {"01-02T09:00:00", "wang", "m", "stop", "", "NOT_ALLOWED"},
    {"01-02T09:00:00", "li", "m", "stop", "", "INPUT_MISSING"},
    {"01-02T09:00:00", "li", "m", "stop", kWhy, "RULE_REFUSED"},
    {"01-02T09:00:00", "wang", "m", "vote", kFor, "WRONG_STAGE"},
    {"01-04T23:59:59.999", "", "m", "look"},
    {"01-05T00:00:00", "", "m", "look"},
    {"01-05T23:59:59.500", "li", "m", "sign"},
    {"01-06T00:00:00", "li", "m", "sign", "", "ALREADY_DONE"},
    {"01-06T08:00:00", "he", "m", "sign"},
    {"01-06T08:00:00", "li", "m", "sign", "", "WRONG_STAGE"},
    {"01-06T08:00:00", "li", "m", "stop", kWhy, "WRONG_STAGE"},
    {"01-06T08:01:00", "li", "m", "vote", kFor, "NOT_ALLOWED"},
    {"01-06T08:01:00", "wang", "m", "vote", "", "INPUT_MISSING"},
    {"01-06T08:01:00", "wang", "m", "vote", R"("choice":"abstain")", "INPUT_INVALID"},
    {"01-06T08:01:00", "wang", "m", "vote", kFor},
    {"01-06T08:02:00", "wang", "m", "vote", kFor, "ALREADY_DONE"},
    {"01-06T08:59:59.999", "", "m", "look"},
    {"01-06T09:00:00", "wang", "m", "vote", kFor, "MATTER_CLOSED"},
};

// A matter that fails its vote, and one that is stopped.
const std::vector<Line> kFails = {
    {"01-02T09:00:00", "wang", "m", "open"},     {"01-02T09:01:00", "li", "m", "sign"},
    {"01-02T09:01:00", "he", "m", "sign"},       {"01-02T10:01:00", "wang", "n", "open"},
    {"01-02T10:02:00", "li", "n", "stop", kWhy},
};

bool Has(const Ran& ran, const std::string& line) {
  return ("\n" + ran.out).find("\n" + line + "\n") != std::string::npos;
}

class RulesTestTest : public ::testing::Test {
 protected:
  RulesTestTest() { io_.files["p/pack.lua"] = kPack; }

  void Add(const std::string& name, const std::string& lines) {
    io_.files["p/scenarios/" + name] = kScenarioHead + lines;
  }
  Ran Run(std::vector<std::string> flags = {}) {
    flags.insert(flags.begin(), {"rules", "test", "p"});
    return RunWith(io_, flags);
  }
  // What is lost when all that was done at one moment is done at another.
  void ExpectNotCoveredWhenMoved(const std::string& moment, const std::string& other,
                                 const std::string& lost) {
    std::vector<Line> moved = kPasses;
    for (Line& line : moved) {
      if (line.at == moment) line.at = other;
    }
    Add("a.jsonl", TextOf(moved));
    Add("b.jsonl", TextOf(kFails));
    const Ran ran = Run({"--strict"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(Has(ran, "没有试到 / not covered: " + lost)) << ran.out;
  }

  TestIo io_;
};

TEST_F(RulesTestTest, AllThatThePackCanDoIsCovered) {
  Add("a.jsonl", TextOf(kPasses));
  Add("b.jsonl", TextOf(kFails));
  const Ran ran = Run({"--strict"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_TRUE(Has(ran, "通过 / passed: p/scenarios/a.jsonl")) << ran.out;
  EXPECT_TRUE(Has(ran,
                  "p.talk.sign | taken 4, waits 2, moves 2, NOT_ALLOWED 1, WRONG_STAGE 1, "
                  "ALREADY_DONE 1"))
      << ran.out;
  EXPECT_TRUE(Has(ran, "p.talk#2 | before 1, due 1")) << ran.out;
  EXPECT_TRUE(Has(ran, "p.vote | passed 1, failed 1")) << ran.out;
  EXPECT_TRUE(Has(ran, "* | OBSERVER 1, too_early 1")) << ran.out;
  EXPECT_TRUE(Has(ran,
                  "覆盖 / covered: 动作 / actions 6/6, 拒绝 / refusals 16/16, "
                  "时限 / deadlines 6/6, 表决 / polls 2/2, 日历 / calendar 0/0"))
      << ran.out;
  EXPECT_EQ(ran.out.find("not covered"), std::string::npos) << ran.out;
}

TEST_F(RulesTestTest, WhatNoScenarioShowsIsNamed) {
  Add("a.jsonl", TextOf(kPasses));
  const Ran ran = Run();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(Has(ran, "没有试到 / not covered: p.vote failed")) << ran.out;
  EXPECT_TRUE(Has(ran, "没有试到 / not covered: p.talk.stop taken")) << ran.out;
  EXPECT_EQ(Run({"--strict"}).code, 1);
}

TEST_F(RulesTestTest, A6_3_BallotsAmongOptionsAreRefusedInWaysOfTheirOwn) {
  std::string pack = kPack;
  const auto change = [&pack](const std::string& from, const std::string& to) {
    const size_t at = pack.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    pack.replace(at, from.size(), to);
  };
  change(
      "approve = ratio(1, 2), of = \"voted\", above = true,",
      "method = \"choice\", options = { { \"a\", \"甲\" }, { \"b\", \"乙\" } }, grace_hours = 2,");
  change(
      "choice = code { \"意见\", options = { { \"for\", \"同意\" }, { \"against\", \"反对\" } } }",
      "picks = poll_options");
  io_.files["p/pack.lua"] = pack;
  Add("b.jsonl", TextOf(kFails));
  const Ran ran = Run();
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  for (const char* reason : {"OPTION_UNKNOWN", "BALLOT_TOO_MUCH", "VOTE_CLOSED"}) {
    EXPECT_TRUE(Has(ran, "没有试到 / not covered: p.vote.vote " + std::string(reason))) << ran.out;
  }
}

// Each line that only shows something leaves a gap of its own when it goes.
TEST_F(RulesTestTest, EveryLineOfACompleteScenarioCounts) {
  int gone = 0;
  for (size_t i = 0; i < kPasses.size(); ++i) {
    if (kPasses[i].refused.empty() && kPasses[i].action != "look") continue;
    std::vector<Line> others = kPasses;
    others.erase(others.begin() + static_cast<ptrdiff_t>(i));
    Add("a.jsonl", TextOf(others));
    Add("b.jsonl", TextOf(kFails));
    EXPECT_EQ(Run({"--strict"}).code, 1) << TextOf(kPasses[i]);
    ++gone;
  }
  EXPECT_EQ(gone, 18);
}

TEST_F(RulesTestTest, AMomentTooEarlyIsNotTheMomentBefore) {
  ExpectNotCoveredWhenMoved("01-04T23:59:59.999", "01-04T23:59:58.999", "p.talk#1 before");
}

TEST_F(RulesTestTest, ADeadlineThatNobodySawFallIsNotCovered) {
  ExpectNotCoveredWhenMoved("01-05T00:00:00", "01-05T00:00:01", "p.talk#1 due");
}

// The soft limit in working days, and nothing else.
constexpr char kSoftDays[] = "within = days(param \"talk_days\"), again";
constexpr char kSoftWorkdays[] = "within = workdays(1), again";

// In 2020, Sunday, 19 January was worked for 春节, off from Friday, 24 January; Sunday, 27
// September for 国庆, off from Thursday, 1 October.
std::vector<Line> Waiting(const std::string& opened, const std::string& due_date,
                          const std::string& last_date) {
  return {{opened, "wang", "m", "open"},
          {last_date + "T23:59:59.999", "", "m", "look"},
          {due_date + "T00:00:00", "", "m", "look"}};
}

TEST_F(RulesTestTest, WorkingDaysAreAskedAroundTheFeasts) {
  std::string pack = kPack;
  pack.replace(pack.find(kSoftDays), std::string(kSoftDays).size(), kSoftWorkdays);
  io_.files["p/pack.lua"] = pack;
  Add("a.jsonl", TextOf(kPasses));
  for (const char* kind : {"spring_festival_off", "spring_festival_worked", "national_day_off",
                           "national_day_worked"}) {
    EXPECT_TRUE(Has(Run(), std::string("没有试到 / not covered: calendar ") + kind)) << kind;
  }
  Add("b.jsonl", TextOf(Waiting("01-18T09:00:00", "01-20", "01-19")));
  EXPECT_TRUE(Has(Run(),
                  "calendar | spring_festival_off 0, spring_festival_worked 1, "
                  "national_day_off 0, national_day_worked 0"))
      << Run().out;
  Add("c.jsonl", TextOf(Waiting("01-23T09:00:00", "02-04", "02-03")));
  Add("d.jsonl", TextOf(Waiting("09-26T09:00:00", "09-28", "09-27")));
  EXPECT_TRUE(Has(Run(),
                  "calendar | spring_festival_off 1, spring_festival_worked 1, "
                  "national_day_off 0, national_day_worked 1"))
      << Run().out;
  // A count that nobody looked at before it fell shows nothing.
  std::vector<Line> unseen = Waiting("09-30T09:00:00", "10-10", "10-09");
  unseen.erase(unseen.begin() + 1);
  Add("e.jsonl", TextOf(unseen));
  EXPECT_TRUE(Has(Run(), "没有试到 / not covered: calendar national_day_off")) << Run().out;
  Add("e.jsonl", TextOf(Waiting("09-30T09:00:00", "10-10", "10-09")));
  EXPECT_FALSE(Has(Run(), "没有试到 / not covered: calendar national_day_off")) << Run().out;
}

TEST_F(RulesTestTest, AScenarioThatDoesNotHoldFails) {
  Add("a.jsonl", TextOf({{"01-02T09:00:00", "li", "m", "open"}}));
  const Ran ran = Run();
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(Has(ran, "不通过 / FAILED: p/scenarios/a.jsonl")) << ran.out;
  EXPECT_TRUE(ran.err.starts_with("p/scenarios/a.jsonl:6: expected accepted, came refused"))
      << ran.err;
}

TEST_F(RulesTestTest, JsonSaysTheSame) {
  Add("a.jsonl", TextOf(kPasses));
  const Ran ran = Run({"--json"});
  // The digest is that of what `run --json` prints.
  const std::string printed = RunWith(io_, {"run", "p/scenarios/a.jsonl", "--json"}).out;
  const std::string digest = ToHex(crypto::AsBytes(crypto::Sha256(printed)));
  EXPECT_TRUE(Has(ran, R"({"scenario":{"file":"p/scenarios/a.jsonl","held":true,"transcript":")" +
                           digest + "\"}}"))
      << ran.out;
  EXPECT_TRUE(Has(ran, R"({"covered":{"place":"p.talk#1","seen":{"before":1,"due":1}}})"))
      << ran.out;
  EXPECT_NE(ran.out.find(R"({"totals":{"actions":{"seen":5,"all":6},)"), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find(R"("missing":["p.talk.stop taken","p.vote failed"]}})"), std::string::npos)
      << ran.out;
}

TEST_F(RulesTestTest, SaysWhatIsMissingOrBroken) {
  Ran ran = Run();
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("yiting: p/scenarios: there is no scenario")) << ran.err;
  io_.files["p/scenarios/a.jsonl"] =
      R"({"community":{"zh":"一"},"pack":"mishixiang","start":"2020-01-02T08:00:00+08:00"})";
  ran = Run();
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("plays another pack than p; write \"pack\": \"./..\""), std::string::npos)
      << ran.err;
  io_.files["p/pack.lua"] = "return 1";
  ran = Run();
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("pack.lua")) << ran.err;
}

}  // namespace
}  // namespace yiting::verbs
