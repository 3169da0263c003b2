// A device that holds nothing begins with a snapshot: at once, for whatever length of ledger, and
// with whatever the tree does not show thrown away.

#include "replica/snapshot_start.h"

#include "snapshots.h"

#ifndef __EMSCRIPTEN__
#include <filesystem>
#endif

namespace yiting::testing {
namespace {

using v1::SyncView;

uint64_t BaseOf(Phone& phone) { return phone.replica->parts().copy->base_size(); }

v1::HomeView Home(Phone& phone) {
  return phone.View([](v1::ViewRequest& request) { request.mutable_home(); }).home();
}

class SnapshotStartTest : public ::testing::Test {
 protected:
  SnapshotStartTest() : offered_(server_) {
    for (int i = 0; i < 30; ++i) LeaveWords(server_, 'B', i);
    SetTheSameVenue(server_);
    server_.entries_a_pull = 5;
  }
  void ExpectAsServer(Phone& phone) {
    EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT) << phone.SyncState().broken();
    EXPECT_EQ(phone.SyncState().tree_size(), server_.size());
    EXPECT_EQ(phone.ConfirmedFingerprint(), server_.Fingerprint());
  }

  Server server_;
  Offered offered_;
};

TEST_F(SnapshotStartTest, ItIsThereAtOnceAndGoesOn) {
  TempFolder folder;
  Phone phone(server_, 'A', folder.path());
  std::string methods;
  phone.order = phone.StepOnly();
  while (!phone.order.method().empty()) {
    methods += phone.order.method() + " ";
    phone.Step();
    // With the snapshot's last part everything is there.
    if (phone.order.method() == "FetchPack") ExpectAsServer(phone);
  }
  EXPECT_EQ(methods, "Pull FetchSnapshot FetchPack Pull ");
  EXPECT_EQ(BaseOf(phone), server_.size());
  ExpectAsServer(phone);
  // It holds the entry that founded the ledger, and none of those that it has not seen.
  const auto held = [&](uint64_t seq) { return phone.replica->parts().store->FindEntry(seq); };
  EXPECT_EQ(held(0), server_.entries[0]);
  EXPECT_FALSE(held(1).has_value());
  const uint64_t base = BaseOf(phone);
  for (int i = 100; i < 120; ++i) LeaveWords(server_, 'C', i);
  phone.Sync();
  ExpectAsServer(phone);
  phone.Reopen();
  ExpectAsServer(phone);
  EXPECT_EQ(BaseOf(phone), base);
  EXPECT_EQ(held(base), server_.entries[base]);
  EXPECT_EQ(offered_.asked, (std::vector<uint32_t>{0}));
}

TEST_F(SnapshotStartTest, ScreensAreThoseOfWhoeverReplayed) {
  server_.fetch_snapshot = nullptr;
  Phone replayed(server_, 'A');
  replayed.Sync();
  Offered offered(server_);
  Phone begun(server_, 'A');
  begun.Sync();
  EXPECT_EQ(BaseOf(replayed), 0u);
  EXPECT_EQ(BaseOf(begun), server_.size());
  EXPECT_EQ(Home(begun).SerializeAsString(), Home(replayed).SerializeAsString());
}

TEST_F(SnapshotStartTest, ItMayBeNewerThanTheFirstPull) {
  Phone phone(server_, 'A');
  EXPECT_TRUE(phone.Step());
  LeaveWords(server_, 'C', 100);
  EXPECT_EQ(phone.order.method(), "FetchSnapshot");
  EXPECT_TRUE(phone.Step());
  EXPECT_EQ(BaseOf(phone), server_.size());
  EXPECT_EQ(phone.SyncState().tree_size(), server_.size());
  LeaveWords(server_, 'C', 101);
  phone.Sync();
  ExpectAsServer(phone);
}

TEST_F(SnapshotStartTest, TheKeyMayComeFromTheFirstEntry) {
  Phone phone(server_, 'A');
  v1::OpenReplica open;
  open.set_community(server_.id());
  open.set_device_seed(SeedOf('A'));
  auto made = replica::Replica::Open(open, FreshEntropy(), phone.now());
  ASSERT_TRUE(made.has_value());
  phone.replica = std::move(*made);
  phone.Sync();
  EXPECT_EQ(BaseOf(phone), server_.size());
  ExpectAsServer(phone);
}

TEST_F(SnapshotStartTest, ABrokenDownloadGoesOnWhereItBroke) {
  AdmitCrowd(server_, 6000);
  TempFolder folder;
  Phone phone(server_, 'A', folder.path());
  while (offered_.asked.size() < 2) ASSERT_TRUE(phone.Step());
  ASSERT_GT(offered_.parts(), 2u);
  EXPECT_EQ(phone.SyncState().tree_size(), 0u);
  server_.loses_reply = true;
  phone.Step();
  server_.loses_reply = false;
  phone.Reopen();
  LeaveWords(server_, 'C', 100);
  phone.Sync();
  EXPECT_EQ(BaseOf(phone), server_.size() - 1);
  ExpectAsServer(phone);
  std::vector<uint32_t> expected{0, 1, 2};
  for (uint32_t part = 2; part < offered_.parts(); ++part) expected.push_back(part);
  EXPECT_EQ(offered_.asked, expected);
}

TEST_F(SnapshotStartTest, OfOneThatIsGoneTheNextIsTaken) {
  AdmitCrowd(server_, 6000);
  Phone phone(server_, 'A');
  while (offered_.asked.size() < 2) ASSERT_TRUE(phone.Step());
  LeaveWords(server_, 'C', 100);
  offered_.Expire();
  phone.Sync();
  EXPECT_EQ(BaseOf(phone), server_.size());
  ExpectAsServer(phone);
}

TEST_F(SnapshotStartTest, WhatTheTreeDoesNotShowIsThrownAway) {
  const std::vector<std::function<void(v1::FetchSnapshotResponse&)>> lies = {
      [](auto& response) { response.mutable_data()->back() ^= 1; },
      [](auto& response) { response.mutable_data()->resize(30); },
      [](auto& response) { response.clear_data(); },
      [](auto& response) { response.clear_parts(); },
      [](auto& response) { response.set_size(response.size() - 1); },
      [](auto& response) { response.clear_receipt(); },
      [](auto& response) { response.mutable_receipt()->back() ^= 1; },
      [](auto& response) { response.mutable_frontier()->back() ^= 1; },
      [](auto& response) { response.clear_frontier(); },
      [](auto& response) { response.add_consistency("x"); },
      [](auto& response) { response.add_consistency(Bytes(32, 'x')); },
      [this](auto& response) { response.set_entry(server_.entries[3]); },
      [](auto& response) { response.mutable_entry()->back() ^= 1; },
      [](auto& response) { response.Clear(); },
  };
  for (size_t i = 0; i < lies.size(); ++i) {
    offered_.lie = lies[i];
    Phone phone(server_, 'A');
    phone.Sync();
    EXPECT_EQ(BaseOf(phone), 0u) << "lie " << i;
    ExpectAsServer(phone);
    EXPECT_TRUE(phone.replica->parts().store->AllEvidence().empty());
    EXPECT_EQ(phone.replica->parts().store->CountSnapshotParts(), 0u);
  }
}

TEST_F(SnapshotStartTest, TwoSignedTreesOfOneSizeAreEvidence) {
  offered_.lie = [this](v1::FetchSnapshotResponse& response) {
    // The same entry, proven under another tree of that size that the sequencer signed as well.
    ledger::MemoryTree tree;
    for (size_t i = 0; i < server_.entries.size(); ++i) {
      tree.Append(ledger::LeafHash(i == 3 ? "another" : server_.entries[i]));
    }
    ledger::Frontier frontier;
    for (size_t i = 0; i < server_.entries.size(); ++i) {
      frontier.Append(*tree.ReadHash(0, i));
    }
    const std::string origin = ledger::OriginOf(server_.id());
    const std::string note = ledger::SignCheckpoint(
        {origin, tree.head().size, tree.head().root}, origin, server_.key);
    auto receipt = ledger::MakeReceipt(tree, tree.size() - 1, note);
    ASSERT_TRUE(receipt.has_value());
    response.set_receipt(ledger::FormatReceipt(*receipt));
    response.set_frontier(frontier.Encode());
  };
  Phone phone(server_, 'A');
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::BROKEN);
  ASSERT_FALSE(phone.replica->parts().store->AllEvidence().empty());
  EXPECT_EQ(phone.replica->parts().store->AllEvidence().back().lasts, replica::Evidence::kForever);
}

TEST_F(SnapshotStartTest, WhoHoldsSomethingNeverAsks) {
  server_.entries_a_pull = 1000;
  Phone whole(server_, 'A');
  whole.Sync();
  server_.entries_a_pull = 5;
  for (int i = 100; i < 120; ++i) LeaveWords(server_, 'C', i);
  whole.Sync();
  ExpectAsServer(whole);
  EXPECT_TRUE(offered_.asked.empty());
  // Nor whoever has one: a newer one is none of its business.
  Phone begun(server_, 'B');
  begun.Sync();
  for (int i = 200; i < 220; ++i) LeaveWords(server_, 'C', i);
  begun.Sync();
  EXPECT_EQ(offered_.asked.size(), 1u);
}

TEST_F(SnapshotStartTest, PendingLiesOnTopAndAnswersComeHome) {
  Phone phone(server_, 'A');
  phone.Sync();
  EXPECT_EQ(BaseOf(phone), server_.size());
  phone.GoOffline();
  const Bytes matter = phone.Act(Press("楼道堆物")).matter();
  EXPECT_TRUE(phone.Matter(matter).row().pending());
  phone.online = true;
  phone.Sync();
  ExpectAsServer(phone);
  EXPECT_EQ(BaseOf(phone), server_.size() - 1);
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
  EXPECT_FALSE(phone.Matter(matter).row().pending());
}

TEST_F(SnapshotStartTest, TextsAreAskedForNewestFirstAndNoneThatMayNotBeRead) {
  // What 'B' said is for staff: 'A' may not read it, 'S' may.
  Phone resident(server_, 'A');
  resident.Sync();
  EXPECT_TRUE(server_.wanted.empty());
  Phone staff(server_, 'S');
  while (server_.wanted.empty()) ASSERT_TRUE(staff.Step());
  EXPECT_EQ(server_.wanted.size(), 30u);
  EXPECT_EQ(server_.wanted.front()[1], 29);
  EXPECT_EQ(server_.wanted.back()[1], 0);
}

#ifndef __EMSCRIPTEN__
TEST_F(SnapshotStartTest, ALostStateIsLoadedAgainWithoutANetwork) {
  TempFolder folder;
  Phone phone(server_, 'A', folder.path());
  phone.Sync();
  for (int i = 100; i < 110; ++i) LeaveWords(server_, 'C', i);
  phone.Sync();
  phone.replica.reset();
  std::filesystem::remove(folder.path() + "/state.db");
  phone.Reopen();
  EXPECT_EQ(phone.ConfirmedFingerprint(), server_.Fingerprint());
  EXPECT_LT(BaseOf(phone), server_.size());
}

TEST_F(SnapshotStartTest, OneThatThisBuildCannotLoadIsAskedForAgain) {
  TempFolder folder;
  Phone phone(server_, 'A', folder.path());
  phone.Sync();
  const Bytes matter = phone.Act(Press("路灯不亮")).matter();
  phone.Sync();
  const int pushes = server_.pushes;
  // Meanwhile its title is erased, before what the next snapshot covers.
  Bytes title;
  for (const auto& [commitment, content] : server_.contents) {
    if (content.data() == "路灯不亮") title = commitment;
  }
  server_.Command('A', [&](v1::Payload& payload) {
    payload.mutable_erase_contents()->add_contents(title);
    payload.mutable_erase_contents()->set_reason(v1::ASKED_FOR);
  });
  ASSERT_TRUE(phone.replica->parts().store->Has(title));
  replica::SideStore& store = *phone.replica->parts().store;
  Bytes part = *store.FindSnapshotPart(0);
  const Bytes head = *store.FindSnapshotPart(replica::SideStore::kSnapshotHead);
  part[state::kSnapshotLabel.size() + 1] ^= 1;  // the schema's version
  ASSERT_TRUE(store.Commit([&] {
    store.DropSnapshot();
    store.AddSnapshotPart(replica::SideStore::kSnapshotHead, head);
    store.AddSnapshotPart(0, part);
  }).has_value());
  phone.replica.reset();
  std::filesystem::remove(folder.path() + "/state.db");
  phone.Reopen();
  EXPECT_EQ(phone.SyncState().tree_size(), 0u);
  phone.Sync();
  EXPECT_EQ(BaseOf(phone), server_.size());
  ExpectAsServer(phone);
  // Its own command lies before the snapshot now: that it was accepted still holds.
  EXPECT_EQ(server_.pushes, pushes);
  ASSERT_EQ(phone.Outbox().items_size(), 1);
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
  EXPECT_EQ(phone.Matter(matter).row().matter(), matter);
  EXPECT_FALSE(phone.replica->parts().store->Has(title));
}
#endif

TEST_F(SnapshotStartTest, AnEntryAfterItThatDoesNotFitIsFoundAfterAllIsBuiltAgain) {
  Phone phone(server_, 'A');
  phone.Sync();
  const uint64_t base = BaseOf(phone);
  LeaveWords(server_, 'C', 100);
  LeaveWords(server_, 'C', 101);
  v1::Entry entry;
  ASSERT_TRUE(entry.ParseFromString(server_.entries[base + 1]));
  entry.mutable_fingerprint()->back() ^= 1;
  server_.entries[base + 1] = entry.SerializeAsString();
  ledger::MemoryTree tree;
  for (const Bytes& one : server_.entries) tree.Append(ledger::LeafHash(one));
  server_.tree = tree;
  server_.lie = [&](v1::PullResponse& response) {
    const std::string origin = ledger::OriginOf(server_.id());
    response.set_checkpoint(
        ledger::SignCheckpoint({origin, tree.size(), tree.head().root}, origin, server_.key));
  };
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::BROKEN);
  EXPECT_EQ(phone.SyncState().tree_size(), base + 1);
  EXPECT_EQ(phone.replica->parts().store->AllEvidence().back().lasts,
            replica::Evidence::kThisBuild);
}

}  // namespace
}  // namespace yiting::testing
