// Words and signs of Lua that the profile leaves out, and names that are doors to the machine.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_REFUSED_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_REFUSED_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

inline AttackGroup RefusedAttacks() {
  return {
      "what the profile leaves out",
      AttackGroup::Way::kFile,
      {
          {"a file above 64 KiB", "--" + std::string(70'000, 'x'), "LINT FILE_SIZE"},
          {"a file of 64 KiB", "return 1 --" + std::string(65'525, 'x'), "", "1"},
          {"a file of 64 KiB and a byte", "return 1 --" + std::string(65'526, 'x'),
           "LINT FILE_SIZE"},
          {"an endless string", "return 'abc", "LINT SYNTAX"},
          {"an endless long string", "return [==[ abc ]=]", "LINT SYNTAX"},
          {"an endless comment", "--[[ abc", "LINT SYNTAX"},
          {"an endless escape", "return '\\", "LINT SYNTAX"},
          {"an escape above 255", "return '\\256'", "LINT SYNTAX"},
          {"a float", "return 1.5", "LINT FLOAT"},
          {"a float without digits before", "return .5", "LINT FLOAT"},
          {"a float without digits behind", "return 5.", "LINT FLOAT"},
          {"an exponent", "return 1e308", "LINT FLOAT"},
          {"an infinite exponent", "return 1e999999999", "LINT FLOAT"},
          {"a hexadecimal float", "return 0x1p4", "LINT FLOAT"},
          {"a hexadecimal point", "return 0x.8", "LINT FLOAT"},
          {"two points", "return 1..2", "LINT FLOAT"},
          {"a number beyond 64 bits", "return 9223372036854775808", "LINT NUMBER"},
          {"the largest number", "return 9223372036854775807 == math.maxinteger", "", "true"},
          {"a hexadecimal number beyond 64 bits", "return 0x1ffffffffffffffff", "LINT NUMBER"},
          {"the largest hexadecimal number", "return 0xffffffffffffffff", "", "-1"},
          {"a number of 60,000 digits", "return 1" + std::string(60'000, '0'), "LINT NUMBER"},
          {"60,000 zeros", "return " + std::string(60'000, '0') + "7", "", "7"},
          {"a division", "return 1 / 2", "LINT FLOAT"},
          {"a power", "return 2 ^ 70", "LINT FLOAT"},
          {"a power tower", "return 2" + Repeat("^2", 60), "LINT FLOAT"},
          {"a goto loop", "::a:: goto a", "LINT GOTO"},
          {"a goto", "goto done", "LINT GOTO"},
          {"a label", "do ::x:: end", "LINT GOTO"},
          {"a goto as a continue", "for i = 1, 2 do goto continue end", "LINT GOTO"},
          {"a variable to be closed", "local x <close> = nil", "LINT ATTRIBUTE"},
          {"an attribute that is none", "local x <weak> = nil", "LINT ATTRIBUTE"},
          {"writing to a const", "local x <const> = 1 x = 2", "SYNTAX"},
          {"_ENV", "local e = _ENV return e", "LINT GLOBALS"},
          {"a local _ENV", "local _ENV = {} return 1", "LINT GLOBALS"},
          {"_ENV as a parameter", "local function f(_ENV) return 1 end return f", "LINT GLOBALS"},
          {"_ENV in a loop", "for _ENV = 1, 2 do end", "LINT GLOBALS"},
          {"_ENV in a general loop", "for _, _ENV in ipairs {} do end", "LINT GLOBALS"},
          {"_ENV as a local function", "local function _ENV() end", "LINT GLOBALS"},
          {"an assignment to _ENV", "_ENV = {}", "LINT GLOBALS"},
          {"_G", "return _G.string", "LINT GLOBALS"},
          {"a local _G", "local _G = {} return 1", "LINT GLOBALS"},
          {"writing a global", "x = 1", "LINT GLOBALS"},
          {"writing a library", "string = {}", "LINT GLOBALS"},
          {"writing two globals", "local a a, b = 1, 2", "LINT GLOBALS"},
          {"a global function", "function f() end", "LINT GLOBALS"},
          {"a function of the library", "function string.evil() end", "RUNTIME"},
          {"a method of the library", "function string:evil() end", "RUNTIME"},
          {"a comparison as an index", "local t = {} return t[1 < 2]", "LINT LOGICAL_INDEX"},
          {"a bracketed comparison as an index", "local t = {} return t[((1 == 2))]",
           "LINT LOGICAL_INDEX"},
          {"a logical index", "local t = {} return t[t and 1]", "LINT LOGICAL_INDEX"},
          {"an either-or index", "local t = {} return t[t or 1]", "LINT LOGICAL_INDEX"},
          {"a negated index", "local t = {} t[not t] = 1", "LINT LOGICAL_INDEX"},
          {"a comparison as a key", "return {[1 < 2] = 1}", "LINT LOGICAL_INDEX"},
          {"a duplicate key", "return {a = 1, b = 2, a = 3}", "LINT DUPLICATE_KEY"},
          {"return in the middle", "return 1 local x = 2", "LINT SYNTAX"},
          {"break outside a loop", "break", "LINT SYNTAX"},
          {"break in a function in a loop", "while true do local f = function() break end end",
           "LINT SYNTAX"},
          {"dots outside a vararg", "local function f() return ... end return f", "LINT SYNTAX"},
          {"an integer division by text", "return 1 // '2'", "RUNTIME"},
          {"another language", "#include <stdio.h>", "LINT SYNTAX"},
      }};
}

inline AttackGroup DoorAttacks() {
  AttackGroup group{"doors", AttackGroup::Way::kFile, {}};
  for (const char* name :
       {"load",         "loadstring",     "dofile",   "loadfile",  "pcall",   "xpcall",
        "rawget",       "rawset",         "rawequal", "rawlen",    "next",    "setmetatable",
        "getmetatable", "collectgarbage", "print",    "coroutine", "os",      "io",
        "debug",        "package",        "warn",     "arg",       "getfenv", "setfenv",
        "unpack",       "module",         "newproxy", "bit32",     "jit",     "ffi"}) {
    group.attacks.push_back({name, "return " + std::string(name), "LINT UNKNOWN_NAME"});
  }
  for (const char* name :
       {"string.gsub", "string.gmatch", "string.match", "string.pack", "string.unpack",
        "string.packsize", "table.move", "table.getn", "math.random", "math.randomseed",
        "math.floor", "math.huge", "math.pi", "math.sqrt", "math.tointeger", "math.type",
        "math.fmod", "utf8.charpattern"}) {
    const std::string text(name);
    group.attacks.push_back({text, "return " + text, "LINT UNKNOWN_NAME"});
    // By a way that the text does not show.
    const size_t dot = text.find('.');
    group.attacks.push_back(
        {text + " by another way",
         "local l = " + text.substr(0, dot) + " return l['" + text.substr(dot + 1) + "'](1, 2, 3)",
         "RUNTIME"});
  }
  const std::vector<Attack> more = {
      {"the strings' metatable", "return ('x').__index == nil", "", "true"},
      {"a metamethod of a table", "local t = {__index = string} return t.rep == nil", "", "true"},
      {"a finalizer", "local t = {__gc = function() while true do end end} t = nil return 1", "",
       "1"},
      {"a mode", "local t = {__mode = 'k'} return t.__mode", "", "k"},
      {"calling a table with __call", "local t = {__call = function() return 1 end} return t()",
       "RUNTIME"},
      {"adding tables with __add", "local t = {__add = function() return 1 end} return t + t",
       "RUNTIME"},
      {"a method on a number", "return (5):type()", "RUNTIME"},
      {"a field of a function", "local f = function() end return f.x", "RUNTIME"},
      {"a field of nil", "return (nil).x", "RUNTIME"},
      {"a file that is not there", "return require '../secret'", "RUNTIME"},
      {"a path through the system", "return require '/etc/passwd'", "RUNTIME"},
      {"a path with its ending", "return require 'other.lua'", "RUNTIME"},
      {"an empty path", "return require ''", "RUNTIME"},
      {"a very long path", "return require(('x'):rep(200000))", "RUNTIME"},
      {"a path with a zero", "return require('other\\0.lua')", "RUNTIME"},
      {"a path that is a table", "return require {}", "RUNTIME"},
      {"a file that requires itself", "return require 'pack'", "RUNTIME"},
      {"writing into a library", "string.rep = nil", "RUNTIME"},
      {"adding to a library", "local t = table t.evil = 1", "RUNTIME"},
      {"inserting into a library", "table.insert(string, 1)", "RUNTIME"},
      {"removing from a library", "table.remove(string)", "RUNTIME"},
      {"sorting a library", "table.sort(math)", "RUNTIME"},
      {"through the strings' table", "local s = ('x').rep s = nil return ('x'):rep(2)", "", "xx"},
      {"the value of a hook outside one", "return value 'n'", "LINT UNKNOWN_NAME"},
  };
  group.attacks.insert(group.attacks.end(), more.begin(), more.end());
  return group;
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_REFUSED_H_
