/* Lua 5.4 as rules-v1 runs it: Lua's own files, unchanged, as one unit, with a meter in the few
** places where one instruction can do much work or take much memory and no hook sees it:
**   - a new key or a resize of a table, a new string, table or closure  -> memory
**   - comparing long strings, long argument and result lists            -> gas
**   - walking over keys and strings that collide, over open upvalues    -> gas
**   - a stack that is too deep                                          -> DEPTH
** Nothing depends on an address: what a C string's address would choose is asked by its text.
** Keys are integers and strings only: any other key hashes by its address, and then the moment at
** which a table grows would differ between two runs. There is no way to load or write byte code.
** The library of the profile is core/rulehost/library*.cc; none of Lua's own is here.
** Includes and their order follow Lua's onelua.c. */
#define LUA_CORE
#define LUA_LIB
#define ltable_c
#define lvm_c
#include "lprefix.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "luaconf.h"
#undef LUAI_FUNC
#undef LUAI_DDEC
#undef LUAI_DDEF
#define LUAI_FUNC static
#define LUAI_DDEC(def)
#define LUAI_DDEF static
#undef LUA_API
#define LUA_API extern

#include "lua_meter.h"

static _Thread_local LuaMeter *running;

static int metered(void) { return running != NULL && running->free == 0; }

static void pay_gas(int64_t units) {
  if (!metered()) return;
  running->gas -= units;
  if (running->gas < 0) lua_meter_fail(running->state, running, LUA_METER_GAS);
}

static void pay_memory(lua_State *L, int64_t units) {
  running->memory -= units;
  if (running->memory < 0) lua_meter_fail(L, running, LUA_METER_MEMORY);
}

/* One hop along keys or strings that collide, or one slot of a new hash; four are a unit. Chains
** are short unless somebody made them long, and then one lookup may take thousands of hops and a
** rehash millions: so the gas is looked at here, not at the next hook. */
static void pay_hop(void) {
  if ((++running->hops & 3) == 0 && --running->gas < 0) {
    lua_meter_fail(running->state, running, LUA_METER_GAS);
  }
}

/* Of a table. What compiles has tables with addresses for keys, whose hops nobody can foretell; its
** other keys are strings, which pay when they are made. */
static void table_hop(void) {
  if (metered()) pay_hop();
}

/* Bytes compared: the first 32 are in the price of the instruction. */
static void pay_bytes(size_t bytes) {
  if (bytes > 32) pay_gas((int64_t)(bytes / 16));
}

static int rules_memcmp(const void *a, const void *b, size_t size) {
  pay_bytes(size);
  return memcmp(a, b, size);
}

/* Bytewise, whatever the locale; pays for what it walked over. */
static int rules_strcoll(const char *a, const char *b) {
  size_t i = 0;
  while (a[i] != '\0' && a[i] == b[i]) i++;
  pay_gas(2);
  pay_bytes(i);
  return (int)(unsigned char)a[i] - (int)(unsigned char)b[i];
}

#include "lzio.c"
#undef luaM_error
#define luaM_error(L) lua_meter_fail(L, running, LUA_METER_MACHINE)
#include "lctype.c"
#include "lopcodes.c"
#include "lmem.c"

/* Byte code neither comes in nor goes out. */
#include "lundump.h"
static LClosure *luaU_undump(lua_State *L, ZIO *Z, const char *name) {
  (void)Z, (void)name;
  luaD_throw(L, LUA_ERRSYNTAX);
  return NULL;
}
static int luaU_dump(lua_State *L, const Proto *f, lua_Writer w, void *data, int strip) {
  (void)L, (void)f, (void)w, (void)data, (void)strip;
  return 1;
}

/* The only errors that lstate.c and ldo.c raise in a script are stacks that are too deep. */
static void rules_depth_error(lua_State *L, const char *fmt, ...) {
  (void)fmt;
  lua_meter_fail(L, running, LUA_METER_DEPTH);
}

#define luaG_runerror rules_depth_error
#include "lstate.c"
#undef luaG_runerror
#include "lgc.c"
#include "llex.c"
#include "lcode.c"
#include "lparser.c"
#include "ldebug.c"

/* Closures: what they capture costs room and a search among the open upvalues. */
#define luaF_newLclosure raw_luaF_newLclosure
#define luaF_findupval raw_luaF_findupval
#include "lfunc.c"
#undef luaF_newLclosure
#undef luaF_findupval
static LClosure *luaF_newLclosure(lua_State *L, int nupvals) {
  if (metered()) {
    pay_memory(L, 8 * nupvals);
    pay_gas(nupvals / 4);
  }
  return raw_luaF_newLclosure(L, nupvals);
}
static UpVal *luaF_findupval(lua_State *L, StkId level) {
  int64_t passed = 0;
  const UpVal *p = L->openupval;
  for (; p != NULL && uplevel(p) > level; p = p->u.open.next) passed++;
  pay_gas(passed / 4);
  return raw_luaF_findupval(L, level);
}

#include "lobject.c"

/* Argument lists. */
#define luaT_adjustvarargs raw_luaT_adjustvarargs
#define luaT_getvarargs raw_luaT_getvarargs
#include "ltm.c"
#undef luaT_adjustvarargs
#undef luaT_getvarargs
static void luaT_adjustvarargs(lua_State *L, int nfixparams, CallInfo *ci, const Proto *p) {
  pay_gas(nfixparams);
  raw_luaT_adjustvarargs(L, nfixparams, ci, p);
}
static void luaT_getvarargs(lua_State *L, CallInfo *ci, StkId where, int wanted) {
  pay_gas(wanted < 0 ? ci->u.l.nextraargs : wanted);
  raw_luaT_getvarargs(L, ci, where, wanted);
}

/* Strings: as lstring.c makes them, but without its cache by address, and hops are paid for, also
** by what compiles and by the host. */
#define luaS_newlstr raw_luaS_newlstr
#define luaS_new raw_luaS_new
#define memcmp rules_memcmp
static TString *luaS_newlstr(lua_State *L, const char *str, size_t l);
#include "lstring.c"
#undef memcmp
#undef luaS_newlstr
#undef luaS_new
static TString *luaS_newlstr(lua_State *L, const char *str, size_t l) {
  if (l <= LUAI_MAXSHORTLEN) {
    const stringtable *tb = &G(L)->strt;
    const TString *ts = tb->hash[lmod(luaS_hash(str, l, G(L)->seed), tb->size)];
    for (; ts != NULL && (ts->shrlen != l || memcmp(str, getstr(ts), l) != 0); ts = ts->u.hnext) {
      if (running != NULL) pay_hop();
    }
  }
  return raw_luaS_newlstr(L, str, l);
}
static TString *luaS_new(lua_State *L, const char *str) {
  return luaS_newlstr(L, str, strlen(str));
}

/* Tables. What ltable.c calls inside itself (a rehash moves keys) was paid for when it came in. */
#define luaH_finishset raw_luaH_finishset
#define luaH_set raw_luaH_set
#define luaH_setint raw_luaH_setint
#define luaH_resize raw_luaH_resize
#define luaH_resizearray raw_luaH_resizearray
static void luaH_finishset(lua_State *L, Table *t, const TValue *key, const TValue *slot,
                           TValue *value);
static void luaH_set(lua_State *L, Table *t, const TValue *key, TValue *value);
static void luaH_setint(lua_State *L, Table *t, lua_Integer key, TValue *value);
static void luaH_resize(lua_State *L, Table *t, unsigned int newasize, unsigned int nhsize);
#undef gnext
#define gnext(n) (*(table_hop(), &(n)->u.next))
#include "ltable.c"
#undef gnext
#define gnext(n) ((n)->u.next)
#undef luaH_finishset
#undef luaH_set
#undef luaH_setint
#undef luaH_resize
#undef luaH_resizearray

static int64_t slots_of(const Table *t) {
  return (int64_t)luaH_realasize(t) + (int64_t)allocsizenode(t);
}

static void luaH_finishset(lua_State *L, Table *t, const TValue *key, const TValue *slot,
                           TValue *value) {
  if (!metered() || !isabstkey(slot) || ttisnil(value) || ttisnil(key)) {
    raw_luaH_finishset(L, t, key, slot, value);
    return;
  }
  if (!ttisinteger(key) && !ttisstring(key)) {
    luaG_runerror(L, "a table key must be an integer or a string");
  }
  pay_memory(L, 40);
  {
    const Node *nodes = t->node;
    const unsigned int slots = luaH_realasize(t);
    raw_luaH_finishset(L, t, key, slot, value);
    /* A rehash counts every key, also when it was provoked by putting keys in and out. */
    if (t->node != nodes || luaH_realasize(t) != slots) pay_gas(slots_of(t) / 2);
    if (luaH_realasize(t) > slots) pay_memory(L, 16 * (int64_t)(luaH_realasize(t) - slots));
  }
  if (allocsizenode(t) > LUA_METER_TABLE_MAX || luaH_realasize(t) > LUA_METER_TABLE_MAX) {
    lua_meter_fail(L, running, LUA_METER_MEMORY);
  }
}

static void luaH_set(lua_State *L, Table *t, const TValue *key, TValue *value) {
  luaH_finishset(L, t, key, luaH_get(t, key), value);
}

static void luaH_setint(lua_State *L, Table *t, lua_Integer key, TValue *value) {
  TValue k;
  setivalue(&k, key);
  luaH_finishset(L, t, &k, luaH_getint(t, key), value);
}

static void luaH_resize(lua_State *L, Table *t, unsigned int newasize, unsigned int nhsize) {
  if (metered()) {
    if (newasize > LUA_METER_TABLE_MAX || nhsize > LUA_METER_TABLE_MAX) {
      lua_meter_fail(L, running, LUA_METER_MEMORY);
    }
    pay_memory(L, 16 * (int64_t)newasize + 40 * (int64_t)nhsize);
  }
  raw_luaH_resize(L, t, newasize, nhsize);
}

static void luaH_resizearray(lua_State *L, Table *t, unsigned int nasize) {
  luaH_resize(L, t, nasize, allocsizenode(t));
}

/* Nils that nobody wrote: missing arguments and results, `local a, b, c …`. One instruction makes
** up to 250, so they are counted and the hook takes the price. */
static void count_nil(void) {
  if (running != NULL) running->nils++;
}
#undef setnilvalue
#define setnilvalue(obj) (count_nil(), settt_(obj, LUA_VNIL))
#define luaG_runerror rules_depth_error
#include "ldo.c"
#undef luaG_runerror

/* Result lists of script functions; those of the library are paid for by the library. */
static void rules_poscall(lua_State *L, CallInfo *ci, int nres) {
  if (nres > 8) pay_gas(nres);
  luaD_poscall(L, ci, nres);
}
#define luaD_poscall rules_poscall
#define strcoll rules_strcoll
#include "lvm.c"
#undef strcoll
#undef luaD_poscall
#undef setnilvalue
#define setnilvalue(obj) settt_(obj, LUA_VNIL)
#include "lapi.c"

/* The one allocator. With ptr == NULL, osize says what is being made. */
static void *rules_alloc(void *ud, void *ptr, size_t osize, size_t nsize) {
  LuaMeter *meter = (LuaMeter *)ud;
  const size_t before = ptr == NULL ? 0 : osize;
  void *block;
  if (nsize == 0) return meter->resize(meter->arena, ptr, before, 0);
  if (meter->failure != LUA_METER_OK && (ptr == NULL || nsize > osize)) return NULL;
  if (ptr == NULL && meter->free == 0) {
    int64_t units = 0;
    switch (osize) {
      case LUA_TSTRING: {
        const size_t length = nsize - sizelstring(0);
        if (length > LUA_METER_STRING_MAX) {
          meter->failure = LUA_METER_MEMORY;
          return NULL;
        }
        units = 32 + (int64_t)length;
        break;
      }
      case LUA_TTABLE: units = 64; break;
      case LUA_TFUNCTION: units = 64; break;
      case LUA_TUPVAL: units = 40; break;
      case LUA_TUSERDATA: units = 64 + (int64_t)nsize; break;
      default: break;
    }
    meter->memory -= units;
    if (meter->memory < 0) {
      meter->failure = LUA_METER_MEMORY;
      return NULL;
    }
  }
  block = meter->resize(meter->arena, ptr, before, nsize);
  if (block == NULL) meter->failure = LUA_METER_MACHINE;
  return block;
}

lua_State *lua_meter_newstate(LuaMeter *meter) {
  lua_State *L = lua_newstate(rules_alloc, meter);
  if (L != NULL) {
    G(L)->gcstp = GCSTPUSR;
    G(L)->gcstopem = 1;
    meter->state = L;
  }
  return L;
}

LuaMeter *lua_meter_enter(LuaMeter *meter) {
  LuaMeter *before = running;
  running = meter;
  return before;
}

int64_t lua_meter_slots(lua_State *L, int index) {
  const void *table = lua_topointer(L, index);
  return lua_type(L, index) == LUA_TTABLE ? slots_of((const Table *)table) : 0;
}

int lua_meter_where(lua_State *L, char *source, size_t size) {
  CallInfo *ci;
  for (ci = L->ci; ci != NULL && ci != &L->base_ci; ci = ci->previous) {
    if (isLua(ci)) {
      const Proto *p = ci_func(ci)->p;
      const char *name = p->source != NULL ? getstr(p->source) : "?";
      if (*name == '@') name++;
      strncpy(source, name, size - 1);
      source[size - 1] = '\0';
      return luaG_getfuncline(p, currentpc(ci));
    }
  }
  source[0] = '\0';
  return 0;
}

void lua_meter_record(lua_State *L, LuaMeter *meter, int failure) {
  if (meter->failure == LUA_METER_OK) meter->failure = failure;
  if (meter->line == 0) meter->line = lua_meter_where(L, meter->source, sizeof meter->source);
}

int lua_meter_fail(lua_State *L, LuaMeter *meter, int failure) {
  if (meter != NULL) lua_meter_record(L, meter, failure);
  luaD_throw(L, LUA_ERRMEM);
  return 0;
}
