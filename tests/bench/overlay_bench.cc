// What laying pending commands over the confirmed state costs, two ways, on the tables of the state
// with rows as a press of the bell and an answer to it make them:
//
//   transaction   one transaction that is never committed; taken off by ROLLBACK
//   changesets    each pending command committed with its undo changeset (SQLite's session
//                 extension, inverted), stored in a table; taken off by applying them backwards
//
// A rebase takes off what is pending, applies 20 entries from outside, and lays the pending ones
// again. Printed: milliseconds for one command laid, one rebase, one start with what is pending.
// docs/adr/0003-pending-overlay.md has the figures. Touches: a folder under /tmp, or memory.

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "state/database.h"
#include "state/schema.h"

namespace {

using yiting::state::Database;
using yiting::state::Durability;

std::string Id(int n, size_t bytes) {
  std::string id(bytes, '\0');
  for (size_t i = 0; i < 4; ++i) id[i] = static_cast<char>(n * 2654435761u >> (8 * i));
  for (size_t i = 0; i < 4; ++i) id[4 + i] = static_cast<char>(n >> (8 * i));
  return id;
}

// The rows of one press: what ApplyTo(MatterOpened), StageEntered and DeadlineSet write.
void Press(Database& db, int n) {
  const std::string matter = Id(n, 16);
  db.Do("INSERT INTO matters VALUES(?1, ?2, 'bell', ?3, ?4, x'', 'resident', 1, 0, 0, 'applied', 1,"
        " 0, '', '', '', '', 0, ?2, ?2, 0, 2, ?5)",
        matter, n, Id(1, 32), Id(n % 700, 16), Id(n, 32));
  for (int step = 1; step <= 2; ++step) {
    db.Do("INSERT INTO steps VALUES(?1, ?2, ?3, 0, 1, 'bell', ?4, 'resident', '')", matter, step, n,
          Id(n % 700, 16));
  }
  for (const char* field : {"title", "body"}) {
    db.Do("INSERT INTO inputs VALUES(?1, 1, ?2, ?3)", matter, yiting::state::Text{field},
          Id(n, 60));
    db.Do("INSERT INTO contents VALUES(?1, 2, 'text/plain', 90, ?2, ?3)",
          Id(n, 31) + field[0], matter, Id(n % 700, 16));
  }
  db.Do("INSERT INTO deadlines VALUES(?1, ?2, 'applied', 0, ?1, 0, 0, 0)", n, matter);
  db.Do("INSERT INTO counters VALUES('opened.bell', 1)"
        " ON CONFLICT(counter) DO UPDATE SET count = count + 1");
  db.Do("INSERT INTO commands VALUES(?1, ?2)", Id(n, 32), n);
  db.Do("UPDATE ledger SET size = size + 1 WHERE id = 0");
}

// And of an acceptance: an update of the matter, five parties, steps.
void Answer(Database& db, int n, int of) {
  const std::string matter = Id(of, 16);
  db.Do("UPDATE matters SET stage = 'accepted', visit = visit + 1, category = 'parking',"
        " steps = steps + 6 WHERE matter = ?1",
        matter);
  db.Do("UPDATE deadlines SET end = 1 WHERE deadline = ?1", of);
  for (int i = 0; i < 4; ++i) {
    db.Do("INSERT OR REPLACE INTO parties VALUES(?1, ?2, 0, 0, 0, x'')", matter,
          yiting::state::Text{std::string(1, static_cast<char>('a' + i))});
    db.Do("INSERT OR REPLACE INTO steps VALUES(?1, ?2, ?3, 0, 4, 'unit', x'', '', '')", matter,
          10 + i, n);
  }
  db.Do("INSERT INTO commands VALUES(?1, ?2)", Id(n, 32), n);
  db.Do("UPDATE ledger SET size = size + 1 WHERE id = 0");
}

void Command(Database& db, int n) {
  if (n % 2 == 0) {
    Press(db, n);
  } else {
    Answer(db, n, n - 1);
  }
}

double Ms(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since)
      .count();
}

std::unique_ptr<Database> Fill(const std::string& path, int entries) {
  auto db = Database::Open(path, Durability::kCache);
  CHECK(db.has_value());
  CHECK(yiting::state::MakeTables(**db).has_value());
  CHECK((*db)->Begin().has_value());
  (*db)->Do("INSERT INTO ledger VALUES(0, 0, 0, 1, x'', '', '', x'', 1, 1)");
  for (int n = 2; n < entries; ++n) Command(**db, n);
  CHECK((*db)->Commit().has_value());
  return std::move(*db);
}

struct Result {
  double lay = 1e9;     // one command
  double rebase = 1e9;
  double start = 0;
};

constexpr int kIncoming = 20;
// The best of so many: the machine is seldom alone.
constexpr int kRounds = 5;

void Keep(double& best, double now) { best = std::min(best, now); }

Result Transaction(const std::string& path, int entries, int pending) {
  auto db = Fill(path, entries);
  Result result;
  const int own = entries + 10'000;
  for (int round = 0; round < kRounds; ++round) {
    if (db->InTransaction()) CHECK(db->Rollback().has_value());
    auto since = std::chrono::steady_clock::now();
    CHECK(db->Begin().has_value());
    for (int i = 0; i < pending; ++i) Command(*db, own + i);
    Keep(result.lay, Ms(since) / pending);
    since = std::chrono::steady_clock::now();
    CHECK(db->Rollback().has_value());
    CHECK(db->Begin().has_value());
    for (int i = 0; i < kIncoming; ++i) Command(*db, entries + round * kIncoming + i);
    CHECK(db->Commit().has_value());
    CHECK(db->Begin().has_value());
    for (int i = 0; i < pending; ++i) Command(*db, own + i);
    Keep(result.rebase, Ms(since));
  }
  db.reset();
  if (path == ":memory:") return result;
  const auto since = std::chrono::steady_clock::now();
  auto again = Database::Open(path, Durability::kCache);
  CHECK(again.has_value());
  CHECK((*again)->Begin().has_value());
  for (int i = 0; i < pending; ++i) Command(**again, own + i);
  result.start = Ms(since);
  return result;
}

class Changesets {
 public:
  explicit Changesets(Database& db) : db_(db) {
    CHECK(db.RunScript("CREATE TABLE undo(number INTEGER PRIMARY KEY, changes BLOB NOT NULL)"
                       " STRICT, WITHOUT ROWID")
              .has_value());
  }
  void Lay(int n) {
    sqlite3_session* session = nullptr;
    CHECK(sqlite3session_create(db_.raw(), "main", &session) == SQLITE_OK);
    CHECK(sqlite3session_attach(session, nullptr) == SQLITE_OK);
    CHECK(db_.Begin().has_value());
    Command(db_, n);
    int size = 0;
    void* changes = nullptr;
    CHECK(sqlite3session_changeset(session, &size, &changes) == SQLITE_OK);
    sqlite3session_delete(session);
    int inverted_size = 0;
    void* inverted = nullptr;
    CHECK(sqlite3changeset_invert(size, changes, &inverted_size, &inverted) == SQLITE_OK);
    db_.Do("INSERT INTO undo VALUES(?1, ?2)", n,
           std::string_view(static_cast<char*>(inverted), static_cast<size_t>(inverted_size)));
    CHECK(db_.Commit().has_value());
    sqlite3_free(changes);
    sqlite3_free(inverted);
  }
  void TakeOff() {
    CHECK(db_.Begin().has_value());
    std::vector<std::string> undo;
    {
      auto query = db_.Ask("SELECT changes FROM undo ORDER BY number DESC");
      while (query.Next()) undo.push_back(query.Blob(0));
    }
    for (std::string& one : undo) {
      auto abort = [](void*, int, sqlite3_changeset_iter*) { return SQLITE_CHANGESET_ABORT; };
      CHECK(sqlite3changeset_apply(db_.raw(), static_cast<int>(one.size()), one.data(), nullptr,
                                   abort, nullptr) == SQLITE_OK);
    }
    db_.Do("DELETE FROM undo");
  }

 private:
  Database& db_;
};

Result Undo(const std::string& path, int entries, int pending) {
  auto db = Fill(path, entries);
  Changesets changesets(*db);
  Result result;
  const int own = entries + 10'000;
  for (int round = 0; round < kRounds; ++round) {
    auto since = std::chrono::steady_clock::now();
    for (int i = 0; i < pending; ++i) changesets.Lay(own + i);
    Keep(result.lay, Ms(since) / pending);
    since = std::chrono::steady_clock::now();
    changesets.TakeOff();
    for (int i = 0; i < kIncoming; ++i) Command(*db, entries + round * kIncoming + i);
    CHECK(db->Commit().has_value());
    for (int i = 0; i < pending; ++i) changesets.Lay(own + i);
    Keep(result.rebase, Ms(since));
    changesets.TakeOff();
    CHECK(db->Commit().has_value());
  }
  db.reset();
  if (path == ":memory:") return result;
  const auto since = std::chrono::steady_clock::now();
  CHECK(Database::Open(path, Durability::kCache).has_value());
  result.start = Ms(since);
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  // An argument is a folder for real files; without one everything is in memory.
  const std::string folder = argc > 1 ? argv[1] : "";
  int files = 0;
  auto path = [&] {
    if (folder.empty()) return std::string(":memory:");
    return folder + "/overlay-" + std::to_string(++files) + ".db";
  };
  std::printf("%-12s %8s %8s %12s %12s %12s\n", "way", "entries", "pending", "lay ms", "rebase ms",
              "start ms");
  for (int entries : {2'000, 50'000}) {
    for (int pending : {1, 10, 100, 500}) {
      const Result a = Transaction(path(), entries, pending);
      const Result b = Undo(path(), entries, pending);
      std::printf("%-12s %8d %8d %12.3f %12.2f %12.2f\n", "transaction", entries, pending, a.lay,
                  a.rebase, a.start);
      std::printf("%-12s %8d %8d %12.3f %12.2f %12.2f\n", "changesets", entries, pending, b.lay,
                  b.rebase, b.start);
    }
  }
  return 0;
}
