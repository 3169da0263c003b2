// Texts that grow, and functions over long texts.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_STRINGS_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_STRINGS_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

inline AttackGroup GrowingTextAttacks() {
  return {
      "rep doubling and concat bombs",
      AttackGroup::Way::kFile,
      {
          {"rep doubling", "local s = 'x' while true do s = s:rep(2) end", "MEMORY"},
          {"a huge rep", "return ('x'):rep(math.maxinteger)", "MEMORY"},
          {"a rep whose size overflows", "return ('xxxx'):rep(1 << 62)", "MEMORY"},
          {"a rep whose size overflows to little", "return ('xxxx'):rep((1 << 62) + 1)", "MEMORY"},
          {"a rep of less than nothing", "return ('x'):rep(math.mininteger)", "", ""},
          {"a huge rep of nothing", "return (''):rep(math.maxinteger)", "", ""},
          {"a huge rep with separator", "return ('x'):rep(1 << 40, 'yy')", "MEMORY"},
          {"a huge rep of separators", "return (''):rep(1 << 40, 'y')", "MEMORY"},
          {"rep in rep", "return ('x'):rep(1000):rep(1000)", "MEMORY"},
          {"the longest string", "return #('x'):rep(262144)", "", "262144"},
          {"one byte more", "return #('x'):rep(262145)", "MEMORY"},
          {"the longest by a separator", "return #('x'):rep(131073, 'y')", "MEMORY"},
          {"concat doubling", "local s = 'xx' while true do s = s .. s end", "MEMORY"},
          {"concat to the longest", "local s = ('x'):rep(131072) return #(s .. s)", "", "262144"},
          {"concat one byte further", "local s = ('x'):rep(131072) return #(s .. s .. 'y')",
           "MEMORY"},
          {"concat of many at once",
           "local s = ('x'):rep(60000) return #(s .. s .. s .. s .. s .. s .. s)", "MEMORY"},
          {"concat growth", "local s = '' for i = 1, 1000000 do s = s .. 'abcdefgh' end", "MEMORY"},
          {"concat growth from the left",
           "local s = '' for i = 1, 1000000 do s = 'abcdefgh' .. s end", "MEMORY"},
          {"many strings", "local t = {} for i = 1, 1000000 do t[1] = 'k' .. tostring(i) end",
           "MEMORY"},
          {"many strings of one byte more each", "local s = '' while true do s = s .. 'x' end",
           "MEMORY"},
          {"table.concat",
           "local t = {} for i = 1, 60000 do t[i] = 'abcdef' end return table.concat(t)", "MEMORY"},
          {"table.concat of one long text",
           "local s = ('x'):rep(200000) return table.concat({s, s})", "MEMORY"},
          {"table.concat by its separator",
           "local t = {} for i = 1, 9000 do t[i] = '' end "
           "return table.concat(t, ('x'):rep(100))",
           "MEMORY"},
          {"table.concat beyond", "return table.concat({}, '', 1, math.maxinteger)", "RUNTIME"},
          {"table.concat from the smallest",
           "return table.concat({}, '', math.mininteger, math.maxinteger)", "RUNTIME"},
          {"table.concat at the end of the integers",
           "local t = {[math.maxinteger] = 'x'} "
           "return table.concat(t, '', math.maxinteger, math.maxinteger)",
           "", "x"},
          {"format growth", "local s = 'x' while true do s = string.format('%s%s', s, s) end",
           "MEMORY"},
          {"a format of many",
           "local s = ('x'):rep(100000) return string.format('%s%s%s%s', s, s, s, s)", "MEMORY"},
          {"a format string that is long", "return #string.format(('x'):rep(262144))", "",
           "262144"},
          {"split to pieces", "return #string.split(('x,'):rep(100000), ',')", "MEMORY"},
          {"split to the most pieces", "return #string.split((','):rep(65535), ',')", "", "65536"},
          {"split to one piece more", "return #string.split((','):rep(65536), ',')", "MEMORY"},
          {"split by nothing", "return #string.split('abc', '')", "RUNTIME"},
          {"upper of much", "local s = ('x'):rep(200000) while true do s = s:upper():lower() end",
           "MEMORY"},
          {"reverse of much", "local s = ('x'):rep(200000) while true do s = s:reverse() end",
           "MEMORY"},
          {"sub of much", "local s = ('x'):rep(200000) while true do local t = s:sub(2) end",
           "MEMORY"},
          {"trim of much",
           "local s = (' '):rep(9) .. ('x'):rep(200000) while true do local t = s:trim() end",
           "MEMORY"},
          {"tostring of many", "for i = 1, 10000000 do local s = tostring(i) end", "MEMORY"},
          {"utf8.char of many",
           "for i = 1, 10000000 do local s = utf8.char(i % 60000 % 55000 + 1) .. tostring(i) "
           "end",
           "MEMORY"},
          {"string.char of much",
           "local t = {} for i = 1, 19000 do t[i] = 65 end "
           "return #string.char(table.unpack(t))",
           "", "19000"},
          {"an error text that is long", "error(('x'):rep(262144))", "RUNTIME"},
          {"an error text that is joined to its place",
           "local s = ('x'):rep(262144) local t = s + 1", "RUNTIME"},
      }};
}

inline AttackGroup LongTextAttacks() {
  return {
      "time in long texts",
      AttackGroup::Way::kFile,
      {
          {"find of a bad word",
           "local s = ('a'):rep(120000) local w = ('a'):rep(60000) .. 'b' "
           "while true do local x = s:find(w) end",
           "GAS"},
          {"find of a periodic word",
           "local s = ('aab'):rep(40000) local w = ('aab'):rep(20000) .. 'c' "
           "while true do local x = s:find(w) end",
           "GAS"},
          {"find of one byte at the end",
           "local s = ('a'):rep(200000) .. 'b' while true do local x = s:find('b') end", "GAS"},
          {"find of a pattern", "return ('a.b'):find('.', 1)", "", "2"},
          {"find of a pattern that blows up elsewhere",
           "return tostring(('a'):rep(300):find('.-.-.-b'))", "", "nil"},
          {"find in a loop over positions",
           "local s = ('a'):rep(200000) local at = 1 "
           "while true do at = s:find('a', at) + 1 end",
           "GAS"},
          {"comparing long strings",
           "local a = ('x'):rep(200000) local b = ('x'):rep(100000) "
           "b = b .. b while true do local c = a < b end",
           "GAS"},
          {"comparing long strings for less or equal",
           "local a = ('x'):rep(200000) local b = ('x'):rep(199999) .. 'y' "
           "while true do local c = a <= b end",
           "GAS"},
          {"equality of long strings",
           "local a = ('x'):rep(200000) local b = ('x'):rep(100000) b = b .. b "
           "while true do local c = a == b end",
           "GAS"},
          {"inequality of long strings",
           "local a = ('x'):rep(199999) .. 'y' local b = ('x'):rep(199999) .. 'z' "
           "while true do local c = a ~= b end",
           "GAS"},
          {"long strings with zeros",
           "local a = ('\\0'):rep(200000) local b = ('\\0'):rep(100000) "
           "b = b .. b while true do local c = a < b end",
           "GAS"},
          {"long keys",
           "local a = ('x'):rep(200000) local b = ('x'):rep(100000) b = b .. b "
           "local t = {[a] = 1} while true do local c = t[b] end",
           "GAS"},
          {"starts with much",
           "local a = ('x'):rep(200000) while true do local c = a:starts(a) end", "GAS"},
          {"ends with much", "local a = ('x'):rep(200000) while true do local c = a:ends(a) end",
           "GAS"},
          {"utf8.len of much",
           "local s = ('x'):rep(200000) while true do local n = utf8.len(s) end", "GAS"},
          {"utf8.offset of much",
           "local s = ('x'):rep(200000) while true do local n = utf8.offset(s, 199999) end", "GAS"},
          {"utf8.offset over continuations",
           "local s = ('\\x80'):rep(200000) while true do "
           "local n = utf8.offset(s, 0, 200000) end",
           "GAS"},
          {"utf8.codes of much",
           "local s = ('中'):rep(80000) while true do for p, c in utf8.codes(s) do end end", "GAS"},
          {"trim of blanks", "local s = (' '):rep(200000) while true do local n = s:trim() end",
           "GAS"},
          {"sub and reverse",
           "local s = ('x'):rep(3000) local n = 0 "
           "while true do n = n + #s:sub(1, 20):reverse() end",
           "GAS"},
          {"rep of nothing", "while true do local s = (''):rep(1000000) end", "GAS"},
          {"tonumber of digits",
           "local s = ('1'):rep(200000) while true do local n = tonumber(s) end", "GAS"},
          {"byte by byte",
           "local s = ('x'):rep(200000) while true do for i = 1, #s do local b = s:byte(i) "
           "end end",
           "GAS"},
      }};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_STRINGS_H_
