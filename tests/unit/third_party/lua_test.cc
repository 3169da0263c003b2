// Lua as cmake/third_party builds it: the settings of the rule profile, and errors that unwind.
#include <gtest/gtest.h>

#include <string>

extern "C" {
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
}

namespace yiting {
namespace {

class LuaTest : public ::testing::Test {
 protected:
  void SetUp() override {
    state_ = luaL_newstate();
    ASSERT_NE(nullptr, state_);
    luaL_requiref(state_, "_G", luaopen_base, 1);
    luaL_requiref(state_, "string", luaopen_string, 1);
    luaL_requiref(state_, "table", luaopen_table, 1);
    lua_settop(state_, 0);
  }
  void TearDown() override { lua_close(state_); }

  // Runs the text and returns its result, or the error's text, as a string.
  std::string Run(const std::string& text) {
    lua_settop(state_, 0);
    if (luaL_loadbufferx(state_, text.data(), text.size(), "=t", "t") == LUA_OK) {
      lua_pcall(state_, 0, 1, 0);
    }
    return luaL_tolstring(state_, -1, nullptr);
  }

  lua_State* state_ = nullptr;
};

int Fail(lua_State* state) { return luaL_error(state, "number %d", 42); }

TEST_F(LuaTest, AnErrorReachesItsProtectedCallAndLeavesTheStateUsable) {
  for (int i = 0; i < 1000; ++i) {
    lua_settop(state_, 0);
    lua_pushcfunction(state_, Fail);
    ASSERT_EQ(LUA_ERRRUN, lua_pcall(state_, 0, 0, 0));
    ASSERT_STREQ("number 42", lua_tostring(state_, -1));
  }
  EXPECT_EQ("3", Run("return 1 + 2"));
}

TEST_F(LuaTest, NestedProtectedCallsCatchTheirOwnErrors) {
  EXPECT_EQ("true", Run("local ok = pcall(function() local ok = pcall(error, 'a')\n"
                        "  assert(not ok); error('b') end) return not ok"));
}

TEST_F(LuaTest, StringsAndNumbersAreNotConverted) {
  EXPECT_NE(std::string::npos, Run("return 'a' .. 1").find("attempt to concatenate"));
  EXPECT_NE(std::string::npos, Run("return ('a'):rep('2')").find("number expected, got string"));
}

TEST_F(LuaTest, TheStackEndsAtItsCountedDepth) {
  EXPECT_EQ(20000, LUAI_MAXSTACK);
  EXPECT_EQ(1, lua_checkstack(state_, 19000));
  EXPECT_EQ(0, lua_checkstack(state_, 20001));
  // One number on every build: the depth is counted in slots, not in bytes of the machine's stack.
  EXPECT_EQ("19991", Run("local n = 0\nlocal function f() n = n + 1; return 1 + f() end\n"
                        "local ok = pcall(f)\nreturn n"));
}

TEST_F(LuaTest, TheParserAndCallsFromCEndAtTheirCountedDepth) {
  const auto nested = [](int depth) {
    return "return " + std::string(depth, '(') + "1" + std::string(depth, ')');
  };
  EXPECT_EQ("1", Run(nested(190)));
  EXPECT_NE(std::string::npos, Run(nested(200)).find("C stack overflow"));
}

TEST_F(LuaTest, TheOrderOfKeysIsTheSameInEveryRun) {
  EXPECT_EQ("bcda", Run("local t = {} for _, k in ipairs{'a','b','c','d'} do t[k] = true end\n"
                        "local s = '' for k in pairs(t) do s = s .. k end return s"));
}

}  // namespace
}  // namespace yiting
