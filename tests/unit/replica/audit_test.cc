// "Check everything": decided again in steps from a kept place; a street that lies is caught.

#include <gtest/gtest.h>

#include <string>

#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "schema/canonical.h"
#include "state/apply.h"
#include "state/replay.h"
#include "snapshots.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::testing {
namespace {

using v1::AuditView;

std::string Signed(const Server& server) {
  const std::string origin = ledger::OriginOf(server.id());
  const ledger::TreeHead head = server.tree.head();
  return ledger::SignCheckpoint({origin, head.size, head.root}, origin, server.key);
}

// A street with some life in it, and a phone that has all of it.
struct Street : public ::testing::Test {
  Street() : phone(server, 'A', folder.path()) {
    phone.Sync();
    for (int i = 0; i < 8; ++i) {
      const v1::Acted acted = phone.Act(Press("第" + std::to_string(i) + "件"));
      if (i % 2 == 0) matters.push_back(acted.matter());
      phone.Act(LeaveMessage("话"));
      server.now_ms += 3'600'000;
    }
    phone.Sync();
    server.now_ms += 30LL * 24 * 3'600'000;  // deadlines fall
    server.Wake();
    phone.Sync();
  }
  AuditView Run(Phone& phone, uint32_t entries = 7) {
    AuditView view = phone.Audit(entries);
    for (int i = 0; i < 1000 && view.state() == AuditView::RUNNING; ++i) {
      view = phone.Audit(entries);
    }
    return view;
  }

  TempFolder folder;
  Server server;
  Phone phone;
  std::vector<Bytes> matters;
};

TEST_F(Street, IsNotCheckedUntilSomebodyAsks) {
  EXPECT_EQ(phone.SyncState().audit().state(), AuditView::STATE_UNSPECIFIED);
  EXPECT_EQ(phone.Audit(0).state(), AuditView::STATE_UNSPECIFIED);
  EXPECT_EQ(phone.SyncState().audit().total(), server.size());
}

TEST_F(Street, IsFoundSoundStepByStep) {
  ASSERT_GT(server.size(), 20u);
  const Bytes before = phone.ConfirmedFingerprint();
  AuditView view = phone.Audit(5);
  EXPECT_EQ(view.state(), AuditView::RUNNING);
  EXPECT_EQ(view.done(), 5u);
  EXPECT_EQ(view.total(), server.size());
  view = Run(phone);
  EXPECT_EQ(view.state(), AuditView::SOUND) << view.fault();
  EXPECT_EQ(view.done(), server.size());
  EXPECT_GT(view.ended_ms(), 0);
  EXPECT_EQ(phone.SyncState().audit().state(), AuditView::SOUND);
  EXPECT_EQ(phone.ConfirmedFingerprint(), before);
  EXPECT_EQ(phone.SyncState().audit().from_snapshot(), 0u);
}

TEST_F(Street, IsGoneOnWithAtTheNextVisit) {
  phone.Audit(9);
  phone.Reopen();
  EXPECT_EQ(phone.SyncState().audit().state(), AuditView::RUNNING);
  EXPECT_EQ(phone.Audit(4).done(), 13u) << "the place is kept";
  EXPECT_EQ(Run(phone).state(), AuditView::SOUND);
  phone.Reopen();
  const AuditView view = phone.SyncState().audit();
  EXPECT_EQ(view.state(), AuditView::SOUND);
  EXPECT_EQ(view.done(), server.size());
  EXPECT_EQ(phone.Audit(4, /*anew=*/true).done(), 4u);
}

TEST_F(Street, WhatComesAfterwardsIsCheckedFromThePlaceOn) {
  Run(phone);
  const uint64_t checked = server.size();
  phone.Act(Press("新的一件"));
  phone.Sync();
  AuditView view = phone.SyncState().audit();
  EXPECT_EQ(view.state(), AuditView::SOUND);
  EXPECT_EQ(view.done(), checked);
  EXPECT_GT(view.total(), checked);
  view = phone.Audit(100);
  EXPECT_EQ(view.state(), AuditView::SOUND) << view.fault();
  EXPECT_EQ(view.done(), server.size());
}

TEST_F(Street, IsCheckedWhileSomethingIsPending) {
  phone.GoOffline();
  phone.Act(Press("还没发出"));
  const AuditView view = Run(phone, 3);
  EXPECT_EQ(view.state(), AuditView::SOUND) << view.fault();
  EXPECT_EQ(view.done(), server.size());
  EXPECT_EQ(phone.Outbox().items_size() > 0, true);
  bool pending = false;
  const v1::OutboxView outbox = phone.Outbox();
  for (const v1::OutboxItem& item : outbox.items()) {
    pending = pending || item.state() == v1::OutboxItem::WAITING;
  }
  EXPECT_TRUE(pending);
}

TEST_F(Street, ADamagedFileIsBegunAgain) {
  phone.Audit(9);
  phone.replica.reset();
  {
    auto database = *state::Database::Open(folder.path() + "/audit.db", state::Durability::kCache);
    ASSERT_TRUE(database->RunScript("PRAGMA user_version=9999").has_value());
  }
  phone.Reopen();
  EXPECT_EQ(phone.Audit(4).done(), 4u);
  EXPECT_EQ(Run(phone).state(), AuditView::SOUND);
}

// A phone that began with a snapshot checks what it never held, page by page.
struct Snapshot : public ::testing::Test {
  Snapshot() : offered(server) {
    for (int i = 0; i < 30; ++i) LeaveWords(server, 'B', i);
    SetTheSameVenue(server);
    server.entries_a_pull = 7;
    phone = std::make_unique<Phone>(server, 'A', folder.path());
    phone->Sync();
    base = phone->replica->parts().copy->base_size();
    EXPECT_GT(base, 30u);
    for (int i = 50; i < 60; ++i) LeaveWords(server, 'C', i);
    phone->Sync();
  }
  // Steps and syncs in turn, as a page does.
  AuditView Run(int rounds = 200) {
    AuditView view;
    for (int i = 0; i < rounds; ++i) {
      view = phone->Audit(4);
      if (view.state() == AuditView::SOUND || view.state() == AuditView::FAULT) break;
      if (view.state() != AuditView::WAITING) continue;
      server.now_ms += 60'000;
      while (phone->Step()) {
      }
    }
    return view;
  }
  TempFolder folder;
  Server server;
  Offered offered;
  std::unique_ptr<Phone> phone;
  uint64_t base = 0;
};

TEST_F(Snapshot, IsNotCheckedAndThenIs) {
  EXPECT_EQ(phone->SyncState().audit().from_snapshot(), base);
  const AuditView view = Run();
  EXPECT_EQ(view.state(), AuditView::SOUND) << view.fault();
  EXPECT_EQ(view.done(), server.size());
  EXPECT_EQ(view.from_snapshot(), 0u);
  EXPECT_FALSE(phone->replica->parts().store->FindEntry(3).has_value()) << "pages are not kept";
  EXPECT_EQ(phone->Save(v1::SaveFile::LEDGER, 0).data(), "") << "so there is no whole ledger";
}

TEST_F(Snapshot, IsGoneOnWithAtTheNextVisit) {
  Run(5);
  const uint64_t done = phone->Audit(0).done();
  EXPECT_GT(done, 4u);
  EXPECT_LT(done, base);
  phone->Reopen();
  EXPECT_GE(phone->Audit(4).done(), done);
  EXPECT_EQ(Run().state(), AuditView::SOUND);
}

TEST_F(Snapshot, APageThatIsNotProvenAccusesNobody) {
  server.lie = [](v1::PullResponse& response) {
    if (response.entries_size() > 2) response.mutable_entries(1)->back() ^= 1;
  };
  const AuditView view = Run(40);
  EXPECT_EQ(view.state(), AuditView::WAITING) << view.fault();
  EXPECT_LT(view.done(), 8u);
  EXPECT_NE(phone->SyncState().state(), v1::SyncView::BROKEN);
  server.lie = [](v1::PullResponse& response) { response.clear_receipts(); };
  EXPECT_EQ(Run(40).state(), AuditView::WAITING);
  server.lie = nullptr;
  EXPECT_EQ(Run().state(), AuditView::SOUND);
}

// A street that makes up what the rules would not have given, and signs it: every fingerprint and
// the root are in order, and replay takes it. Only deciding again finds that out.
struct Lying : public Street {
  // The last entry again with a change, with the fingerprint that it leads to, and signed.
  void Forge(const std::function<void(v1::Entry&)>& change) {
    auto state = *state::Community::Open(":memory:", state::Durability::kCache);
    ASSERT_TRUE(state->Begin().has_value());
    seq = server.size() - 1;
    for (uint64_t i = 0; i < seq; ++i) {
      ASSERT_TRUE(state::ReplayEntry(*state, server.entries[i], state::CommandSignatures::kSkip)
                      .has_value());
    }
    v1::Entry entry;
    ASSERT_TRUE(entry.ParseFromString(server.entries[seq]));
    change(entry);
    const state::EntryPlace place{entry.seq(), entry.time_ms(), entry.pack_hash()};
    for (const v1::Event& event : entry.events()) state::Apply(*state, place, event);
    if (entry.has_command()) {
      const auto command = schema::OpenCommand(entry.command(), server.id());
      state::ApplyCommand(*state, place, command->id, command->payload.device(),
                          command->payload.counter());
    }
    state::FinishEntry(*state, place);
    entry.set_fingerprint(Bytes(crypto::AsBytes(state->Digest())));
    server.entries[seq] = schema::Encode(entry);
    server.tree = ledger::MemoryTree();
    for (const Bytes& one : server.entries) server.tree.Append(ledger::LeafHash(one));
    server.lie = [this](v1::PullResponse& response) { response.set_checkpoint(Signed(server)); };
  }
  uint64_t seq = 0;
};

TEST_F(Lying, WhatTheMechanismForbidsIsRefusedBeforeAnyAudit) {
  server.contents[Bytes(32, 'c')];
  server.Command('B', [](v1::Payload& payload) {
    v1::LeaveMessage* leave = payload.mutable_leave_message();
    leave->set_channel(v1::APP);
    leave->mutable_text()->set_commitment(Bytes(32, 'c'));
    leave->mutable_text()->set_audience(v1::STAFF);
    leave->mutable_text()->set_media("text/plain");
    leave->mutable_text()->set_size(3);
  });
  Forge([](v1::Entry& entry) { *entry.add_events() = entry.events(0); });
  TempFolder elsewhere;
  Phone late(server, 'B', elsewhere.path());
  late.Sync();
  EXPECT_EQ(late.SyncState().state(), v1::SyncView::BROKEN);
  EXPECT_EQ(late.SyncState().tree_size(), seq) << "one message twice";
  // What is applied is not called sound.
  EXPECT_EQ(Run(late).state(), AuditView::WAITING);
}

TEST_F(Lying, ADeadlineMovedInTimeIsNamedAndKept) {
  // A matter's number of days is the rules' alone.
  server.Command('S', [this](v1::Payload& payload) {
    payload.mutable_act_on_matter()->set_matter(matters[0]);
    payload.mutable_act_on_matter()->set_action("accept");
    v1::Input* input = payload.mutable_act_on_matter()->add_inputs();
    input->set_field("category");
    input->set_code("parking");
  });
  bool moved = false;
  Forge([&moved](v1::Entry& entry) {
    for (v1::Event& event : *entry.mutable_events()) {
      if (!event.has_deadline_set()) continue;
      event.mutable_deadline_set()->set_due_ms(event.deadline_set().due_ms() + 86'400'000);
      moved = true;
    }
  });
  ASSERT_TRUE(moved);
  TempFolder elsewhere;
  Phone late(server, 'B', elsewhere.path());
  late.Sync();
  ASSERT_EQ(late.SyncState().tree_size(), server.size()) << late.SyncState().broken();
  AuditView view = Run(late);
  EXPECT_EQ(view.state(), AuditView::FAULT);
  EXPECT_EQ(view.done(), seq);
  EXPECT_TRUE(view.fault().starts_with("entry " + std::to_string(seq) + ": event "))
      << view.fault();
  // It stands, over a restart too, and sync goes on.
  late.Reopen();
  view = late.SyncState().audit();
  EXPECT_EQ(view.state(), AuditView::FAULT);
  EXPECT_NE(late.SyncState().state(), v1::SyncView::BROKEN);
  EXPECT_EQ(late.Audit(5).state(), AuditView::FAULT);
  const auto kept = late.replica->parts().store->AllEvidence();
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].line, view.fault());
  EXPECT_EQ(kept[0].material, server.entries[seq]);
  // Asked anew, the same is found, and kept once.
  late.Audit(5, /*anew=*/true);
  EXPECT_EQ(Run(late).state(), AuditView::FAULT);
  EXPECT_EQ(late.replica->parts().store->AllEvidence().size(), 1u);
}

}  // namespace
}  // namespace yiting::testing
