// The words for votes, answers, periods, clocks and putting rules in force: what becomes of them,
// and where a fault in them is found.

#include <algorithm>
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

// Line numbers matter to the table below.
constexpr char kGood[] =
    R"(return pack {
  "测试", id = "t", version = "1",
  params { days_to_vote = days(3, "投票", { min = 1, max = 9 }), most = ratio(2, 3, "同意") },
  level "street" { "街道", rank = 1 },
  role "registrar" { "登记员" }, role "observer" { "观察员" }, role "resident" { "居民" },
  role "staff" { "社工", staff = true, level = "street" },
  unit "office" { "办公室" }, category "other" { "其他", lead = "office" },
  outcome "yes" { "通过" }, outcome "no" { "未通过" },
  refusal "too_few" { "到会人数不够", "Too few are coming" },
  activation { by = "staff", signers = 2, procedure = "vote", outcome = "yes" },
  procedure "vote" {
    "表决", may_open = { "staff" },
    needs = { rules = rule_pack { "规则包" } },
    deadline { within = hours(240), on_late = close "no" },
    stage "ask" {
      "答复",
      deadline { within = days(2), again = deadline { within = days(1), on_late = enter "poll" } },
      action "answer" { "答复", by = "party", does = "reply", all_parties = true, to = "poll" },
    },
    stage "poll" {
      "投票",
      poll { electors = "resident", per = "household", turnout = ratio(1,2), approve = param "most",
             of = "electors", above = true, passed = close "yes", failed = enter "talk" },
      deadline { within = days(param "days_to_vote"), at_end = tally },
      action "cast" { "投票", by = "elector", does = "vote", needs = { choice = code { "意见",
        options = { { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } } } },
    },
    stage "talk" {
      "再议", action "again" { "再投", by = "staff", to = "poll" },
    },
  },
  metric "m" { "指标", version = "1", num = { "kept.vote", "replied" }, den = "late.vote" },
}
)";

std::string Changed(const std::string& from, const std::string& to) {
  return ChangedIn(kGood, from, to);
}

TEST(WaysTest, AGoodPackHasNothingToSay) { ExpectNothingToSay(Check(kGood)); }

TEST(WaysTest, APollIsWhatTheWordsSay) {
  const PackPtr pack = LoadGood(kGood);
  ASSERT_NE(pack, nullptr);
  const v1::Stage* stage = pack->FindStage("vote", "poll");
  const v1::Poll& poll = stage->poll();
  ASSERT_EQ(poll.electors_size(), 1);
  EXPECT_EQ(poll.electors(0), "resident");
  EXPECT_TRUE(poll.by_household());
  EXPECT_EQ(poll.turnout_part(), 1);
  EXPECT_EQ(poll.turnout_whole(), 2);
  EXPECT_EQ(poll.approve_part(), 2);
  EXPECT_EQ(poll.approve_whole(), 3);
  EXPECT_EQ(poll.base(), v1::Poll::ELECTORS);
  EXPECT_TRUE(poll.above());
  EXPECT_EQ(poll.passed_outcome(), "yes");
  EXPECT_EQ(poll.passed_to(), "");
  EXPECT_EQ(poll.failed_to(), "talk");
  EXPECT_TRUE(stage->deadline().on_late().tally());
  EXPECT_TRUE(stage->deadline().on_late().expected());
  EXPECT_EQ(stage->deadline().amount(), 3);
  EXPECT_EQ(stage->actions(0).effects(0), v1::Action::VOTE);
}

TEST(WaysTest, WhatIsLeftOutOfAPoll) {
  const PackPtr pack =
      LoadGood(Changed("per = \"household\", turnout = ratio(1,2), approve = param \"most\",\n"
                       "             of = \"electors\", above = true,",
                       "per = \"member\", approve = ratio(1, 1), of = \"decided\","));
  ASSERT_NE(pack, nullptr);
  const v1::Poll& poll = pack->FindStage("vote", "poll")->poll();
  EXPECT_FALSE(poll.by_household());
  EXPECT_EQ(poll.turnout_whole(), 0);
  EXPECT_EQ(poll.base(), v1::Poll::DECIDED);
  EXPECT_FALSE(poll.above());
}

TEST(WaysTest, AClockASoftLimitAndAnAnswer) {
  const PackPtr pack = LoadGood(kGood);
  ASSERT_NE(pack, nullptr);
  const v1::Procedure* procedure = pack->FindProcedure("vote");
  EXPECT_EQ(procedure->deadline().clock(), v1::DeadlineRule::HOURS);
  EXPECT_EQ(procedure->deadline().on_late().outcome(), "no");
  EXPECT_FALSE(procedure->deadline().on_late().expected());
  EXPECT_EQ(procedure->fields(0).kind(), v1::Field::PACK);
  const v1::Late& soft = pack->FindStage("vote", "ask")->deadline().on_late();
  EXPECT_EQ(soft.escalate() + soft.to() + soft.outcome(), "");
  EXPECT_EQ(soft.again().on_late().to(), "poll");
  const v1::Action* answer = pack->FindAction("vote", "ask", "answer");
  EXPECT_TRUE(answer->all_parties());
  EXPECT_EQ(answer->effects(0), v1::Action::REPLY);
  EXPECT_FALSE(pack->FindStage("vote", "talk")->has_deadline());
}

TEST(WaysTest, ActivationAndRefusals) {
  const PackPtr pack = LoadGood(kGood);
  ASSERT_NE(pack, nullptr);
  const v1::Activation& activation = pack->model().activation();
  ASSERT_EQ(activation.by_size(), 1);
  EXPECT_EQ(activation.by(0), "staff");
  EXPECT_EQ(activation.signers(), 2u);
  EXPECT_EQ(activation.procedure(), "vote");
  EXPECT_EQ(activation.outcome(), "yes");
  ASSERT_EQ(pack->model().refusals_size(), 1);
  EXPECT_EQ(pack->model().refusals(0).id(), "too_few");
  EXPECT_EQ(pack->model().refusals(0).title().en(), "Too few are coming");
  const PackPtr silent = LoadGood(
      Changed("  activation { by = \"staff\", signers = 2, procedure = \"vote\", outcome = "
              "\"yes\" },\n",
              ""));
  ASSERT_NE(silent, nullptr);
  EXPECT_FALSE(silent->model().has_activation());
}

struct Fault {
  const char* from;
  const char* to;
  const char* code;
  int32_t line;
};

class WaysFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(WaysFaultTest, IsFoundAtItsPlace) {
  const Fault& fault = GetParam();
  const auto found = Check(Changed(fault.from, fault.to));
  const std::string all = ListInBothLanguages(found);
  EXPECT_TRUE(std::any_of(
      found.begin(), found.end(),
      [&](const Diagnostic& each) { return each.code == fault.code && each.line == fault.line; }))
      << fault.to << "\n"
      << all;
}

INSTANTIATE_TEST_SUITE_P(
    Polls, WaysFaultTest,
    ::testing::Values(Fault{"electors = \"resident\"", "electors = \"residents\"", "ROLE", 22},
                      Fault{"electors = \"resident\", per", "per", "POLL", 22},
                      Fault{"per = \"household\"", "per = \"house\"", "POLL", 22},
                      Fault{"turnout = ratio(1,2)", "turnout = 50", "NUMBER", 22},
                      Fault{"turnout = ratio(1,2)", "turnout = ratio(3,2)", "NUMBER", 22},
                      Fault{"approve = param \"most\"", "approve = param \"mots\"", "PARAM", 22},
                      Fault{"approve = param \"most\"", "approve = param \"days_to_vote\"",
                            "NUMBER", 22},
                      Fault{"approve = param \"most\",", "", "POLL", 22},
                      Fault{"of = \"electors\"", "of = \"everybody\"", "POLL", 23},
                      Fault{"of = \"electors\",", "", "MISSING", 22},
                      Fault{"above = true", "above = 1", "SHAPE", 23},
                      Fault{"passed = close \"yes\"", "passed = close \"yess\"", "OUTCOME", 23},
                      Fault{"failed = enter \"talk\"", "failed = enter \"tlak\"", "STAGE", 23},
                      Fault{"failed = enter \"talk\"", "failed = \"talk\"", "POLL", 23},
                      Fault{", failed = enter \"talk\"", "", "POLL", 22},
                      Fault{"above = true", "abvoe = true", "UNKNOWN_KEY", 23}));

INSTANTIATE_TEST_SUITE_P(
    Voting, WaysFaultTest,
    ::testing::Values(
        Fault{"by = \"elector\"", "by = \"resident\"", "BY", 25},
        Fault{"does = \"vote\"", "does = \"nudge\"", "POLL", 20},
        Fault{"does = \"vote\"", "does = \"vote\", to = \"talk\"", "EFFECT", 25},
        Fault{"does = \"vote\"", "does = \"vote\", signers = 2", "EFFECT", 25},
        Fault{"needs = { rules = rule_pack { \"规则包\" } }",
              "needs = { rules = rule_pack { \"规则包\" }, more = rule_pack { \"另一个\" } }",
              "FIELD", 10},
        Fault{"at_end = tally", "at_end = enter \"talk\"", "POLL", 20},
        Fault{"at_end = tally", "on_late = tally", "DEADLINE", 24},
        Fault{"{ \"for\", \"同意\" }", "{ \"yes\", \"同意\" }", "EFFECT", 25},
        Fault{", { \"against\", \"反对\" }, { \"abstain\", \"弃权\" }", "", "EFFECT", 25},
        Fault{"needs = { choice = code {", "needs = { vote = code {", "EFFECT", 25},
        Fault{"deadline { within = days(param \"days_to_vote\"), at_end = tally },\n", "\n", "POLL",
              20},
        Fault{"      poll { electors = \"resident\", per = \"household\", turnout = ratio(1,2), "
              "approve = param \"most\",\n             of = \"electors\", above = true, passed = "
              "close \"yes\", failed = enter \"talk\" },\n",
              "\n\n", "POLL", 20},
        Fault{"      \"投票\",\n      poll {",
              "      \"投票\", poll { electors = \"staff\", approve = ratio(1, 2), of = \"voted\", "
              "passed = close \"yes\", failed = close \"no\" },\n      poll {",
              "POLL", 22}));

// A ballot of `poll_options` in the place of the choice, and a way to propose what it is among.
TEST(WaysTest, A6_3_APollAmongOptionsIsWholeOrItIsNot) {
  const auto codes = [](const std::string& poll, const std::string& propose) {
    std::string text = kGood;
    const auto change = [&text](const std::string& from, const std::string& to) {
      const size_t at = text.find(from);
      ASSERT_NE(at, std::string::npos) << from;
      text.replace(at, from.size(), to);
    };
    change("approve = param \"most\",\n             of = \"electors\", above = true", poll);
    const std::string begin = "choice = code { \"意见\"";
    const size_t from = text.find(begin);
    const size_t to = text.find("} } } }", from);
    text.replace(from, to + 7 - from, "picks = poll_options { \"选项\" } }");
    change("action \"answer\"", propose + "action \"answer\"");
    std::string all;
    for (const Diagnostic& each : Check(text)) all += each.code + " " + each.text.en() + "\n";
    return all;
  };
  const std::string none;
  const std::string propose =
      "action \"idea\" { \"提\", by = \"resident\", does = \"propose_option\", needs = { "
      "option = text, cost = number { \"元\", min = 1, max = 9 } } }, ";
  const std::string free =
      "action \"idea\" { \"提\", by = \"resident\", does = \"propose_option\", needs = { "
      "option = text } }, ";
  const std::string fixed = ", options = { { \"a\", \"甲\" }, { \"b\", \"乙\" } }";
  const std::string grace = ", grace_hours = 24, shown_at_end = true, advisory = true";
  EXPECT_EQ(codes("method = \"choice\"" + fixed + grace, ""), none);
  EXPECT_EQ(codes("method = \"choice\"", free), none);
  EXPECT_EQ(codes("method = \"approval\", seats = 3", free), none);
  EXPECT_EQ(codes("method = \"ranking\"", free), none);
  EXPECT_EQ(codes("method = \"budget\", budget = 2000", propose), none);
  EXPECT_EQ(codes("method = \"choice\", approve = ratio(1,2), of = \"decided\"", free), none);

  std::string most = ", options = {";
  for (int i = 1; i <= 50; ++i) most += " { \"o" + std::to_string(i) + "\", \"一项\" },";
  EXPECT_EQ(codes("method = \"choice\"" + most + " }", ""), none);
  EXPECT_NE(codes("method = \"choice\"" + most + " { \"more\", \"一项\" } }", ""), none);
  EXPECT_NE(codes("method = \"choices\"" + fixed, ""), none);
  EXPECT_NE(codes("method = \"choice\"", ""), none);  // nobody can propose
  EXPECT_NE(codes("method = \"choice\", seats = 2", free), none);
  EXPECT_NE(codes("method = \"approval\", seats = 0", free), none);
  EXPECT_NE(codes("method = \"approval\", budget = 5", free), none);
  EXPECT_NE(codes("method = \"choice\", approve = ratio(1,2)", free), none);  // of whom?
  EXPECT_NE(codes("method = \"ranking\", approve = ratio(1,2), of = \"voted\"", free), none);
  EXPECT_NE(codes("method = \"budget\"", propose), none);
  EXPECT_NE(codes("method = \"budget\", budget = 2000", free), none);  // without a price
  EXPECT_NE(codes("method = \"budget\", budget = 2000" + fixed, propose), none);
  EXPECT_NE(codes("method = \"choice\", grace_hours = 73", free), none);
  EXPECT_NE(codes("approve = ratio(1,2), of = \"voted\"", free), none);  // for or against
  EXPECT_NE(codes("approve = ratio(1,2), of = \"voted\"" + fixed, ""), none);
}

INSTANTIATE_TEST_SUITE_P(
    Periods, WaysFaultTest,
    ::testing::Values(
        Fault{"on_late = close \"no\"", "at_end = tally", "POLL", 14},
        Fault{"on_late = close \"no\"", "at_end = escalate \"street\"", "DEADLINE", 14},
        Fault{"on_late = close \"no\"", "on_late = close \"no\", at_end = close \"no\"", "DEADLINE",
              14},
        Fault{"deadline { within = hours(240), on_late = close \"no\" },",
              "deadline { within = hours(1) }, deadline { within = hours(2) },", "DEADLINE", 14},
        Fault{"deadline { within = days(2), again",
              "deadline { within = days(2), on_late = close "
              "\"no\", again",
              "DEADLINE", 17},
        Fault{"deadline { within = hours(240), on_late = close \"no\" },", "", "DEADLINE", 28},
        Fault{"within = hours(240)", "within = hours(param \"days_to_vote\")", "PARAM", 14}));

INSTANTIATE_TEST_SUITE_P(
    Answers, WaysFaultTest,
    ::testing::Values(Fault{"by = \"party\", does = \"reply\"", "by = \"staff\", does = \"reply\"",
                            "BY", 18},
                      Fault{"does = \"reply\", all_parties", "all_parties", "EFFECT", 18},
                      Fault{"all_parties = true", "all_parties = 2", "SHAPE", 18}));

INSTANTIATE_TEST_SUITE_P(
    InForce, WaysFaultTest,
    ::testing::Values(Fault{"by = \"staff\", signers", "by = \"stuff\", signers", "ROLE", 10},
                      Fault{"by = \"staff\", signers", "signers", "BY", 10},
                      Fault{"signers = 2", "signers = 0", "NUMBER", 10},
                      Fault{"signers = 2", "signers = 10", "NUMBER", 10},
                      Fault{"procedure = \"vote\"", "procedure = \"vot\"", "PROCEDURE", 10},
                      Fault{"needs = { rules = rule_pack { \"规则包\" } },", "", "FIELD", 10},
                      Fault{"outcome = \"yes\" }", "outcome = \"yess\" }", "OUTCOME", 10},
                      Fault{"procedure = \"vote\", outcome", "outcome", "MISSING", 10},
                      Fault{"refusal \"too_few\" { \"到会人数不够\", \"Too few are coming\" },",
                            "activation { by = \"staff\" },", "DUPLICATE_ID", 10},
                      Fault{"refusal \"too_few\" { \"到会人数不够\", \"Too few are coming\" },",
                            "refusal \"too_few\" {},", "TITLE", 9},
                      Fault{"refusal \"too_few\" {", "refusal \"Too few\" {", "ID", 9},
                      Fault{"\"kept.vote\"", "\"kept.bell\"", "COUNTER", 32},
                      Fault{"den = \"late.vote\"", "den = \"late\"", "COUNTER", 32},
                      Fault{"role \"staff\"", "role \"elector\"", "ID", 6}));

// Without a clock of its own the procedure has nothing to keep.
TEST(WaysTest, CountersOfAClockNeedTheClock) {
  const auto found =
      Check(Changed("    deadline { within = hours(240), on_late = close \"no\" },\n",
                    "    action \"end\" { \"止\", by = \"staff\", outcome = \"no\" },\n"));
  std::string codes;
  for (const Diagnostic& each : found) codes += each.code + " ";
  EXPECT_EQ(codes, "DEADLINE COUNTER COUNTER ");
}

}  // namespace
}  // namespace yiting::rulehost
