#include "verbs/verbs.h"

#include <gtest/gtest.h>

#include "tests/unit/verbs/test_io.h"

namespace yiting::verbs {
namespace {

TEST(VerbsTest, KnowsItsVerbs) {
  for (const char* verb : {"run", "rules", "ledger", "audit", "evidence"}) {
    EXPECT_TRUE(HasVerb(verb)) << verb;
  }
  for (const char* verb : {"", "serve", "check", "verify"}) EXPECT_FALSE(HasVerb(verb)) << verb;
}

TEST(VerbsTest, WrongCallIsOneClearLineAndCodeTwo) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{}, "no verb"},
      {{"dance"}, "unknown verb dance"},
      {{"rules"}, "unknown verb rules;"},
      {{"rules", "dance"}, "unknown verb rules dance"},
      {{"ledger", "burn", "x"}, "unknown verb ledger burn"},
      {{"run"}, "something is missing"},
      {{"run", "a", "b"}, "too many words"},
      {{"run", "a", "--loud"}, "unknown flag --loud"},
      {{"run", "a", "--export"}, "--export needs a value"},
      {{"audit", "--json", "x"}, "unknown flag --json"},
      {{"run", "nowhere.jsonl"}, "nowhere.jsonl: there is no such file"},
      {{"audit", "nowhere"}, "nowhere: there is no such file"},
      {{"rules", "check", "nowhere"}, "nowhere: there is no such folder"},
      {{"rules", "check", "x", "--set", "a=1", "--set", "a=2"}, "\"a\" is set twice"},
      {{"ledger", "proof", "x", "first"}, "SEQ is no number: first"},
  };
  for (const auto& [args, message] : cases) {
    TestIo io;
    const Ran ran = RunWith(io, args);
    EXPECT_EQ(ran.code, 2) << message;
    EXPECT_EQ(ran.out, "") << message;
    EXPECT_TRUE(ran.err.starts_with("yiting: " + message)) << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
  }
}

TEST(VerbsTest, UsageNamesTheFlags) {
  TestIo io;
  const std::string run = RunWith(io, {"run"}).err;
  EXPECT_NE(run.find("usage: yiting run SCENARIO [--json]"), std::string::npos) << run;
  const std::string ledger = RunWith(io, {"ledger"}).err;
  EXPECT_NE(ledger.find("yiting ledger proof FILE|URL SEQ"), std::string::npos) << ledger;
}

TEST(RulesCheckTest, SoundPackSaysSo) {
  TestIo io;
  const Ran ran = RunWith(io, {"rules", "check", "rules/packs/mishixiang"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.out.find("pack mishixiang is sound: 0 errors"), std::string::npos);
  const Ran json = RunWith(io, {"rules", "check", "rules/packs/mishixiang", "--json"});
  EXPECT_TRUE(json.out.starts_with("{\"pack\":\"mishixiang\",\"version\":")) << json.out;
}

TEST(RulesCheckTest, AProcedureThatIsOffIsLookedAtSwitchedOnAndThatIsSaid) {
  TestIo io;
  std::vector<std::string> args = {"rules", "check", "rules/packs/beigan"};
  EXPECT_EQ(RunWith(io, args).out.find(", with "), std::string::npos);
  args.insert(args.end(), {"--set", "standing_meeting=0"});
  const Ran off = RunWith(io, args);
  EXPECT_NE(off.out.find(" invited at once, with standing_meeting = 1\n"), std::string::npos)
      << off.out;
  args.emplace_back("--json");
  const Ran json = RunWith(io, args);
  EXPECT_NE(json.out.find("\"complete\":true,\"with\":\"standing_meeting = 1\"}\n"),
            std::string::npos)
      << json.out;
}

TEST(RulesCheckTest, A5_9_RulesOnTrialAreCalledSo) {
  TestIo io;
  const Ran ran = RunWith(io, {"rules", "check", "rules/packs/xiaohe"});
  EXPECT_TRUE(ran.out.starts_with("pack xiaohe 2024.3 (试行 / on trial, 2024-03-01) loads, hash "))
      << ran.out;
}

TEST(RulesCheckTest, ANumberWithoutASourceIsAWarning) {
  TestIo io;
  const std::string folder = "rules/packs/village";
  for (const std::string& name : testing::ListRepositoryFolder(folder)) {
    if (!name.ends_with(".lua")) continue;
    io.files["mine/" + name] = testing::ReadRepositoryFile(folder + "/" + name);
  }
  Bytes& params = io.files["mine/params.lua"];
  const std::string source = ", source = monthly";
  params.erase(params.find(source), source.size());
  const Ran ran = RunWith(io, {"rules", "check", "mine"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\nwarning SOURCE params.lua:"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find(": 参数 accounts_days 没有写出处 / "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("pack village is sound: 0 errors, 1 warnings"), std::string::npos)
      << ran.out;
}

constexpr char kKeptAway[] = R"lua(
local kinds = {
  category "noise" { "噪音", lead = "office" }, category "fire" { "消防", lead = "empty" },
}
return pack {
  "试验", id = "trial", version = "1",
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "registrar" { "登记员", staff = true }, role "observer" { "观察员" },
  unit "office" { "办公室" }, unit "empty" { "没人的" },
  kinds, outcome "done" { "办结" }, refusal "not_ours" { "不归我们管" },
  procedure "p" {
    "事项", may_open = "resident",
    stage "sent" {
      "已提出", deadline { within = days(3), on_late = close "done" },
      action "take" {
        "受理", by = "worker", does = "assign", needs = { category = kinds }, outcome = "done",
        when = function(m, cmd)
          if KEPT then return refuse "not_ours" end
          return true
        end,
      },
    },
  },
}
)lua";
constexpr char kPeople[] = R"({"member":"wang","roles":["resident"]}
{"member":"li","roles":["worker"],"unit":"office"}
)";

Ran CheckWithPeople(std::string pack, const std::string& kept, const std::string& people) {
  TestIo io;
  io.files["our/mine/pack.lua"] = pack.replace(pack.find("KEPT"), 4, kept);
  io.files["people.jsonl"] = people;
  return RunWith(io, {"rules", "check", "our/mine", "--roster", "people.jsonl"});
}

TEST(RulesCheckTest, ACategoryThatAFunctionKeepsAwayNeedsNobodyInItsLead) {
  const Ran open = CheckWithPeople(kKeptAway, "m.late == 1", kPeople);
  EXPECT_EQ(open.code, 1) << open.err;
  EXPECT_NE(open.out.find("error LEAD "), std::string::npos) << open.out;
  const Ran kept = CheckWithPeople(kKeptAway, "cmd.inputs.category == \"fire\"", kPeople);
  EXPECT_EQ(kept.code, 0) << kept.out << kept.err;
  EXPECT_EQ(kept.out.find(" LEAD "), std::string::npos) << kept.out;
}

TEST(RulesCheckTest, ARosterNamesEverybodyOnce) {
  const std::string twice = std::string(kPeople) + R"({"member":"li","roles":["resident"]})";
  const Ran ran = CheckWithPeople(kKeptAway, "m.late == 1", twice);
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("yiting: people.jsonl:3: \"li\" is in the roster already"))
      << ran.err;
  // Somebody else has the name that the registrar of ours would have.
  const std::string taken =
      std::string(kPeople) + R"({"member":"registrar","roles":["resident"]})";
  EXPECT_EQ(CheckWithPeople(kKeptAway, "m.late == 1", taken).code, 1);
}

TEST(RulesCheckTest, BrokenPackNamesFileAndLine) {
  TestIo io;
  io.files["bad/pack.lua"] = "return pack {\n  id = \"bad\",\n  version = 1.5,\n}\n";
  const Ran ran = RunWith(io, {"rules", "check", "bad"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.out.starts_with("pack.lua:3:")) << ran.out;
  const Ran json = RunWith(io, {"rules", "check", "bad", "--json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_TRUE(json.out.starts_with("{\"file\":\"pack.lua\",\"line\":3,")) << json.out;
}

TEST(RulesCheckTest, FolderWithoutAPackIsNotRead) {
  TestIo io;
  io.files["empty/readme.txt"] = "x";
  const Ran ran = RunWith(io, {"rules", "check", "empty"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "yiting: empty: there is no pack.lua in this folder\n");
}

}  // namespace
}  // namespace yiting::verbs
