#include "state/fingerprint.h"

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "state/schema.h"

namespace yiting::state {

namespace {

// table \0, then a field each: 1 | 8 bytes big-endian, 2 | 4-byte length | text, 3 | 4-byte
// length | blob.
void AppendTable(Bytes& row, std::string_view table) {
  row.append(table);
  row.push_back('\0');
}

void AppendField(Bytes& row, sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      row.push_back('\1');
      AppendU64Be(row, static_cast<uint64_t>(sqlite3_value_int64(value)));
      return;
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
      row.push_back(sqlite3_value_type(value) == SQLITE_TEXT ? '\2' : '\3');
      const void* data = sqlite3_value_blob(value);
      int size = sqlite3_value_bytes(value);
      AppendU32Be(row, static_cast<uint32_t>(size));
      if (size > 0) row.append(static_cast<const char*>(data), static_cast<size_t>(size));
      return;
    }
    default:
      CHECK(false);  // the tables are STRICT, NOT NULL and without REAL
  }
}

}  // namespace

Fingerprint::Fingerprint(Database& database) : database_(database) {
  sqlite3_preupdate_hook(database.raw(), &Fingerprint::OnChange, this);
}

Fingerprint::~Fingerprint() { Stop(); }

void Fingerprint::Stop() { sqlite3_preupdate_hook(database_.raw(), nullptr, nullptr); }

void Fingerprint::OnChange(void* self, sqlite3* connection, int operation, const char* /*schema*/,
                           const char* table, long long /*before*/, long long /*after*/) {
  if (!IsCovered(table)) return;
  auto* fingerprint = static_cast<Fingerprint*>(self);
  Bytes& row = fingerprint->scratch_;
  const int columns = sqlite3_preupdate_count(connection);
  sqlite3_value* value = nullptr;
  if (operation != SQLITE_INSERT) {
    row.clear();
    AppendTable(row, table);
    for (int i = 0; i < columns; ++i) {
      CHECK(sqlite3_preupdate_old(connection, i, &value) == SQLITE_OK);
      AppendField(row, value);
    }
    fingerprint->lanes_.Remove(row);
  }
  if (operation != SQLITE_DELETE) {
    row.clear();
    AppendTable(row, table);
    for (int i = 0; i < columns; ++i) {
      CHECK(sqlite3_preupdate_new(connection, i, &value) == SQLITE_OK);
      AppendField(row, value);
    }
    fingerprint->lanes_.Add(row);
  }
}

Result<crypto::LtHash> Fingerprint::SumOfAllRows(Database& database) {
  std::vector<std::string> tables;
  {
    Query query = database.Ask("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name");
    while (query.Next()) {
      if (IsCovered(query.Text(0))) tables.push_back(query.Text(0));
    }
  }
  RETURN_IF_ERROR(database.failure());
  crypto::LtHash lanes;
  for (const std::string& table : tables) {
    sqlite3_stmt* statement = nullptr;
    std::string sql = "SELECT * FROM " + table;
    if (sqlite3_prepare_v2(database.raw(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      return Fail(ErrorCode::kIo, "database: cannot read table " + table);
    }
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      Bytes row;
      AppendTable(row, table);
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        AppendField(row, sqlite3_column_value(statement, i));
      }
      lanes.Add(row);
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) return Fail(ErrorCode::kIo, "database: cannot read table " + table);
  }
  return lanes;
}

}  // namespace yiting::state
