#include "rulehost/library.h"

#include <charconv>

#include "rulehost/vm.h"

namespace yiting::rulehost {
namespace {

int RefuseWrite(lua_State* state) { return Raise(state, "this table is read-only"); }

int LengthOfView(lua_State* state) {
  lua_settop(state, 1);
  PushReal(state, 1);
  lua_pushinteger(state, static_cast<lua_Integer>(lua_rawlen(state, -1)));
  return 1;
}

struct Part {
  const char* name;
  const LibraryEntry* entries;
};

const Part kParts[] = {{"string", kStringLibrary},
                       {"table", kTableLibrary},
                       {"math", kMathLibrary},
                       {"utf8", kUtf8Library}};

void SetFunctions(lua_State* state, const LibraryEntry* entries) {
  for (const LibraryEntry* entry = entries; entry->name != nullptr; ++entry) {
    lua_pushcfunction(state, entry->function);
    lua_setfield(state, -2, entry->name);
  }
}

}  // namespace

int OpenLibrary(lua_State* state) {
  lua_pushglobaltable(state);
  SetFunctions(state, kCoreLibrary);
  for (const Part& part : kParts) {
    lua_newtable(state);
    SetFunctions(state, part.entries);
    if (part.entries == kMathLibrary) {
      lua_pushinteger(state, INT64_MAX);
      lua_setfield(state, -2, "maxinteger");
      lua_pushinteger(state, INT64_MIN);
      lua_setfield(state, -2, "mininteger");
    }
    if (part.entries == kStringLibrary) {
      lua_pushliteral(state, "");
      lua_newtable(state);
      lua_pushvalue(state, -3);
      lua_setfield(state, -2, "__index");
      lua_setmetatable(state, -2);
      lua_pop(state, 1);
    }
    MakeReadOnly(state);
    lua_setfield(state, -2, part.name);
  }
  return 0;
}

Vocabulary LibraryVocabulary() {
  Vocabulary vocabulary;
  for (const LibraryEntry* entry = kCoreLibrary; entry->name != nullptr; ++entry) {
    vocabulary[entry->name];
  }
  for (const Part& part : kParts) {
    std::set<std::string>& members = vocabulary[part.name];
    for (const LibraryEntry* entry = part.entries; entry->name != nullptr; ++entry) {
      members.insert(entry->name);
    }
  }
  vocabulary["math"].insert({"maxinteger", "mininteger"});
  return vocabulary;
}

void Pay(lua_State* state, int64_t units) {
  LuaMeter& meter = Vm::Of(state).meter();
  if (meter.free > 0) return;
  meter.gas -= units;
  if (meter.gas < 0) lua_meter_fail(state, &meter, LUA_METER_GAS);
}

int Raise(lua_State* state, const char* text) {
  lua_pushstring(state, text);
  return lua_error(state);
}

int RaiseArgument(lua_State* state, int index, const char* expected) {
  lua_pushfstring(state, "argument %d: %s expected, got %s", index, expected,
                  lua_typename(state, lua_type(state, index)));
  return lua_error(state);
}

void NeedStack(lua_State* state, int64_t values) {
  if (values > LUAI_MAXSTACK || lua_checkstack(state, static_cast<int>(values)) == 0) {
    lua_meter_fail(state, &Vm::Of(state).meter(), LUA_METER_DEPTH);
  }
}

int64_t IntegerArgument(lua_State* state, int index) {
  if (!lua_isinteger(state, index)) RaiseArgument(state, index, "integer");
  return lua_tointeger(state, index);
}

int64_t IntegerArgument(lua_State* state, int index, int64_t otherwise) {
  return lua_isnoneornil(state, index) ? otherwise : IntegerArgument(state, index);
}

std::string_view StringArgument(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TSTRING) RaiseArgument(state, index, "string");
  size_t size = 0;
  const char* text = lua_tolstring(state, index, &size);
  return {text, size};
}

void TableArgument(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TTABLE) RaiseArgument(state, index, "table");
}

void FunctionArgument(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TFUNCTION) RaiseArgument(state, index, "function");
}

void PushText(lua_State* state, std::string_view text) {
  lua_pushlstring(state, text.data(), text.size());
}

void PushDigits(lua_State* state, int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  lua_pushlstring(state, digits, static_cast<size_t>(end - digits));
}

// The view is an empty table whose metatable leads every read to the real one, kept at [1].
void MakeReadOnly(lua_State* state) {
  lua_newtable(state);
  lua_newtable(state);
  lua_pushvalue(state, -3);
  lua_setfield(state, -2, "__index");
  lua_pushcfunction(state, RefuseWrite);
  lua_setfield(state, -2, "__newindex");
  lua_pushcfunction(state, LengthOfView);
  lua_setfield(state, -2, "__len");
  lua_pushvalue(state, -3);
  lua_rawseti(state, -2, 1);
  lua_setmetatable(state, -2);
  lua_remove(state, -2);
}

void PushReal(lua_State* state, int index) {
  index = lua_absindex(state, index);
  if (lua_type(state, index) == LUA_TTABLE && lua_getmetatable(state, index) != 0) {
    lua_rawgeti(state, -1, 1);
    lua_remove(state, -2);
  } else {
    lua_pushvalue(state, index);
  }
}

int64_t LengthOf(lua_State* state, int index) {
  PushReal(state, index);
  const int64_t length = static_cast<int64_t>(lua_rawlen(state, -1));
  lua_pop(state, 1);
  return length;
}

}  // namespace yiting::rulehost
