#include <string>

#include "gtest/gtest.h"
#include "rulehost/hook_machine.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

using Kind = HookVerdict::Kind;

// A pack whose opening is decided by this function body.
PackPtr PackWith(const std::string& body, const std::string& before = "") {
  return LoadGood(before + PackWithWhen(body));
}

HookInput Input() {
  HookInput input;
  input.matter.id = "00112233445566778899aabbccddeeff";
  input.matter.procedure = "p";
  input.matter.stage = "one";
  input.matter.opened_ms = 1'000;
  input.matter.counts = {{"coming", 5}, {"taken.go", 2}};
  input.roles = {"opener", "staff"};
  input.now_ms = 1'720'000'000'000;
  v1::Input* number = &input.inputs.emplace_back();
  number->set_field("score");
  number->set_number(4);
  v1::Input* code = &input.inputs.emplace_back();
  code->set_field("coming");
  code->set_code("yes");
  v1::Input* text = &input.inputs.emplace_back();
  text->set_field("reason");
  text->mutable_content()->set_size(10);
  v1::Input* members = &input.inputs.emplace_back();
  members->set_field("invitees");
  members->mutable_members()->add_member(std::string("\x00\xff\x10", 3));
  return input;
}

HookVerdict Answer(const std::string& body, const std::string& before = "") {
  const PackPtr pack = PackWith(body, before);
  return pack == nullptr ? HookVerdict{Kind::kMachine, "no pack", ""}
                         : HookMachine(pack).Run("p.open", Input());
}

TEST(HookTest, TrueAllowsAndARefusalCarriesItsCode) {
  EXPECT_EQ(Answer("return true").kind, Kind::kAllow);
  const HookVerdict verdict = Answer("return refuse 'too_late'");
  EXPECT_EQ(verdict.kind, Kind::kRefuse);
  EXPECT_EQ(verdict.code, "too_late");
}

TEST(HookTest, SeesTheMatterTheCommandAndTheTime) {
  for (const char* condition : {"m.id == '00112233445566778899aabbccddeeff'",
                                "m.procedure == 'p'",
                                "m.stage == 'one'",
                                "m.category == ''",
                                "m.opened_ms == 1000",
                                "m.counts.coming == 5",
                                "m.counts['taken.go'] == 2",
                                "m.counts.never_counted == 0",
                                "now == 1720000000000",
                                "cmd.inputs.score == 4",
                                "cmd.inputs.coming == 'yes'",
                                "cmd.inputs.reason == true",
                                "cmd.inputs.invitees[1] == '00ff10'",
                                "#cmd.inputs.invitees == 1",
                                "cmd.inputs.missing == nil",
                                "#cmd.roles == 2",
                                "includes(cmd.roles, 'opener')",
                                "not includes(cmd.roles, 'boss')",
                                "cmd.by_opener == false",
                                "value 'n' == 3",
                                "select(2, value 'half') == 2",
                                "calendar.is_workday(now)",
                                "calendar.after_workdays(now, 3) > now",
                                "calendar.date(now) == 2024",
                                "select('#', calendar.date(now)) == 3",
                                "select(2, calendar.date(now)) == 7",
                                "select(3, calendar.date(now)) == 3",
                                "select(3, calendar.date(now + 22399999)) == 3",
                                "select(3, calendar.date(now + 22400000)) == 4"}) {
    const HookVerdict verdict = Answer("return " + std::string(condition));
    EXPECT_EQ(verdict.kind, Kind::kAllow) << condition << " " << verdict.code << verdict.where;
  }
}

TEST(HookTest, PairsWalksReadOnlyTables) {
  EXPECT_EQ(Answer("local s = '' for k in pairs(cmd.inputs) do s = s .. k .. ' ' end "
                   "return s == 'coming invitees reason score '")
                .kind,
            Kind::kAllow);
  EXPECT_EQ(Answer("local n = 0 for _, c in pairs(m.counts) do n = n + c end return n == 7").kind,
            Kind::kAllow);
}

TEST(HookTest, WhatItSeesCannotBeWritten) {
  for (const char* body :
       {"m.stage = 'two' return true", "m.counts.coming = 9 return true",
        "cmd.roles[1] = 'boss' return true", "cmd.inputs.score = 5 return true",
        "table.insert(cmd.roles, 'boss') return true", "local c = calendar c.x = 1 return true"}) {
    const HookVerdict verdict = Answer(body);
    EXPECT_EQ(verdict.kind, Kind::kFail) << body;
    EXPECT_EQ(verdict.code, "RUNTIME") << body;
  }
}

TEST(HookTest, FailuresAreACodeAndAPlace) {
  struct Row {
    const char* body;
    const char* code;
  };
  for (const Row& row :
       std::initializer_list<Row>{{"error('prose that must not leave')", "RUNTIME"},
                                  {"return m.nothing.at_all", "RUNTIME"},
                                  {"while true do end", "GAS"},
                                  {"local s = 'x' while true do s = s .. s end", "MEMORY"},
                                  {"local function f() return 1 + f() end return f()", "DEPTH"},
                                  {"return value 'unknown'", "RUNTIME"}}) {
    const HookVerdict verdict = Answer(row.body);
    EXPECT_EQ(verdict.kind, Kind::kFail) << row.body;
    EXPECT_EQ(verdict.code, row.code) << row.body;
    EXPECT_EQ(verdict.where, "pack.lua:9") << row.body;
  }
}

TEST(HookTest, OnlyTrueAndRefusalsAreAnswers) {
  for (const char* body :
       {"return false", "return nil", "return", "return 1", "return 'yes'",
        "return refuse 'Not A Code'", "return refuse(5)", "return {}", "return refuse ''"}) {
    const HookVerdict verdict = Answer(body);
    EXPECT_EQ(verdict.kind, Kind::kFail) << body;
    EXPECT_EQ(verdict.code, "RUNTIME") << body;
  }
}

TEST(HookTest, NothingIsLeftOfAnEarlierRun) {
  const PackPtr pack = PackWith(
      "box.n = box.n + 1 if box.n > 1 then return refuse 'again' end "
      "return true",
      "local box = { n = 0 }");
  ASSERT_NE(pack, nullptr);
  HookMachine machine(pack);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(machine.Run("p.open", Input()).kind, Kind::kAllow);
}

TEST(HookTest, AbsentHooksAllow) {
  const PackPtr pack = PackWith("return refuse 'no'");
  ASSERT_NE(pack, nullptr);
  EXPECT_TRUE(pack->HasHook("p.open"));
  EXPECT_TRUE(pack->FindProcedure("p")->open_hook());
  EXPECT_FALSE(pack->HasHook("p.one.go"));
  EXPECT_EQ(HookMachine(pack).Run("p.one.go", Input()).kind, Kind::kAllow);
}

TEST(HookTest, AResultOfTheBellNeedsItsReviewers) {
  const PackPtr pack = LoadPack(EncodeBundle(BuildBundle(FilesOf("mishixiang")))).pack;
  ASSERT_NE(pack, nullptr);
  HookMachine machine(pack);
  for (const auto& [reviewers, code] :
       std::initializer_list<std::pair<int, const char*>>{{2, "few_reviewers"}, {3, ""}, {4, ""}}) {
    HookInput input;
    v1::Input& named = input.inputs.emplace_back();
    named.set_field("reviewers");
    for (int i = 0; i < reviewers; ++i) {
      named.mutable_members()->add_member(Bytes(16, static_cast<char>('a' + i)));
    }
    const HookVerdict verdict = machine.Run("bell.meeting.conclude", input);
    EXPECT_EQ(verdict.code, code) << reviewers;
    EXPECT_EQ(verdict.kind, *code == '\0' ? Kind::kAllow : Kind::kRefuse);
  }
}

}  // namespace
}  // namespace yiting::rulehost
