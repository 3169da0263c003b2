// `rules simulate` as people call it: over the half year of 米市巷街道, against slow counts of the
// same ledger, and over every scenario under its own pack. The files in tests/scenarios/simulated
// are what it prints; after a change that is meant, write them anew:
//   yiting run SCENARIO --summary --export l
//   yiting rules simulate rules/packs/mishixiang --ledger l FLAGS |
//     sed 's/^规则 rules .*/规则 rules    (hash)/' > tests/scenarios/simulated/NAME.expected

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "dryrun/simulate.h"
#include "rulehost/calendar.h"
#include "rulehost/pack.h"
#include "schema/canonical.h"
#include "tests/support/lines.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/json.h"
#include "verbs/ledger_book.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {
namespace {

using testing::LinesOf;

constexpr char kHalfYear[] = "tests/scenarios/mishixiang-2020h1.jsonl";

class CountingIo : public TestIo {
 public:
  void Progress(const std::string& what, uint64_t done, uint64_t total) override {
    told.push_back(what + " " + std::to_string(done) + "/" + std::to_string(total));
  }
  std::vector<std::string> told;
};

// The ledger file that a scenario becomes. Each is played once.
const Bytes& LedgerOf(const std::string& scenario) {
  static std::map<std::string, Bytes> ledgers;
  auto [at, fresh] = ledgers.try_emplace(scenario);
  if (fresh) {
    TestIo io;
    const Ran ran = RunWith(io, {"run", scenario, "--summary", "--export", "l"});
    // Whether its expectations hold is play_test's question; its ledger is one all the same.
    EXPECT_NE(ran.code, 2) << scenario << "\n" << ran.err;
    at->second = io.files["l"];
  }
  return at->second;
}

Ran Simulate(const std::string& scenario, std::vector<std::string> flags,
             const std::string& pack = "rules/packs/mishixiang") {
  TestIo io;
  io.files["l"] = LedgerOf(scenario);
  flags.insert(flags.begin(), {"rules", "simulate", pack, "--ledger", "l"});
  return RunWith(io, flags);
}

// The objects of that kind in what --json printed.
std::vector<Json> Objects(const Ran& ran, const std::string& kind) {
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::vector<Json> objects;
  for (const std::string& line : LinesOf(ran.out)) {
    const Result<Json> json = ParseJson(line);
    EXPECT_TRUE(json.has_value()) << line;
    if (json && json->contains(kind)) objects.push_back(json->at(kind));
  }
  return objects;
}

// What a pack's hash is says nothing here and changes with every line of its files.
std::string Masked(const std::string& text) {
  std::string masked;
  for (const std::string& line : LinesOf(text)) {
    masked += (line.starts_with("规则 rules ") ? "规则 rules    (hash)" : line) + "\n";
  }
  return masked;
}

std::string Expected(const std::string& name) {
  return testing::ReadRepositoryFile("tests/scenarios/simulated/" + name + ".expected");
}

// Under the rules that it lived under -----------------------------------------------------------

std::vector<std::string> EveryScenario() {
  std::vector<std::string> all;
  const auto gather = [&all](const std::string& folder) {
    for (const std::string& name : testing::ListRepositoryFolder(folder)) {
      if (name.ends_with(".jsonl")) all.push_back(folder + "/" + name);
    }
  };
  gather("tests/scenarios");
  for (const std::string& pack : testing::ListRepositoryFolder("rules/packs")) {
    const std::string folder = "rules/packs/" + pack;
    for (const std::string& name : testing::ListRepositoryFolder(folder)) {
      if (name == "scenarios/") gather(folder + "scenarios");
    }
  }
  return all;
}

TEST(SimulateTest, NoScenarioComesOutDifferentlyUnderItsOwnPack) {
  int simulated = 0;
  for (const std::string& scenario : EveryScenario()) {
    TestIo io;
    io.files["l"] = LedgerOf(scenario);
    const LedgerBook book = *ReadLedgerBook(io, "l");
    // Where packs came and went, none of them stands for all.
    if (book.packs.size() != 1) continue;
    const auto report = dryrun::Simulate(book.entries, rulehost::LoadPack(book.packs[0]).pack, {});
    ASSERT_TRUE(report.has_value()) << scenario << "\n" << report.error().message;
    EXPECT_TRUE(report->changes.empty()) << scenario;
    EXPECT_TRUE(report->refused_messages.empty()) << scenario;
    EXPECT_EQ(report->totals.changed, 0u) << scenario;
    EXPECT_EQ(report->totals.refused, 0u) << scenario;
    EXPECT_EQ(report->totals.late.was, report->totals.late.would_be) << scenario;
    ++simulated;
  }
  EXPECT_GT(simulated, 15);
}

// Transcripts ----------------------------------------------------------------------------------

TEST(SimulateTest, PrintsWhatOneDayLessToAcceptWouldHaveMade) {
  const Ran ran =
      Simulate("tests/scenarios/simulated/accept_days.jsonl", {"--set", "accept_days=1"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(Masked(ran.out), Expected("accept_days"));
}

TEST(SimulateTest, PrintsTheExampleOfItsPage) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/simulate.md");
  const std::string open = "\n```json simulate\n";
  const size_t begin = page.find(open) + open.size();
  const std::string example = page.substr(begin, page.find("```", begin) - begin);
  std::string printed;
  for (std::string line : LinesOf(Simulate("tests/scenarios/simulated/accept_days.jsonl",
                                         {"--json", "--set", "accept_days=1"})
                                    .out)) {
    const size_t id = line.find("\"id\":\"");
    if (id != std::string::npos) line.replace(id + 6, 32, "…");
    const bool shown =
        line.starts_with("{\"matter\":{\"number\":2,") || line.starts_with("{\"totals\"");
    if (shown) printed += line + "\n";
  }
  EXPECT_EQ(printed, example);
}

TEST(SimulateTest, OneDayMoreToAcceptExcusesTheOneThatWasLate) {
  const Ran ran =
      Simulate("tests/scenarios/simulated/accept_days.jsonl", {"--json", "--set", "accept_days=3"});
  const std::vector<Json> matters = Objects(ran, "matter");
  ASSERT_EQ(matters.size(), 1u);
  EXPECT_EQ(matters[0]["number"], 3);
  EXPECT_EQ(matters[0]["deadlines"][0]["was"]["end"], "missed");
  EXPECT_EQ(matters[0]["deadlines"][0]["would_be"]["end"], "met");
  EXPECT_EQ(Objects(ran, "totals").at(0)["late"]["no_longer"], 1);
}

TEST(SimulateTest, PrintsTheHalfYearUnderAShorterLimit) {
  const Ran ran = Simulate(kHalfYear, {"--set", "invite_days=1"});
  EXPECT_TRUE(Masked(ran.out) == Expected("half_year_invite_days"));
}

TEST(SimulateTest, PrintsTheHalfYearUnderAHigherQuorum) {
  const Ran ran = Simulate(kHalfYear, {"--set", "quorum=9/10", "--set", "review_signers=4"});
  EXPECT_TRUE(Masked(ran.out) == Expected("half_year_quorum"));
}

TEST(SimulateTest, ASummaryIsTheHeadAndTheTotals) {
  const std::vector<std::string> flags = {"--set", "invite_days=1"};
  const std::string whole = Simulate(kHalfYear, flags).out;
  const std::string summary = Simulate(kHalfYear, {"--set", "invite_days=1", "--summary"}).out;
  const size_t totals = whole.find("合计 totals");
  EXPECT_EQ(summary, whole.substr(0, whole.find("事项 matter ")) + whole.substr(totals));
}

// Against slow counts of the ledger --------------------------------------------------------------

// A stay of a matter in a stage: from when until when, and whether it was left at all.
struct Stay {
  uint64_t number = 0;
  int64_t stay = 0;
  std::string stage;
  int64_t from_ms = 0;
  int64_t until_ms = 0;
};
struct Lived {
  std::vector<Stay> stays;
  std::map<Bytes, uint64_t> numbers;
  std::map<uint64_t, std::string> categories;
};
Lived Read(const std::string& scenario) {
  TestIo io;
  io.files["l"] = LedgerOf(scenario);
  const LedgerBook book = *ReadLedgerBook(io, "l");
  Lived lived;
  std::map<Bytes, Stay> now;
  std::map<std::pair<Bytes, std::string>, int64_t> times;
  int64_t last_ms = 0;
  const auto leave = [&](const Bytes& matter, int64_t at_ms) {
    auto found = now.find(matter);
    if (found == now.end()) return;
    found->second.until_ms = at_ms;
    lived.stays.push_back(found->second);
    now.erase(found);
  };
  for (const Bytes& bytes : book.entries) {
    const v1::Entry entry = *schema::Decode<v1::Entry>(bytes);
    last_ms = entry.time_ms();
    for (const v1::Event& event : entry.events()) {
      if (event.has_matter_opened()) {
        lived.numbers.emplace(event.matter_opened().matter(), lived.numbers.size() + 1);
      } else if (event.has_stage_entered()) {
        const Bytes& matter = event.stage_entered().matter();
        const std::string& stage = event.stage_entered().stage();
        leave(matter, last_ms);
        now[matter] = {lived.numbers[matter], ++times[{matter, stage}], stage, last_ms, 0};
      } else if (event.has_matter_closed()) {
        leave(event.matter_closed().matter(), last_ms);
      } else if (event.has_category_set()) {
        lived.categories[lived.numbers[event.category_set().matter()]] =
            event.category_set().category();
      }
    }
  }
  while (!now.empty()) leave(Bytes(now.begin()->first), last_ms);
  return lived;
}

struct Limit {
  const char* param;
  const char* stage;
  int64_t was;
  int64_t would_be;
};

class LimitTest : public ::testing::TestWithParam<Limit> {};

TEST_P(LimitTest, MakesLateExactlyWhatWasLeftBetweenTheTwoLimits) {
  const Limit& limit = GetParam();
  const auto china =
      *rulehost::Calendar::Parse(testing::ReadRepositoryFile("rules/lib/holidays-cn.csv"));
  std::set<std::pair<uint64_t, int64_t>> expected;
  for (const Stay& stay : Read(kHalfYear).stays) {
    if (stay.stage != limit.stage) continue;
    const auto late = [&](int64_t days) {
      return china.After({stay.from_ms}, v1::DeadlineRule::WORKDAYS, days).at.ms <= stay.until_ms;
    };
    if (late(limit.would_be) && !late(limit.was)) expected.insert({stay.number, stay.stay});
  }
  const Ran ran = Simulate(
      kHalfYear,
      {"--json", "--set", std::string(limit.param) + "=" + std::to_string(limit.would_be)});
  std::set<std::pair<uint64_t, int64_t>> found;
  for (const Json& matter : Objects(ran, "matter")) {
    EXPECT_FALSE(matter.contains("refused"));
    for (const Json& deadline : matter["deadlines"]) {
      if (deadline["round"] != 0) continue;
      EXPECT_EQ(deadline["stage"], limit.stage);
      EXPECT_EQ(deadline["would_be"]["end"], "missed");
      EXPECT_NE(deadline["was"]["end"], "missed");
      found.insert({matter["number"].get<uint64_t>(), deadline["stay"].get<int64_t>()});
    }
  }
  EXPECT_EQ(found, expected);
  // Who was late is in the street's hands.
  const Json totals = Objects(ran, "totals").at(0);
  EXPECT_EQ(totals["taken_over"]["street"]["would_be"].get<size_t>(),
            totals["taken_over"]["street"]["was"].get<size_t>() + expected.size());
}

INSTANTIATE_TEST_SUITE_P(Params, LimitTest,
                         ::testing::Values(Limit{"accept_days", "applied", 2, 1},
                                           Limit{"invite_days", "accepted", 3, 1},
                                           Limit{"prepare_days", "contacted", 5, 2},
                                           Limit{"prepare_days", "contacted", 5, 4},
                                           Limit{"confirm_days", "confirmed", 5, 1},
                                           Limit{"review_days", "review", 5, 1},
                                           Limit{"announce_days", "announce", 3, 1}),
                         [](const ::testing::TestParamInfo<Limit>& info) {
                           return std::string(info.param.param) + "_" +
                                  std::to_string(info.param.would_be);
                         });

// A copy of a pack's folder with one place written otherwise, as the folder "other".
void Rewrite(TestIo& io, const std::string& file, const std::string& before,
             const std::string& after) {
  const std::string folder = "rules/packs/mishixiang";
  for (const std::string& name : testing::ListRepositoryFolder(folder)) {
    if (!name.ends_with(".lua")) continue;
    std::string text = testing::ReadRepositoryFile(folder + "/" + name);
    if (name == file) {
      const size_t at = text.find(before);
      ASSERT_NE(at, std::string::npos) << before;
      text.replace(at, before.size(), after);
    }
    io.files["other/" + name] = text;
  }
}

TEST(SimulateTest, AnotherLeadUnitConcernsExactlyTheMattersOfItsCategory) {
  TestIo io;
  io.files["l"] = LedgerOf(kHalfYear);
  Rewrite(io, "units.lua",
          "lead = \"public_management\", assisting = { \"community\", \"owners\", \"property\" }",
          "lead = \"development\", assisting = { \"community\", \"owners\", \"property\" }");
  std::set<uint64_t> expected;
  for (const auto& [number, category] : Read(kHalfYear).categories) {
    if (category == "property") expected.insert(number);
  }
  ASSERT_EQ(expected.size(), 24u);  // share_property=24/99
  const Ran ran = RunWith(io, {"rules", "simulate", "other", "--ledger", "l", "--json"});
  std::set<uint64_t> found;
  for (const Json& matter : Objects(ran, "matter")) {
    found.insert(matter["number"].get<uint64_t>());
    EXPECT_EQ(matter["category"], "property");
    EXPECT_EQ(matter["answers"]["was"]["lead"], Json::array({"public_management"}));
    EXPECT_EQ(matter["answers"]["would_be"]["lead"], Json::array({"development"}));
    EXPECT_EQ(matter["answers"]["was"]["assisting"], matter["answers"]["would_be"]["assisting"]);
    // Its old lead unit reported in, which it may no more.
    if (!matter.contains("refused")) continue;
    for (const Json& refused : matter["refused"]) EXPECT_EQ(refused["reason"], "NOT_A_PARTY");
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(Objects(ran, "totals").at(0)["others_answer"], 24);
}

TEST(SimulateTest, TotalsAreTheSumsOfTheMatters) {
  const Ran ran = Simulate(kHalfYear, {"--json", "--set", "quorum=9/10", "--set", "accept_days=5",
                                       "--set", "rating_days=3"});
  const Json totals = Objects(ran, "totals").at(0);
  size_t refused = 0;
  size_t diverged = 0;
  size_t newly = 0;
  size_t no_longer = 0;
  size_t elsewhere = 0;
  size_t another_time = 0;
  const std::vector<Json> matters = Objects(ran, "matter");
  for (const Json& matter : matters) {
    diverged += matter.contains("diverges");
    if (matter.contains("refused")) refused += matter["refused"].size();
    if (matter.contains("deadlines")) {
      for (const Json& deadline : matter["deadlines"]) {
        ++(deadline["would_be"]["end"] == "missed" ? newly : no_longer);
      }
    }
    if (matter.contains("stands")) {
      const Json& was = matter["stands"]["was"];
      const Json& would_be = matter["stands"]["would_be"];
      const bool same_end = was.contains("outcome") && would_be.contains("outcome") &&
                            was["outcome"] == would_be["outcome"];
      ++(same_end ? another_time : elsewhere);
    }
  }
  EXPECT_EQ(totals["matters"], 111);
  EXPECT_EQ(totals["changed"], matters.size());
  EXPECT_EQ(totals["diverged"], diverged);
  EXPECT_EQ(totals["refused"], refused);
  EXPECT_EQ(totals["late"]["newly"], newly);
  EXPECT_EQ(totals["late"]["no_longer"], no_longer);
  EXPECT_EQ(totals["stand_elsewhere"], elsewhere);
  EXPECT_EQ(totals["end_at_another_time"], another_time);
  EXPECT_GT(diverged, 0u);
  EXPECT_GT(another_time, 0u);
  size_t by_reason = 0;
  for (const Json& row : totals["refusals"]) by_reason += row["commands"].get<size_t>();
  EXPECT_EQ(by_reason, refused);
}

// The call ------------------------------------------------------------------------------------

TEST(SimulateTest, TellsTheHostHowFarItIsUnlessItIsToBeQuiet) {
  CountingIo io;
  io.files["l"] = LedgerOf(kHalfYear);
  const Ran ran =
      RunWith(io, {"rules", "simulate", "rules/packs/mishixiang", "--ledger", "l", "--summary"});
  const std::string size = std::to_string(
      Objects(Simulate(kHalfYear, {"--json"}), "simulation").at(0)["entries"].get<uint64_t>());
  ASSERT_GT(io.told.size(), 10u);
  EXPECT_EQ(io.told.front(), "试算 dry run 128/" + size);
  EXPECT_EQ(io.told.back(), "试算 dry run " + size + "/" + size);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out.find("128/"), std::string::npos);
  io.told.clear();
  RunWith(io, {"rules", "simulate", "rules/packs/mishixiang", "--ledger", "l", "--quiet"});
  EXPECT_TRUE(io.told.empty());
  RunWith(io, {"audit", "l"});
  EXPECT_EQ(io.told.back(), "复核 audit " + size + "/" + size);
  io.told.clear();
  RunWith(io, {"audit", "l", "--quiet"});
  EXPECT_TRUE(io.told.empty());
}

TEST(SimulateTest, ACallThatCannotBeUnderstoodIsOneClearLine) {
  struct Row {
    std::vector<std::string> args;
    int code;
    const char* err;
  };
  TestIo io;
  io.files["l"] = LedgerOf("tests/scenarios/simulated/accept_days.jsonl");
  io.files["damaged"] = io.files["l"].substr(0, 900);
  io.files["bad/pack.lua"] = "return pack { id = 'x' ";
  const std::string pack = "rules/packs/mishixiang";
  for (const Row& row : std::vector<Row>{
           {{pack}, 2, "yiting: rules simulate needs --ledger FILE"},
           {{"--ledger", "l"}, 2, "yiting: something is missing; usage: "},
           {{"nowhere", "--ledger", "l"}, 2, "yiting: nowhere: there is no such folder"},
           {{pack, "--ledger", "none"}, 2, "yiting: none: there is no such file"},
           {{pack, "--ledger", "damaged"}, 1, "yiting: damaged: truncated: "},
           {{pack, "--ledger", "l", "--set", "accept_days"},
            2,
            "yiting: \"accept_days\" sets nothing; write accept_days=1, or quorum=2/3"},
           {{pack, "--ledger", "l", "--set", "=1"}, 2, "yiting: \"=1\" sets nothing"},
           {{pack, "--ledger", "l", "--set", "accept_days=-1"},
            2,
            "yiting: \"accept_days=-1\" sets"},
           {{pack, "--ledger", "l", "--set", "quorum=1/"}, 2, "yiting: \"quorum=1/\" sets nothing"},
           {{pack, "--ledger", "l", "--set", "tea_days=1"}, 1, ""},
           {{pack, "--ledger", "l", "--set", "accept_days=77"}, 1, ""},
           {{"bad", "--ledger", "l"}, 1, "pack.lua:1:"}}) {
    std::vector<std::string> args = {"rules", "simulate"};
    args.insert(args.end(), row.args.begin(), row.args.end());
    const Ran ran = RunWith(io, args);
    const std::string said = ran.err + " " + row.args.back();
    EXPECT_EQ(ran.code, row.code) << said;
    EXPECT_EQ(ran.out, "") << said;
    EXPECT_TRUE(ran.err.starts_with(row.err)) << said;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << said;
  }
}

TEST(SimulateTest, ChecksAPackWithItsParametersSet) {
  TestIo io;
  const Ran plain = RunWith(io, {"rules", "check", "rules/packs/mishixiang"});
  const Ran set =
      RunWith(io, {"rules", "check", "rules/packs/mishixiang", "--set", "accept_days=1"});
  EXPECT_EQ(set.code, 0) << set.out;
  EXPECT_NE(set.out, plain.out);  // another hash
  const Ran wrong =
      RunWith(io, {"rules", "check", "rules/packs/mishixiang", "--set", "accept_days=77"});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_NE(wrong.out.find("accept_days"), std::string::npos) << wrong.out;
}

}  // namespace
}  // namespace yiting::verbs
