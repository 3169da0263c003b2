// table: lists. `sort` is a stable merge sort over a copy, so a comparator that lies, fails or
// changes the list still gives a defined result after at most n * ceil(log2 n) comparisons.

#include "rulehost/library.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {
namespace {

int64_t ListArgument(lua_State* state, int index) {
  TableArgument(state, index);
  if (lua_getmetatable(state, index) != 0) Raise(state, "this table is read-only");
  return static_cast<int64_t>(lua_rawlen(state, index));
}

int Insert(lua_State* state) {
  const int64_t size = ListArgument(state, 1);
  const int count = lua_gettop(state);
  if (count != 2 && count != 3) return Raise(state, "insert takes a list, a place and a value");
  int64_t at = size + 1;
  if (count == 3) {
    at = IntegerArgument(state, 2);
    if (at < 1 || at > size + 1) return Raise(state, "argument 2: out of range");
  }
  Pay(state, kCallPrice + size + 1 - at);
  for (int64_t i = size; i >= at; --i) {
    lua_rawgeti(state, 1, i);
    lua_rawseti(state, 1, i + 1);
  }
  lua_pushvalue(state, count);
  lua_rawseti(state, 1, at);
  return 0;
}

int Remove(lua_State* state) {
  const int64_t size = ListArgument(state, 1);
  int64_t at = IntegerArgument(state, 2, size);
  lua_settop(state, 1);
  if (size == 0 && (at == 0 || at == size + 1)) {
    Pay(state, kCallPrice);
    return 0;
  }
  if (at < 1 || at > size + 1) return Raise(state, "argument 2: out of range");
  Pay(state, kCallPrice + size + 1 - at);
  lua_rawgeti(state, 1, at);
  for (; at < size; ++at) {
    lua_rawgeti(state, 1, at + 1);
    lua_rawseti(state, 1, at);
  }
  if (at <= size) {
    lua_pushnil(state);
    lua_rawseti(state, 1, at);
  }
  return 1;
}

int Concat(lua_State* state) {
  TableArgument(state, 1);
  const int64_t size = LengthOf(state, 1);
  const std::string_view separator =
      lua_isnoneornil(state, 2) ? std::string_view() : StringArgument(state, 2);
  const int64_t from = IntegerArgument(state, 3, 1);
  const int64_t to = IntegerArgument(state, 4, size);
  TextWriter text(state);
  Pay(state, kCallPrice);
  for (int64_t i = from; i <= to; ++i) {
    Pay(state, 2);
    const int type = lua_geti(state, 1, i);
    if (type == LUA_TSTRING) {
      text.Append(StringArgument(state, -1));
    } else if (lua_isinteger(state, -1)) {
      text.AppendInteger(lua_tointeger(state, -1));
    } else {
      return Raise(state, "concat joins strings and integers only");
    }
    lua_pop(state, 1);
    if (i < to) text.Append(separator);
    if (text.size() > LUA_METER_STRING_MAX) {
      return lua_meter_fail(state, &Vm::Of(state).meter(), LUA_METER_MEMORY);
    }
    if (i == INT64_MAX) break;
  }
  Pay(state, static_cast<int64_t>(text.size()) / 16);
  PushText(state, text.view());
  return 1;
}

int Pack(lua_State* state) {
  const int count = lua_gettop(state);
  Pay(state, kCallPrice + count);
  lua_createtable(state, count, 1);
  lua_insert(state, 1);
  for (int i = count; i >= 1; --i) lua_rawseti(state, 1, i);
  lua_pushinteger(state, count);
  lua_setfield(state, 1, "n");
  return 1;
}

int Unpack(lua_State* state) {
  TableArgument(state, 1);
  const int64_t from = IntegerArgument(state, 2, 1);
  const int64_t to = IntegerArgument(state, 3, LengthOf(state, 1));
  if (from > to) {
    Pay(state, kCallPrice);
    return 0;
  }
  const uint64_t count = static_cast<uint64_t>(to) - static_cast<uint64_t>(from);
  if (count >= LUAI_MAXSTACK) return lua_meter_fail(state, &Vm::Of(state).meter(), LUA_METER_DEPTH);
  Pay(state, kCallPrice + static_cast<int64_t>(count) + 1);
  NeedStack(state, static_cast<int64_t>(count) + 1);
  for (uint64_t i = 0; i <= count; ++i) {
    lua_geti(state, 1, static_cast<int64_t>(static_cast<uint64_t>(from) + i));
  }
  return static_cast<int>(count) + 1;
}

// The sort's stack: 1 the list, 2 the comparator or nil, 3 and 4 the two work lists.
constexpr int kLess = 2;

// Is element `b` of the work list at `source` before element `a`?
bool Before(lua_State* state, int source, int64_t b, int64_t a) {
  Pay(state, 8);
  if (lua_isnil(state, kLess)) {
    lua_rawgeti(state, source, b);
    lua_rawgeti(state, source, a);
    const bool integers = lua_isinteger(state, -1) && lua_isinteger(state, -2);
    const bool strings = lua_type(state, -1) == LUA_TSTRING && lua_type(state, -2) == LUA_TSTRING;
    if (!integers && !strings) Raise(state, "sort needs a function to compare these values");
    const bool before = lua_compare(state, -2, -1, LUA_OPLT) != 0;
    lua_pop(state, 2);
    return before;
  }
  lua_pushvalue(state, kLess);
  lua_rawgeti(state, source, b);
  lua_rawgeti(state, source, a);
  lua_call(state, 2, 1);
  const bool before = lua_toboolean(state, -1) != 0;
  lua_pop(state, 1);
  return before;
}

void MergeRuns(lua_State* state, int source, int target, int64_t low, int64_t middle,
               int64_t high) {
  int64_t left = low;
  int64_t right = middle;
  for (int64_t out = low; out < high; ++out) {
    Pay(state, 1);
    const bool take_right = left >= middle || (right < high && Before(state, source, right, left));
    lua_rawgeti(state, source, take_right ? right++ : left++);
    lua_rawseti(state, target, out);
  }
}

int Sort(lua_State* state) {
  const int64_t size = ListArgument(state, 1);
  if (!lua_isnoneornil(state, kLess)) FunctionArgument(state, kLess);
  lua_settop(state, 2);
  Pay(state, kCallPrice + 2 * size);
  NeedStack(state, 10);
  lua_createtable(state, static_cast<int>(size), 0);
  lua_createtable(state, static_cast<int>(size), 0);
  for (int64_t i = 1; i <= size; ++i) {
    lua_rawgeti(state, 1, i);
    lua_rawseti(state, 3, i);
  }
  int source = 3;
  for (int64_t width = 1; width < size; width *= 2) {
    const int target = 7 - source;
    for (int64_t low = 1; low <= size; low += 2 * width) {
      const int64_t middle = low + width < size + 1 ? low + width : size + 1;
      const int64_t high = low + 2 * width < size + 1 ? low + 2 * width : size + 1;
      MergeRuns(state, source, target, low, middle, high);
    }
    source = target;
  }
  for (int64_t i = 1; i <= size; ++i) {
    lua_rawgeti(state, source, i);
    lua_rawseti(state, 1, i);
  }
  return 0;
}

}  // namespace

const LibraryEntry kTableLibrary[] = {{"concat", Concat}, {"insert", Insert}, {"pack", Pack},
                                      {"remove", Remove}, {"sort", Sort},     {"unpack", Unpack},
                                      {nullptr, nullptr}};

}  // namespace yiting::rulehost
