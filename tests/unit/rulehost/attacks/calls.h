// Argument lists, errors, depth: what calls can do.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_CALLS_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_CALLS_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

// A list of so many integers as `t`.
inline std::string ListOf(int size) {
  return "local t = {} for i = 1, " + std::to_string(size) + " do t[i] = i end ";
}

inline AttackGroup ListAttacks() {
  return {
      "huge select and unpack",
      AttackGroup::Way::kFile,
      {
          {"unpack of everything", "return table.unpack({}, 1, math.maxinteger)", "DEPTH"},
          {"unpack of every integer", "return table.unpack({}, math.mininteger, math.maxinteger)",
           "DEPTH"},
          {"unpack from the smallest",
           "return table.unpack({}, math.mininteger, math.mininteger + 20001)", "DEPTH"},
          {"unpack the wrong way round",
           "return select('#', table.unpack({}, math.maxinteger, math.mininteger))", "", "0"},
          {"unpack near the end",
           "return select('#', table.unpack({}, math.maxinteger - 3, math.maxinteger))", "", "4"},
          {"unpack of nothing", "return table.unpack(nil)", "RUNTIME"},
          {"unpack of a text", "return table.unpack('abc')", "RUNTIME"},
          {"select of nothing", "return select(0, 1)", "RUNTIME"},
          {"select far below", "return select(math.mininteger, 1)", "RUNTIME"},
          {"select just below", "return select(-2, 1)", "RUNTIME"},
          {"select far above", "return select('#', select(math.maxinteger, 1))", "", "0"},
          {"select by a text", "return select('x', 1)", "RUNTIME"},
          {"bytes of a long string", "return ('x'):rep(100000):byte(1, -1)", "DEPTH"},
          {"code points of a long string", "return utf8.codepoint(('x'):rep(100000), 1, -1)",
           "DEPTH"},
          {"many varargs",
           "local function f(...) return #{...} end "
           "local function g(n, ...) if n == 0 then return f(...) end "
           "return g(n - 1, n, ...) end return g(180)",
           "", "180"},
          {"varargs that grow for ever", "local function g(...) return g(1, ...) end return g()",
           "GAS"},
          {"varargs that double",
           "local function pass(...) return ... end "
           "local function two(...) return pass(..., ...) end "
           "local t = {1, 1} while true do t = {two(table.unpack(t))} end",
           "MEMORY"},
          {"long argument lists",
           ListOf(9'000) + "local function g() end "
                           "local function f(...) while true do g(...) end end "
                           "f(table.unpack(t))",
           "GAS"},
          {"long argument lists to the library",
           ListOf(9'000) + "while true do local n = math.max(table.unpack(t)) end", "GAS"},
          {"long result lists",
           ListOf(9'000) + "local function k(d) if d == 0 then return table.unpack(t) end "
                           "return 1, k(d - 1) end while true do local x = k(900) end",
           "GAS"},
          {"select over much",
           ListOf(9'000) + "local function f(...) while true do local n = select('#', ...) end end "
                           "f(table.unpack(t))",
           "GAS"},
          {"select one by one",
           ListOf(9'000) +
               "local function f(...) for i = 1, 9000 do local n = select(i, ...) end end "
               "f(table.unpack(t))",
           "GAS"},
          {"nils by the hundred", "while true do local a" + Numbered(",a", "", 190) + " end",
           "GAS"},
          {"missing arguments by the hundred",
           "local function f(a" + Numbered(",a", "", 190) + ") end while true do f() end", "GAS"},
          {"missing results by the hundred",
           "local function f() end while true do local a" + Numbered(",a", "", 190) + " = f() end",
           "GAS"},
      }};
}

inline AttackGroup ErrorAttacks() {
  return {"errors",
          AttackGroup::Way::kFile,
          {
              {"error with a table", "error({})", "RUNTIME"},
              {"error with a table that has a text",
               "error({__tostring = function() while true do end end})", "RUNTIME"},
              {"error with a function", "error(function() end)", "RUNTIME"},
              {"error with a number", "error(5)", "RUNTIME"},
              {"error with true", "error(true)", "RUNTIME"},
              {"error with nil", "error(nil)", "RUNTIME"},
              {"error with nothing", "error()", "RUNTIME"},
              {"error with a level", "error('x', 2)", "RUNTIME"},
              {"error with zeros", "error('a\\0b')", "RUNTIME"},
              {"error that looks like a place", "error('lib/dsl.lua:1: not me')", "RUNTIME"},
              {"error that looks like GAS", "error('GAS')", "RUNTIME"},
              {"error in an error's argument", "error(error(error('x')))", "RUNTIME"},
              {"assert with a table", "assert(false, {})", "RUNTIME"},
              {"assert of false", "assert(1 == 2)", "RUNTIME"},
              {"assert of nothing", "assert()", "RUNTIME"},
              {"assert of nil", "assert(nil, nil)", "RUNTIME"},
              {"calling nothing", "local f f()", "RUNTIME"},
              {"calling text", "('x')()", "RUNTIME"},
              {"calling a number", "local n = 5 n()", "RUNTIME"},
              {"calling a method that is not there", "local t = {} t:nothing()", "RUNTIME"},
              {"indexing nothing", "local t return t.x.y", "RUNTIME"},
              {"indexing a number", "local n = 5 return n.x", "RUNTIME"},
              {"writing into nothing", "local t t.x = 1", "RUNTIME"},
              {"writing into a text", "local s = 'x' s.y = 1", "RUNTIME"},
              {"an error far below",
               "local function f(n) if n == 0 then error('x') end return 1 + f(n - 1) end "
               "return f(9000)",
               "RUNTIME"},
              {"an error in an iterator", "for i in function() error('x') end do end", "RUNTIME"},
          }};
}

inline AttackGroup LoopAttacks() {
  return {
      "endless loops",
      AttackGroup::Way::kFile,
      {
          {"while", "while true do end", "GAS"},
          {"repeat", "repeat until false", "GAS"},
          {"for", "for i = 1, math.maxinteger do end", "GAS"},
          {"for over every integer", "for i = math.mininteger, math.maxinteger do end", "GAS"},
          {"for in for in for",
           "for i = 1, 1000 do for j = 1, 1000 do for k = 1, 1000 do end end end", "GAS"},
          {"a tail call", "local function f() return f() end return f()", "GAS"},
          {"two tail calls",
           "local g local function f() return g() end g = function() return f() end "
           "return f()",
           "GAS"},
          {"a tail call of a method",
           "local t = {} function t:f() return self:f() end return t:f()", "GAS"},
          {"calls in a loop", "local function f() end while true do f() end", "GAS"},
          {"calls of the library", "while true do local x = type(1) end", "GAS"},
          {"requires", "while true do require('other') end", "GAS"},
          {"a loop around an assert", "while true do assert(true) end", "GAS"},
          {"arithmetic", "local a, b = 1, 1 while true do a, b = b, a + b end", "GAS"},
          {"divisions", "local a = math.maxinteger while true do local b = a // 3 % 7 end", "GAS"},
          {"muldiv",
           "while true do local b = math.muldiv(math.maxinteger, math.maxinteger, "
           "math.maxinteger) end",
           "GAS"},
          {"shifts", "local a = 1 while true do a = a << 1 >> 1 ~ a | 1 end", "GAS"},
          {"comparisons", "local a = 1 while a < 2 or a > 3 or a == 4 do end", "GAS"},
          {"reading fields", "local t = {a = {b = {c = 1}}} while true do local x = t.a.b.c end",
           "GAS"},
          {"writing fields", "local t = {a = 1} while true do t.a = t.a + 1 end", "GAS"},
          {"reading a library", "while true do local x = string.rep end", "GAS"},
          {"methods", "local s = 'x' while true do local n = s:len() end", "GAS"},
          {"upvalues", "local n = 0 local function f() n = n + 1 end while true do f() end", "GAS"},
          {"lengths", "local t = {1, 2, 3} while true do local n = #t end", "GAS"},
      }};
}

inline AttackGroup DepthAttacks() {
  const std::string recurse =
      "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end ";
  const std::string through_sort =
      "local n = 0 local function f(d) n = d if d == 0 then return end "
      "table.sort({2, 1}, function(a, b) f(d - 1) return a < b end) end ";
  const std::string wide = "local function f(n) local a" + Numbered(",a", "", 99) +
                           " if n == 0 then return 0 end return 1 + f(n - 1) end ";
  const std::string iterators =
      "local n = 200 local function f(d) n = d if d == 0 then return end "
      "for i in f, d - 1 do end end ";
  const std::string count = "local function f(...) return select('#', ...) end ";
  return {"recursion to each limit",
          AttackGroup::Way::kFile,
          {
              {"recursion", "local function f() return 1 + f() end return f()", "DEPTH"},
              {"mutual recursion",
               "local g local function f() return 1 + g() end g = function() "
               "return 1 + f() end return f()",
               "DEPTH"},
              {"recursion of a method",
               "local t = {} function t:f() return 1 + self:f() end return t:f()", "DEPTH"},
              {"recursion just inside the stack", recurse + "return f(9994)", "", "9994"},
              {"recursion just outside the stack", recurse + "return f(9995)", "DEPTH"},
              {"wide recursion just inside the stack", wide + "return f(195)", "", "195"},
              {"wide recursion just outside the stack", wide + "return f(196)", "DEPTH"},
              {"re-entry through sort",
               "local function f() local t = {2, 1} "
               "table.sort(t, function(a, b) f() return a < b end) end f()",
               "DEPTH"},
              {"re-entry just inside the C calls", through_sort + "f(198) return n", "", "0"},
              {"re-entry just outside the C calls", through_sort + "f(199) return n", "DEPTH"},
              {"iterators just inside the C calls", iterators + "f(198) return n", "", "0"},
              {"iterators just outside the C calls", iterators + "f(199) return n", "DEPTH"},
              {"unpack just inside the stack", "return select('#', table.unpack({}, 1, 19974))", "",
               "19974"},
              {"unpack just outside the stack", "return select('#', table.unpack({}, 1, 19975))",
               "DEPTH"},
              {"bytes just inside the stack", "return select('#', ('x'):rep(20000):byte(1, 19974))",
               "", "19974"},
              {"bytes just outside the stack",
               "return select('#', ('x'):rep(20000):byte(1, 19975))", "DEPTH"},
              {"code points just inside the stack",
               "return select('#', utf8.codepoint(('x'):rep(20000), 1, 19974))", "", "19974"},
              {"code points just outside the stack",
               "return select('#', utf8.codepoint(('x'):rep(20000), 1, 19975))", "DEPTH"},
              {"varargs just inside the stack", count + "return f(table.unpack({}, 1, 9987))", "",
               "9987"},
              {"varargs just outside the stack", count + "return f(table.unpack({}, 1, 9988))",
               "DEPTH"},
              {"varargs far outside the stack",
               "local function f(...) return select('#', ...) end "
               "return f(table.unpack({}, 1, 15000))",
               "DEPTH"},
              {"recursion in a sort in a recursion",
               "local function g(n) if n == 0 then return table.sort({2, 1}, function() g(50) "
               "end) end return 1 + g(n - 1) end g(50)",
               "DEPTH"},
              {"recursion in an iterator", "local function f() for i in f do end end f()", "DEPTH"},
              {"an error handler's depth", "local function f() local ok = #nil return f() end f()",
               "RUNTIME"},
          }};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_CALLS_H_
