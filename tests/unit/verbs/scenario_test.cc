#include "verbs/scenario.h"

#include <gtest/gtest.h>

#include "schema/signed_command.h"
#include "tests/unit/verbs/test_io.h"

namespace yiting::verbs {
namespace {

// Each line, put after kHead's three, is refused with these words.
struct Broken {
  const char* line;
  const char* why;
};
constexpr Broken kBroken[] = {
    {"{", "column"},
    {"[]", "not an object; write"},
    {R"({"at":"2020-01-02T09:00:00+08:00"})", "neither what is done nor what is checked"},
    {R"({"do":"wait"})", "\"at\" is missing; write \"at\": \"2020-"},
    {R"({"at":"yesterday","do":"wait"})", "\"at\" is no instant"},
    {R"({"at":1577930400000,"do":"wait"})", "\"at\" is no text"},
    {R"({"at":"2020-01-01T09:00:00+08:00","do":"wait"})", "\"at\" is before the line above"},
    {R"({"at":"2020-01-02T09:00:00+08:00","do":"wait","by":"wang"})", "has no key \"by\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","do":"dance"})", "\"do\" does not know \"dance\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","do":"again"})", "no command above to push again"},
    {R"({"at":"2020-01-02T09:00:00+08:00","do":"raw","hex":"0"})", "hex"},
    {R"({"at":"2020-01-02T09:00:00+08:00","do":"raw","size":-1})", "\"size\" is out of range"},
    {R"({"at":"2020-01-02T09:00:00+08:00","do":"open","as":"m1","procedure":"bell"})",
     "\"by\" is missing"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wagn","do":"open","as":"m1","procedure":"bell"})",
     "\"by\" names \"wagn\", who is not in the roster; add a line {\"member\": \"wagn\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","procedure":"bell"})",
     "\"as\" is missing"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"act","matter":"m9","action":"nudge"})",
     "no line above opens a matter \"m9\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("inputs":{"title":1}})",
     "input \"title\" is no text"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("inputs":{"title":{"texts":"x"}}})",
     "input \"title\" says no kind"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("inputs":[]})",
     "\"inputs\" is no object"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("channel":"FAX"})",
     "channel \"FAX\" is unknown"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("expect":"fine"})",
     "\"expect\" is no expectation"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("expect":{"refused":"NO"}})",
     "there is no reason \"NO\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("with_device":"phone"})",
     "no line above binds a device \"phone\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"convert","as":"m1","message":"t1",)"
     R"("procedure":"bell"})",
     "no line above leaves a message \"t1\""},
    {R"({"member":"wang","roles":["resident"]})", "\"wang\" is in the roster already"},
    {R"({"member":"zhou","roles":"resident"})", "\"roles\" is no list"},
    {R"({"member":"zhou","rolls":["resident"]})", "a roster line has no key \"rolls\""},
    {R"({"check":{"matter":"m1"}})", "no line above opens a matter \"m1\""},
    {R"({"metric":{"id":"happiness"}})", "the pack has no metric \"happiness\""},
    {R"({"size":"3"})", "\"size\" is no integer"},
    {R"({"pack":"faster"})",
     "\"pack\" names the pack \"faster\", which the first line does not; its packs are mishixiang"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"activate"})", "\"pack\" is missing"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"activate","pack":"mishixiang",)"
     R"("base":"x"})",
     "\"base\" names the pack \"x\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"restore","pack":"mishixiang"})",
     "\"keys\" is missing"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"restore","pack":"mishixiang",)"
     R"("keys":["k1"]})",
     "\"k1\" is no key of the street; name it in \"street_keys\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"migrate","matters":["m1"]})",
     "no line above opens a matter \"m1\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"migrate","matters":"m1"})",
     "\"matters\" is no list"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"adopt_calendar","pack":"x"})",
     "has no key \"pack\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"open","as":"m1","procedure":"bell",)"
     R"("inputs":{"title":{"pack":"x"}}})",
     "input \"title\" names the pack \"x\""},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"set_venue","venue":"h",)"
     R"("title":"t","opens":"8:00"})",
     "\"opens\" is no time of day"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"set_venue","venue":"h",)"
     R"("title":"t","longest":-1})",
     "\"longest\" is out of range"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"book_venue","as":"b","venue":"h",)"
     R"("from":"2020-01-04T08:00:00Z"})",
     "\"until\" is missing"},
    {R"({"at":"2020-01-02T09:00:00+08:00","by":"wang","do":"cancel_booking","booking":"b"})",
     "no line above books \"b\""},
    {R"({"size":3.5})", "3.5 is no integer"},
};

TEST(ScenarioTest, BrokenLineIsNamedAndNothingIsPlayed) {
  for (const Broken& broken : kBroken) {
    const Ran ran = RunLines(std::string(broken.line) + "\n");
    EXPECT_EQ(ran.code, 2) << broken.line;
    EXPECT_EQ(ran.out, "") << broken.line;
    EXPECT_TRUE(ran.err.starts_with("yiting: s.jsonl:4: ")) << ran.err;
    EXPECT_NE(ran.err.find(broken.why), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
  }
}

TEST(ScenarioTest, BrokenHeadIsNamed) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "no line at all"},
      {"# only a comment\n", "no line at all"},
      {"{\"pack\":\"mishixiang\"}", "\"community\" is missing"},
      {"{\"community\":{\"en\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\"}",
       "\"community\" has no Chinese title"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\"}", "\"start\" is missing"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"choices\":{\"accept_days\":9}}",
       "the pack in rules/packs/mishixiang is not sound"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"choices\":{\"accept_days\":\"3\"}}",
       "choice \"accept_days\" is no value"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"./nowhere\",\"start\":\"2020-01-02T08:00:00Z\"}",
       "there is no such folder"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"packs\":[]}",
       "\"packs\" is no object"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"packs\":{\"a\":\"mishixiang\"}}",
       "pack \"a\" is no object"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"packs\":{\"mishixiang\":{\"pack\":\"mishixiang\"}}}",
       "\"mishixiang\" is the community's own pack"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"packs\":{\"a\":{\"pack\":\"mishixiang\",\"choice\":{}}}}",
       "a pack has no key \"choice\""},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"street_keys\":\"k1\"}",
       "\"street_keys\" is no list"},
      {"{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"start\":\"2020-01-02T08:00:00Z\","
       "\"calendar_until\":19}",
       "\"calendar_until\" is no year"},
  };
  for (const auto& [text, why] : cases) {
    TestIo io;
    io.files["s.jsonl"] = text;
    const Ran ran = RunWith(io, {"run", "s.jsonl"});
    EXPECT_EQ(ran.code, 2) << text;
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
  }
}

TEST(ScenarioTest, RosterEndsWhereDatedLinesBegin) {
  const Ran ran = RunLines(
      "{\"at\":\"2020-01-02T09:00:00+08:00\",\"do\":\"wait\"}\n"
      "{\"member\":\"zhou\",\"roles\":[\"resident\"]}\n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("yiting: s.jsonl:5: the roster ends")) << ran.err;
}

TEST(ScenarioTest, CommentsBlankLinesAndCarriageReturnsAreNothing) {
  const Ran plain = RunLines("{\"at\":\"2020-01-02T09:00:00+08:00\",\"do\":\"wait\"}\n");
  const Ran adorned = RunLines(
      "\n  # a comment\r\n\r\n{\"at\":\"2020-01-02T09:00:00+08:00\",\"do\":\"wait\"}\r\n\n");
  EXPECT_EQ(plain.code, 0) << plain.err;
  EXPECT_EQ(plain.out, adorned.out);
}

TEST(ScenarioTest, NamesBecomeKeysAndIds) {
  EXPECT_EQ(crypto::PublicKey(KeyOf("wang")), crypto::PublicKey(KeyOf("wang")));
  EXPECT_NE(crypto::PublicKey(KeyOf("wang")), crypto::PublicKey(KeyOf("zhou")));
  EXPECT_EQ(MemberOf("wang"), schema::MemberIdOf(crypto::PublicKey(KeyOf("wang"))));
  EXPECT_EQ(HouseholdOf("3-501").size(), 16u);
}

TEST(ScenarioTest, ChoicesChangeTheRules) {
  const std::string lines =
      "{\"member\":\"wang\",\"roles\":[\"resident\"]}\n"
      "{\"at\":\"2020-01-02T09:00:00+08:00\",\"by\":\"wang\",\"do\":\"open\",\"as\":\"m1\","
      "\"procedure\":\"bell\",\"inputs\":{\"title\":\"一\"}}\n"
      "{\"check\":{\"matter\":\"m1\",\"due\":\"2020-01-10T00:00:00+08:00\"}}\n";
  TestIo io;
  io.files["s.jsonl"] =
      "{\"community\":{\"zh\":\"x\"},\"pack\":\"mishixiang\",\"choices\":{\"accept_days\":5,"
      "\"quorum\":[2,3]},\"start\":\"2020-01-02T08:00:00+08:00\"}\n" +
      lines;
  const Ran ran = RunWith(io, {"run", "s.jsonl"});
  EXPECT_EQ(ran.code, 0) << ran.err;
}

TEST(ScenarioTest, RosterOfHundredsIsAdmittedInPieces) {
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    lines += R"({"member":"n)" + std::to_string(i) + R"(","roles":["resident"],"household":"h)" +
             std::to_string(i / 3) + "\"}\n";
  }
  const Ran ran = RunLines(lines + "{\"size\":6}\n", {"--summary"});
  EXPECT_EQ(ran.code, 0) << ran.err;
}

}  // namespace
}  // namespace yiting::verbs
