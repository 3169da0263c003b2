// Replaying a ledger runs no rules: this program has none. It is linked from yiting_state and
// yiting_ledger alone (tests/CMakeLists.txt looks through what it links, and through its symbols
// for Lua's), and follows a ledger that the command line exported, entry by entry.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <variant>

#include "ledger/ledger_file.h"
#include "schema/canonical.h"
#include "state/replay.h"
#include "tests/support/files.h"
#include "yiting/v1/entry.pb.h"

namespace yiting {
namespace {

class ReplayWithoutRulesTest : public ::testing::Test {
 protected:
  ReplayWithoutRulesTest() {
    file_ = testing::ReadRepositoryFile(YITING_EXPORTED_LEDGER);
    reader_.Feed(file_);
    auto opened = state::Community::Open(":memory:", state::Durability::kCache);
    EXPECT_TRUE(opened.has_value());
    community_ = std::move(*opened);
  }

  // The next entry's bytes; nullopt behind the last. Packs are passed over: nobody could run them.
  std::optional<Bytes> NextEntry() {
    while (true) {
      const Result<std::optional<ledger::LedgerRecord>> record = reader_.Next();
      EXPECT_TRUE(record.has_value()) << (record ? "" : record.error().message);
      if (!record || !*record) return std::nullopt;
      if (const auto* entry = std::get_if<ledger::EntryRecord>(&**record)) {
        return Bytes(entry->bytes);
      }
    }
  }

  Bytes file_;
  ledger::LedgerReader reader_;
  std::unique_ptr<state::Community> community_;
};

TEST_F(ReplayWithoutRulesTest, EveryFingerprintOfAnExportedLedgerIsMet) {
  uint64_t entries = 0;
  uint64_t by_deadline = 0;
  ASSERT_TRUE(community_->Begin().has_value());
  while (const std::optional<Bytes> bytes = NextEntry()) {
    const auto entry = schema::Decode<v1::Entry>(*bytes);
    ASSERT_TRUE(entry.has_value());
    const Status done = state::ReplayEntry(*community_, *bytes, state::CommandSignatures::kVerify);
    ASSERT_TRUE(done.has_value()) << done.error().message;
    ASSERT_EQ(ToHex(crypto::AsBytes(community_->Digest())), ToHex(entry->fingerprint()))
        << "entry " << entries;
    if (!entry->has_command()) ++by_deadline;
    ++entries;
  }
  EXPECT_TRUE(community_->Commit().has_value());
  EXPECT_TRUE(reader_.Finish().has_value());
  // The half year of 米市巷街道: 111 bells, most of the nine steps of each, deadlines among them.
  EXPECT_GT(entries, 1'500u);
  EXPECT_GT(by_deadline, 50u);
  EXPECT_EQ(community_->facts().size, entries);
}

TEST_F(ReplayWithoutRulesTest, AnEntryWithAnotherEventIsNotFollowed) {
  ASSERT_TRUE(community_->Begin().has_value());
  while (const std::optional<Bytes> bytes = NextEntry()) {
    v1::Entry entry = *schema::Decode<v1::Entry>(*bytes);
    if (!entry.events(0).has_matter_opened()) {
      ASSERT_TRUE(
          state::ReplayEntry(*community_, *bytes, state::CommandSignatures::kSkip).has_value());
      continue;
    }
    entry.mutable_events(0)->mutable_matter_opened()->set_procedure("other");
    const Status done =
        state::ReplayEntry(*community_, schema::Encode(entry), state::CommandSignatures::kSkip);
    ASSERT_FALSE(done.has_value());
    EXPECT_NE(done.error().message.find("the state after it has another fingerprint"),
              std::string::npos)
        << done.error().message;
    return;
  }
  FAIL() << "the ledger opens no matter";
}

}  // namespace
}  // namespace yiting
