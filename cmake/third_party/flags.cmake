# Every setting under which the third-party libraries are compiled, in one place, for both builds.
# The two lists differ only where a line says so and why; a test prints and compares what results.

# Same arithmetic everywhere: no fused multiply-add, no fast-math.
set(YITING_COMMON_FLAGS -ffp-contract=off -fno-strict-aliasing -w)

# SQLite. An OMIT macro counts once it is defined, whatever its value. Never omit AUTOINIT (crashes
# at first use) or WAL. What is omitted is what no state database may use (dates, JSON) or what no
# caller needs; none of it changes the grammar, which the amalgamation carries ready-made.
set(YITING_SQLITE_DEFINES
  SQLITE_ENABLE_PREUPDATE_HOOK SQLITE_ENABLE_SESSION
  SQLITE_DQS=0
  SQLITE_DEFAULT_MEMSTATUS=0
  SQLITE_LIKE_DOESNT_MATCH_BLOBS
  SQLITE_MAX_EXPR_DEPTH=100
  SQLITE_MAX_MMAP_SIZE=0
  SQLITE_MAX_WORKER_THREADS=0
  SQLITE_TEMP_STORE=3
  SQLITE_USE_ALLOCA
  SQLITE_UNTESTABLE
  SQLITE_OMIT_AUTHORIZATION
  SQLITE_OMIT_COMPLETE
  SQLITE_OMIT_DATETIME_FUNCS
  SQLITE_OMIT_DECLTYPE
  SQLITE_OMIT_DEPRECATED
  SQLITE_OMIT_DESERIALIZE
  SQLITE_OMIT_GET_TABLE
  SQLITE_OMIT_JSON
  SQLITE_OMIT_LOAD_EXTENSION
  SQLITE_OMIT_SHARED_CACHE
  SQLITE_OMIT_TCL_VARIABLE
  SQLITE_OMIT_TRACE
  SQLITE_OMIT_UTF16)
# The server uses one connection per thread and none from two; the phone has one thread.
set(YITING_SQLITE_DEFINES_native SQLITE_THREADSAFE=2)
# On the phone every file is the host's: wasm/vfs*.cc is the only operating system that SQLite sees.
set(YITING_SQLITE_DEFINES_wasm SQLITE_THREADSAFE=0 SQLITE_OS_OTHER=1)
# And it downloads no more than it uses; sqlite_small.c answers the grammar's rules for the rest. No
# statement of ours has any of these, on either build: the tests that run on both would say so.
foreach(name ALTERTABLE ANALYZE AUTOMATIC_INDEX AUTOVACUUM BTREECOUNT EXPLAIN FOREIGN_KEY
        GENERATED_COLUMNS HEX_INTEGER INCRBLOB INTEGRITY_CHECK INTROSPECTION_PRAGMAS LOCALTIME
        PROGRESS_CALLBACK REINDEX SCHEMA_PRAGMAS TEMPDB TRIGGER VACUUM VIEW VIRTUALTABLE)
  list(APPEND YITING_SQLITE_DEFINES_wasm SQLITE_OMIT_${name})
endforeach()
set(YITING_SQLITE_FLAGS_native -O2)
set(YITING_SQLITE_FLAGS_wasm -Oz)

# Lua: what the rule profile fixes is in lua_profile.h, for both builds. Compiled as C.
set(YITING_LUA_FLAGS_native -O2)
# Measured in wasm: -O3 runs a loop 10 % faster and costs 11 KB more to download.
set(YITING_LUA_FLAGS_wasm -Os)

set(YITING_PROTOBUF_FLAGS -fno-exceptions -fno-rtti)
set(YITING_PROTOBUF_FLAGS_native -O2)
set(YITING_PROTOBUF_FLAGS_wasm -Os)
set(YITING_PROTOBUF_DEFINES_native HAVE_PTHREAD=1)
set(YITING_PROTOBUF_DEFINES_wasm)

# libsodium in plain C on both: no assembly, no run-time choice of an implementation.
set(YITING_SODIUM_DEFINES
  SODIUM_STATIC=1 DEV_MODE=1 NATIVE_LITTLE_ENDIAN=1 HAVE_WEAK_SYMBOLS=0 CONFIGURED=1)
# 128-bit products are an instruction on x86-64 and a call in wasm32; the results are equal.
set(YITING_SODIUM_DEFINES_native HAVE_TI_MODE=1 HAVE_PTHREAD=1)
set(YITING_SODIUM_DEFINES_wasm)
set(YITING_SODIUM_FLAGS_native -O3)
set(YITING_SODIUM_FLAGS_wasm -O2)

# GoogleTest: the same three settings must be seen by the tests themselves (cmake/yiting.cmake).
set(YITING_GTEST_DEFINES GTEST_HAS_EXCEPTIONS=0 GTEST_HAS_RTTI=0)
set(YITING_GTEST_DEFINES_native)
set(YITING_GTEST_DEFINES_wasm
  GTEST_HAS_PTHREAD=0 GTEST_HAS_DEATH_TEST=0 GTEST_HAS_STREAM_REDIRECTION=0)
