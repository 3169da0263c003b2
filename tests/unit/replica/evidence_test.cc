// A ledger that does not fit: nothing of it is applied, what came is kept, the outbox stays.

#include <gtest/gtest.h>

#include "ledger/checkpoint.h"
#include "schema/canonical.h"
#include "state/apply.h"
#include "snapshots.h"
#include "town.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::testing {
namespace {

using replica::Evidence;
using v1::SyncView;

std::vector<Evidence> Kept(Phone& phone) { return phone.replica->parts().store->AllEvidence(); }

// The server's own mistakes are made by rewriting what it has stored.
void Replace(Server& server, size_t seq, const Bytes& entry) {
  server.entries[seq] = entry;
  ledger::MemoryTree tree;
  for (const Bytes& one : server.entries) tree.Append(ledger::LeafHash(one));
  server.tree = tree;
}

std::string Signed(const Server& server, const ledger::TreeHead& head) {
  const std::string origin = ledger::OriginOf(server.sequencer->community_id());
  return ledger::SignCheckpoint({origin, head.size, head.root}, origin, server.key);
}

struct Broken : public ::testing::Test {
  Broken() : phone(server, 'A') {
    phone.Sync();
    server.contents[Bytes(32, 'c')];  // a command needs its contents at hand
    server.Command('B', [](v1::Payload& payload) {
      v1::LeaveMessage* leave = payload.mutable_leave_message();
      leave->set_channel(v1::APP);
      leave->mutable_text()->set_commitment(Bytes(32, 'c'));
      leave->mutable_text()->set_audience(v1::STAFF);
      leave->mutable_text()->set_media("text/plain");
      leave->mutable_text()->set_size(3);
    });
    phone.GoOffline();
    phone.Act(Press("还没发出"));
    phone.online = true;
  }
  Server server;
  Phone phone;

  // Under every answer stands a good signature of the entries that the server has now.
  void SignWhatIsThere() {
    server.lie = [this](v1::PullResponse& response) {
      response.set_checkpoint(Signed(server, server.tree.head()));
    };
  }
  void ServeAnotherFingerprint() {
    v1::Entry entry;
    ASSERT_TRUE(entry.ParseFromString(server.entries[1]));
    entry.mutable_fingerprint()->back() ^= 1;
    Replace(server, 1, schema::Encode(entry));
    SignWhatIsThere();
  }
  void ExpectBroken(const std::string& line, Evidence::Lasts lasts) {
    const uint64_t before = phone.replica->Describe().tree_size();
    phone.Sync();
    const SyncView sync = phone.SyncState();
    EXPECT_EQ(sync.state(), SyncView::BROKEN);
    EXPECT_NE(sync.broken().find(line), std::string::npos) << sync.broken();
    EXPECT_EQ(sync.tree_size(), before);
    ASSERT_FALSE(Kept(phone).empty());
    EXPECT_EQ(Kept(phone).back().line, sync.broken());
    EXPECT_EQ(Kept(phone).back().lasts, lasts);
    EXPECT_FALSE(Kept(phone).back().material.empty());
    // Nothing is asked for any more, and nothing is lost.
    EXPECT_EQ(phone.StepOnly().method(), "");
    EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::WAITING);
    EXPECT_EQ(server.pushes, 0);
    // Screens and the outbox go on.
    EXPECT_FALSE(phone.Act(Press("还能写")).has_rejection());
  }
};

TEST_F(Broken, CheckpointOfAnotherKey) {
  server.lie = [this](v1::PullResponse& response) {
    const std::string origin = ledger::OriginOf(server.id());
    response.set_checkpoint(ledger::SignCheckpoint(
        {origin, server.size(), server.tree.head().root}, origin, KeyOf('X')));
  };
  ExpectBroken("the checkpoint is not this ledger's", Evidence::kThisRun);
}

TEST_F(Broken, CheckpointOfAnotherCommunity) {
  server.lie = [this](v1::PullResponse& response) {
    const std::string origin = ledger::OriginOf(Bytes(32, 'x'));
    response.set_checkpoint(ledger::SignCheckpoint(
        {origin, server.size(), server.tree.head().root}, origin, server.key));
  };
  ExpectBroken("the checkpoint is not this ledger's", Evidence::kThisRun);
}

TEST_F(Broken, EntryChangedOnTheWay) {
  server.lie = [](v1::PullResponse& response) {
    if (response.entries_size() > 0) response.mutable_entries(0)->back() ^= 1;
  };
  ExpectBroken("are not those under the signed root", Evidence::kThisRun);
}

TEST_F(Broken, WhatNobodySignedIsTriedAgainAfterARestart) {
  TempFolder folder;
  Phone kept(server, 'B', folder.path());
  kept.Sync();
  server.lie = [](v1::PullResponse& response) { response.set_checkpoint("no note\n"); };
  kept.Sync();
  EXPECT_EQ(kept.SyncState().state(), SyncView::BROKEN);
  server.lie = nullptr;
  kept.Reopen();
  kept.Sync();
  EXPECT_EQ(kept.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_EQ(Kept(kept).size(), 1u);
  EXPECT_EQ(kept.ConfirmedFingerprint(), server.Fingerprint());
}

TEST_F(Broken, ForkOfTheSameSize) {
  phone.Sync();  // holds the checkpoint of 3 entries: its own press went out
  server.pushes = 0;
  phone.GoOffline();
  phone.Act(Press("第二件"));
  phone.online = true;
  server.lie = [this](v1::PullResponse& response) {
    ledger::TreeHead other = server.tree.head();
    other.root[0] ^= 1;
    response.set_checkpoint(Signed(server, other));
  };
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(Kept(phone).back().lasts, Evidence::kForever);
  EXPECT_NE(Kept(phone).back().checkpoint_held, Kept(phone).back().checkpoint_came);
  EXPECT_EQ(server.pushes, 0);
}

TEST_F(Broken, LargerTreeThatDidNotGrowOutOfOurs) {
  const Bytes first = server.entries[0];
  Replace(server, 0, first + "x");
  SignWhatIsThere();
  ExpectBroken("two trees that do not fit together", Evidence::kThisRun);
}

// The same answer as of an honest server, but for a bit that nobody has signed.
TEST_F(Broken, ADamagedProofAccusesNobodyForEver) {
  TempFolder folder;
  Phone kept(server, 'B', folder.path());
  kept.Sync();
  LeaveWords(server, 'C', 7);
  server.lie = [](v1::PullResponse& response) {
    ASSERT_GT(response.consistency_size(), 0);
    response.mutable_consistency(0)->front() ^= 1;
  };
  kept.Sync();
  EXPECT_EQ(kept.SyncState().state(), SyncView::BROKEN);
  server.lie = nullptr;
  kept.Reopen();
  kept.Sync();
  EXPECT_EQ(kept.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_EQ(kept.ConfirmedFingerprint(), server.Fingerprint());
}

TEST_F(Broken, SmallerTreeThatIsNotOurBeginning) {
  phone.Sync();
  server.pushes = 0;
  server.lie = [this](v1::PullResponse& response) {
    ledger::TreeHead other = server.tree.HeadAt(1);
    other.root[3] ^= 1;
    response.clear_entries();
    response.set_checkpoint(Signed(server, other));
  };
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(Kept(phone).back().lasts, Evidence::kForever);
}

TEST_F(Broken, SmallerTreeThatIsOurBeginningIsOnlyBehind) {
  phone.Sync();
  server.lie = [this](v1::PullResponse& response) {
    response.clear_entries();
    response.set_checkpoint(Signed(server, server.tree.HeadAt(1)));
  };
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_TRUE(Kept(phone).empty());
  EXPECT_GT(phone.StepOnly().retry_ms(), 0);
}

TEST_F(Broken, SignedEntryWithAnotherFingerprint) {
  ServeAnotherFingerprint();
  ExpectBroken("another fingerprint", Evidence::kThisBuild);
  EXPECT_EQ(Kept(phone).back().material, server.entries[1]);
}

TEST_F(Broken, SignedEntryWithAWrongSignatureInIt) {
  v1::Entry entry;
  v1::SignedCommand command;
  ASSERT_TRUE(entry.ParseFromString(server.entries[1]));
  ASSERT_TRUE(command.ParseFromString(entry.command()));
  command.mutable_signatures(0)->mutable_signature()->back() ^= 1;
  entry.set_command(schema::Encode(command));
  Replace(server, 1, schema::Encode(entry));
  SignWhatIsThere();
  ExpectBroken("signature", Evidence::kThisBuild);
}

// What the street leaves out or turns round it can sign; its own entries still say their places.
TEST_F(Broken, EntryLeftOutAndSigned) {
  LeaveWords(server, 'C', 7);
  server.entries.erase(server.entries.begin() + 1);
  Replace(server, 1, server.entries[1]);
  SignWhatIsThere();
  ExpectBroken("entry", Evidence::kThisBuild);
}

TEST_F(Broken, EntriesTurnedRoundAndSigned) {
  LeaveWords(server, 'C', 7);
  std::swap(server.entries[1], server.entries[2]);
  Replace(server, 1, server.entries[1]);
  SignWhatIsThere();
  ExpectBroken("entry", Evidence::kThisBuild);
}

TEST_F(Broken, EntryLeftOutThatThisDeviceHolds) {
  phone.Sync();
  server.pushes = 0;
  phone.GoOffline();
  phone.Act(Press("第二件"));
  phone.online = true;
  LeaveWords(server, 'C', 7);
  LeaveWords(server, 'C', 8);
  server.entries.erase(server.entries.begin() + 1);
  Replace(server, 1, server.entries[1]);
  SignWhatIsThere();
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(Kept(phone).back().lasts, Evidence::kThisRun);
  EXPECT_EQ(server.pushes, 0);
}

TEST_F(Broken, JudgementOfThisBuildStaysOverARestart) {
  TempFolder folder;
  Phone kept(server, 'B', folder.path());
  ServeAnotherFingerprint();
  kept.Sync();
  EXPECT_EQ(kept.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(kept.replica->Describe().tree_size(), 1u);
  kept.Reopen();
  EXPECT_EQ(kept.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(kept.StepOnly().method(), "");
}

TEST_F(Broken, HigherEngineLevelWaitsForAnUpdate) {
  v1::Entry entry;
  ASSERT_TRUE(entry.ParseFromString(server.entries[1]));
  entry.set_engine_level(2);
  // With a field that this build has never heard of.
  Replace(server, 1, schema::Encode(entry) + Bytes("\xfa\x3e\x01x", 4));
  SignWhatIsThere();
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::UPDATE_NEEDED);
  EXPECT_EQ(phone.SyncState().tree_size(), 1u);
  EXPECT_EQ(phone.SyncState().waiting(), 1u);
  EXPECT_TRUE(Kept(phone).empty());
  EXPECT_EQ(phone.StepOnly().method(), "");
  EXPECT_EQ(server.pushes, 0);
}

TEST_F(Broken, DamagedCacheAccusesNobody) {
  // A row that no entry made: the next fingerprint is wrong, and it is our own fault.
  replica::Parts& parts = phone.replica->parts();
  ASSERT_TRUE(parts.overlay->TakeOff().has_value());
  ASSERT_TRUE(parts.state->Begin().has_value());
  parts.state->db().Do("INSERT INTO counters(counter, count) VALUES('bad', 7)");
  ASSERT_TRUE(parts.state->Commit().has_value());
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_TRUE(Kept(phone).empty());
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST_F(Broken, LinkThatNamesAnotherKey) {
  v1::OpenReplica open;
  open.set_community(server.id());
  open.set_sequencer_key(crypto::PublicKey(KeyOf('X')));
  auto made = replica::Replica::Open(open, FreshEntropy(), server.now_ms);
  ASSERT_TRUE(made.has_value());
  phone.replica = std::move(*made);
  phone.order.Clear();
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(phone.SyncState().tree_size(), 0u);
}

TEST_F(Broken, WithoutAKeyTheFirstEntryNamesIt) {
  v1::OpenReplica open;
  open.set_community(server.id());
  auto made = replica::Replica::Open(open, FreshEntropy(), server.now_ms);
  ASSERT_TRUE(made.has_value());
  phone.replica = std::move(*made);
  phone.order.Clear();
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST_F(Broken, LedgerOfAnotherCommunity) {
  Server other(kMonday + 1, 'Z');
  Phone lost(server, 'C');
  lost.server = &other;
  lost.Sync();
  EXPECT_EQ(lost.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(lost.SyncState().tree_size(), 0u);
  EXPECT_EQ(lost.SyncState().broken(), "the first entry is of another community");
}

}  // namespace
}  // namespace yiting::testing
