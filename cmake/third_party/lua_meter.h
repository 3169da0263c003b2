/* The meter of rules-v1: what a script may still spend, kept inside Lua's core (lua_rules.c), so
** native and WASM count alike. Units do not depend on the width of a pointer; memory is charged
** when something is made and never given back, because when garbage is found is nobody's promise.
** docs/formats/rules.md has the prices. Tested by tests/unit/rulehost/attack_test.cc */
#ifndef YITING_LUA_METER_H_
#define YITING_LUA_METER_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "lua.h" /* brings no extern "C" of its own */

enum {
  LUA_METER_OK = 0,
  LUA_METER_GAS = 1,
  LUA_METER_MEMORY = 2,
  LUA_METER_DEPTH = 3,
  LUA_METER_MACHINE = 4 /* the machine's own memory: an error of the world, never a decision */
};

typedef struct LuaMeter {
  int64_t gas;     /* left; below zero = spent */
  int64_t memory;  /* logical units left */
  int32_t free;    /* above zero while the host works for itself: nothing is charged */
  int32_t failure; /* the first of LUA_METER_* that happened; never cleared */
  int32_t line;    /* where it happened, 0 = unknown */
  uint32_t hops;   /* over what collides; four are a unit of gas */
  uint32_t nils;   /* that nobody wrote; the host takes their price at every count hook */
  char source[64]; /* chunk name without its '@' */
  lua_State *state;
  /* Where the state's bytes come from, as realloc; null = this machine has no more. A block's old
  ** size is always told. */
  void *(*resize)(void *arena, void *block, size_t old_size, size_t new_size);
  void *arena;
} LuaMeter;

#define LUA_METER_STRING_MAX (256 * 1024)
#define LUA_METER_TABLE_MAX 65536

/* A state whose memory, tables, comparisons and argument lists the meter pays for, all of it in the
** meter's arena. Its collector never runs and it needs no closing. Null when the machine has no
** memory. */
lua_State *lua_meter_newstate(LuaMeter *meter);
/* The meter that this thread's running script pays into; returns the one before. Comparisons of
** strings know no state, so the host sets this around every protected call. */
LuaMeter *lua_meter_enter(LuaMeter *meter);
/* Records the failure with its place, unless there was one before. */
void lua_meter_record(lua_State *L, LuaMeter *meter, int failure);
/* The same, then leaves to the host's protected call. Never returns. */
int lua_meter_fail(lua_State *L, LuaMeter *meter, int failure);
/* The slots that a walk over the table at `index` visits, empty ones too. */
int64_t lua_meter_slots(lua_State *L, int index);
/* The innermost function of the script: its line (0 = none) and its chunk name. */
int lua_meter_where(lua_State *L, char *source, size_t size);

#ifdef __cplusplus
}
#endif

#endif /* YITING_LUA_METER_H_ */
