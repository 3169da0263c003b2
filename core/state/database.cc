#include "state/database.h"

#include <sqlite3.h>

#include <utility>

#include "base/check.h"

namespace yiting::state {

namespace {

ErrorCode CodeOf(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_NOMEM:
      return ErrorCode::kNoMemory;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kCorrupt;
    case SQLITE_CONSTRAINT:
      return ErrorCode::kConflict;
    default:
      return ErrorCode::kIo;
  }
}

}  // namespace

Query::Query(Database* database, sqlite3_stmt* statement, bool* busy)
    : database_(database), statement_(statement), busy_(busy) {}

Query::Query(Query&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      busy_(std::exchange(other.busy_, nullptr)) {}

Query::~Query() {
  if (statement_ == nullptr) return;
  if (busy_ == nullptr) {
    sqlite3_finalize(statement_);
    return;
  }
  database_->steps_ += sqlite3_stmt_status(statement_, SQLITE_STMTSTATUS_VM_STEP, 1);
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *busy_ = false;
}

bool Query::Next() {
  if (statement_ == nullptr || database_->failed_) return false;
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->NoteFailure(code);
  return false;
}

int64_t Query::Int(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Query::Text(int column) const { return Blob(column); }

Bytes Query::Blob(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  int size = sqlite3_column_bytes(statement_, column);
  if (data == nullptr || size <= 0) return {};
  return Bytes(static_cast<const char*>(data), static_cast<size_t>(size));
}

bool Query::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Query::Bind(int index, int64_t value) {
  if (statement_ == nullptr) return;
  CHECK(sqlite3_bind_int64(statement_, index, value) == SQLITE_OK);
}

void Query::Bind(int index, BytesView value) {
  if (statement_ == nullptr) return;
  // An empty view may have no address, which SQLite would bind as NULL.
  const char* data = value.empty() ? "" : value.data();
  int code = sqlite3_bind_blob64(statement_, index, data, value.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) database_->NoteFailure(code);
}

void Query::Bind(int index, struct Text value) {
  if (statement_ == nullptr) return;
  const char* data = value.value.empty() ? "" : value.value.data();
  int code = sqlite3_bind_text64(statement_, index, data, value.value.size(), SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
  if (code != SQLITE_OK) database_->NoteFailure(code);
}

Result<std::unique_ptr<Database>> Database::Open(const std::string& path, Durability durability) {
  sqlite3* connection = nullptr;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  if (code != SQLITE_OK) {
    std::string why = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    sqlite3_close_v2(connection);
    return Fail(CodeOf(code), path + ": cannot open this database: " + why);
  }
  std::unique_ptr<Database> database(new Database(connection));
  RETURN_IF_ERROR(database->Pragmas(durability));
  return database;
}

Status Database::Pragmas(Durability durability) {
  // EXCLUSIVE before the first access lets WAL work without shared memory, as the browser needs.
  RETURN_IF_ERROR(RunScript(
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF;"
      "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;"
      "PRAGMA cache_size=-8192;"));
  return RunScript(durability == Durability::kDurable ? "PRAGMA synchronous=FULL"
                                                      : "PRAGMA synchronous=NORMAL");
}

Database::~Database() {
  for (auto& [literal, slot] : slots_) sqlite3_finalize(slot.statement);
  sqlite3_close_v2(connection_);
}

Query Database::Start(const char* literal) {
  if (failed_) return Query(this, nullptr, nullptr);
  Slot& slot = slots_[literal];
  if (slot.statement == nullptr || slot.busy) {
    sqlite3_stmt* statement = nullptr;
    unsigned flags = slot.busy ? 0 : SQLITE_PREPARE_PERSISTENT;
    int code = sqlite3_prepare_v3(connection_, literal, -1, flags, &statement, nullptr);
    if (code != SQLITE_OK) {
      // A statement that does not compile is a bug of ours, unless the file or memory is to blame.
      CHECK((code & 0xff) != SQLITE_ERROR);
      NoteFailure(code);
      return Query(this, nullptr, nullptr);
    }
    if (slot.busy) return Query(this, statement, nullptr);
    slot.statement = statement;
  }
  slot.busy = true;
  return Query(this, slot.statement, &slot.busy);
}

Status Database::RunScript(const char* script) {
  if (failed_) return failure();
  char* text = nullptr;
  int code = sqlite3_exec(connection_, script, nullptr, nullptr, &text);
  if (code == SQLITE_OK) return {};
  std::string why = text != nullptr ? text : sqlite3_errstr(code);
  sqlite3_free(text);
  return Fail(CodeOf(code), "database: " + why);
}

Status Database::Begin() {
  if (InTransaction()) return Fail(ErrorCode::kConflict, "database: a transaction is open");
  Status begun = RunScript("BEGIN IMMEDIATE");
  // One that fails when it is open already would be in the way of the next.
  if (!begun && InTransaction()) RETURN_IF_ERROR(RunScript("ROLLBACK"));
  return begun;
}

Status Database::Commit() {
  if (failed_) {
    Error error = first_failure_;
    RETURN_IF_ERROR(Rollback());
    return Failure{error};
  }
  // FULL, IOERR and NOMEM can roll a transaction back silently; a COMMIT would then commit nothing.
  if (!InTransaction()) return Fail(ErrorCode::kIo, "database: the transaction was given up");
  Status done = RunScript("COMMIT");
  if (!done) {
    Error error = done.error();
    RETURN_IF_ERROR(Rollback());
    return Failure{error};
  }
  return {};
}

Status Database::Rollback() {
  failed_ = false;
  if (!InTransaction()) return {};
  return RunScript("ROLLBACK");
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(connection_) == 0; }

Status Database::failure() const {
  if (failed_) return Failure{first_failure_};
  return {};
}

int64_t Database::changes() const { return sqlite3_changes64(connection_); }

void Database::NoteFailure(int code) {
  if (failed_) return;
  failed_ = true;
  first_failure_ = Error{CodeOf(code), std::string("database: ") + sqlite3_errmsg(connection_)};
}

}  // namespace yiting::state
