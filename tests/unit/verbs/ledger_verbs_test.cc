#include <algorithm>

#include <gtest/gtest.h>

#include "ledger/ledger_file.h"
#include "ledger/proof.h"
#include "schema/canonical.h"
#include "sequencer/sequencer.h"
#include "tests/unit/verbs/forge.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/audit.h"
#include "verbs/ledger_book.h"
#include "verbs/scenario.h"

namespace yiting::verbs {
namespace {

class LedgerVerbsTest : public ::testing::Test {
 protected:
  LedgerVerbsTest() {
    const Ran ran = RunWith(io, {"run", "tests/scenarios/a5_1_nine_steps.jsonl", "--export", "l"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    transcript = ran.out;
    auto read = ReadLedgerBook(io, "l");
    EXPECT_TRUE(read.has_value()) << read.error().message;
    book = std::move(*read);
  }

  Bytes Forge(const std::vector<Bytes>& entries) { return SealLedger(book, entries); }
  // The file with entry `seq` changed.
  Ran AuditWith(size_t seq, void (*change)(v1::Entry& entry)) {
    std::vector<Bytes> entries = book.entries;
    v1::Entry entry = *schema::Decode<v1::Entry>(entries[seq]);
    change(entry);
    entries[seq] = schema::Encode(entry);
    io.files["forged"] = Forge(entries);
    return RunWith(io, {"audit", "forged"});
  }

  TestIo io;
  std::string transcript;
  LedgerBook book;
};

TEST_F(LedgerVerbsTest, VerifySaysSizeAndRoot) {
  const Ran ran = RunWith(io, {"ledger", "verify", "l"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::string root = transcript.substr(transcript.find("root "), 69);
  EXPECT_NE(ran.out.find("\n" + root + "\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("\nsize 25\n"), std::string::npos);
  EXPECT_TRUE(ran.out.ends_with("\nverified\n"));
}

TEST_F(LedgerVerbsTest, EveryDamagedByteIsFound) {
  const Bytes good = io.files["l"];
  for (size_t i = 0; i < good.size(); i += 211) {
    io.files["damaged"] = good;
    io.files["damaged"][i] = static_cast<char>(good[i] ^ 0x20);
    const Ran ran = RunWith(io, {"ledger", "verify", "damaged"});
    EXPECT_EQ(ran.code, 1) << i;
    EXPECT_TRUE(ran.err.starts_with("yiting: damaged: ")) << ran.err;
  }
  io.files["cut"] = good.substr(0, good.size() / 2);
  EXPECT_EQ(RunWith(io, {"ledger", "verify", "cut"}).code, 1);
}

TEST_F(LedgerVerbsTest, ForgedSignatureInsideAnEntryIsFound) {
  std::vector<Bytes> entries = book.entries;
  v1::Entry entry = *schema::Decode<v1::Entry>(entries[5]);
  auto command = schema::Decode<v1::SignedCommand>(entry.command());
  command->mutable_signatures(0)->set_signature(Bytes(64, 'x'));
  entry.set_command(schema::Encode(*command));
  entries[5] = schema::Encode(entry);
  io.files["forged"] = Forge(entries);
  const Ran ran = RunWith(io, {"ledger", "verify", "forged"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "yiting: forged: entry 5: a signature of its command is wrong\n");
}

TEST_F(LedgerVerbsTest, HeaderOfAnotherLedgerIsFound) {
  std::vector<Bytes> entries(book.entries.begin() + 1, book.entries.end());
  io.files["forged"] = Forge(entries);
  const Ran ran = RunWith(io, {"ledger", "verify", "forged"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "yiting: forged: entry 0 founds no community\n");
}

TEST_F(LedgerVerbsTest, ExportIsALineOfJsonForEachEntry) {
  const Ran ran = RunWith(io, {"ledger", "export", "l"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 25);
  EXPECT_TRUE(ran.out.starts_with("{\"seq\":0,\"time\":\"2020-01-02T08:00:00+08:00\""));
  // Contents stay where they are: an export has commitments.
  EXPECT_EQ(ran.out.find("楼道"), std::string::npos);
}

TEST_F(LedgerVerbsTest, ProofConvincesSomebodyElse) {
  const Ran ran = RunWith(io, {"ledger", "proof", "l", "7"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  auto receipt = ledger::ParseReceipt(ran.out);
  ASSERT_TRUE(receipt.has_value());
  EXPECT_TRUE(ledger::CheckReceipt(*receipt, book.entries[7], book.header.origin,
                                   book.header.public_key)
                  .has_value());
  EXPECT_FALSE(ledger::CheckReceipt(*receipt, book.entries[8], book.header.origin,
                                    book.header.public_key)
                   .has_value());
  const Ran beyond = RunWith(io, {"ledger", "proof", "l", "25"});
  EXPECT_EQ(beyond.code, 2);
  EXPECT_EQ(beyond.err, "yiting: there is no entry 25; the ledger has 25\n");
}

TEST_F(LedgerVerbsTest, AuditOfAnHonestLedgerFindsTheRulesKept) {
  const Ran ran = RunWith(io, {"audit", "l"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::string fingerprint = transcript.substr(transcript.find("fingerprint "), 76);
  EXPECT_EQ(ran.out, "entries 25\n" + fingerprint + "\nthe rules were kept\n");
}

TEST_F(LedgerVerbsTest, AuditNamesTheFirstEntryThatDiffersAndHow) {
  const Ran event = AuditWith(3, [](v1::Entry& entry) {
    entry.mutable_events(1)->mutable_category_set()->set_lead("development");
  });
  EXPECT_EQ(event.code, 1);
  EXPECT_NE(event.err.find("entry 3: event 1: the ledger has category_set matter="),
            std::string::npos)
      << event.err;
  EXPECT_NE(event.err.find("lead=development, the rules give category_set matter="),
            std::string::npos);

  const Ran more = AuditWith(4, [](v1::Entry& entry) {
    entry.add_events()->mutable_deadline_cleared()->set_deadline(1);
  });
  EXPECT_NE(more.err.find("entry 4: event 2: the ledger has deadline_cleared deadline=1, the rules"
                          " give nothing"),
            std::string::npos)
      << more.err;

  const Ran print = AuditWith(6, [](v1::Entry& entry) { entry.set_fingerprint(Bytes(32, 'f')); });
  EXPECT_NE(print.err.find("entry 6: the ledger's fingerprint is 6666"), std::string::npos);

  const Ran early = AuditWith(9, [](v1::Entry& entry) { entry.set_time_ms(0); });
  EXPECT_NE(early.err.find("entry 9: it is earlier than the entry before it"), std::string::npos);

  const Ran pack = AuditWith(2, [](v1::Entry& entry) { entry.set_pack_hash(Bytes(32, 'p')); });
  EXPECT_NE(pack.err.find("entry 2: it names pack 7070"), std::string::npos) << pack.err;

  const Ran later = AuditWith(24, [](v1::Entry& entry) { entry.set_time_ms(entry.time_ms() + 1); });
  EXPECT_NE(later.err.find("entry 24: its time is 2020-01-24T00:00:00.001+08:00, its deadline fell"
                           " due at 2020-01-24T00:00:00+08:00"),
            std::string::npos)
      << later.err;

  const Ran other = AuditWith(24, [](v1::Entry& entry) { entry.set_deadline(8); });
  EXPECT_NE(other.err.find("entry 24: deadline 8 is not the next to fall due"), std::string::npos);
}

TEST_F(LedgerVerbsTest, AuditFindsWhatTheRulesWouldHaveRefused) {
  // The same command once more, later: its entry exists already.
  const Ran twice = AuditWith(5, [](v1::Entry& entry) { entry.set_seq(5); });
  EXPECT_EQ(twice.code, 0);
  std::vector<Bytes> entries = book.entries;
  entries.resize(8);
  v1::Entry entry = *schema::Decode<v1::Entry>(entries[4]);
  entry.set_seq(8);
  entry.set_time_ms(schema::Decode<v1::Entry>(entries[7])->time_ms());
  entries.push_back(schema::Encode(entry));
  io.files["forged"] = Forge(entries);
  EXPECT_NE(RunWith(io, {"audit", "forged"}).err.find("entry 8: its command has an entry already"),
            std::string::npos);
  // Entry 8 without the acceptance before it: a stage out of order.
  entries = book.entries;
  entries.erase(entries.begin() + 3);
  io.files["forged"] = Forge(entries);
  const Ran skipped = RunWith(io, {"audit", "forged"});
  EXPECT_NE(skipped.err.find("entry 3: the rules refuse its command: NOT_A_PARTY"),
            std::string::npos)
      << skipped.err;
}

TEST_F(LedgerVerbsTest, AuditFindsADeadlineThatWasPassedOver) {
  std::vector<Bytes> entries = book.entries;
  v1::Entry entry = *schema::Decode<v1::Entry>(entries[3]);
  entry.set_time_ms(entry.time_ms() + 30 * 24 * int64_t{3'600'000});
  entries[3] = schema::Encode(entry);
  io.files["forged"] = Forge(entries);
  const Ran ran = RunWith(io, {"audit", "forged"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("entry 3: deadline 1 was due before it and has no entry"),
            std::string::npos)
      << ran.err;
}

}  // namespace
}  // namespace yiting::verbs
