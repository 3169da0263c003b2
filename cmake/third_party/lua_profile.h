/* Appended to Lua's own luaconf.h, in the place it keeps for local settings, for both builds.
** What rules-v1 fixes and why: docs/formats/rules.md. Tested by tests/unit/rulehost. */

/* The order of table keys and of a sort must not change from run to run. */
#define luai_makeseed(L) 0x59697469u
#define l_randomizePivot() 0x59697469u

/* Depths at which a script fails are counted, never left to the machine's stack. */
#undef LUAI_MAXCCALLS
#define LUAI_MAXCCALLS 200
#undef LUAI_MAXSTACK
#define LUAI_MAXSTACK 20000

/* No silent conversion between numbers and strings; no locale. */
#define LUA_NOCVTN2S
#define LUA_NOCVTS2N
/* No floats: the host's own lexer refuses them, and these refuse what might come past it. It also
** keeps the C library's powers and decimals, which differ between platforms, out of the program. */
#define luai_numpow(L, a, b) ((void)(L), (void)(a), (void)(b), (lua_Number)0)
#undef lua_str2number
#define lua_str2number(s, end) (*(end) = (char*)(s), (lua_Number)0)
#undef lua_number2str
#define lua_number2str(s, size, n) ((void)(n), l_sprintf((s), (size), "%s", "float"))

#undef lua_getlocaledecpoint
#define lua_getlocaledecpoint() '.'
