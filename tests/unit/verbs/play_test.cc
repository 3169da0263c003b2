// Every scenario of tests/scenarios, natively and as WebAssembly: its transcript is the expected
// one, to the byte. After a change that is meant: node tests/scenarios/run.mjs transcripts …
// --rewrite.

#include "verbs/play.h"

#include <gtest/gtest.h>

#include "tests/unit/verbs/test_io.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {
namespace {

std::vector<std::string> ScenarioNames() {
  std::vector<std::string> names;
  for (const std::string& name : testing::ListRepositoryFolder("tests/scenarios")) {
    if (name.ends_with(".jsonl")) names.push_back(name.substr(0, name.size() - 6));
  }
  return names;
}

class TranscriptTest : public ::testing::TestWithParam<std::string> {};

TEST_P(TranscriptTest, IsTheExpectedOne) {
  const std::string file = "tests/scenarios/" + GetParam() + ".jsonl";
  std::vector<std::string> args = {"run", file};
  const bool summary =
      testing::ReadRepositoryFile(file).find("\n# transcript: summary\n") != std::string::npos;
  if (summary) args.push_back("--summary");
  TestIo io;
  const Ran ran = RunWith(io, args);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  // Not EXPECT_EQ: a diff of a whole transcript helps nobody.
  const std::string expected =
      testing::ReadRepositoryFile("tests/scenarios/" + GetParam() + ".expected");
  EXPECT_TRUE(ran.out == expected) << file << ": node tests/scenarios/run.mjs shows the difference";
}

INSTANTIATE_TEST_SUITE_P(Scenarios, TranscriptTest, ::testing::ValuesIn(ScenarioNames()),
                         [](const ::testing::TestParamInfo<std::string>& info) {
                           std::string name = info.param;
                           for (char& c : name) {
                             if (c == '-') c = '_';
                           }
                           return name;
                         });

TEST(ScenariosTest, EveryReasonOfARejectionIsReached) {
  std::vector<std::string> folders = {"tests/scenarios"};
  for (const std::string& pack : testing::ListRepositoryFolder("rules/packs")) {
    folders.push_back("rules/packs/" + pack + "/scenarios");
  }
  std::string all;
  for (const std::string& folder : folders) {
    for (const std::string& name : testing::ListRepositoryFolder(folder)) {
      if (!name.ends_with(".expected")) continue;
      all += testing::ReadRepositoryFile(folder + "/" + name);
    }
  }
  for (int number = v1::REASON_UNSPECIFIED + 1; number <= v1::Reason_MAX; ++number) {
    if (!v1::Reason_IsValid(number)) continue;
    // Said of a ledger that has no first entry yet: no sequencer and no scenario has such a one.
    if (number == v1::WRONG_COMMUNITY) continue;
    // Said on a phone alone, of a poll that it opened itself.
    if (number == v1::NOT_READY) continue;
    const std::string name = v1::Reason_Name(static_cast<v1::Reason>(number));
    const std::string shown = "refused reason=" + name;
    EXPECT_TRUE(all.find(shown + " ") != std::string::npos ||
                all.find(shown + "\n") != std::string::npos)
        << name;
  }
}

constexpr char kOpen[] =
    R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
    R"("inputs":{"title":"一"}})"
    "\n";

// A role that is given by appointment alone is there from the beginning, so a roster may have it.
TEST(PlayTest, ARosterMayHaveWhatIsGivenByAppointmentAlone) {
  TestIo io;
  io.files["s.jsonl"] =
      R"({"community":{"zh":"一"},"pack":"baiyang","start":"2021-06-07T08:00:00+08:00"})"
      "\n"
      R"({"member":"wang","roles":["registered_owners"]})"
      "\n"
      R"({"member":"li","roles":["resident"]})"
      "\n"
      R"({"counter":{"members":3},"size":2})"
      "\n";
  const Ran ran = RunWith(io, {"run", "s.jsonl"});
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.code, 0);
  const std::string first = ran.out.substr(0, ran.out.find('\n'));
  EXPECT_NE(first.find("role=registered_owners"), std::string::npos) << first;
}

TEST(PlayTest, ExpectationThatFailsIsNamedAndTheRestIsPlayed) {
  const Ran ran = RunLines(
      std::string(kOpen) +
      R"({"at":"2020-01-02T09:01:00+08:00","by":"wang","do":"act","matter":"m1","action":"accept",)"
      R"("inputs":{"category":"other"}})"
      "\n"
      R"({"at":"2020-01-02T09:02:00+08:00","by":"wang","do":"act","matter":"m1","action":"nudge",)"
      R"("expect":{"refused":"MATTER_CLOSED"}})"
      "\n"
      R"({"at":"2020-01-02T09:03:00+08:00","by":"li","do":"act","matter":"m1","action":"nudge",)"
      R"("expect":{"refused":"NOT_ALLOWED","rule":"bell.open"}})"
      "\n"
      R"({"check":{"matter":"m1","stage":"rating"},"counter":{"opened.bell":2},"size":9})"
      "\n"
      R"({"metric":{"id":"bells","value":"2"}})"
      "\n");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err,
            "s.jsonl:5: expected accepted, came refused NOT_ALLOWED, rule \"bell.applied.accept\","
            " detail \"\"\n"
            "s.jsonl:6: expected refused MATTER_CLOSED, came accepted\n"
            "s.jsonl:7: expected refused NOT_ALLOWED, rule \"bell.open\", came refused NOT_ALLOWED,"
            " rule \"bell.*.nudge\", detail \"\"\n"
            "s.jsonl:8: m1.stage is \"applied\", expected \"rating\"\n"
            "s.jsonl:8: opened.bell is 1, expected 2\n"
            "s.jsonl:8: size is 4, expected 9\n"
            "s.jsonl:9: bells is \"1\", expected \"2\"\n");
  EXPECT_NE(ran.out.find("\nsize 4\n"), std::string::npos);
}

TEST(PlayTest, ChecksOfPacksClocksAndPollsSayWhatIsThere) {
  TestIo io;
  io.files["s.jsonl"] =
      R"({"community":{"zh":"x"},"pack":"./a",)"
      R"("packs":{"b":{"pack":"./a","choices":{"vote_days":3}}},)"
      R"("start":"2020-03-02T08:00:00+08:00"})"
      "\n"
      R"({"member":"an","roles":["resident"]})"
      "\n"
      R"({"at":"2020-03-02T09:00:00+08:00","by":"an","do":"open","as":"v1","procedure":"rules",)"
      R"("inputs":{"pack":"b"}})"
      "\n"
      R"({"pack":"b","check":{"matter":"v1","pack":"b","clock":"2020-03-02T09:00:00+08:00",)"
      R"("clock_late":1,"replied":["office"],"poll":{"electors":2,"result":"passed"}}})"
      "\n"
      R"({"at":"2020-03-02T09:00:00+08:00","by":"an","do":"open","as":"m1","procedure":"talk"})"
      "\n"
      R"({"check":{"matter":"m1","poll":{"for":1}}})"
      "\n";
  io.files["./a/pack.lua"] = testing::ReadRepositoryFile("tests/scenarios/packs/assembly/pack.lua");
  const Ran ran = RunWith(io, {"run", "s.jsonl"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err,
            "s.jsonl:4: v1.pack is \"assembly\", expected \"b\"\n"
            "s.jsonl:4: v1.clock is \"\", expected \"2020-03-02T09:00:00+08:00\"\n"
            "s.jsonl:4: v1.clock_late is 0, expected 1\n"
            "s.jsonl:4: v1.replied is [], expected [\"office\"]\n"
            "s.jsonl:4: v1.poll.electors is 1, expected 2\n"
            "s.jsonl:4: v1.poll.result is \"\", expected \"passed\"\n"
            "s.jsonl:4: pack is \"assembly\", expected \"b\"\n"
            "s.jsonl:6: matter m1 has never voted\n");
}

// Whoever gets the file can decide every entry again, also one whose pack never came into force.
TEST(PlayTest, LedgerFileHoldsEveryPackThatAnEntryNames) {
  for (const char* name : {"activation_two_signers", "activation_vote", "activation_street_keys",
                           "migration", "calendar_adoption"}) {
    TestIo io;
    const std::string file = "tests/scenarios/" + std::string(name) + ".jsonl";
    EXPECT_EQ(RunWith(io, {"run", file, "--export", "x.yiting"}).code, 0);
    const Ran audit = RunWith(io, {"audit", "x.yiting"});
    EXPECT_EQ(audit.code, 0) << audit.err;
    EXPECT_NE(audit.out.find("the rules were kept"), std::string::npos) << audit.out;
  }
}

TEST(PlayTest, MatterThatWasNeverOpenedIsNamed) {
  std::string refused = kOpen;
  refused.replace(refused.find("}}"), 2, R"(},"expect":"any","signature":"wrong"})");
  const Ran ran = RunLines(refused + R"({"check":{"matter":"m1","stage":"applied"}})" + "\n");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "s.jsonl:5: matter m1 was never opened\n");
}

TEST(PlayTest, JsonSaysTheSameInLinesOfJson) {
  const Ran text = RunLines(kOpen);
  const Ran json = RunLines(kOpen, {"--json"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_TRUE(json.out.starts_with("{\"entry\":{\"seq\":0,\"time\":\"2020-01-02T08:00:00+08:00\""));
  const size_t root = text.out.find("root ") + 5;
  EXPECT_NE(json.out.find("{\"end\":{\"root\":\"" + text.out.substr(root, 64) + "\""),
            std::string::npos);
}

TEST(PlayTest, SummaryLeavesOutEntriesAndKeepsTheRoot) {
  const Ran full = RunLines(kOpen);
  const Ran summary = RunLines(kOpen, {"--summary"});
  EXPECT_TRUE(summary.out.starts_with("metric ")) << summary.out;
  EXPECT_TRUE(full.out.ends_with(summary.out));
}

}  // namespace
}  // namespace yiting::verbs
