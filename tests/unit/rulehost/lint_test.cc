#include "rulehost/lint.h"

#include <string>

#include "gtest/gtest.h"
#include "rulehost/vm.h"
#include "tests/support/files.h"

namespace yiting::rulehost {
namespace {

std::vector<Diagnostic> Find(const std::string& source) {
  return Lint("a.lua", source, LibraryVocabulary());
}

TEST(LintTest, AcceptsTheWholeGrammarThatTheProfileAllows) {
  const char* source = R"(
    --[[ a long
    comment ]] local a <const>, b = 1, "x\n\z
      y\x41\65\u{4e2d}" --[==[ ]] ]==]
    local t = { 1, 2; a = a, ["b"] = b, [a + 1] = { }, (function(...) return ... end)(1), }
    local function f(x, y, ...) local n = select("#", ...) return x, y, n end
    function t.g(x) return x end
    function t.h.i:j(x) return self, x end
    for i = 10, 1, -1 do if i == 5 then break elseif i > 7 then t[i] = i else t[i] = -i end end
    for k, v in pairs(t) do while k == v do break end end
    repeat local done = true until done
    do local x = not (a < 2 and b ~= "y" or t == nil) end
    t.a, t[1], t["b"] = f(1, 2), ~a & 3 | 4 ~ 5 << 1 >> 2, a // 2 % 3 * -4
    t.s = "a" .. "b" .. [[long
    text]] .. #t
    f "text" f { 1 } t.h.i:j "x":y(2)
    ;;; return f(1), t
  )";
  for (const Diagnostic& d : Find(source)) ADD_FAILURE() << FormatDiagnostic(d);
}

TEST(LintTest, TheWordsFileIsClean) {
  const std::string words = testing::ReadRepositoryFile("rules/lib/dsl.lua");
  for (const Diagnostic& d : Find(words)) ADD_FAILURE() << FormatDiagnostic(d);
}

struct Row {
  const char* source;
  const char* code;
  int32_t line;
  int32_t column;
  const char* mend;  // a part of the English one
};

class LintRowTest : public ::testing::TestWithParam<Row> {};

TEST_P(LintRowTest, FindsItAtItsPlace) {
  const Row& row = GetParam();
  const auto found = Find(row.source);
  ASSERT_FALSE(found.empty()) << row.source;
  EXPECT_EQ(found[0].code, row.code) << FormatDiagnostic(found[0]);
  EXPECT_EQ(found[0].line, row.line) << FormatDiagnostic(found[0]);
  EXPECT_EQ(found[0].column, row.column) << FormatDiagnostic(found[0]);
  EXPECT_NE(found[0].mend.en().find(row.mend), std::string::npos) << FormatDiagnostic(found[0]);
  EXPECT_FALSE(found[0].text.zh().empty());
  EXPECT_EQ(found[0].mend.en().empty(), found[0].mend.zh().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LintRowTest,
    ::testing::Values(Row{"local x = 1\nlocal y = 2.5", "FLOAT", 2, 11, "ratio("},
                      Row{"return 6 / 2", "FLOAT", 1, 10, "//"},
                      Row{"return 2 ^ 2", "FLOAT", 1, 10, "*"},
                      Row{"local t = {}\n t[1 == 2] = 3", "LOGICAL_INDEX", 2, 3, "local key"},
                      Row{"local a\nlocal b\nc = 1", "GLOBALS", 3, 1, "local c"},
                      Row{"function f() end", "GLOBALS", 1, 10, "local function f"},
                      Row{"return pars({})", "UNKNOWN_NAME", 1, 8, "pairs"},
                      Row{"return string.fnid('a')", "UNKNOWN_NAME", 1, 15, "find"},
                      Row{"return string.zzzzzzzz('a')", "UNKNOWN_NAME", 1, 15, "there are:"},
                      Row{"local stage1 = 1\nreturn stage2", "UNKNOWN_NAME", 2, 8, "stage1"},
                      Row{"goto x", "GOTO", 1, 1, "if, for"},
                      Row{"return { a = 1,\n  a = 2 }", "DUPLICATE_KEY", 2, 3, "keep one"},
                      Row{"local x <close> = 1", "ATTRIBUTE", 1, 10, "leave it out"},
                      Row{"return {\n  1\n  2 }", "SYNTAX", 3, 3, ""},
                      Row{"if true then\nlocal x = 1\n", "SYNTAX", 3, 1, ""},
                      Row{"local t = {}\nt.x", "SYNTAX", 2, 1, ""},
                      Row{"f(", "UNKNOWN_NAME", 1, 1, ""}, Row{"return “a”", "SYNTAX", 1, 8, ""},
                      Row{"x = = 1", "GLOBALS", 1, 1, ""},
                      Row{"local x = 'a\nb'", "SYNTAX", 1, 13, ""},
                      Row{"return 99999999999999999999", "NUMBER", 1, 8, "math.mininteger"}));

TEST(LintTest, TellsEverythingThatIsWrongInOrder) {
  const auto found = Find("local a = 1.5\nb = 2\nreturn a / c");
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].code, "FLOAT");
  EXPECT_EQ(found[1].code, "GLOBALS");
  EXPECT_EQ(found[2].code, "FLOAT");
  EXPECT_EQ(found[3].code, "UNKNOWN_NAME");
}

TEST(LintTest, NearestNameStaysClose) {
  EXPECT_EQ(NearestName("stgae", {"stage", "state", "page"}), "stage");
  EXPECT_EQ(NearestName("accepted", {"contacted", "accept"}), "accept");
  EXPECT_EQ(NearestName("zebra", {"stage", "state"}), "");
  EXPECT_EQ(NearestName("x", {"y"}), "");
}

// Text from outside may be anything: cutting a real file anywhere never crashes.
TEST(LintTest, EveryPrefixOfARealFileIsReadSafely) {
  const std::string words = testing::ReadRepositoryFile("rules/lib/dsl.lua");
  for (size_t size = 0; size < words.size(); size += 7) Find(words.substr(0, size));
  for (size_t size = 0; size + 1 < words.size(); size += 11) {
    std::string damaged = words;
    damaged[size] = static_cast<char>("\"[({=\\\n1"[size % 8]);
    Find(damaged);
  }
}

}  // namespace
}  // namespace yiting::rulehost
