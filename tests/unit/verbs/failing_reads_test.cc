// Every kind of event decided again on storage that fails at every point in turn: in the midst of a
// check, of a rule's questions, of a change. That is an error of the machine, told as such; it is
// never a finding against the street, and it never ends the program. Native only: the phone's
// SQLite has no progress handler.
#ifndef __EMSCRIPTEN__

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/auditor.h"
#include "schema/canonical.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/ledger_book.h"
#include "verbs/pack_files.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {
namespace {

// The same event often has the same course; two of a kind are looked at.
constexpr int kOfAKind = 2;
// Between two points at which it fails: less than one question to a table takes.
constexpr int64_t kStride = 7;

// Interrupts SQLite once, at a point of its own choosing within a transaction. Not while that ends:
// what is interrupted after the last write is there nonetheless, as no disk would have it.
class Trouble {
 public:
  explicit Trouble(state::Database& database) : connection_(database.raw()) {}
  ~Trouble() { sqlite3_progress_handler(connection_, 0, nullptr, nullptr); }

  void StrikeAt(int64_t point) {
    left_ = point;
    sqlite3_progress_handler(
        connection_, 1, [](void* self) { return static_cast<Trouble*>(self)->Strikes() ? 1 : 0; },
        this);
  }
  bool struck() const { return struck_; }

 private:
  bool Strikes() {
    if (sqlite3_get_autocommit(connection_) != 0 || --left_ != 0) return false;
    struck_ = true;
    return true;
  }

  sqlite3* connection_;
  int64_t left_ = 0;
  bool struck_ = false;
};

class Ledgers {
 public:
  // Every entry of the scenario, in trouble if it has an event of a kind that is still new.
  void Live(const std::string& file) {
    TestIo io;
    const Ran ran = RunWith(io, {"run", file, "--summary", "--export", "l"});
    ASSERT_EQ(ran.code, 0) << file << ": " << ran.err;
    auto book = ReadLedgerBook(io, "l");
    ASSERT_TRUE(book.has_value()) << book.error().message;
    PackShelf packs;
    for (const Bytes& bundle : book->packs) ASSERT_TRUE(packs.AddBundle(bundle).has_value());
    auto state = *state::Community::Open(":memory:", state::Durability::kCache);
    const auto entry_of = [&](uint64_t seq) { return std::optional(book->entries[seq]); };
    for (uint64_t seq = 0; seq < book->entries.size(); ++seq) {
      const bool looked_at = IsNew(*schema::Decode<v1::Entry>(book->entries[seq]));
      int64_t point = looked_at ? 1 : 0;
      bool clean = false;
      while (!clean) {
        Trouble trouble(state->db());
        if (point > 0) trouble.StrikeAt(point);
        const Result<audit::Outcome> outcome =
            audit::Advance(*state, packs, entry_of, seq + 1);
        clean = point == 0 || !trouble.struck();
        const std::string where =
            file + ": entry " + std::to_string(seq) + ", point " + std::to_string(point);
        if (!clean) {
          ASSERT_FALSE(outcome.has_value()) << where;
          ++strikes;
        } else {
          ASSERT_TRUE(outcome.has_value()) << where << ": " << outcome.error().message;
          ASSERT_EQ(outcome->done, seq + 1)
              << where << ": " << outcome->missing
              << (outcome->difference ? outcome->difference->what : "");
        }
        point += kStride;
      }
    }
  }

  int strikes = 0;
  std::map<int, int> kinds;  // of events, how many were looked at

 private:
  bool IsNew(const v1::Entry& entry) {
    bool is_new = false;
    for (const v1::Event& event : entry.events()) {
      is_new = ++kinds[event.kind_case()] <= kOfAKind || is_new;
    }
    return is_new;
  }
};

TEST(FailingReads, AreNeitherAFindingNorTheEnd) {
  Ledgers ledgers;
  std::vector<std::string> folders = {"tests/scenarios/"};
  for (const std::string& pack : testing::ListRepositoryFolder("rules/packs")) {
    folders.push_back("rules/packs/" + pack + "scenarios/");
  }
  for (const std::string& folder : folders) {
    for (const std::string& name : testing::ListRepositoryFolder(folder)) {
      if (!name.ends_with(".jsonl")) continue;
      ledgers.Live(folder + name);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(ledgers.kinds.size(), 60u) << "kinds of events";
  EXPECT_GT(ledgers.strikes, 10'000);
}

}  // namespace
}  // namespace yiting::verbs

#endif  // __EMSCRIPTEN__
