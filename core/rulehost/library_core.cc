// assert error ipairs pairs require select tonumber tostring type.

#include <algorithm>

#include "base/sort.h"
#include "rulehost/library.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {
namespace {

int Assert(lua_State* state) {
  const int count = lua_gettop(state);
  Pay(state, kCallPrice + count);
  if (count == 0) return RaiseArgument(state, 1, "value");
  if (lua_toboolean(state, 1) != 0) return count;
  if (count == 1 || lua_isnil(state, 2)) return Raise(state, "assertion failed");
  StringArgument(state, 2);
  lua_settop(state, 2);
  return lua_error(state);
}

// The error's text is for the admin; a table or nil would say nothing.
int Error(lua_State* state) {
  Pay(state, kCallPrice);
  StringArgument(state, 1);
  lua_settop(state, 1);
  return lua_error(state);
}

int NextOfList(lua_State* state) {
  Pay(state, kCallPrice);
  const int64_t next = IntegerArgument(state, 2) + 1;
  lua_settop(state, 1);
  lua_pushinteger(state, next);
  return lua_geti(state, 1, next) == LUA_TNIL ? 1 : 2;
}

int ListPairs(lua_State* state) {
  Pay(state, kCallPrice);
  TableArgument(state, 1);
  lua_pushcfunction(state, NextOfList);
  lua_pushvalue(state, 1);
  lua_pushinteger(state, 0);
  return 3;
}

// Integers ascending, then strings bytewise.
bool KeyBefore(const ScratchKey& a, const ScratchKey& b) {
  const bool integer = a.text == nullptr;
  if (integer != (b.text == nullptr)) return integer;
  return integer ? a.number < b.number : a.view() < b.view();
}

// Upvalues: the sorted keys, how many there are, how many were given out. A key that was taken away
// meanwhile is passed over; a key that came meanwhile is not visited.
int NextOfKeys(lua_State* state) {
  lua_settop(state, 1);
  const int64_t count = lua_tointeger(state, lua_upvalueindex(2));
  int64_t at = lua_tointeger(state, lua_upvalueindex(3));
  while (at < count) {
    Pay(state, kCallPrice);
    lua_rawgeti(state, lua_upvalueindex(1), ++at);
    lua_pushvalue(state, -1);
    if (lua_gettable(state, 1) != LUA_TNIL) {
      lua_pushinteger(state, at);
      lua_replace(state, lua_upvalueindex(3));
      return 2;
    }
    lua_settop(state, 1);
  }
  lua_pushinteger(state, at);
  lua_replace(state, lua_upvalueindex(3));
  lua_pushnil(state);
  return 1;
}

// Collects the keys of the table at index 2 into the scratch and pays for their sorting.
void CollectKeys(lua_State* state, ScratchList<ScratchKey>& keys) {
  const int64_t slots = lua_meter_slots(state, 2);
  Pay(state, kCallPrice + slots);
  keys.Reserve(state, static_cast<size_t>(slots));
  keys.size = 0;
  int64_t bytes = 0;
  lua_pushnil(state);
  while (lua_next(state, 2) != 0) {
    lua_pop(state, 1);
    ScratchKey key{};
    if (lua_isinteger(state, -1)) {
      key.number = lua_tointeger(state, -1);
    } else {
      size_t size = 0;
      key.text = lua_tolstring(state, -1, &size);
      key.number = static_cast<int64_t>(size);
      bytes += key.number;
    }
    keys.items[keys.size++] = key;
  }
  int64_t rounds = 1;
  while ((int64_t{1} << rounds) < static_cast<int64_t>(keys.size)) ++rounds;
  Pay(state, rounds * (static_cast<int64_t>(keys.size) * 2 + bytes / 16));
}

int KeyPairs(lua_State* state) {
  TableArgument(state, 1);
  lua_settop(state, 1);
  PushReal(state, 1);
  ScratchList<ScratchKey>& keys = Vm::Of(state).scratch().keys;
  CollectKeys(state, keys);
  SortRange(keys.items, keys.size, KeyBefore);
  lua_createtable(state, static_cast<int>(keys.size), 0);
  for (size_t i = 0; i < keys.size; ++i) {
    const ScratchKey& key = keys.items[i];
    if (key.text == nullptr) {
      lua_pushinteger(state, key.number);
    } else {
      PushText(state, key.view());
    }
    lua_rawseti(state, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_pushinteger(state, static_cast<lua_Integer>(keys.size));
  lua_pushinteger(state, 0);
  lua_pushcclosure(state, NextOfKeys, 3);
  lua_pushvalue(state, 1);
  lua_pushnil(state);
  return 3;
}

int Select(lua_State* state) {
  const int count = lua_gettop(state);
  Pay(state, kCallPrice + count);
  if (lua_type(state, 1) == LUA_TSTRING && StringArgument(state, 1) == "#") {
    lua_pushinteger(state, count - 1);
    return 1;
  }
  int64_t from = IntegerArgument(state, 1);
  if (from < 0) from = count + from;
  if (from < 1) return Raise(state, "argument 1: out of range");
  return from >= count ? 0 : static_cast<int>(count - from);
}

int ToNumber(lua_State* state) {
  Pay(state, kCallPrice);
  if (!lua_isnoneornil(state, 2)) return Raise(state, "tonumber reads decimal digits only");
  lua_settop(state, 1);
  if (lua_isinteger(state, 1)) return 1;
  std::string_view text = StringArgument(state, 1);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  uint64_t value = 0;
  bool good = !text.empty() && text.size() <= 19;
  for (size_t i = 0; good && i < text.size(); ++i) {
    good = text[i] >= '0' && text[i] <= '9';
    value = value * 10 + static_cast<uint64_t>(text[i] - '0');
  }
  good = good && value <= static_cast<uint64_t>(INT64_MAX) + (negative ? 1 : 0);
  if (good) {
    lua_pushinteger(state, static_cast<int64_t>(negative ? 0 - value : value));
  } else {
    lua_pushnil(state);
  }
  return 1;
}

int ToString(lua_State* state) {
  Pay(state, kCallPrice);
  lua_settop(state, 1);
  switch (lua_type(state, 1)) {
    case LUA_TSTRING:
      return 1;
    case LUA_TNIL:
      lua_pushliteral(state, "nil");
      return 1;
    case LUA_TBOOLEAN:
      lua_pushstring(state, lua_toboolean(state, 1) != 0 ? "true" : "false");
      return 1;
    case LUA_TNUMBER:
      PushDigits(state, IntegerArgument(state, 1));
      return 1;
    default:
      return RaiseArgument(state, 1, "nil, boolean, integer or string");
  }
}

int Type(lua_State* state) {
  Pay(state, kCallPrice);
  if (lua_gettop(state) == 0) return RaiseArgument(state, 1, "value");
  lua_pushstring(state, lua_typename(state, lua_type(state, 1)));
  return 1;
}

// Each file runs once; `require` gives what it returned, or true. Kept in the registry by path.
int Require(lua_State* state) {
  Pay(state, kCallPrice);
  const std::string_view name = StringArgument(state, 1);
  lua_settop(state, 1);
  const v1::PackBundle::File* file = name.size() <= 64 ? Vm::Of(state).FindModule(name) : nullptr;
  if (file == nullptr) {
    lua_pushfstring(state, "no file %s.lua in this pack", name.data());
    return lua_error(state);
  }
  if (lua_getfield(state, LUA_REGISTRYINDEX, file->path().c_str()) != LUA_TNIL) {
    if (lua_isboolean(state, 2) && lua_toboolean(state, 2) == 0) {
      lua_pushfstring(state, "%s requires itself", name.data());
      return lua_error(state);
    }
    return 1;
  }
  lua_pushboolean(state, 0);
  lua_setfield(state, LUA_REGISTRYINDEX, file->path().c_str());
  if (CompileFile(state, *file) != LUA_OK) {
    LuaMeter& meter = Vm::Of(state).meter();
    Vm::Of(state).MarkSyntaxError();
    return meter.failure != LUA_METER_OK ? lua_meter_fail(state, &meter, meter.failure)
                                         : lua_error(state);
  }
  Vm::Of(state).running().push_back(file);
  lua_call(state, 0, 1);
  Vm::Of(state).running().pop_back();
  if (!lua_toboolean(state, -1)) {
    lua_settop(state, 1);
    lua_pushboolean(state, 1);
  }
  lua_pushvalue(state, -1);
  lua_setfield(state, LUA_REGISTRYINDEX, file->path().c_str());
  return 1;
}

}  // namespace

const LibraryEntry kCoreLibrary[] = {
    {"assert", Assert},   {"error", Error},   {"ipairs", ListPairs},  {"pairs", KeyPairs},
    {"require", Require}, {"select", Select}, {"tonumber", ToNumber}, {"tostring", ToString},
    {"type", Type},       {nullptr, nullptr}};

}  // namespace yiting::rulehost
