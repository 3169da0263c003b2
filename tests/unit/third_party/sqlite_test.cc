// SQLite as cmake/third_party builds it. The list is compared whole, so that the native and the
// wasm build cannot drift apart by a flag; only what the first lines of the test name may differ.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "sqlite3.h"

namespace yiting {
namespace {

TEST(SqliteTest, IsTheReleaseWithoutTheWalDefect) {
  EXPECT_EQ(3053002, sqlite3_libversion_number());
}

// What the phone's build leaves out besides (cmake/third_party/flags.cmake); no statement has it.
bool IsOmittedOnThePhone(const std::string& name) {
  static const std::set<std::string> omitted = {
      "OMIT_ALTERTABLE",   "OMIT_ANALYZE",
      "OMIT_AUTOMATIC_INDEX", "OMIT_AUTOVACUUM",
      "OMIT_BTREECOUNT",   "OMIT_EXPLAIN",
      "OMIT_FOREIGN_KEY",  "OMIT_GENERATED_COLUMNS",
      "OMIT_HEX_INTEGER",  "OMIT_INCRBLOB",
      "OMIT_INTEGRITY_CHECK", "OMIT_INTROSPECTION_PRAGMAS",
      "OMIT_LOCALTIME",    "OMIT_PROGRESS_CALLBACK",
      "OMIT_REINDEX",      "OMIT_SCHEMA_PRAGMAS",
      "OMIT_TEMPDB",       "OMIT_TRIGGER",
      "OMIT_VACUUM",       "OMIT_VIEW",
      "OMIT_VIRTUALTABLE",
  };
#ifdef __EMSCRIPTEN__
  constexpr bool kPhone = true;
#else
  constexpr bool kPhone = false;
#endif
  return kPhone && omitted.count(name) != 0;
}

TEST(SqliteTest, HasTheSameOptionsOnEveryBuild) {
  std::set<std::string> options;
  for (int i = 0; const char* option = sqlite3_compileoption_get(i); ++i) {
    const std::string name = option;
    if (name.starts_with("COMPILER=") || name.starts_with("THREADSAFE=")) continue;
    if (name.starts_with("OS_OTHER")) continue;
    if (name.starts_with("MUTEX_")) continue;
    if (IsOmittedOnThePhone(name)) continue;
    options.insert(name);
  }
  const std::set<std::string> expected = {
      "ATOMIC_INTRINSICS=1",
      "DEFAULT_AUTOVACUUM",
      "DEFAULT_CACHE_SIZE=-2000",
      "DEFAULT_FILE_FORMAT=4",
      "DEFAULT_JOURNAL_SIZE_LIMIT=-1",
      "DEFAULT_MEMSTATUS=0",
      "DEFAULT_MMAP_SIZE=0",
      "DEFAULT_PAGE_SIZE=4096",
      "DEFAULT_PCACHE_INITSZ=20",
      "DEFAULT_RECURSIVE_TRIGGERS",
      "DEFAULT_SECTOR_SIZE=4096",
      "DEFAULT_SYNCHRONOUS=2",
      "DEFAULT_WAL_AUTOCHECKPOINT=1000",
      "DEFAULT_WAL_SYNCHRONOUS=2",
      "DEFAULT_WORKER_THREADS=0",
      "DIRECT_OVERFLOW_READ",
      "DQS=0",
      "ENABLE_PREUPDATE_HOOK",
      "ENABLE_SESSION",
      "LIKE_DOESNT_MATCH_BLOBS",
      "MALLOC_SOFT_LIMIT=1024",
      "MAX_ATTACHED=10",
      "MAX_COLUMN=2000",
      "MAX_COMPOUND_SELECT=500",
      "MAX_DEFAULT_PAGE_SIZE=8192",
      "MAX_EXPR_DEPTH=100",
      "MAX_FUNCTION_ARG=1000",
      "MAX_LENGTH=1000000000",
      "MAX_LIKE_PATTERN_LENGTH=50000",
      "MAX_MMAP_SIZE=0",
      "MAX_PAGE_COUNT=0xfffffffe",
      "MAX_PAGE_SIZE=65536",
      "MAX_SQL_LENGTH=1000000000",
      "MAX_TRIGGER_DEPTH=1000",
      "MAX_VARIABLE_NUMBER=32766",
      "MAX_VDBE_OP=250000000",
      "MAX_WORKER_THREADS=0",
      "OMIT_AUTHORIZATION",
      "OMIT_COMPLETE",
      "OMIT_DATETIME_FUNCS",
      "OMIT_DECLTYPE",
      "OMIT_DEPRECATED",
      "OMIT_DESERIALIZE",
      "OMIT_GET_TABLE",
      "OMIT_JSON",
      "OMIT_LOAD_EXTENSION",
      "OMIT_SHARED_CACHE",
      "OMIT_TCL_VARIABLE",
      "OMIT_UTF16",
      "SYSTEM_MALLOC",
      "TEMP_STORE=3",
      "UNTESTABLE",
      "USE_ALLOCA",
  };
  EXPECT_EQ(expected, options);
}

}  // namespace
}  // namespace yiting
