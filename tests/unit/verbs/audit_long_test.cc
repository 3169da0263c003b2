// The audit over 10,000 entries: one thing is wrong somewhere, everything else is in order, down to
// the last fingerprint and the signature, and the audit names the entry.

#include <gtest/gtest.h>

#include "base/instant.h"
#include "tests/support/long_scenario.h"
#include "tests/unit/verbs/forge.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/audit.h"

namespace yiting::verbs {
namespace {

constexpr size_t kEntries = 10'000;

// Made once: playing 10,000 entries is most of the work.
struct Ledger {
  Ledger() {
    TestIo io;
    io.files["long.jsonl"] = testing::LongScenario(static_cast<int>(kEntries));
    const Ran ran = RunWith(io, {"run", "long.jsonl", "--summary", "--export", "l"});
    EXPECT_EQ(ran.code, 0) << ran.err.substr(0, 400);
    auto read = ReadLedgerBook(io, "l");
    EXPECT_TRUE(read.has_value()) << read.error().message;
    book = std::move(*read);
    EXPECT_GE(book.entries.size(), kEntries);
    book.entries.resize(kEntries);
  }

  v1::Entry At(size_t seq) const { return *schema::Decode<v1::Entry>(book.entries[seq]); }

  // The first entry from `seq` on that has an event of the kind, and the event's place in it.
  std::pair<size_t, int> Find(size_t seq, v1::Event::KindCase kind) const {
    for (; seq < kEntries; ++seq) {
      const v1::Entry entry = At(seq);
      for (int i = 0; i < entry.events_size(); ++i) {
        if (entry.events(i).kind_case() == kind) return {seq, i};
      }
    }
    ADD_FAILURE() << "no such event";
    return {0, 0};
  }

  // The entry `seq` and the next one in each other's place, numbered and dated as the place wants.
  std::pair<v1::Entry, v1::Entry> Swapped(size_t seq) const {
    v1::Entry first = At(seq + 1);
    v1::Entry second = At(seq);
    first.set_seq(seq);
    second.set_seq(seq + 1);
    const int64_t earlier = second.time_ms();
    second.set_time_ms(first.time_ms());
    first.set_time_ms(earlier);
    return {first, second};
  }

  LedgerBook book;
};

const Ledger& TheLedger() {
  static const Ledger ledger;
  return ledger;
}

class LongAuditTest : public ::testing::Test {
 protected:
  Ran Audit(const std::vector<Bytes>& entries) {
    TestIo io;
    io.files["l"] = SealLedger(ledger_.book, entries);
    EXPECT_EQ(RunWith(io, {"ledger", "verify", "l"}).code, 0)
        << "sealed and signed as it should be";
    return RunWith(io, {"audit", "l"});
  }
  static void ExpectFound(const Ran& ran, size_t seq, const std::string& why) {
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.err.substr(0, 10 + 7 + std::to_string(seq).size()),
              "yiting: l: entry " + std::to_string(seq))
        << ran.err;
    EXPECT_NE(ran.err.find(": " + why), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
  }

  const Ledger& ledger_ = TheLedger();
};

TEST_F(LongAuditTest, OfAnHonestLedgerFindsTheRulesKept) {
  const Ran ran = Audit(ledger_.book.entries);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("entries 10000\nfingerprint ")) << ran.out;
}

// A rating is another one, and the street goes on with the state that this leads to.
TEST_F(LongAuditTest, FindsOneChangedEventWhoseStreetWentOnAsIfNothingHadBeen) {
  const auto [seq, index] = ledger_.Find(9'800, v1::Event::kRatingGiven);
  Rogue rogue(ledger_.book, seq);
  std::vector<Bytes> entries(ledger_.book.entries.begin(),
                             ledger_.book.entries.begin() + static_cast<std::ptrdiff_t>(seq));
  v1::Entry changed = ledger_.At(seq);
  changed.mutable_events(index)->mutable_rating_given()->set_score(1);
  entries.push_back(rogue.Force(changed));
  for (size_t next = seq + 1; next < kEntries; ++next) {
    entries.push_back(rogue.GoOn(ledger_.At(next)));
  }
  // A replica that only replays takes every entry: fingerprints and tree fit.
  auto replica = *state::Community::Open(":memory:", state::Durability::kCache);
  ASSERT_TRUE(replica->Begin().has_value());
  for (const Bytes& entry : entries) {
    ASSERT_TRUE(state::ReplayEntry(*replica, entry, state::CommandSignatures::kSkip).has_value());
  }
  ExpectFound(Audit(entries), seq,
              "event " + std::to_string(index) + ": the ledger has rating_given matter=");
}

// The street gives itself a day more.
TEST_F(LongAuditTest, FindsADeadlineThatWasSetLater) {
  const auto [seq, index] = ledger_.Find(1'200, v1::Event::kDeadlineSet);
  Rogue rogue(ledger_.book, seq);
  std::vector<Bytes> entries = ledger_.book.entries;
  v1::Entry changed = ledger_.At(seq);
  v1::DeadlineSet* set = changed.mutable_events(index)->mutable_deadline_set();
  set->set_due_ms(set->due_ms() + kDayMs);
  entries[seq] = rogue.Force(changed);
  ExpectFound(Audit(entries), seq, "event " + std::to_string(index) + ": the ledger has deadline_");
}

TEST_F(LongAuditTest, FindsTwoEntriesThatWereSwapped) {
  const size_t seq = 700;
  std::vector<Bytes> entries = ledger_.book.entries;
  std::swap(entries[seq], entries[seq + 1]);
  TestIo io;
  io.files["l"] = SealLedger(ledger_.book, entries);
  ExpectFound(RunWith(io, {"audit", "l"}), seq, "its number should be 700");

  // Numbered and dated anew, so that only what is between them tells.
  const auto [first, second] = ledger_.Swapped(seq);
  entries[seq] = schema::Encode(first);
  entries[seq + 1] = schema::Encode(second);
  const Ran ran = Audit(entries);
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("yiting: l: entry 700: ")) << ran.err;
}

// Two commands of one device, the later one first, and every fingerprint as it should be: the
// device had counted them.
TEST_F(LongAuditTest, FindsTwoCommandsOfOneDeviceThatWereSwapped) {
  const auto payload = [this](size_t seq) {
    const auto command = schema::OpenCommand(ledger_.At(seq).command(), ledger_.book.id());
    return command ? command->payload : v1::Payload();
  };
  // What the same social worker did on two matters, one after the other.
  size_t seq = 1'500;
  for (;; ++seq) {
    ASSERT_LT(seq, 6'000u);
    const v1::Payload one = payload(seq);
    const v1::Payload two = payload(seq + 1);
    if (!one.device().empty() && one.device() == two.device() && one.has_act_on_matter() &&
        two.has_act_on_matter() && one.act_on_matter().matter() != two.act_on_matter().matter()) {
      break;
    }
  }
  Rogue rogue(ledger_.book, seq);
  const auto [first, second] = ledger_.Swapped(seq);
  std::vector<Bytes> entries = ledger_.book.entries;
  // Decided anew each, so that what they set is what the rules give at their new instants.
  entries[seq] = rogue.GoOn(first);
  entries[seq + 1] = rogue.Force(second);
  ExpectFound(Audit(entries), seq + 1, "the rules refuse its command: COUNTER_USED");
}

TEST_F(LongAuditTest, FindsAWrongPackOnOneEntry) {
  std::vector<Bytes> entries = ledger_.book.entries;
  v1::Entry changed = ledger_.At(2'345);
  changed.set_pack_hash(Bytes(32, 'p'));
  entries[2'345] = schema::Encode(changed);
  ExpectFound(Audit(entries), 2'345,
              "it names pack " + ToHex(Bytes(32, 'p')) + ", the rules in force are ");
}

// A matter opened under another good pack, which the file holds, and all that follows fits.
TEST_F(LongAuditTest, FindsAMatterOpenedUnderAnotherPackThanTheOneInForce) {
  TestIo io;
  const auto easier = LoadFolder(io, "rules/packs/mishixiang", "rules", {"accept_days=5"});
  ASSERT_TRUE(easier.has_value() && easier->pack != nullptr);
  LedgerBook book = ledger_.book;
  book.packs.push_back(rulehost::EncodeBundle(easier->pack->bundle()));
  const auto [seq, index] = ledger_.Find(1'000, v1::Event::kMatterOpened);
  Rogue rogue(book, seq);
  v1::Entry changed = ledger_.At(seq);
  changed.set_pack_hash(easier->pack->hash());
  std::vector<Bytes> entries = book.entries;
  entries[seq] = rogue.Force(changed);
  io.files["l"] = SealLedger(book, entries);
  ExpectFound(RunWith(io, {"audit", "l"}), seq,
              "it names pack " + ToHex(easier->pack->hash()) + ", the rules in force are ");
}

}  // namespace
}  // namespace yiting::verbs
