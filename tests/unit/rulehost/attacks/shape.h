// Texts whose shape is the attack: deep, long, many.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_SHAPE_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_SHAPE_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

inline AttackGroup NestingAttacks() {
  return {
      "deep nesting",
      AttackGroup::Way::kFile,
      {
          {"parentheses", "return " + Repeat("(", 20'000) + "1" + Repeat(")", 20'000),
           "LINT NESTING"},
          {"parentheses that never close", "return " + Repeat("(", 60'000), "LINT NESTING"},
          {"tables", "return " + Repeat("{", 20'000) + Repeat("}", 20'000), "LINT NESTING"},
          {"tables that never close", "return " + Repeat("{", 60'000), "LINT NESTING"},
          {"keys of tables", "return " + Repeat("{[", 9'000) + "1" + Repeat("]=1}", 9'000),
           "LINT NESTING"},
          {"indexes", "local t = {} return " + Repeat("t[", 9'000) + "1" + Repeat("]", 9'000),
           "LINT NESTING"},
          {"calls in calls", "local f return " + Repeat("f(", 9'000) + "1" + Repeat(")", 9'000),
           "LINT NESTING"},
          {"not not not", "return " + Repeat("not ", 10'000) + "1", "LINT NESTING"},
          {"minus minus minus", "return " + Repeat("- ", 20'000) + "1", "LINT NESTING"},
          {"length of length", "return " + Repeat("#", 30'000) + "'x'", "LINT NESTING"},
          {"tilde tilde", "return " + Repeat("~", 30'000) + "1", "LINT NESTING"},
          {"a concatenation", "return 'a'" + Repeat(" .. 'a'", 5'000), "LINT NESTING"},
          {"a long sum", "return 1" + Repeat(" + 1", 15'000), "", "15001"},
          {"a long choice", "return nil" + Repeat(" or nil", 8'000) + " or 7", "", "7"},
          {"blocks", Repeat("do ", 9'000) + Repeat("end ", 9'000), "LINT NESTING"},
          {"conditions", Repeat("if true then ", 3'000) + Repeat("end ", 3'000), "LINT NESTING"},
          {"loops", Repeat("while true do ", 3'000) + Repeat("end ", 3'000), "LINT NESTING"},
          {"repeats", Repeat("repeat ", 3'000) + Repeat("until true ", 3'000), "LINT NESTING"},
          {"functions", Repeat("return function() ", 3'000), "LINT NESTING"},
          {"an assignment", "local t = {} t[1]" + Repeat(", t[1]", 9'000) + " = 1", "LINT NESTING"},
          {"a chain of elseif",
           "local x = 1 if x == 0 then return 0 " +
               Numbered("elseif x == -", " then return 0 ", 150) + "end return 9",
           "", "9"},
          {"at the limit", "return " + Repeat("(", 63) + "1" + Repeat(")", 63), "", "1"},
          {"one above the limit", "return " + Repeat("(", 64) + "1" + Repeat(")", 64),
           "LINT NESTING"},
          {"blocks at the limit", Repeat("do ", 64) + Repeat("end ", 64), "", "nil"},
          {"blocks one above the limit", Repeat("do ", 65) + Repeat("end ", 65), "LINT NESTING"},
          {"functions at the limit",
           "local r = 0 " + Repeat("local f = function() ", 30) + "r = 1 " +
               Repeat("end f() ", 30) + " return r",
           "", "1"},
      }};
}

inline AttackGroup ChainAttacks() {
  return {
      "long chains",
      AttackGroup::Way::kFile,
      {
          {"5,000 fields", "local a = {} return a" + Repeat(".b", 5'000), "RUNTIME"},
          {"30,000 fields", "local a = {} return a" + Repeat(".b", 30'000), "RUNTIME"},
          {"5,000 fields to write", "local a = {} a" + Repeat(".b", 5'000) + " = 1", "RUNTIME"},
          {"5,000 indexes", "local a = {} return a" + Repeat("[1]", 5'000), "RUNTIME"},
          {"20,000 calls", "local f = function() end return f" + Repeat("()", 20'000), "RUNTIME"},
          {"20,000 calls that go on",
           "local f f = function() return f end return f" + Repeat("()", 20'000) + " == f", "",
           "true"},
          {"5,000 methods", "local s = 'x' return s" + Repeat(":rep(1)", 5'000), "", "x"},
          {"60,000 semicolons", Repeat(";", 60'000) + "return 1", "", "1"},
          {"statements on one line", Repeat("local x = 1 do end ", 150), "", "nil"},
          {"30,000 lines", Repeat("\n", 30'000) + "return 1 + nil", "RUNTIME"},
          {"a name of 60,000 letters", "local " + std::string(60'000, 'a') + " return 1", "", "1"},
          {"a text of 60,000 bytes", "return #'" + std::string(60'000, 'a') + "'", "", "60000"},
          {"a long bracket of 30,000 signs",
           "return #[" + Repeat("=", 30'000) + "[x]" + Repeat("=", 30'000) + "]", "", "1"},
          {"brackets that almost close", "return #[====[" + Repeat("]===", 12'000) + "]====]", "",
           "48000"},
          {"30,000 arguments", "return select('#'" + Repeat(",1", 30'000) + ")", "SYNTAX"},
          {"250 arguments", "return select('#'" + Repeat(",1", 240) + ")", "", "240"},
          {"30,000 values in a table", "return #{" + Repeat("1,", 30'000) + "}", "", "30000"},
      }};
}

// A function that captures `each` variables from two functions around it, `more` of the outer's.
inline std::string ManyUpvalues(int each, int more = 0) {
  std::string text = Numbered("local a", "=1 ", each + more) + "local function f() ";
  text += Numbered("local b", "=1 ", each) + "return function() local x = 0 ";
  text += Numbered("x = x + a", " ", each + more) + Numbered("x = x + b", " ", each);
  return text + "return x end end return f()()";
}

// Functions around each other, each with 190 locals of two letters, and then as many names from
// outside as the file holds.
inline std::string FarNames(int functions) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  std::string locals = "local zz";
  for (int i = 0; i < 190; ++i) {
    const char name[] = {',', letters[static_cast<size_t>(i) / 26],
                         static_cast<char>(letters[static_cast<size_t>(i) % 26] - 32), '\0'};
    locals += name;
  }
  std::string text;
  for (int f = 0; f < functions; ++f) text += "local function f()" + locals + " ";
  const int names = (65'000 - static_cast<int>(text.size()) - 4 * functions) / 5;
  return text + "local x={" + Repeat("type,", names) + "}" + Repeat(" end", functions) +
         " return 1";
}

// Numbers that share one place in the compiler's table of constants while it has step + 1 places.
inline std::string CollidingNumbers(int functions, int step) {
  std::string text;
  int number = 1;
  for (int f = 0; f < functions; ++f) {
    text += "local function f() return {";
    for (int i = 0; i < 190; ++i) text += std::to_string(step * number++) + ",";
    text += "} end ";
  }
  return text + "return 1";
}

inline AttackGroup ManyAttacks() {
  return {"locals, constants, upvalues",
          AttackGroup::Way::kFile,
          {
              {"200 locals", Numbered("local a", " ", 200) + "return 1", "", "1"},
              {"201 locals", Numbered("local a", " ", 201) + "return 1", "LINT LOCALS"},
              {"10,000 locals", "local x" + Numbered(",a", "", 10'000), "LINT LOCALS"},
              {"10^5 locals", "local x" + Repeat(",a", 30'000), "LINT LOCALS"},
              {"locals that were left again", Repeat("do local a,b,c,d,e,f,g,h end ", 1'500), "",
               "nil"},
              {"200 parameters",
               "local f = function(p" + Numbered(",a", "", 199) + ") return p end return f(3)", "",
               "3"},
              {"201 parameters",
               "local f = function(p" + Numbered(",a", "", 200) + ") return p end return f(3)",
               "LINT LOCALS"},
              {"locals of loops", Numbered("for i", " = 1, 2 do ", 60) + Repeat("end ", 60),
               "LINT LOCALS"},
              {"200 constants", "return #{" + Numbered("'c", "',", 200) + "}", "", "200"},
              {"201 constants", "return {" + Numbered("'c", "',", 201) + "}", "LINT CONSTANTS"},
              {"9,000 constants", "return {" + Numbered("", ",", 9'000) + "}", "LINT CONSTANTS"},
              {"9,000 fields as constants", "local t = {} return t" + Numbered(".f", "", 9'000),
               "LINT CONSTANTS"},
              {"constants in many functions",
               "local t = {} " +
                   Numbered("t[#t + 1] = function() return {'x', 'y', 'z', ", "} end ", 1'000) +
                   "return #t",
               "", "1000"},
              {"3,000 functions", "local t = {" + Repeat("function() end,", 3'000) + "} return #t",
               "", "3000"},
              {"254 upvalues", ManyUpvalues(127), "", "254"},
              {"255 upvalues", ManyUpvalues(127, 1), "", "255"},
              {"256 upvalues", ManyUpvalues(128), "SYNTAX"},
              {"300 upvalues", ManyUpvalues(150), "SYNTAX"},
              // Every name that is not local is looked for in every function around it.
              {"far names under many locals", FarNames(50), "LINT LOCALS"},
              {"far names under 570 locals", FarNames(3), "", "1"},
              {"5,700 colliding numbers", CollidingNumbers(30, 8191), "LINT CONSTANTS"},
              {"1,900 colliding numbers", CollidingNumbers(10, 4095), "", "1"},
              {"4,000 unknown names",
               [] {
                 std::string text = "local aa";
                 text += Numbered(",a", "", 180) + " ";
                 return text + Numbered("nobody", "() ", 4'000);
               }(),
               "LINT UNKNOWN_NAME"},
              {"2,000 floats", "return {" + Repeat("1.5,", 2'000) + "}", "LINT FLOAT"},
          }};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_SHAPE_H_
