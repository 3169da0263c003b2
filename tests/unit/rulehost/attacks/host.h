// What a pack can try against the host: re-entry through the host's functions, the read-only copies
// that a hook gets, the answers that it gives, and what pack.lua hands over when it is loaded.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_HOST_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_HOST_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

inline AttackGroup ReentryAttacks() {
  return {"re-entry through the host",
          AttackGroup::Way::kHook,
          {
              {"value in a sort",
               "local t = {3, 1, 2} table.sort(t, function(a, b) "
               "return value 'n' > 0 and a < b end) return t[1] == 1",
               ""},
              {"the calendar in a sort",
               "local t = {3, 1, 2} table.sort(t, function(a, b) "
               "return calendar.after_workdays(now, a) < calendar.after_workdays(now, b) end) "
               "return t[1] == 1",
               ""},
              {"pairs in a sort in pairs",
               "local n = 0 for k in pairs(cmd.inputs) do table.sort({2, 1}, function(a, b) "
               "for q in pairs(m.counts) do n = n + 1 end return a < b end) end return n > 0",
               ""},
              {"format in a sort in concat",
               "local t = {2, 1} table.sort(t, function(a, b) "
               "return string.format('%d', a) < table.concat({b, ''}) end) return t[1] == 1",
               ""},
              {"a count as a comparator", "table.sort({2, 1}, m.counts)", "RUNTIME"},
              {"the calendar as a comparator",
               "table.sort({2, 1}, calendar.after_workdays) return true", ""},
              {"the calendar as an iterator",
               "for x in calendar.is_workday, now do end return true", "GAS"},
              {"require in a sort in a sort",
               "table.sort({2, 1}, function(a, b) table.sort({2, 1}, function(c, d) "
               "require 'lib/nothing' return c < d end) return a < b end) return true",
               "RUNTIME"},
              {"recursion through value and sort",
               "local function f() table.sort({2, 1}, function() f() return value 'n' > 0 end) end "
               "f() return true",
               "DEPTH"},
              {"value in an endless loop", "while true do local n = value 'n' end", "GAS"},
              {"the calendar in an endless loop",
               "while true do local n = calendar.after_workdays(now, 100000) end", "GAS"},
              {"is_workday in an endless loop",
               "while true do local n = calendar.is_workday(now) end", "GAS"},
              {"a count in an endless loop", "while true do local n = m.counts.coming end", "GAS"},
              {"a count by a long name",
               "local s = ('x'):rep(200000) while true do local n = m.counts[s] end", "GAS"},
              {"words in an endless loop", "while true do local s = stage 'x' end", "MEMORY"},
              {"a pack in a hook", "local p = pack { 'x' } return p.is == 'pack'", ""},
              {"words calling words",
               "local s = 'x' local function f() return stage(f()) end return f()", "DEPTH"},
              {"value of nothing", "return value()", "RUNTIME"},
              {"value of a table", "return value {}", "RUNTIME"},
              {"value of a long text", "return value(('x'):rep(200000))", "RUNTIME"},
              {"value of a text with zeros", "return value 'n\\0'", "RUNTIME"},
              {"the calendar without a time", "return calendar.is_workday()", "RUNTIME"},
              {"the calendar of a text", "return calendar.is_workday('2020-01-01')", "RUNTIME"},
              {"the calendar at the end of time",
               "return type(calendar.is_workday(math.maxinteger)) == 'boolean'", ""},
              {"the calendar at the beginning of time",
               "return type(calendar.is_workday(math.mininteger)) == 'boolean'", ""},
              {"the most working days",
               "return calendar.after_workdays(now, math.maxinteger) > now", ""},
              {"the fewest working days",
               "return calendar.after_workdays(now, math.mininteger) > 0", ""},
              {"working days from the end of time",
               "return type(calendar.after_workdays(math.maxinteger, math.maxinteger)) == 'number'",
               ""},
          }};
}

inline AttackGroup DrawAttacks() {
  return {"draws",
          AttackGroup::Way::kHook,
          {
              {"a draw among one", "return draw('x', 1) == 1", ""},
              {"a draw among all", "return draw('x', math.maxinteger) > 0", ""},
              {"a draw among none", "return draw('x', 0)", "RUNTIME"},
              {"a draw among less than none", "return draw('x', -1)", "RUNTIME"},
              {"a draw among mininteger", "return draw('x', math.mininteger)", "RUNTIME"},
              {"a draw among a text", "return draw('x', '6')", "RUNTIME"},
              {"a draw among nothing", "return draw('x')", "RUNTIME"},
              {"a draw without a label", "return draw(nil, 6)", "RUNTIME"},
              {"a draw by an empty label", "return draw('', 6)", "RUNTIME"},
              {"the longest label", "return draw(('x'):rep(64), 6) <= 6", ""},
              {"a label too long", "return draw(('x'):rep(65), 6)", "RUNTIME"},
              {"a huge label", "return draw(('x'):rep(200000), 6)", "RUNTIME"},
              {"a label with zeros", "return draw('a\\0b', 1000000) ~= draw('a', 1000000)", ""},
              {"a label of a table", "return draw({}, 6)", "RUNTIME"},
              {"a copy as a label", "return draw(m, 6)", "RUNTIME"},
              {"the same draw again", "return draw('x', 1000000) == draw('x', 1000000)", ""},
              {"draws in an endless loop", "while true do local n = draw('x', 6) end", "GAS"},
              {"draws that are often repeated, in an endless loop",
               "while true do draw('x', 6148914691236517206) end", "GAS"},
              {"a draw as a comparator", "table.sort({2, 1}, draw) return true", "RUNTIME"},
              {"a draw in a sort",
               "local t = {3, 1, 2} table.sort(t, function(a, b) "
               "return draw('x' .. tostring(a), 9) < draw('x', b) end) return #t == 3",
               ""},
              {"recursion through draw and sort",
               "local function f() table.sort({2, 1}, function() f() return draw('x', 2) > 0 end) "
               "end f() return true",
               "DEPTH"},
              {"writing draw", "draw = nil return true", "LINT GLOBALS"},
          }};
}

inline AttackGroup CopyAttacks() {
  return {"copies of the state",
          AttackGroup::Way::kHook,
          {
              {"writing a field", "m.stage = 'two' return true", "RUNTIME"},
              {"adding a field", "m.evil = 1 return true", "RUNTIME"},
              {"removing a field", "m.stage = nil return true", "RUNTIME"},
              {"writing a count", "m.counts.coming = 9 return true", "RUNTIME"},
              {"writing a role", "cmd.roles[1] = 'boss' return true", "RUNTIME"},
              {"adding a role", "cmd.roles[#cmd.roles + 1] = 'boss' return true", "RUNTIME"},
              {"inserting a role", "table.insert(cmd.roles, 'boss') return true", "RUNTIME"},
              {"removing a role", "table.remove(cmd.roles) return true", "RUNTIME"},
              {"sorting roles", "table.sort(cmd.roles) return true", "RUNTIME"},
              {"writing an input", "cmd.inputs.score = 5 return true", "RUNTIME"},
              {"writing the command", "cmd.inputs = {} return true", "RUNTIME"},
              {"writing into members", "cmd.inputs.invitees[1] = 'x' return true", "RUNTIME"},
              {"writing the calendar", "calendar.is_workday = nil return true", "RUNTIME"},
              {"a metatable by index", "return m[1] == nil and m.__index == nil", ""},
              {"the real table by pairs",
               "for k, v in pairs(m) do if type(v) == 'table' then v.x = 1 end end return true",
               "RUNTIME"},
              {"unpack of a copy", "return table.unpack(cmd.roles) == 'opener'", ""},
              {"concat of a copy", "return table.concat(cmd.roles, ' ') == 'opener staff'", ""},
              {"length of a copy", "return #cmd.roles == 2 and #m == 0", ""},
              {"a copy as a key", "local t = {} t[m] = 1 return true", "RUNTIME"},
              {"a copy as text", "return tostring(m)", "RUNTIME"},
              {"comparing copies", "return m < cmd", "RUNTIME"},
              {"adding copies", "return m + cmd", "RUNTIME"},
              {"calling a copy", "return m()", "RUNTIME"},
              {"a count by a number", "return m.counts[1] == 0", ""},
              {"a count by nil", "return m.counts[nil] == 0", ""},
              {"a count by a table", "return m.counts[{}] == 0", ""},
              {"prose that a rule must not see", "return cmd.inputs.reason == true", ""},
              {"growing for ever beside a copy",
               "local t = {} for k in pairs(m.counts) do while true do t[#t + 1] = k end end",
               "MEMORY"},
          }};
}

inline AttackGroup AnswerAttacks() {
  return {"answers",
          AttackGroup::Way::kHook,
          {
              {"false", "return false", "RUNTIME"},
              {"nil", "return nil", "RUNTIME"},
              {"nothing", "return", "RUNTIME"},
              {"a number", "return 1", "RUNTIME"},
              {"a text", "return 'yes'", "RUNTIME"},
              {"a function", "return function() return true end", "RUNTIME"},
              {"an empty table", "return {}", "RUNTIME"},
              {"true and more", "return true, false, {}", ""},
              {"a refusal", "return refuse 'no'", "REFUSED", "no"},
              {"a refusal with prose", "return refuse 'Not A Code'", "RUNTIME"},
              {"a refusal that is long", "return refuse(('a'):rep(41))", "RUNTIME"},
              {"a refusal that is just short enough", "return refuse(('a'):rep(40))", "REFUSED",
               "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
              {"a refusal with a zero", "return refuse 'a\\0b'", "RUNTIME"},
              {"a refusal of nothing", "return refuse ''", "RUNTIME"},
              {"a refusal that is a number", "return refuse(5)", "RUNTIME"},
              {"a refusal that is a table", "return refuse {}", "RUNTIME"},
              {"a forged refusal", "return {is = 'refuse', id = 'x; drop'}", "RUNTIME"},
              {"a forged refusal of tables", "return {is = {}, id = {}}", "RUNTIME"},
              {"a copy", "return m", "RUNTIME"},
              {"a library", "return string", "RUNTIME"},
          }};
}

// Around a pack that would load: what stands instead of its root.
inline std::string PackOf(const std::string& before, const std::string& root) {
  return before + "\nreturn " + root + "\n";
}

inline AttackGroup LoadAttacks() {
  const std::string longest = "local s = ('x'):rep(262144) ";
  return {"what a pack returns",
          AttackGroup::Way::kPack,
          {
              {"nothing", "local x = 1", "SHAPE"},
              {"a text", PackOf("", "'pack'"), "SHAPE"},
              {"a function", PackOf("", "function() end"), "SHAPE"},
              {"a library", PackOf("", "string"), "SHAPE"},
              {"a table that holds itself", PackOf("local t = {} t[1] = t", "pack { t }"), "SHAPE"},
              {"a field that holds itself", PackOf("local t = {} t.x = t", "pack { t }"), "SHAPE"},
              {"a table 1,000 deep",
               PackOf("local t = {} for i = 1, 1000 do t = {t} end", "pack { t }"), "SHAPE"},
              {"a table that doubles 60 times",
               PackOf("local t = {1} for i = 1, 60 do t = {t, t} end", "pack { t }"), "SHAPE"},
              {"a list with holes", PackOf("", "pack { 'x', [5] = 'y' }"), "SHAPE"},
              {"negative items", PackOf("", "pack { [-1] = 'y' }"), "SHAPE"},
              {"60,000 items",
               PackOf("local t = {} for i = 1, 60000 do t[i] = {} end", "pack { t }"), "MEMORY"},
              {"a long text 60,000 times",
               PackOf(longest + "local t = {} for i = 1, 60000 do t[i] = s end", "pack { t }"),
               "SHAPE"},
              {"a long key over 9,000 functions",
               PackOf(longest + "local t, f = {}, function() end for i = 1, 9000 do t[i] = f end",
                      "pack { {[s] = t} }"),
               "SHAPE"},
              {"60,000 functions far below",
               PackOf("local t, f = {}, function() end for i = 1, 60000 do t[i] = f end "
                      "for i = 1, 30 do t = {abcdefghijklmnopqrstuvwxyz = t} end",
                      "pack { t }"),
               "SHAPE"},
              {"an endless loop", "while true do local x = 1 end", "GAS"},
              {"endless memory", "local t = {} while true do t = {t} end", "MEMORY"},
              {"endless depth", "local function f() return 2 + f() end return f()", "DEPTH"},
              {"an error", "error 'x'", "RUNTIME"},
              {"an endless word", "while true do stage 'x' end", "MEMORY"},
              {"value while loading", PackOf("local n = value 'n'", "pack {}"), "RUNTIME"},
              {"the calendar while loading", PackOf("local n = calendar.is_workday(0)", "pack {}"),
               "RUNTIME"},
              {"here, if it could be reached", "return here()", "UNKNOWN_NAME"},
              {"a word overwritten", "stage = nil", "GLOBALS"},
              {"a word's table", "return words", "UNKNOWN_NAME"},
          }};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_HOST_H_
