// What a hostile rule file can try. Each attack must end with the same code on every build, within
// the limits of the machine, and quickly; nothing of it may be left for the next run.
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/rulehost/run_rule.h"

namespace yiting::rulehost {
namespace {

std::string Repeat(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

std::string Numbered(const std::string& before, const std::string& after, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += before + std::to_string(i) + after;
  return out;
}

struct Attack {
  const char* name;
  std::string source;
  const char* code;  // as in RuleRun
  const char* result = nullptr;
};

std::vector<Attack> TextAttacks() {
  return {
      {"byte code", "\x1bLua\x54", "LINT SYNTAX"},
      {"a zero byte", std::string("return 1\0 + 1", 13), "LINT ENCODING"},
      {"invalid UTF-8", "return '\xff\xfe'", "LINT ENCODING"},
      {"overlong UTF-8", "return '\xc0\xaf'", "LINT ENCODING"},
      {"an encoded surrogate", "return '\xed\xa0\x80'", "LINT ENCODING"},
      {"a file above 64 KiB", "--" + std::string(70'000, 'x'), "LINT FILE_SIZE"},
      {"an endless string", "return 'abc", "LINT SYNTAX"},
      {"an endless long string", "return [==[ abc ]=]", "LINT SYNTAX"},
      {"an endless comment", "--[[ abc", "LINT SYNTAX"},
      {"a full-width comma", "return {1，2}", "LINT SYNTAX"},
      {"a float", "return 1.5", "LINT FLOAT"},
      {"an exponent", "return 1e308", "LINT FLOAT"},
      {"a hexadecimal float", "return 0x1p4", "LINT FLOAT"},
      {"a number beyond 64 bits", "return 9223372036854775808", "LINT NUMBER"},
      {"a hexadecimal number beyond 64 bits", "return 0x1ffffffffffffffff", "LINT NUMBER"},
      {"a division", "return 1 / 2", "LINT FLOAT"},
      {"a power", "return 2 ^ 70", "LINT FLOAT"},
      {"a goto loop", "::a:: goto a", "LINT GOTO"},
      {"a goto", "goto done", "LINT GOTO"},
      {"a variable to be closed", "local x <close> = nil", "LINT ATTRIBUTE"},
      {"_ENV", "local e = _ENV return e", "LINT GLOBALS"},
      {"a local _ENV", "local _ENV = {} return 1", "LINT GLOBALS"},
      {"_ENV as a parameter", "local function f(_ENV) return 1 end return f", "LINT GLOBALS"},
      {"_G", "return _G.string", "LINT GLOBALS"},
      {"writing a global", "x = 1", "LINT GLOBALS"},
      {"a global function", "function f() end", "LINT GLOBALS"},
      {"a comparison as an index", "local t = {} return t[1 < 2]", "LINT LOGICAL_INDEX"},
      {"a bracketed comparison as an index", "local t = {} return t[((1 == 2))]",
       "LINT LOGICAL_INDEX"},
      {"a logical index", "local t = {} return t[t and 1]", "LINT LOGICAL_INDEX"},
      {"a negated index", "local t = {} t[not t] = 1", "LINT LOGICAL_INDEX"},
      {"a comparison as a key", "return {[1 < 2] = 1}", "LINT LOGICAL_INDEX"},
      {"deep parentheses", "return " + Repeat("(", 20'000) + "1" + Repeat(")", 20'000),
       "LINT NESTING"},
      {"deep tables", "return " + Repeat("{", 20'000) + Repeat("}", 20'000), "LINT NESTING"},
      {"a deep unary chain", "return " + Repeat("-", 1) + Repeat(" not", 10'000) + " 1",
       "LINT NESTING"},
      {"a deep concatenation", "return 'a'" + Repeat(" .. 'a'", 5'000), "LINT NESTING"},
      {"deep blocks", Repeat("do ", 9'000) + Repeat("end ", 9'000), "LINT NESTING"},
      {"deep functions", Repeat("return function() ", 3'000), "LINT NESTING"},
      {"a deep assignment", "local t = {} t[1]" + Repeat(", t[1]", 9'000) + " = 1", "LINT NESTING"},
      {"at the limit of nesting", "return " + Repeat("(", 62) + "1" + Repeat(")", 62), "", "1"},
      {"above the limit of nesting", "return " + Repeat("(", 64) + "1" + Repeat(")", 64),
       "LINT NESTING"},
      {"a chain of fields", "local a = {} return a" + Repeat(".b", 5'000), "RUNTIME"},
      {"200 locals", Numbered("local a", " ", 200) + "return 1", "", "1"},
      {"201 locals", Numbered("local a", " ", 201) + "return 1", "LINT LOCALS"},
      {"very many locals", Numbered("local a", " ", 5'000), "LINT LOCALS"},
      {"200 constants", "return {" + Numbered("'c", "',", 200) + "}", "", "table"},
      {"201 constants", "return {" + Numbered("'c", "',", 201) + "}", "LINT CONSTANTS"},
      {"very many constants", "return {" + Numbered("", ",", 9'000) + "}", "LINT CONSTANTS"},
      {"very many upvalues",
       [] {
         std::string text;
         for (int f = 0; f < 2; ++f) {
           text += Numbered("local v" + std::to_string(f) + "_", "=1 ", 150);
           text += "local function f" + std::to_string(f) + "() ";
         }
         text += "return function() local x = 0 ";
         for (int f = 0; f < 2; ++f) {
           text += Numbered("x = x + v" + std::to_string(f) + "_", " ", 150);
         }
         return text + " return x end end end return f0";
       }(),
       "SYNTAX"},
      {"a very long line of statements", Repeat("local x = 1 do end ", 150), "", "nil"},
      {"a duplicate key", "return {a = 1, b = 2, a = 3}", "LINT DUPLICATE_KEY"},
      {"return in the middle", "return 1 local x = 2", "LINT SYNTAX"},
      {"break outside a loop", "break", "LINT SYNTAX"},
      {"dots outside a vararg", "local function f() return ... end return f", "LINT SYNTAX"},
  };
}

std::vector<Attack> DoorAttacks() {
  std::vector<Attack> attacks;
  for (const char* name :
       {"load",         "loadstring",     "dofile",   "loadfile",  "pcall",   "xpcall",
        "rawget",       "rawset",         "rawequal", "rawlen",    "next",    "setmetatable",
        "getmetatable", "collectgarbage", "print",    "coroutine", "os",      "io",
        "debug",        "package",        "warn",     "arg",       "getfenv", "unpack"}) {
    attacks.push_back({name, "return " + std::string(name), "LINT UNKNOWN_NAME"});
  }
  for (const char* name : {"string.gsub", "string.gmatch", "string.match", "string.dump",
                           "string.pack", "string.unpack", "table.move", "math.random",
                           "math.floor", "math.huge", "math.pi", "math.sqrt", "math.tointeger"}) {
    attacks.push_back({name, "return " + std::string(name), "LINT UNKNOWN_NAME"});
    // By a way that the text does not show.
    const std::string text(name);
    const size_t dot = text.find('.');
    attacks.push_back(
        {name,
         "local l = " + text.substr(0, dot) + " return l['" + text.substr(dot + 1) + "'](1, 2, 3)",
         "RUNTIME"});
  }
  return attacks;
}

std::vector<Attack> MemoryAttacks() {
  return {
      {"rep doubling", "local s = 'x' while true do s = s:rep(2) end", "MEMORY"},
      {"a huge rep", "return ('x'):rep(math.maxinteger)", "MEMORY"},
      {"a huge rep of nothing", "return (''):rep(math.maxinteger)", "", ""},
      {"a huge rep with separator", "return ('x'):rep(1 << 40, 'yy')", "MEMORY"},
      {"the longest string", "return #('x'):rep(262144)", "", "262144"},
      {"one byte more", "return #('x'):rep(262145)", "MEMORY"},
      {"concat doubling", "local s = 'xx' while true do s = s .. s end", "MEMORY"},
      {"concat growth", "local s = '' for i = 1, 1000000 do s = s .. 'abcdefgh' end", "MEMORY"},
      {"many strings", "local t = {} for i = 1, 1000000 do t[1] = 'k' .. tostring(i) end",
       "MEMORY"},
      {"table.concat",
       "local t = {} for i = 1, 60000 do t[i] = 'abcdef' end return table.concat(t)", "MEMORY"},
      {"table.concat beyond", "return table.concat({}, '', 1, math.maxinteger)", "RUNTIME"},
      {"a growing list", "local t = {} for i = 1, 10000000 do t[i] = i end", "MEMORY"},
      {"a list up to the limit", "local t = {} for i = 1, 65536 do t[i] = i end return #t", "",
       "65536"},
      {"a list above the limit", "local t = {} for i = 1, 65537 do t[i] = i end return #t",
       "MEMORY"},
      {"a growing map", "local t = {} for i = 1, 10000000 do t[-i] = i end", "MEMORY"},
      {"a sparse list", "local t = {} for i = 1, 62 do t[1 << i] = i end return #t", "", "0"},
      {"many tables", "local t while true do t = {t} end", "MEMORY"},
      {"many empty tables", "while true do local t = {} end", "MEMORY"},
      {"many closures", "local t while true do local u = t t = function() return u end end",
       "MEMORY"},
      {"many varargs",
       "local function f(...) return #{...} end "
       "local function g(n, ...) if n == 0 then return f(...) end "
       "return g(n - 1, n, ...) end return g(180)",
       "", "180"},
      {"format growth", "local s = 'x' while true do s = string.format('%s%s', s, s) end",
       "MEMORY"},
      {"split to pieces", "return #string.split(('x,'):rep(100000), ',')", "MEMORY"},
      {"upper of much", "local s = ('x'):rep(200000) while true do s = s:upper():lower() end",
       "MEMORY"},
      {"string.char of much",
       "local t = {} for i = 1, 19000 do t[i] = 65 end "
       "return #string.char(table.unpack(t))",
       "", "19000"},
      {"pack of much",
       "local t = {} for i = 1, 9000 do t[i] = i end "
       "while true do t = table.pack(table.unpack(t)) end",
       "MEMORY"},
  };
}

std::vector<Attack> TimeAttacks() {
  return {
      {"an endless loop", "while true do end", "GAS"},
      {"an endless repeat", "repeat until false", "GAS"},
      {"an endless for", "for i = 1, math.maxinteger do end", "GAS"},
      {"a for over every integer", "for i = math.mininteger, math.maxinteger do end", "GAS"},
      {"a for with step zero", "for i = 1, 2, 0 do end", "RUNTIME"},
      {"an endless tail call", "local function f() return f() end return f()", "GAS"},
      {"an endless iterator", "for i in function() return 1 end do end", "GAS"},
      {"find of a bad word",
       "local s = ('a'):rep(120000) local w = ('a'):rep(60000) .. 'b' "
       "while true do local x = s:find(w) end",
       "GAS"},
      {"comparing long strings",
       "local a = ('x'):rep(200000) local b = ('x'):rep(100000, '', 1) "
       "b = b .. b while true do local c = a < b end",
       "GAS"},
      {"equality of long strings",
       "local a = ('x'):rep(200000) local b = ('x'):rep(100000) b = b .. b "
       "while true do local c = a == b end",
       "GAS"},
      {"long strings with zeros",
       "local a = ('\\0'):rep(200000) local b = ('\\0'):rep(100000) "
       "b = b .. b while true do local c = a < b end",
       "GAS"},
      {"long keys",
       "local a = ('x'):rep(200000) local b = ('x'):rep(100000) b = b .. b "
       "local t = {[a] = 1} while true do local c = t[b] end",
       "GAS"},
      {"long argument lists",
       "local t = {} for i = 1, 9000 do t[i] = i end local function g() end "
       "local function f(...) while true do g(...) end end f(table.unpack(t))",
       "GAS"},
      {"long result lists",
       "local t = {} for i = 1, 9000 do t[i] = i end "
       "local function k(d) if d == 0 then return table.unpack(t) end return 1, k(d - 1) end "
       "while true do local x = k(900) end",
       "GAS"},
      {"select over much",
       "local t = {} for i = 1, 9000 do t[i] = i end "
       "local function f(...) while true do local n = select('#', ...) end end "
       "f(table.unpack(t))",
       "GAS"},
      {"pairs over an emptied list",
       "local t = {} for i = 1, 60000 do t[i] = i end "
       "for i = 1, 60000 do t[i] = nil end "
       "while true do for k in pairs(t) do end end",
       "GAS"},
      {"rehash by putting in and taking out",
       "local t = {} for i = 1, 65000 do t[i] = i end "
       "while true do for i = 1, 6 do t['k' .. tostring(i)] = i end "
       "for i = 1, 6 do t['k' .. tostring(i)] = nil end end",
       "GAS"},
      {"inserting at the front", "local t = {} for i = 1, 100000 do table.insert(t, 1, i) end",
       "GAS"},
      {"removing at the front",
       "local t = {} for i = 1, 40000 do t[i] = i end "
       "while true do table.remove(t, 1) t[#t + 1] = 1 end",
       "GAS"},
      {"sorting much",
       "local t = {} for i = 1, 65000 do t[i] = i * 7919 % 65521 end "
       "while true do table.sort(t) end",
       "GAS"},
      {"a slow comparator",
       "local t = {} for i = 1, 1000 do t[i] = i end "
       "table.sort(t, function() for i = 1, 10000 do end return true end)",
       "GAS"},
      {"a chain of requires", "while true do require('other') end", "GAS"},
      {"reverse of much",
       "local s = ('x'):rep(3000) local n = 0 "
       "while true do n = n + #s:sub(1, 20):reverse() end",
       "GAS"},
      {"utf8 over much", "local s = ('x'):rep(200000) while true do local n = utf8.len(s) end",
       "GAS"},
      {"offset over much",
       "local s = ('x'):rep(200000) while true do local n = utf8.offset(s, 199999) end", "GAS"},
      {"trim of much", "local s = (' '):rep(200000) while true do local n = s:trim() end", "GAS"},
  };
}

std::vector<Attack> DepthAttacks() {
  return {
      {"recursion", "local function f() return 1 + f() end return f()", "DEPTH"},
      {"mutual recursion",
       "local g local function f() return 1 + g() end g = function() "
       "return 1 + f() end return f()",
       "DEPTH"},
      {"recursion just inside",
       "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(9994)", "",
       "9994"},
      {"recursion just outside",
       "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(9995)",
       "DEPTH"},
      {"re-entry through sort",
       "local function f() local t = {2, 1} table.sort(t, function(a, b) f() return a < b end) end "
       "f()",
       "DEPTH"},
      {"re-entry just inside",
       "local n = 0 local function f() n = n + 1 if n == 150 then return end "
       "table.sort({2, 1}, function(a, b) f() return a < b end) end f() return n >= 150",
       "", "true"},
      {"unpack of everything", "return table.unpack({}, 1, math.maxinteger)", "DEPTH"},
      {"unpack of every integer", "return table.unpack({}, math.mininteger, math.maxinteger)",
       "DEPTH"},
      {"unpack near the end",
       "return select('#', table.unpack({}, math.maxinteger - 3, math.maxinteger))", "", "4"},
      {"bytes of a long string", "return ('x'):rep(100000):byte(1, -1)", "DEPTH"},
      {"code points of a long string", "return utf8.codepoint(('x'):rep(100000), 1, -1)", "DEPTH"},
  };
}

std::vector<Attack> ValueAttacks() {
  return {
      {"the largest integer and one", "return math.maxinteger + 1 == math.mininteger", "", "true"},
      {"the smallest integer less one", "return math.mininteger - 1 == math.maxinteger", "",
       "true"},
      {"a product that overflows", "return math.maxinteger * 2", "", "-2"},
      {"the smallest by minus one", "return math.mininteger // -1 == math.mininteger", "", "true"},
      {"the smallest modulo minus one", "return math.mininteger % -1", "", "0"},
      {"negating the smallest", "return -math.mininteger == math.mininteger", "", "true"},
      {"division by zero", "return 1 // 0", "RUNTIME"},
      {"modulo zero", "return 1 % 0", "RUNTIME"},
      {"a shift by 64", "return 1 << 64", "", "0"},
      {"a shift by minus 64", "return -1 >> -64", "", "0"},
      {"a shift by the smallest", "return 1 << math.mininteger", "", "0"},
      {"floor of negatives", "return (-7 // 2) * 10 + (-7 % 2)", "", "-39"},
      {"idiv overflow", "return math.idiv(math.mininteger, -1)", "RUNTIME"},
      {"idiv by zero", "return math.idiv(1, 0)", "RUNTIME"},
      {"imod by zero", "return math.imod(1, 0)", "RUNTIME"},
      {"muldiv overflow", "return math.muldiv(math.maxinteger, 2, 1)", "RUNTIME"},
      {"muldiv through 128 bits", "return math.muldiv(math.maxinteger, 3, 3)", "",
       "9223372036854775807"},
      {"abs of the smallest", "return math.abs(math.mininteger)", "RUNTIME"},
      {"text as a number", "return '10' + 1", "RUNTIME"},
      {"a number as text", "return 1 .. 'a'", "RUNTIME"},
      {"tonumber of a float", "return tostring(tonumber('1.5'))", "", "nil"},
      {"tonumber of hexadecimal", "return tostring(tonumber('0x10'))", "", "nil"},
      {"tonumber of blanks", "return tostring(tonumber(' 1'))", "", "nil"},
      {"tonumber of too much", "return tostring(tonumber('9223372036854775808'))", "", "nil"},
      {"tonumber of the smallest", "return tonumber('-9223372036854775808') == math.mininteger", "",
       "true"},
      {"an address as text", "return tostring({})", "RUNTIME"},
      {"a function as text", "return string.format('%s', print_)", "LINT UNKNOWN_NAME"},
      {"an address by format", "return string.format('%s', {})", "RUNTIME"},
      {"a pointer by format", "return string.format('%p', 'x')", "RUNTIME"},
      {"a float by format", "return string.format('%5.2f', 1)", "RUNTIME"},
      {"a table as a key", "local t = {} t[t] = 1", "RUNTIME"},
      {"a function as a key", "local t = {} t[function() end] = 1", "RUNTIME"},
      {"true as a key", "local t = {} local k = true t[k] = 1", "RUNTIME"},
      {"nil as a key", "local t = {} t[nil] = 1", "RUNTIME"},
      {"looking up a table", "local t = {} return t[t] == nil", "", "true"},
      {"error with a table", "error({})", "RUNTIME"},
      {"error with nothing", "error()", "RUNTIME"},
      {"assert with a table", "assert(false, {})", "RUNTIME"},
      {"assert of false", "assert(1 == 2)", "RUNTIME"},
      {"calling nothing", "local f f()", "RUNTIME"},
      {"indexing nothing", "local t return t.x.y", "RUNTIME"},
      {"calling text", "('x')()", "RUNTIME"},
      {"comparing apples and pears", "return 1 < 'x'", "RUNTIME"},
      {"length of a hole", "local t = {1, 2, nil, 4} return #t", "", "4"},
      {"length of holes that grew", "local t = {} t[1] = 1 t[2] = 2 t[4] = 4 return #t", "", "4"},
      {"select of nothing", "return select(0, 1)", "RUNTIME"},
      {"select far below", "return select(math.mininteger, 1)", "RUNTIME"},
      {"select far above", "return select('#', select(math.maxinteger, 1))", "", "0"},
      {"sub from afar", "return ('abc'):sub(math.mininteger, math.maxinteger)", "", "abc"},
      {"byte from afar", "return select('#', ('abc'):byte(math.maxinteger))", "", "0"},
      {"find from afar", "return tostring(('abc'):find('', math.maxinteger))", "", "nil"},
      {"insert out of range", "table.insert({}, 5, 1)", "RUNTIME"},
      {"remove out of range", "table.remove({1}, 7)", "RUNTIME"},
      {"utf8 of rubbish", "return tostring(utf8.len('\\xff'))", "", "nil"},
      {"codepoint of rubbish", "return utf8.codepoint('\\xff')", "RUNTIME"},
      {"utf8 of a surrogate", "return tostring(utf8.len('\\xed\\xa0\\x80'))", "", "nil"},
      {"a character beyond", "return utf8.char(0x110000)", "RUNTIME"},
      {"codes of rubbish", "for p in utf8.codes('a\\xff') do end", "RUNTIME"},
      {"a file that requires itself", "return require 'pack'", "RUNTIME"},
      {"a file that is not there", "return require '../secret'", "RUNTIME"},
      {"a path through the system", "return require '/etc/passwd'", "RUNTIME"},
  };
}

std::vector<Attack> TamperAttacks() {
  return {
      {"writing into a library", "string.rep = nil", "RUNTIME"},
      {"adding to a library", "local t = table t.evil = 1", "RUNTIME"},
      {"inserting into a library", "table.insert(string, 1)", "RUNTIME"},
      {"sorting a library", "table.sort(math)", "RUNTIME"},
      {"through the strings' table", "local s = ('x').rep s = nil return ('x'):rep(2)", "", "xx"},
      {"the strings' metatable", "return ('x').__index == nil", "", "true"},
      {"a comparator that lies",
       "local t = {3, 1, 2} table.sort(t, function() return true end) return table.concat(t, ' ')",
       "", "2 1 3"},
      {"a comparator that always denies",
       "local t = {3, 1, 2} table.sort(t, function() return false end) "
       "return table.concat(t, ' ')",
       "", "3 1 2"},
      {"a comparator that fails", "local t = {3, 1, 2} table.sort(t, function() error('no') end)",
       "RUNTIME"},
      {"a comparator that changes the list",
       "local t = {3, 1, 2} table.sort(t, function(a, b) t[1] = 9 t[4] = 9 return a < b end) "
       "return table.concat(t, ' ')",
       "", "1 2 3 9"},
      {"a stable sort",
       "local t = {'b1', 'a1', 'b2', 'a2'} table.sort(t, function(a, b) "
       "return a:sub(1, 1) < b:sub(1, 1) end) return table.concat(t, ' ')",
       "", "a1 a2 b1 b2"},
      {"sorting unlike things", "local t = {1, 'a'} table.sort(t)", "RUNTIME"},
      {"sorting with no function", "table.sort({2, 1}, 5)", "RUNTIME"},
      {"growth during pairs",
       "local t = {a = 1, b = 2} local n = 0 for k in pairs(t) do "
       "n = n + 1 t[k .. 'x'] = 1 end return n",
       "", "2"},
      {"removal during pairs",
       "local t = {a = 1, b = 2, c = 3} local s = '' "
       "for k in pairs(t) do s = s .. k t.b = nil end return s",
       "", "ac"},
      {"the order of pairs",
       "local t = {z = 1, a = 1, [10] = 1, [-5] = 1, [2] = 1, B = 1} "
       "local s = {} for k in pairs(t) do s[#s + 1] = tostring(k) end "
       "return table.concat(s, ' ')",
       "", "-5 2 10 B a z"},
      {"pairs of nothing", "for k in pairs(nil) do end", "RUNTIME"},
      {"writing to a const", "local x <const> = 1 x = 2", "SYNTAX"},
  };
}

class AttackTest : public ::testing::Test {
 protected:
  static void Expect(const std::vector<Attack>& attacks) {
    for (const Attack& attack : attacks) {
      const RuleRun run = RunRule(attack.source);
      EXPECT_EQ(run.code, attack.code) << attack.name << ": " << run.message;
      if (attack.result != nullptr) {
        EXPECT_EQ(run.result, attack.result) << attack.name;
      }
      EXPECT_LE(run.physical, kPhysicalLimit) << attack.name;
    }
  }
};

TEST_F(AttackTest, TextThatTheProfileRefusesNeverRuns) { Expect(TextAttacks()); }
TEST_F(AttackTest, NoDoorLeadsOut) { Expect(DoorAttacks()); }
TEST_F(AttackTest, MemoryEndsAtItsLogicalLimit) { Expect(MemoryAttacks()); }
TEST_F(AttackTest, TimeEndsWithTheGas) { Expect(TimeAttacks()); }
TEST_F(AttackTest, DepthEndsWhereItIsCounted) { Expect(DepthAttacks()); }
TEST_F(AttackTest, ValuesHaveOneMeaning) { Expect(ValueAttacks()); }
TEST_F(AttackTest, NothingCanBeTamperedWith) { Expect(TamperAttacks()); }

TEST_F(AttackTest, EveryAttackCostsTheSameEveryTime) {
  for (const auto& attacks : {MemoryAttacks(), DepthAttacks(), ValueAttacks(), TamperAttacks()}) {
    for (const Attack& attack : attacks) {
      const RuleRun first = RunRule(attack.source);
      const RuleRun second = RunRule(attack.source);
      EXPECT_EQ(first.gas, second.gas) << attack.name;
      EXPECT_EQ(first.memory, second.memory) << attack.name;
      EXPECT_EQ(first.line, second.line) << attack.name;
    }
  }
}

}  // namespace
}  // namespace yiting::rulehost
