// Whoever acted holds a receipt: asked for, verified, kept, and good without us.

#include <gtest/gtest.h>

#include <string>

#include "ledger/proof.h"
#include "town.h"

namespace yiting::testing {
namespace {

Bytes ReceiptOf(Phone& phone, uint64_t seq) {
  return phone.Save(v1::SaveFile::RECEIPT, seq).data();
}

// As anybody can check it: with the entry, the ledger's id and the key.
bool IsGood(const Server& server, const Bytes& text, const Bytes& entry) {
  const auto receipt = ledger::ParseReceipt(text);
  return receipt && ledger::CheckReceipt(*receipt, entry, ledger::OriginOf(server.id()),
                                         server.Key())
                        .has_value();
}

struct Acted : public ::testing::Test {
  Acted() : phone(server, 'A') {
    phone.Sync();
    phone.Act(Press("校门口堵车"));
  }
  uint64_t Seq() { return phone.Outbox().items(0).seq(); }
  Server server;
  Phone phone;
};

TEST_F(Acted, HoldsAReceiptOfTheirEntryAndOfNoOther) {
  phone.Sync();
  const uint64_t seq = Seq();
  ASSERT_EQ(seq, 1u);
  const v1::SavedFile file = phone.Save(v1::SaveFile::RECEIPT, seq);
  EXPECT_EQ(file.name(), "1.tlog-proof");
  EXPECT_TRUE(IsGood(server, file.data(), server.entries[seq]));
  EXPECT_FALSE(IsGood(server, file.data(), server.entries[0]));
  EXPECT_EQ(ReceiptOf(phone, 0), "") << "somebody else's entry";
  EXPECT_EQ(phone.Save(v1::SaveFile::ENTRY, seq).data(), server.entries[seq]);
  Phone other(server, 'B');
  other.Sync();
  EXPECT_EQ(ReceiptOf(other, seq), "");
}

TEST_F(Acted, KeepsItWhenTheItemWasLookedAtBeforeItCame) {
  bool gives = false;
  server.lie = [&gives](v1::PullResponse& response) {
    if (!gives) response.clear_receipts();
  };
  phone.Sync();
  EXPECT_EQ(ReceiptOf(phone, 1), "");
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
  v1::OutboxEdit edit;
  edit.set_what(v1::OutboxEdit::SEEN);
  edit.set_command_id(phone.Outbox().items(0).command_id());
  ASSERT_TRUE(phone.replica->Edit(edit).has_value());
  EXPECT_EQ(phone.Outbox().items_size(), 0);
  gives = true;
  server.now_ms += 11 * 60'000;
  phone.Sync();
  EXPECT_TRUE(IsGood(server, ReceiptOf(phone, 1), server.entries[1]));
}

TEST_F(Acted, DoesNotAskAServerThatGivesNoneOverAndOver) {
  server.lie = [](v1::PullResponse& response) { response.clear_receipts(); };
  phone.Sync();
  const int asked = server.receipts_asked;
  EXPECT_EQ(asked, 1);
  phone.Sync();
  phone.Sync();
  EXPECT_EQ(server.receipts_asked, asked);
}

TEST_F(Acted, TakesNoneThatDoesNotVerify) {
  std::string spoilt;
  server.lie = [&](v1::PullResponse& response) {
    for (std::string& receipt : *response.mutable_receipts()) {
      auto parsed = *ledger::ParseReceipt(receipt);
      if (!parsed.proof.empty()) parsed.proof[0][0] ^= 1;
      receipt = spoilt = ledger::FormatReceipt(parsed);
    }
  };
  phone.Sync();
  EXPECT_FALSE(spoilt.empty());
  EXPECT_EQ(ReceiptOf(phone, 1), "");
  EXPECT_NE(phone.SyncState().state(), v1::SyncView::BROKEN) << "anybody can spoil it on its way";
  server.lie = nullptr;
  server.now_ms += 11 * 60'000;
  phone.Sync();
  EXPECT_TRUE(IsGood(server, ReceiptOf(phone, 1), server.entries[1]));
}

TEST_F(Acted, AReceiptUnderAnotherSignedTreeIsEvidence) {
  server.lie = [&](v1::PullResponse& response) {
    for (std::string& receipt : *response.mutable_receipts()) {
      auto parsed = *ledger::ParseReceipt(receipt);
      const std::string origin = ledger::OriginOf(server.id());
      ledger::TreeHead other = server.tree.head();
      other.root[0] ^= 1;
      parsed.checkpoint =
          ledger::SignCheckpoint({origin, other.size, other.root}, origin, server.key);
      receipt = ledger::FormatReceipt(parsed);
    }
  };
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), v1::SyncView::BROKEN);
  const auto kept = phone.replica->parts().store->AllEvidence();
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].lasts, replica::Evidence::kForever);
  EXPECT_NE(kept[0].checkpoint_held, kept[0].checkpoint_came);
  EXPECT_EQ(ReceiptOf(phone, 1), "");
}

TEST_F(Acted, AsksForNoMoreThanAPullMayAsk) {
  for (int i = 0; i < 99; ++i) phone.Act(LeaveMessage("第" + std::to_string(i)));
  int most = 0;
  server.lie = [&most](v1::PullResponse& response) {
    most = std::max(most, response.receipts_size());
  };
  phone.Sync();
  EXPECT_EQ(most, 64);
  for (uint64_t seq = 1; seq < server.size(); ++seq) {
    EXPECT_TRUE(IsGood(server, ReceiptOf(phone, seq), server.entries[seq])) << seq;
  }
}

TEST_F(Acted, ASideStoreOfTheVersionBeforeIsTakenOver) {
  TempFolder folder;
  const std::string path = folder.path() + "/side.db";
  Phone kept(server, 'B', folder.path());
  kept.Sync();
  kept.Act(Press("还没发出"));
  kept.Sync();
  kept.Act(LeaveMessage("还没发出的"));
  kept.replica.reset();
  {
    // As the version before had it.
    auto database = *state::Database::Open(path, state::Durability::kDurable);
    ASSERT_TRUE(
        database
            ->RunScript(
                "DROP TABLE receipts; DROP TABLE IF EXISTS snapshot;"
                "CREATE TABLE texts(command BLOB NOT NULL, place INTEGER NOT NULL,"
                " field TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(command, place))"
                " STRICT, WITHOUT ROWID;"
                "CREATE TABLE contents(commitment BLOB PRIMARY KEY, salt BLOB NOT NULL,"
                " data BLOB NOT NULL) STRICT, WITHOUT ROWID;"
                "INSERT INTO contents SELECT commitment, salt, data FROM prose"
                " WHERE commitment IS NOT NULL;"
                "INSERT INTO texts SELECT command, row, field, text FROM words"
                " WHERE command IS NOT NULL;"
                "DROP TABLE prose; DROP TABLE words; PRAGMA user_version=1")
            .has_value());
  }
  kept.Reopen();
  ASSERT_EQ(kept.Outbox().items_size(), 2);
  EXPECT_EQ(kept.Outbox().items(1).texts(0).text(), "还没发出的");
  EXPECT_EQ(ReceiptOf(kept, 1), "");
  kept.Sync();
  const v1::OutboxView outbox = kept.Outbox();
  for (const v1::OutboxItem& item : outbox.items()) {
    EXPECT_TRUE(IsGood(server, ReceiptOf(kept, item.seq()), server.entries[item.seq()]));
  }
}

}  // namespace
}  // namespace yiting::testing
