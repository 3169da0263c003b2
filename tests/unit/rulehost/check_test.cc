#include "rulehost/check.h"

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
  level "street" { "街道", rank = 2 },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  role "staff" { "社工", staff = true }, role "boss" { "街道", level = "street" },
  unit "office" { "办公室", kind = "office" },
  category "other" { "其他", lead = "office" },
  outcome "done" { "办结" },
  params { n = workdays(3, "时限", { min = 1, max = 5 }), c = count(2, "人数") },
  procedure "p" {
    "规程",
    may_open = { "staff" },
    needs = { what = text { "什么事", max = 60 }, note = text },
    stage "one" {
      "第一步",
      deadline { within = workdays(param "n"), on_late = escalate "street" },
      action "go" { "去", by = "staff", to = "two", signers = param "c" },
    },
    stage "two" {
      "第二步",
      deadline { within = days(7), on_late = close "done" },
      action "rate" { "评价", by = "participant", does = "rate",
        needs = { score = number { "分", min = 1, max = 5 } } },
    },
    action "nudge" { "催办", by = "opener", does = "nudge" },
  },
  metric "m" { "指标", version = "1", num = "closed.p.done", den = "taken.p.go" },
}
)";

std::string Changed(const std::string& from, const std::string& to) {
  return ChangedIn(kGood, from, to);
}

TEST(CheckTest, AGoodPackHasNothingToSay) { ExpectNothingToSay(Check(kGood)); }

TEST(CheckTest, ThePackOfTheStreetHasNothingToSay) {
  ExpectNothingToSay(CheckPack(FilesOf("mishixiang")));
}

struct Fault {
  const char* from;
  const char* to;
  const char* code;
  int32_t line;
  const char* token;  // what stands at its place; empty = its line begins there
};

class FaultTest : public ::testing::TestWithParam<Fault> {};

// The text from that line and character on.
std::string TextAt(const std::string& source, int32_t line, int32_t column) {
  size_t at = 0;
  for (int32_t i = 1; i < line; ++i) at = source.find('\n', at) + 1;
  for (int32_t i = 1; i < column; ++i) {
    do ++at;
    while ((source[at] & 0xC0) == 0x80);
  }
  return source.substr(at);
}

TEST_P(FaultTest, IsFoundAtItsPlace) {
  const Fault& fault = GetParam();
  const std::string source = Changed(fault.from, fault.to);
  const auto found = Check(source);
  const std::string all = ListInBothLanguages(found);
  const auto match = std::find_if(found.begin(), found.end(),
                                  [&](const Diagnostic& each) { return each.code == fault.code; });
  ASSERT_NE(match, found.end()) << fault.to << "\n" << all;
  EXPECT_EQ(match->line, fault.line) << all;
  const std::string token = fault.token;
  if (fault.line == 0) return;  // the whole file
  ASSERT_GT(match->column, 0) << all;
  const std::string there = TextAt(source, match->line, match->column);
  EXPECT_NE(there.substr(0, 1), " ") << all;
  if (token.empty()) {
    EXPECT_EQ(TextAt(source, match->line, 1).find_first_not_of(' '), match->column - 1u) << all;
  } else {
    EXPECT_EQ(there.substr(0, token.size()), token) << all;
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, FaultTest,
                         ::testing::Values(Fault{"\"测试\", ", "", "TITLE", 1, "pack"},
                                           Fault{"{ \"办结\" }", "{}", "TITLE", 8, ""},
                                           Fault{"\"规程\",", "{ \"规程\", 5 },", "TITLE", 10, ""},
                                           Fault{"version = \"1\",\n", "\n", "MISSING", 1, "pack"},
                                           Fault{"{ \"什么事\", max = 60 }", "{ title = 5 }",
                                                 "TEXT", 13, "title"},
                                           Fault{"\"评价\"", "\"\\xff\"", "TITLE", 22, ""}));

INSTANTIATE_TEST_SUITE_P(
    Keys, FaultTest,
    ::testing::Values(
        Fault{"may_open =", "may_opne =", "UNKNOWN_KEY", 12, "may_opne"},
        Fault{"rank = 2", "rang = 2", "UNKNOWN_KEY", 3, "rang"},
        Fault{"deadline { within = days(7)", "deadline { in_time = days(7)", "DEADLINE", 21, ""},
        Fault{"to = \"two\"", "goes = \"two\"", "UNKNOWN_KEY", 17, "goes"},
        Fault{"deadline { within = days(7), on_late = close \"done\" }",
              "deadline = deadline { within = days(1) }", "UNKNOWN_KEY", 21, "deadline ="}));

INSTANTIATE_TEST_SUITE_P(
    References, FaultTest,
    ::testing::Values(
        Fault{"to = \"two\"", "to = \"too\"", "STAGE", 17, "\"too\""},
        Fault{"by = \"staff\"", "by = \"staf\"", "ROLE", 17, "\"staf\""},
        Fault{"may_open = { \"staff\" }", "may_open = { \"stuff\" }", "ROLE", 12, "\"stuff\""},
        Fault{"escalate \"street\"", "escalate \"district\"", "LEVEL", 16, "\"district\""},
        Fault{"close \"done\"", "close \"don\"", "OUTCOME", 21, "\"don\""},
        Fault{"param \"n\"", "param \"m\"", "PARAM", 16, "\"m\""},
        Fault{"lead = \"office\"", "lead = \"ofice\"", "UNIT", 7, "\"ofice\""},
        Fault{"lead = \"office\"", "assisting = { \"office\" }", "LEAD", 7, ""},
        Fault{"lead = \"office\"", "lead = { \"office\", \"b\" }", "LEAD", 7, "lead"},
        Fault{"kind = \"office\"", "kind = \"palace\"", "UNIT_KIND", 6, "\"palace\""},
        Fault{"does = \"nudge\"", "does = \"nuge\"", "EFFECT", 25, "\"nuge\""},
        Fault{"\"taken.p.go\"", "\"taken.p.gone\"", "COUNTER", 27, "\"taken.p.gone\""},
        Fault{", level = \"street\"", "", "LEVEL", 16, ""},
        Fault{"\"去\", by = \"staff\",", "\"去\",", "BY", 17, ""},
        Fault{"may_open = { \"staff\" },", "", "OPENER", 10, ""},
        Fault{"role \"observer\" { \"观察员\" },", "", "ROLE", 1, "pack"}));

INSTANTIATE_TEST_SUITE_P(
    Ids, FaultTest,
    ::testing::Values(Fault{"stage \"two\"", "stage \"one\"", "DUPLICATE_ID", 19, ""},
                      Fault{"action \"nudge\"", "action \"rate\"", "DUPLICATE_ID", 22, ""},
                      Fault{"role \"boss\"", "role \"staff\"", "DUPLICATE_ID", 5, ""},
                      Fault{"outcome \"done\"", "outcome \"Done\"", "ID", 8, ""},
                      Fault{"role \"boss\"", "role \"party\"", "ID", 5, ""},
                      Fault{"id = \"t\"", "id = \"T 1\"", "ID", 1, "pack"},
                      Fault{"stage \"one\"", "stage \"\"", "ID", 14, ""}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, FaultTest,
    ::testing::Values(Fault{"workdays(3,", "workdays(9,", "PARAM_RANGE", 9, ""},
                      Fault{"rank = 2", "rank = 0", "NUMBER", 3, "rank"},
                      Fault{"days(7)", "days(0)", "NUMBER", 21, ""},
                      Fault{"workdays(param \"n\")", "days(param \"n\")", "PARAM", 16, ""},
                      Fault{"signers = param \"c\"", "signers = param \"n\"", "NUMBER", 17,
                            "signers"},
                      Fault{"min = 1, max = 5 } }", "min = 1, max = 3 } }", "EFFECT", 23, "score"},
                      Fault{"min = 1, max = 5 } }", "min = 5, max = 1 } }", "NUMBER", 23, ""},
                      Fault{"staff = true", "staff = 1", "SHAPE", 5, "staff"}));

INSTANTIATE_TEST_SUITE_P(
    Shapes, FaultTest,
    ::testing::Values(
        Fault{"stage \"two\" {", "stage(\"two\"),", "SYNTAX", 28, "}"},
        Fault{"outcome \"done\" { \"办结\" },", "outcome \"done\",", "SHAPE", 1, "pack"},
        Fault{"outcome \"done\" { \"办结\" },", "7,", "MISPLACED", 1, "pack"},
        Fault{"outcome \"done\" { \"办结\" },", "{ a = 1 },", "MISPLACED", 8, "a = 1"},
        Fault{"outcome \"done\" { \"办结\" },", "deadline { within = days(1) },", "MISPLACED", 8,
              ""},
        Fault{"score = number { \"分\", min = 1, max = 5 }", "score = 5", "FIELD", 23, "score"},
        Fault{"needs = { what = text { \"什么事\", max = 60 }, note = text }", "needs = { text }",
              "SHAPE", 13, "needs"},
        Fault{"does = \"nudge\"", "does = \"nudge\", when = 5", "SHAPE", 25, "when"},
        Fault{"does = \"rate\",", "does = \"assign\",", "EFFECT", 22, "does"},
        Fault{"on_late = close \"done\"", "on_late = \"done\"", "DEADLINE", 21, "on_late"},
        Fault{"to = \"two\"", "to = \"two\", outcome = \"done\"", "OUTCOME", 17, "to ="},
        Fault{"to = \"two\"", "to = \"closed\"", "OUTCOME", 17, "to ="},
        Fault{"return pack {", "return {", "SHAPE", 0, ""}));

INSTANTIATE_TEST_SUITE_P(
    WaysOut, FaultTest,
    ::testing::Values(
        Fault{", to = \"two\"", "", "DEAD_END", 14, ""},
        Fault{", on_late = close \"done\"", "", "DEAD_END", 19, ""},
        Fault{"deadline { within = days(7), on_late = close \"done\" },", "", "DEADLINE", 19, ""},
        Fault{"to = \"two\"", "outcome = \"done\"", "UNREACHABLE", 19, "stage"},
        Fault{"on_late = close \"done\"", "on_late = enter \"one\"", "ENDLESS", 14, "stage"}));

INSTANTIATE_TEST_SUITE_P(
    Running, FaultTest,
    ::testing::Values(Fault{"  \"测试\",", "  error \"no\",", "RUNTIME", 2, ""},
                      Fault{"  \"测试\",", "  require \"nothing\",", "RUNTIME", 2, ""},
                      Fault{"return pack {", "while true do end return pack {", "GAS", 1, ""},
                      Fault{"return pack {", "local s = ('x'):rep(300000) return pack {", "MEMORY",
                            1, ""},
                      Fault{"return pack {", "local x = 1.5 return pack {", "FLOAT", 1, "1.5"},
                      Fault{"procedure \"p\"", "procedur \"p\"", "UNKNOWN_NAME", 10, "procedur"},
                      Fault{"id = \"t\"", "id = value \"n\"", "RUNTIME", 2, ""}));

TEST(CheckTest, SaysWhatToWriteInstead) {
  const auto found = Check(Changed("to = \"two\"", "to = \"too\""));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(
      FormatDiagnostic(found[0]),
      "pack.lua:17:45: 没有环节 too / there is no stage too — 是不是 two / did you mean two?");
}

TEST(CheckTest, A5_9_TheDateOfTheRulesIsADay) {
  const std::string version = "version = \"1\",\n  level";
  EXPECT_TRUE(Check(Changed(version, "version = \"1\", dated = \"2024-02-29\",\n  level")).empty());
  const auto found = Check(Changed(version, "version = \"1\", dated = \"2023-02-29\",\n  level"));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(FormatDiagnostic(found[0]),
            "pack.lua:2:34: dated 要写成年-月-日 / dated is a day, year first — dated = "
            "\"2024-03-01\" / dated = \"2024-03-01\"");
}

TEST(CheckTest, AParameterSaysWhereItsNumberComesFrom) {
  const auto unsourced = [](const std::string& text) {
    const PackPtr pack = LoadGood(text);
    return pack == nullptr ? std::vector<Diagnostic>() : FindUnsourced(*pack);
  };
  const auto found = unsourced(kGood);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].code, "SOURCE");
  EXPECT_EQ(FormatDiagnostic(found[0]),
            "pack.lua:9:12: 参数 n 没有写出处 / parameter n does not say where its number comes from "
            "— source = \"哪部法规、通知或报道\"，没有就写 source = \"街道自定，没有公开来源\" / source = "
            "\"the law, notice or report\", or that the street has set it itself");
  EXPECT_EQ(found[1].column, 57);
  EXPECT_EQ(unsourced(Changed("max = 5 }), c", "max = 5, source = \"报道\" }), c")).size(), 1u);
  for (const char* street : {"mishixiang", "beigan", "baoshan", "xiaohe", "baiyang", "village"}) {
    const PackPtr pack = LoadGood(FilesOf(street));
    ASSERT_NE(pack, nullptr) << street;
    EXPECT_EQ(FindUnsourced(*pack).size(), 0u) << street;
  }
}

TEST(CheckTest, TellsEveryFaultOnce) {
  std::string text = Changed("to = \"two\"", "to = \"too\"");
  text.replace(text.find("lead = \"office\""), 15, "lead = \"offize\"");
  text.replace(text.find("close \"done\""), 12, "close \"gone\"");
  const auto found = Check(text);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].line, 7);
  EXPECT_EQ(found[1].line, 17);
  EXPECT_EQ(found[2].line, 21);
}

TEST(CheckTest, FaultsInOtherFilesNameTheFile) {
  PackFiles files = FilesOf("mishixiang");
  std::string& bell = files["bell_closing.lua"];
  const std::string from = "to = \"rating\"";
  bell.replace(bell.find(from), from.size(), "to = \"ratings\"");
  const auto found = CheckPack(files);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].file, "bell_closing.lua");
  EXPECT_EQ(found[0].line, 47);
}

}  // namespace
}  // namespace yiting::rulehost
