// What the allowed functions do when nobody is hostile.
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/rulehost/run_rule.h"

namespace yiting::rulehost {
namespace {

struct Row {
  const char* expression;
  const char* result;
};

class LibraryTest : public ::testing::TestWithParam<Row> {};

TEST_P(LibraryTest, Gives) {
  const RuleRun run = RunRule("return " + std::string(GetParam().expression));
  EXPECT_EQ(run.code, "") << GetParam().expression << ": " << run.message;
  EXPECT_EQ(run.result, GetParam().result) << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(
    Core, LibraryTest,
    ::testing::Values(Row{"type(nil)", "nil"}, Row{"type({})", "table"}, Row{"type(1)", "number"},
                      Row{"tostring(12)", "12"}, Row{"tostring(true)", "true"},
                      Row{"tostring(math.mininteger)", "-9223372036854775808"},
                      Row{"tonumber('-12')", "-12"}, Row{"tonumber(5)", "5"},
                      Row{"tostring(tonumber(''))", "nil"}, Row{"tostring(tonumber('-'))", "nil"},
                      Row{"select('#', 1, nil, nil)", "3"}, Row{"select(2, 'a', 'b')", "b"},
                      Row{"select(-1, 'a', 'b')", "b"}, Row{"assert(7, 'no')", "7"},
                      Row{"require 'other'", "1"}));

INSTANTIATE_TEST_SUITE_P(
    Strings, LibraryTest,
    ::testing::Values(Row{"('abc'):sub(2)", "bc"}, Row{"('abc'):sub(-2, -2)", "b"},
                      Row{"('abc'):sub(3, 2)", ""}, Row{"('abc'):byte(2)", "98"},
                      Row{"string.char(72, 105)", "Hi"}, Row{"#'中文'", "6"},
                      Row{"('aB'):upper()", "AB"}, Row{"('aB中'):lower()", "ab中"},
                      Row{"('abc'):reverse()", "cba"}, Row{"('ab'):rep(3)", "ababab"},
                      Row{"('ab'):rep(3, '-')", "ab-ab-ab"}, Row{"('ab'):rep(0)", ""},
                      Row{"('hello'):find('l')", "3"}, Row{"select(2, ('hello'):find('ll'))", "4"},
                      Row{"('hello'):find('l', 4)", "4"}, Row{"('a.b'):find('.')", "2"},
                      Row{"tostring(('abc'):find('x'))", "nil"}, Row{"('abc'):find('')", "1"},
                      Row{"('abababc'):find('ababc')", "3"}, Row{"('aaab'):find('aab')", "2"},
                      Row{"string.format('%d%% of %s, %x', 5, 'ten', 255)", "5% of ten, ff"},
                      Row{"string.format('%x', -1)", "ffffffffffffffff"},
                      Row{"string.format('%s %s', true, nil)", "true nil"},
                      Row{"#string.split('a,b,,c', ',')", "4"},
                      Row{"string.split('a--b', '--')[2]", "b"}, Row{"#string.split('', ',')", "1"},
                      Row{"('  a b \\n'):trim()", "a b"}, Row{"('   '):trim()", ""},
                      Row{"('abc'):starts('ab')", "true"}, Row{"('abc'):starts('bc')", "false"},
                      Row{"('abc'):ends('bc')", "true"}, Row{"('c'):ends('bc')", "false"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, LibraryTest,
    ::testing::Values(Row{"math.abs(-3)", "3"}, Row{"math.max(1, 3, 2)", "3"},
                      Row{"math.min(4, -1)", "-1"}, Row{"math.ult(1, -1)", "true"},
                      Row{"math.idiv(-7, 2)", "-4"}, Row{"math.idiv(7, -2)", "-4"},
                      Row{"math.imod(-7, 2)", "1"}, Row{"math.imod(7, -2)", "-1"},
                      Row{"math.muldiv(7, 3, 2)", "10"}, Row{"math.muldiv(-7, 3, 2)", "-11"},
                      Row{"math.maxinteger", "9223372036854775807"}));

INSTANTIATE_TEST_SUITE_P(Utf8, LibraryTest,
                         ::testing::Values(Row{"utf8.len('中文a')", "3"},
                                           Row{"utf8.char(20013, 97)", "中a"},
                                           Row{"utf8.char(0x10FFFF) == '\\u{10FFFF}'", "true"},
                                           Row{"utf8.codepoint('中')", "20013"},
                                           Row{"select('#', utf8.codepoint('中文', 1, -1))", "2"},
                                           Row{"utf8.offset('中文a', 3)", "7"},
                                           Row{"utf8.offset('中文a', -1)", "7"},
                                           Row{"utf8.offset('中文', 0, 5)", "4"},
                                           Row{"tostring(utf8.offset('a', 5))", "nil"},
                                           Row{"select(2, utf8.len('ab\\xff'))", "3"}));

struct Program {
  const char* source;
  const char* result;
};

TEST(LibraryProgramTest, ListsAndLoops) {
  for (const Program& program : std::initializer_list<Program>{
           {"local t = {1, 2, 3} table.insert(t, 4) table.insert(t, 1, 0) "
            "return table.concat(t, ',')",
            "0,1,2,3,4"},
           {"local t = {1, 2, 3} local x = table.remove(t, 1) return x * 100 + #t", "102"},
           {"local t = {1, 2, 3} return table.remove(t) * 10 + #t", "32"},
           {"return tostring(table.remove({}))", "nil"},
           {"return table.concat({'a', 1, 'b'}, '-', 2)", "1-b"},
           {"return table.concat({})", ""},
           {"local t = table.pack(5, nil, 7) return t.n * 10 + t[3]", "37"},
           {"return select('#', table.unpack({1, 2, 3}, 2))", "2"},
           {"local t = {5, 3, 9, 1} table.sort(t) return table.concat(t, ' ')", "1 3 5 9"},
           {"local t = {'b', 'a', 'c'} table.sort(t, function(a, b) return a > b end) "
            "return table.concat(t)",
            "cba"},
           {"local s = 0 for i, v in ipairs {10, 20, nil, 40} do s = s + i * v end return s", "50"},
           {"local s = '' for p, c in utf8.codes('中a') do s = s .. tostring(p) .. ':' .. "
            "tostring(c) .. ' ' end return s",
            "1:20013 4:97 "}}) {
    const RuleRun run = RunRule(program.source);
    EXPECT_EQ(run.code, "") << program.source << ": " << run.message;
    EXPECT_EQ(run.result, program.result) << program.source;
  }
}

// Against the obvious: insertion sort of the same numbers.
TEST(LibraryProgramTest, SortAgreesWithInsertionSortAtEverySize) {
  const RuleRun run = RunRule(R"(
    local seed = 1
    local function draw() seed = (seed * 48271) % 2147483647 return seed % 50 end
    for size = 0, 60 do
      local t, u = {}, {}
      for i = 1, size do
        local key = draw()
        t[i] = { key = key, at = i }
        local j = i
        while j > 1 and u[j - 1].key > key do u[j] = u[j - 1] j = j - 1 end
        u[j] = t[i]
      end
      table.sort(t, function(a, b) return a.key < b.key end)
      for i = 1, size do
        if t[i].at ~= u[i].at then return 'differs at size ' .. tostring(size) end
      end
    end
    return 'same'
  )");
  EXPECT_EQ(run.code, "") << run.message;
  EXPECT_EQ(run.result, "same");
}

// The prices themselves: one number on every build, native and WASM.
TEST(LibraryProgramTest, PricesAreTheSameOnEveryBuild) {
  const RuleRun run = RunRule(R"(
    local t = {}
    for i = 1, 300 do t["k" .. tostring(i)] = { i, i * 2, name = ("x"):rep(i) } end
    local n = 0
    for k, v in pairs(t) do n = n + #v.name + v[2] end
    local list = {}
    for k in pairs(t) do list[#list + 1] = k end
    table.sort(list, function(a, b) return a > b end)
    return n
  )");
  EXPECT_EQ(run.code, "") << run.message;
  EXPECT_EQ(run.result, "135450");
  EXPECT_EQ(run.gas, 104498);
  EXPECT_EQ(run.memory, 171457);
}

}  // namespace
}  // namespace yiting::rulehost
