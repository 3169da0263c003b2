// A test-only module: a few exports over SQLite and wasm/vfs.cc, so that JavaScript can drive one
// database file per instance and pull the files away from under it. Never shipped.
// Used by tests/web/vfs.test.mjs and tests/web/vfs_opfs.test.mjs

#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>

namespace {
sqlite3* db = nullptr;
}  // namespace

#define YITING_EXPORT(name) extern "C" __attribute__((export_name(#name)))

YITING_EXPORT(probe_alloc) void* probe_alloc(uint32_t size) { return std::malloc(size); }

// The result code of SQLite; `path` and `sql` end in a zero byte.
YITING_EXPORT(probe_open) int probe_open(const char* path) {
  const int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (db != nullptr) sqlite3_extended_result_codes(db, 1);
  return code;
}

YITING_EXPORT(probe_exec) int probe_exec(const char* sql) {
  return sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
}

// The first column of the first row as an integer; -1000000 - code on failure, -1 without a row.
YITING_EXPORT(probe_number) double probe_number(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  if (code != SQLITE_OK) return -1000000.0 - code;
  code = sqlite3_step(statement);
  double value = -1;
  if (code == SQLITE_ROW) value = static_cast<double>(sqlite3_column_int64(statement, 0));
  if (code != SQLITE_ROW && code != SQLITE_DONE) value = -1000000.0 - code;
  sqlite3_finalize(statement);
  return value;
}

// The text of the first column of the first row, or of SQLite's last error when `sql` is empty.
YITING_EXPORT(probe_text) const char* probe_text(const char* sql) {
  static char out[256];
  out[0] = '\0';
  if (sql[0] == '\0') {
    sqlite3_snprintf(sizeof out, out, "%s", sqlite3_errmsg(db));
    return out;
  }
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    sqlite3_snprintf(sizeof out, out, "%s", sqlite3_column_text(statement, 0));
  }
  sqlite3_finalize(statement);
  return out;
}

// A second connection to the same path; must be refused while the first is open.
YITING_EXPORT(probe_open_second) int probe_open_second(const char* path) {
  sqlite3* second = nullptr;
  int code = sqlite3_open_v2(path, &second, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code == SQLITE_OK)
    code = sqlite3_exec(second, "SELECT * FROM sqlite_schema", nullptr, nullptr, nullptr);
  sqlite3_close(second);
  return code;
}

YITING_EXPORT(probe_close) int probe_close() {
  const int code = sqlite3_close(db);
  if (code == SQLITE_OK) db = nullptr;
  return code;
}
