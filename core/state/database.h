// A Database is one SQLite file on one connection; a Query is one running statement of it.
// The first failure of SQLite (a full disk, no memory, damage) sticks: later statements do nothing
// and every commit reports it, so that code between can be written as if storage never failed.
// Statements are cached by the address of their text, which must be a literal.
//
// All SQL text of the core stands in core/state and in the stores of core/replica; nowhere else.
// Touches: the file it was opened on. Not thread-safe.
// Tested by tests/unit/state/database_test.cc; storage that fails at every point in turn, by
// tests/unit/verbs/failing_reads_test.cc

#ifndef YITING_STATE_DATABASE_H_
#define YITING_STATE_DATABASE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace yiting::state {

// How hard a commit holds on to what it wrote.
enum class Durability {
  kCache,    // synchronous=NORMAL: consistent after power loss, the newest commits may be gone
  kDurable,  // synchronous=FULL: what was committed stays
};

// A row that a check has found before. Storage that fails in between finds nothing: then an empty
// one, and the failure, which sticks, refuses whatever comes of it.
template <class Row>
Row OrEmpty(std::optional<Row> row) {
  return row ? *std::move(row) : Row();
}

// Tells a bound value's SQL type: bytes are blobs unless they are wrapped in Text.
struct Text {
  std::string_view value;
};

class Database;

// A running statement. Values are read by column from 0. Resets its statement when it goes.
class Query {
 public:
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&& other) noexcept;
  ~Query();

  // Moves to the next row; false at the end or after a failure.
  bool Next();

  int64_t Int(int column) const;
  // Copies, because a row's memory goes with the next step.
  std::string Text(int column) const;
  Bytes Blob(int column) const;
  bool IsNull(int column) const;

  void Bind(int index, int64_t value);
  void Bind(int index, BytesView value);
  void Bind(int index, struct Text value);

 private:
  friend class Database;
  Query(Database* database, sqlite3_stmt* statement, bool* busy);

  Database* database_;
  sqlite3_stmt* statement_;
  bool* busy_;  // of the cache slot; null when the statement is this query's own
};

class Database {
 public:
  // `path` may be ":memory:". Makes the file when it is not there.
  static Result<std::unique_ptr<Database>> Open(const std::string& path, Durability durability);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Binds the arguments to ?1, ?2, … and returns before the first row.
  template <class... Args>
  Query Ask(const char* literal, const Args&... args) {
    Query query = Start(literal);
    int index = 0;
    (BindOne(query, ++index, args), ...);
    return query;
  }

  // Runs a statement that gives no rows.
  template <class... Args>
  void Do(const char* literal, const Args&... args) {
    Query query = Ask(literal, args...);
    query.Next();
  }

  // Runs several statements without parameters (schema, pragmas).
  Status RunScript(const char* script);

  // BEGIN IMMEDIATE. Fails if a transaction is open.
  Status Begin();
  // Fails, and rolls back, if any statement failed since Begin or SQLite gave the transaction up.
  Status Commit();
  // Takes back everything since Begin and forgets a failure that a roll-back mends.
  Status Rollback();
  bool InTransaction() const;

  // The first failure, or success.
  Status failure() const;

  // Rows that the last statement changed.
  int64_t changes() const;
  // Virtual-machine steps of all statements so far, for benchmarks that count instead of timing.
  int64_t steps() const { return steps_; }

  sqlite3* raw() { return connection_; }

 private:
  friend class Query;
  explicit Database(sqlite3* connection) : connection_(connection) {}

  Query Start(const char* literal);
  void NoteFailure(int code);
  Status Pragmas(Durability durability);

  static void BindOne(Query& query, int index, BytesView value) { query.Bind(index, value); }
  static void BindOne(Query& query, int index, const Bytes& value) {
    query.Bind(index, BytesView(value));
  }
  static void BindOne(Query& query, int index, struct Text value) { query.Bind(index, value); }
  template <class Integer>
    requires std::is_integral_v<Integer>
  static void BindOne(Query& query, int index, Integer value) {
    query.Bind(index, static_cast<int64_t>(value));
  }

  struct Slot {
    sqlite3_stmt* statement = nullptr;
    bool busy = false;
  };

  sqlite3* connection_;
  std::map<const char*, Slot> slots_;  // looked up only, never walked for output
  bool failed_ = false;
  Error first_failure_{ErrorCode::kIo, ""};
  int64_t steps_ = 0;
};

}  // namespace yiting::state

#endif  // YITING_STATE_DATABASE_H_
