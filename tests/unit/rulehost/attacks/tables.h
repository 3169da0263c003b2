// Tables: that grow, change while they are walked, have holes, or keys that collide.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_TABLES_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_TABLES_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

inline AttackGroup BigTableAttacks() {
  return {
      "big tables",
      AttackGroup::Way::kFile,
      {
          {"a growing list", "local t = {} for i = 1, 10000000 do t[i] = i end", "MEMORY"},
          {"a list up to the limit", "local t = {} for i = 1, 65536 do t[i] = i end return #t", "",
           "65536"},
          {"a list one above the limit", "local t = {} for i = 1, 65537 do t[i] = i end return #t",
           "MEMORY"},
          {"many long lists",
           "local all = {} for n = 1, 1000 do local t = {} "
           "for i = 1, 32769 do t[i] = i end all[n] = t end",
           "MEMORY"},
          {"many lists of one slot more than a power",
           "local all = {} while true do local t = {} for i = 1, 65 do t[i] = i end "
           "all[#all + 1] = t end",
           "MEMORY"},
          {"a growing map", "local t = {} for i = 1, 10000000 do t[-i] = i end", "MEMORY"},
          {"a map up to the limit",
           "local t = {} for i = 1, 65536 do t[-i] = i end return t[-65536]", "", "65536"},
          {"a map one above the limit", "local t = {} for i = 1, 65537 do t[-i] = i end return 1",
           "MEMORY"},
          {"a growing map of texts",
           "local t = {} for i = 1, 10000000 do t['k' .. tostring(i)] = i end", "MEMORY"},
          {"many tables", "local t while true do t = {t} end", "MEMORY"},
          {"many empty tables", "while true do local t = {} end", "MEMORY"},
          {"many tables of one key", "while true do local t = {a = 1} end", "MEMORY"},
          {"many tables of one item", "while true do local t = {1} end", "MEMORY"},
          {"many closures", "local t while true do local u = t t = function() return u end end",
           "MEMORY"},
          {"many closures without upvalues",
           "local t = {} while true do t[1] = function() return t end end", "MEMORY"},
          {"many closures over many variables",
           "local t = {} " + Numbered("local v", " = 1 ", 150) +
               "while true do t[1] = function() return v0" + Numbered(" + v", "", 150) + " end end",
           "GAS"},
          {"many variables captured anew",
           "local t = {} while true do local a, b, c, d = 1, 2, 3, 4 "
           "t[1] = function() return a + b + c + d end end",
           "MEMORY"},
          {"keys that come and go",
           "local t = {} local i = 0 while true do i = i + 1 t[-i] = 1 t[-i] = nil end", "MEMORY"},
          {"a list that is emptied and filled",
           "local t = {} while true do for i = 1, 1000 do t[i] = i end "
           "for i = 1, 1000 do t[i] = nil end end",
           "GAS"},
          {"table.pack of much",
           "local t = {} for i = 1, 9000 do t[i] = i end "
           "while true do t = table.pack(table.unpack(t)) end",
           "MEMORY"},
          {"a constructor of much",
           "local t = {} for i = 1, 9000 do t[i] = i end "
           "while true do t = {table.unpack(t)} end",
           "MEMORY"},
          {"a table as a key", "local t = {} t[t] = 1", "RUNTIME"},
          {"a table as a key of a constructor", "local t = {} return {[t] = 1}", "RUNTIME"},
          {"a function as a key", "local t = {} t[function() end] = 1", "RUNTIME"},
          {"true as a key", "local t = {} local k = true t[k] = 1", "RUNTIME"},
          {"nil as a key", "local t = {} t[nil] = 1", "RUNTIME"},
          {"nil as a key to read", "local t = {} return t[nil] == nil", "", "true"},
          {"looking up a table", "local t = {} return t[t] == nil", "", "true"},
          {"a table that holds itself", "local t = {} t.t = t return t.t.t.t == t", "", "true"},
      }};
}

inline AttackGroup CollidingAttacks() {
  return {"keys that collide",
          AttackGroup::Way::kFile,
          {
              {"multiples of 2^16 - 1",
               "local t = {} for i = 1, 60000 do t[i * 65535] = i end return 1", "GAS"},
              {"a rehash that makes all collide",
               "local t = {} for i = 1, 32800 do t[i * 65535] = i end return 1", "GAS"},
              {"a chain of 500 read again and again",
               "local t = {} for i = 1, 500 do t[i * 1023 * 1024] = i end "
               "while true do local x = t[-1] local y = t[1023 * 1024] end",
               "GAS"},
              {"a chain that is walked by pairs",
               "local t = {} for i = 1, 900 do t[i * 1023] = i end "
               "while true do for k in pairs(t) do end end",
               "GAS"},
              {"a chain in the way of a list",
               "local t = {} for i = 1, 900 do t[i * 1023] = i end "
               "while true do t[#t + 1] = 1 t[#t] = nil end",
               "GAS"},
              {"negative multiples",
               "local t = {} for i = 1, 60000 do t[-i * 65535] = i end return 1", "GAS"},
          }};
}

inline AttackGroup IterationAttacks() {
  return {
      "tables that change while they are walked",
      AttackGroup::Way::kFile,
      {
          {"growth during pairs",
           "local t = {a = 1, b = 2} local n = 0 for k in pairs(t) do "
           "n = n + 1 t[k .. 'x'] = 1 end return n",
           "", "2"},
          {"growth during ipairs",
           "local t = {1} local n = 0 for i in ipairs(t) do n = n + 1 "
           "if n < 100 then t[i + 1] = 1 end end return n",
           "", "100"},
          {"endless growth during ipairs", "local t = {1} for i in ipairs(t) do t[i + 1] = 1 end",
           "MEMORY"},
          {"removal during pairs",
           "local t = {a = 1, b = 2, c = 3} local s = '' "
           "for k in pairs(t) do s = s .. k t.b = nil end return s",
           "", "ac"},
          {"removal of everything during pairs",
           "local t = {a = 1, b = 2, c = 3} local n = 0 "
           "for k in pairs(t) do n = n + 1 t.a, t.b, t.c = nil, nil, nil end return n",
           "", "1"},
          {"removal during ipairs",
           "local t = {1, 2, 3, 4} local n = 0 for i in ipairs(t) do n = n + 1 "
           "table.remove(t) end return n",
           "", "2"},
          {"replacement during pairs",
           "local t = {1, 2, 3} local s = 0 for k, v in pairs(t) do t[k + 1] = v * 10 "
           "s = s + v end return s",
           "", "111"},
          {"the order of pairs",
           "local t = {z = 1, a = 1, [10] = 1, [-5] = 1, [2] = 1, B = 1} "
           "local s = {} for k in pairs(t) do s[#s + 1] = tostring(k) end "
           "return table.concat(s, ' ')",
           "", "-5 2 10 B a z"},
          {"the order of the same keys put in the other way round",
           "local t = {} for i = 200, 1, -1 do t['k' .. tostring(i % 100)] = i end "
           "local first for k in pairs(t) do first = first or k end return first",
           "", "k0"},
          {"pairs of nothing", "for k in pairs(nil) do end", "RUNTIME"},
          {"pairs of a text", "for k in pairs('abc') do end", "RUNTIME"},
          {"ipairs of nothing", "for k in ipairs(nil) do end", "RUNTIME"},
          {"an iterator by hand",
           "local f, t, k = pairs({a = 1}) return f(t, k) .. tostring(f(t, 'a'))", "", "anil"},
          {"an iterator with another table",
           "local f = pairs({a = 1}) return tostring(f({a = 5}, nil))", "", "a"},
          {"an iterator with no table", "local f = pairs({a = 1}) return f(nil, nil)", "RUNTIME"},
          {"the iterator of ipairs by hand", "local f, t = ipairs({7}) return select(2, f(t, 0))",
           "", "7"},
          {"the iterator of ipairs at the end of the integers",
           "local f, t = ipairs({7}) return tostring(f(t, math.maxinteger))", "", "nil"},
          {"pairs over an emptied list",
           "local t = {} for i = 1, 60000 do t[i] = i end "
           "for i = 1, 60000 do t[i] = nil end "
           "while true do for k in pairs(t) do end end",
           "GAS"},
          {"pairs in pairs in pairs",
           "local t = {} for i = 1, 200 do t['k' .. tostring(i)] = i end "
           "for a in pairs(t) do for b in pairs(t) do for c in pairs(t) do end end end",
           "GAS"},
          {"pairs of long texts",
           "local t = {} for i = 1, 100 do t[('x'):rep(9000) .. tostring(i)] = i end "
           "while true do for k in pairs(t) do end end",
           "GAS"},
          {"rehash by putting in and taking out",
           "local t = {} for i = 1, 65000 do t[i] = i end "
           "while true do for i = 1, 6 do t['k' .. tostring(i)] = i end "
           "for i = 1, 6 do t['k' .. tostring(i)] = nil end end",
           "GAS"},
          {"an endless iterator", "for i in function() return 1 end do end", "GAS"},
          {"an iterator that is no function", "for i in 5 do end", "RUNTIME"},
      }};
}

inline AttackGroup HoleAttacks() {
  return {
      "length with holes",
      AttackGroup::Way::kFile,
      {
          {"a hole in a constructor", "local t = {1, 2, nil, 4} return #t", "", "4"},
          {"holes that grew", "local t = {} t[1] = 1 t[2] = 2 t[4] = 4 return #t", "", "4"},
          {"a hole at the front", "local t = {nil, 2} return #t", "", "2"},
          {"a nil at the end", "local t = {1, 2, nil} return #t", "", "2"},
          {"only nils", "local t = {nil, nil, nil} return #t", "", "0"},
          {"a sparse list", "local t = {} for i = 1, 62 do t[1 << i] = i end return #t", "", "0"},
          {"far items", "local t = {} t[math.maxinteger] = 1 t[1] = 1 return #t", "", "1"},
          {"negative items", "local t = {[-1] = 1, [0] = 1} return #t", "", "0"},
          {"every second item", "local t = {} for i = 1, 1000, 2 do t[i] = i end return #t > 0", "",
           "true"},
          {"a list emptied from the front",
           "local t = {} for i = 1, 100 do t[i] = i end for i = 1, 99 do t[i] = nil end "
           "return #t",
           "", "0"},
          {"a list emptied from the end",
           "local t = {} for i = 1, 100 do t[i] = i end "
           "for i = 100, 1, -1 do t[i] = nil end return #t",
           "", "0"},
          {"insert into holes", "local t = {1, nil, 3} table.insert(t, 4) return t[4]", "", "4"},
          {"remove from holes", "local t = {1, nil, 3} table.remove(t, 1) return tostring(t[1])",
           "", "nil"},
          {"unpack with holes", "return select('#', table.unpack({1, nil, 3}))", "", "3"},
          {"concat with holes", "return table.concat({1, nil, 3})", "RUNTIME"},
          {"sort with holes", "local t = {3, nil, 1} table.sort(t) return 1", "RUNTIME"},
          {"length of a number", "return #5", "RUNTIME"},
          {"length of nil", "return #nil", "RUNTIME"},
          {"length of a function", "return #type", "RUNTIME"},
          {"insert out of range", "table.insert({}, 5, 1)", "RUNTIME"},
          {"insert before the first", "table.insert({1}, 0, 1)", "RUNTIME"},
          {"insert at the smallest", "table.insert({1}, math.mininteger, 1)", "RUNTIME"},
          {"insert with too much", "table.insert({1}, 1, 1, 1)", "RUNTIME"},
          {"remove out of range", "table.remove({1}, 7)", "RUNTIME"},
          {"remove at the largest", "table.remove({1}, math.maxinteger)", "RUNTIME"},
          {"remove from nothing", "return tostring(table.remove({}, 0))", "", "nil"},
          {"inserting at the front", "local t = {} for i = 1, 100000 do table.insert(t, 1, i) end",
           "GAS"},
          {"removing at the front",
           "local t = {} for i = 1, 40000 do t[i] = i end "
           "while true do table.remove(t, 1) t[#t + 1] = 1 end",
           "GAS"},
      }};
}

inline AttackGroup SortAttacks() {
  return {
      "comparators",
      AttackGroup::Way::kFile,
      {
          {"one that lies",
           "local t = {3, 1, 2} table.sort(t, function() return true end) "
           "return table.concat(t, ' ')",
           "", "2 1 3"},
          {"one that always denies",
           "local t = {3, 1, 2} table.sort(t, function() return false end) "
           "return table.concat(t, ' ')",
           "", "3 1 2"},
          {"one that says nothing",
           "local t = {3, 1, 2} table.sort(t, function() end) return table.concat(t, ' ')", "",
           "3 1 2"},
          {"one that alternates",
           "local t, n = {5, 4, 3, 2, 1}, 0 table.sort(t, function() n = n + 1 "
           "return n % 2 == 0 end) return #t",
           "", "5"},
          {"one that is not transitive",
           "local t = {1, 2, 3, 4, 5, 6} "
           "table.sort(t, function(a, b) return (a - b) % 3 == 1 end) return #t",
           "", "6"},
          {"one that fails", "local t = {3, 1, 2} table.sort(t, function() error('no') end)",
           "RUNTIME"},
          {"one that fails with a table",
           "local t = {3, 1, 2} table.sort(t, function() error({}) end)", "RUNTIME"},
          {"one that changes the list",
           "local t = {3, 1, 2} table.sort(t, function(a, b) t[1] = 9 t[4] = 9 "
           "return a < b end) return table.concat(t, ' ')",
           "", "1 2 3 9"},
          {"one that empties the list",
           "local t = {3, 1, 2} table.sort(t, function(a, b) t[1], t[2], t[3] = nil, nil, nil "
           "return a < b end) return table.concat(t, ' ')",
           "", "1 2 3"},
          {"one that sorts the list",
           "local t = {3, 1, 2} table.sort(t, function(a, b) table.sort(t) return a < b end) "
           "return table.concat(t, ' ')",
           "", "1 2 3"},
          {"one that grows the list",
           "local t = {3, 1, 2} table.sort(t, function(a, b) t[#t + 1] = 0 return a < b end) "
           "return #t > 3 and t[1]",
           "", "1"},
          {"one that never ends", "table.sort({2, 1}, function() while true do end end)", "GAS"},
          {"one that is slow",
           "local t = {} for i = 1, 1000 do t[i] = i end "
           "table.sort(t, function() for i = 1, 10000 do end return true end)",
           "GAS"},
          {"one that eats memory",
           "local s = '' table.sort({2, 1, 3, 5, 4}, function() "
           "while true do s = s .. 'xxxxxxxx' end end)",
           "MEMORY"},
          {"one that is no function", "table.sort({2, 1}, 5)", "RUNTIME"},
          {"one that is a table", "table.sort({2, 1}, {})", "RUNTIME"},
          {"the number of comparisons",
           "local n, t = 0, {} for i = 1, 1024 do t[i] = i * 7919 % 1031 end "
           "table.sort(t, function(a, b) n = n + 1 return a < b end) return n <= 1024 * 10",
           "", "true"},
          {"the number of comparisons of a liar",
           "local n, t = 0, {} for i = 1, 1024 do t[i] = i end "
           "table.sort(t, function(a, b) n = n + 1 return n % 3 == 0 end) "
           "return n <= 1024 * 10",
           "", "true"},
          {"stability",
           "local t = {'b1', 'a1', 'b2', 'a2'} table.sort(t, function(a, b) "
           "return a:sub(1, 1) < b:sub(1, 1) end) return table.concat(t, ' ')",
           "", "a1 a2 b1 b2"},
          {"unlike things", "local t = {1, 'a'} table.sort(t)", "RUNTIME"},
          {"tables", "local t = {{}, {}} table.sort(t)", "RUNTIME"},
          {"booleans", "local t = {true, false} table.sort(t)", "RUNTIME"},
          {"the extremes",
           "local t = {math.maxinteger, 0, math.mininteger} table.sort(t) "
           "return t[1] == math.mininteger",
           "", "true"},
          {"much again and again",
           "local t = {} for i = 1, 20000 do t[i] = i * 7919 % 65521 end "
           "while true do table.sort(t) end",
           "GAS"},
          {"long texts",
           "local t = {} for i = 1, 15 do t[i] = ('x'):rep(200000 // 15) .. tostring(i) end "
           "while true do table.sort(t) end",
           "GAS"},
      }};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_TABLES_H_
