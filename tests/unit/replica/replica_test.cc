// A resident's phone against a server: acting, being offline, coming back.

#include "replica/replica.h"

#include <gtest/gtest.h>

#include "base/instant.h"
#include "town.h"

namespace yiting::testing {
namespace {

using v1::OutboxItem;
using v1::SyncView;

v1::HomeView Home(Phone& phone) {
  return phone.View([](v1::ViewRequest& request) { request.mutable_home(); }).home();
}

v1::MatterListView List(Phone& phone, v1::MatterListRequest::Filter filter) {
  return phone.View([&](v1::ViewRequest& request) {
                request.mutable_matters()->set_filter(filter);
              }).matters();
}

TEST(Replica, NewPhoneCatchesUpAndKnowsWhoseItIs) {
  Server server;
  Phone phone(server, 'A');
  EXPECT_EQ(phone.replica->Describe().tree_size(), 0u);
  EXPECT_EQ(phone.replica->Describe().member(), "");
  phone.Sync();
  EXPECT_EQ(phone.replica->Describe().tree_size(), server.size());
  EXPECT_EQ(phone.replica->Describe().member(), MemberOf('A'));
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
  EXPECT_EQ(Home(phone).community().zh(), "左家新村");
  EXPECT_EQ(Home(phone).me().roles(0).title().zh(), "居民");
  EXPECT_EQ(Home(phone).may_open_size(), 1);
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
}

TEST(Replica, PressIsShownAtOnceAndBecomesAnEntryWhenThereIsANetwork) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.GoOffline();
  const v1::Acted acted = phone.Act(Press("校门口停车", "每天下午堵"));
  ASSERT_FALSE(acted.has_rejection());
  EXPECT_EQ(acted.matter(), acted.command_id().substr(0, 16));

  v1::MatterView matter = phone.Matter(acted.matter());
  EXPECT_TRUE(matter.row().pending());
  EXPECT_EQ(matter.row().title(), "校门口停车");
  EXPECT_EQ(matter.row().stage(), "applied");
  EXPECT_TRUE(matter.timeline(0).pending());
  EXPECT_EQ(phone.SyncState().state(), SyncView::WAITING);
  EXPECT_EQ(phone.SyncState().waiting(), 1u);
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::WAITING);
  EXPECT_EQ(phone.Outbox().items(0).kind(), "open_matter");
  EXPECT_EQ(phone.Outbox().items(0).title().zh(), "协商铃");

  phone.online = true;
  phone.Sync();
  matter = phone.Matter(acted.matter());
  EXPECT_FALSE(matter.row().pending());
  EXPECT_FALSE(matter.timeline(0).pending());
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::ACCEPTED);
  EXPECT_EQ(phone.Outbox().items(0).seq(), server.size() - 1);
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_EQ(server.contents.size(), 2u);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Replica, SomebodyElseReadsWhatWasWritten) {
  Server server;
  Phone phone(server, 'A');
  Phone other(server, 'B');
  phone.Sync();
  other.Sync();
  const Bytes matter = phone.Act(Press("校门口停车", "每天下午堵")).matter();
  phone.Sync();
  other.Sync();
  EXPECT_EQ(other.Matter(matter).row().title(), "校门口停车");
  EXPECT_EQ(other.Matter(matter).opening(0).value().zh(), "每天下午堵");
  EXPECT_FALSE(other.Matter(matter).row().mine());
  EXPECT_TRUE(phone.Matter(matter).row().mine());
}

TEST(Replica, WhatWaitsSurvivesClosingTheFiles) {
  Server server;
  TempFolder folder;
  Bytes matter;
  {
    Phone phone(server, 'A', folder.path());
    phone.Sync();
    phone.GoOffline();
    matter = phone.Act(Press("校门口停车")).matter();
    ASSERT_FALSE(matter.empty());
  }
  Phone phone(server, 'A', folder.path());
  phone.online = false;
  EXPECT_EQ(phone.replica->Describe().tree_size(), server.size());
  EXPECT_TRUE(phone.Matter(matter).row().pending());
  EXPECT_EQ(phone.Matter(matter).row().title(), "校门口停车");
  EXPECT_EQ(phone.SyncState().waiting(), 1u);
  phone.online = true;
  phone.Sync();
  EXPECT_FALSE(phone.Matter(matter).row().pending());
  EXPECT_EQ(server.size(), 2u);
}

TEST(Replica, DeviceKeyIsMadeOnceAndKept) {
  Server server;
  TempFolder folder;
  Bytes device;
  {
    Phone phone(server, 0, folder.path());
    device = phone.replica->Describe().device();
    EXPECT_EQ(device.size(), 32u);
  }
  Phone again(server, 0, folder.path());
  EXPECT_EQ(again.replica->Describe().device(), device);
  Phone fresh(server, 0);
  EXPECT_NE(fresh.replica->Describe().device(), device);
}

TEST(Replica, FolderOfAnotherCommunityIsRefusedAndAnotherKeyPassedOver) {
  Server server;
  Server other(kMonday, 'Z');
  TempFolder folder;
  v1::OpenReplica open;
  open.set_folder(folder.path());
  open.set_community(server.id());
  open.set_sequencer_key(other.Key());
  // A wrong link, and then a right one, before anything was pulled.
  { ASSERT_TRUE(replica::Replica::Open(open, FreshEntropy(), kMonday).has_value()); }
  { Phone phone(server, 'A', folder.path()); phone.Sync(); }
  open.Clear();
  open.set_folder(folder.path());
  open.set_community(other.id());
  auto wrong = replica::Replica::Open(open, FreshEntropy(), kMonday);
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().code, ErrorCode::kConflict);
  // Once the ledger has named its key, no link says another.
  open.set_community(server.id());
  open.set_sequencer_key(other.Key());
  auto right = replica::Replica::Open(open, FreshEntropy(), kMonday);
  ASSERT_TRUE(right.has_value()) << right.error().message;
  EXPECT_EQ((*right)->parts().copy->sequencer_key(), server.Key());
}

TEST(Replica, LostReplyIsMadeUpForAndMakesOneEntry) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("校门口停车"));
  server.loses_reply = true;
  EXPECT_TRUE(phone.Step());
  EXPECT_EQ(server.size(), 2u);
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::WAITING);
  server.loses_reply = false;
  server.now_ms += 1000;
  phone.order.Clear();
  while (phone.Step()) {
  }
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::ACCEPTED);
  EXPECT_EQ(server.size(), 2u);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Replica, RulesOnThePhoneSayNoAndNothingIsQueued) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  const Bytes matter = phone.Act(Press("校门口停车")).matter();
  const v1::Acted acted = phone.Act(Accept(matter));
  EXPECT_EQ(acted.command_id(), "");
  EXPECT_EQ(acted.rejection().reason(), v1::NOT_ALLOWED);
  EXPECT_EQ(acted.rejection().rule(), "bell.applied.accept");
  EXPECT_EQ(phone.Outbox().items_size(), 1);
  EXPECT_EQ(phone.Act(Press(std::string(4 * 60 + 1, 'x'))).rejection().reason(), v1::INPUT_INVALID);
  EXPECT_EQ(phone.Act(Press(std::string(17 * 1024, 'x'))).rejection().reason(), v1::TOO_LARGE);
  EXPECT_EQ(phone.Outbox().items_size(), 1);
}

TEST(Replica, CommandOfAPhoneThatKnowsNothingYetIsQueued) {
  Server server;
  Phone phone(server, 'A');
  phone.online = false;
  // Not decided here, and by an actor that this phone only guesses: the server refuses it, and what
  // was written is still there.
  const v1::Acted acted = phone.Act(LeaveMessage("路灯坏了"));
  EXPECT_FALSE(acted.command_id().empty());
  phone.online = true;
  phone.Sync();
  const v1::OutboxView outbox = phone.Outbox();
  ASSERT_EQ(outbox.items_size(), 1);
  EXPECT_EQ(outbox.items(0).state(), OutboxItem::REFUSED);
  EXPECT_EQ(outbox.items(0).rejection().reason(), v1::NOT_A_MEMBER);
  EXPECT_EQ(outbox.items(0).texts(0).text(), "路灯坏了");
}

// Staff's phone, offline since it heard of a resident's bell.
struct ReplicaOfStaff : public ::testing::Test {
  ReplicaOfStaff() : phone(server, 'S'), resident(server, 'A') {
    resident.Sync();
    matter = resident.Act(Press("校门口停车")).matter();
    resident.Sync();
    phone.Sync();
    phone.GoOffline();
  }
  Server server;
  Phone phone;
  Phone resident;
  Bytes matter;
};

TEST_F(ReplicaOfStaff, RefusedByTheServerKeepsItsTextsUntilLookedAt) {
  v1::Draft draft = ActOn(matter, "decline");
  v1::DraftContent* reason = draft.add_contents();
  reason->set_field("reason");
  reason->set_data("不属于本社区");
  EXPECT_FALSE(phone.Act(draft).has_rejection());
  // Meanwhile the resident takes it back.
  EXPECT_FALSE(resident.Act(ActOn(matter, "withdraw")).has_rejection());
  resident.Sync();

  phone.online = true;
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), SyncView::NEEDS_YOU);
  v1::OutboxView outbox = phone.Outbox();
  ASSERT_EQ(outbox.items_size(), 1);
  EXPECT_EQ(outbox.items(0).state(), OutboxItem::REFUSED);
  EXPECT_EQ(outbox.items(0).rejection().reason(), v1::MATTER_CLOSED);
  EXPECT_EQ(outbox.items(0).texts(0).field(), "reason");
  EXPECT_EQ(outbox.items(0).texts(0).text(), "不属于本社区");
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());

  v1::OutboxEdit edit;
  edit.set_command_id(outbox.items(0).command_id());
  edit.set_what(v1::OutboxEdit::WITHDRAW);
  EXPECT_FALSE(phone.replica->Edit(edit).has_value());
  edit.set_what(v1::OutboxEdit::SEEN);
  EXPECT_TRUE(phone.replica->Edit(edit).has_value());
  EXPECT_EQ(phone.Outbox().items_size(), 0);
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
}

TEST_F(ReplicaOfStaff, PendingIsDecidedAgainOnWhatOthersDid) {
  phone.Act(Accept(matter));
  EXPECT_EQ(phone.Matter(matter).row().stage(), "accepted");
  resident.Act(ActOn(matter, "withdraw"));
  resident.Sync();
  // Only the pull gets through.
  phone.online = true;
  server.lie_of_push = [](v1::PushResponse& response) { response.clear_results(); };
  phone.poked = true;
  while (phone.Step()) {
  }
  EXPECT_EQ(phone.Matter(matter).row().outcome(), "withdrawn");
  EXPECT_FALSE(phone.Matter(matter).row().pending());
  const v1::OutboxItem item = phone.Outbox().items(0);
  EXPECT_EQ(item.state(), OutboxItem::WAITING);
  EXPECT_EQ(item.rejection().reason(), v1::MATTER_CLOSED);
}

TEST(Replica, WithdrawnBeforeItWasSentLeavesNothing) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.GoOffline();
  const v1::Acted acted = phone.Act(Press("写错了"));
  v1::OutboxEdit edit;
  edit.set_command_id(acted.command_id());
  edit.set_what(v1::OutboxEdit::WITHDRAW);
  EXPECT_TRUE(phone.replica->Edit(edit).has_value());
  EXPECT_EQ(phone.Outbox().items_size(), 0);
  EXPECT_EQ(List(phone, v1::MatterListRequest::ALL).rows_size(), 0);
  phone.online = true;
  phone.Sync();
  EXPECT_EQ(server.size(), 1u);
  EXPECT_TRUE(server.contents.empty());
}

TEST(Replica, SentOnceCannotBeWithdrawn) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  const v1::Acted acted = phone.Act(Press("校门口停车"));
  server.away = true;
  phone.Step();
  v1::OutboxEdit edit;
  edit.set_command_id(acted.command_id());
  edit.set_what(v1::OutboxEdit::WITHDRAW);
  auto edited = phone.replica->Edit(edit);
  ASSERT_FALSE(edited.has_value());
  EXPECT_EQ(edited.error().code, ErrorCode::kConflict);
}

TEST(Replica, RevokedDeviceIsToldAndRefused) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.GoOffline();
  phone.Act(Press("还没发出"));
  server.Command('R', [](v1::Payload& payload) {
    payload.mutable_revoke_device()->set_device(crypto::PublicKey(KeyOf('A')));
  });
  phone.online = true;
  phone.Sync();
  EXPECT_TRUE(Home(phone).me().revoked());
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::REFUSED);
  EXPECT_EQ(phone.Outbox().items(0).rejection().reason(), v1::DEVICE_REVOKED);
  EXPECT_EQ(phone.Act(Press("再试")).rejection().reason(), v1::DEVICE_REVOKED);
  server.reader.Clear();
  phone.Sync();
  EXPECT_EQ(server.reader.member(), "");
}

TEST(Replica, InvitationMakesAMemberOfANewPhone) {
  Server server;
  Phone registrar(server, 'R');
  registrar.Sync();
  v1::MakeInvitation make;
  make.mutable_command()->add_roles()->set_role("resident");
  make.mutable_command()->set_expires_ms(server.now_ms + kDayMs);
  auto invitation = registrar.replica->Invite(make, FreshEntropy(), server.now_ms);
  ASSERT_TRUE(invitation.has_value());
  ASSERT_FALSE(invitation->has_rejection());
  registrar.Sync();

  Phone guest(server, 0);
  guest.Sync();
  EXPECT_EQ(Home(guest).me().member(), "");
  v1::Draft accept;
  accept.mutable_command()->mutable_accept_invitation();
  accept.set_invitation_seed(invitation->seed());
  v1::DraftContent* profile = accept.add_contents();
  profile->set_field("profile");
  profile->set_audience(v1::COMMUNITY);
  profile->set_data("张三\n3 幢 402");
  EXPECT_FALSE(guest.Act(accept).has_rejection());
  EXPECT_EQ(Home(guest).me().name(), "张三");  // pending already
  guest.Sync();
  EXPECT_FALSE(guest.replica->Describe().member().empty());
  EXPECT_FALSE(guest.Act(Press("新来的")).has_rejection());
  guest.Sync();
  registrar.Sync();
  EXPECT_EQ(registrar.ConfirmedFingerprint(), server.Fingerprint());
  EXPECT_EQ(List(registrar, v1::MatterListRequest::ALL).rows_size(), 1);
}

TEST(Replica, SixHundredPresses) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.GoOffline();
  for (int i = 0; i < 600; ++i) {
    ASSERT_FALSE(phone.Act(LeaveMessage("第 " + std::to_string(i))).has_rejection());
  }
  EXPECT_EQ(phone.SyncState().waiting(), 600u);
  EXPECT_EQ(phone.replica->parts().overlay->pending().size(), 500u);
  phone.online = true;
  phone.Sync();
  EXPECT_EQ(server.size(), 601u);
  EXPECT_EQ(server.pushes, 6);
  EXPECT_EQ(phone.SyncState().state(), SyncView::ALL_SENT);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
  // In the order in which they were written.
  const v1::MessagesView newest =
      phone.View([](v1::ViewRequest& request) { request.mutable_messages(); }).messages();
  EXPECT_EQ(newest.rows(0).text(), "第 599");
}

TEST(Replica, WrongClockDoesNotLetDeadlinesFall) {
  Server server;
  Phone phone(server, 'A');
  phone.clock_ahead_ms = 400 * kDayMs;
  phone.Sync();
  const Bytes matter = phone.Act(Press("校门口停车")).matter();
  phone.Sync();
  EXPECT_FALSE(phone.Matter(matter).row().overdue());
  EXPECT_EQ(phone.Matter(matter).row().workdays_left(), 2);
  EXPECT_EQ(server.reader.time_ms(), server.now_ms);
}

TEST(Replica, DeadlineFallsOnThePhoneAsItWillOnTheServer) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  const Bytes matter = phone.Act(Press("校门口停车")).matter();
  phone.Sync();
  phone.GoOffline();
  server.now_ms += 3 * kDayMs;  // Thursday; it was due at the end of Wednesday
  const v1::MatterRow row = phone.Matter(matter).row();
  EXPECT_TRUE(row.overdue());
  EXPECT_TRUE(row.pending());
  EXPECT_EQ(row.level().zh(), "街道");
  phone.online = true;
  phone.Sync();
  EXPECT_FALSE(phone.Matter(matter).row().pending());
  EXPECT_EQ(phone.Matter(matter).row().level().zh(), "街道");
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Replica, StateOfAnotherBuildIsBuiltAgain) {
  Server server;
  TempFolder folder;
  { Phone phone(server, 'A', folder.path()); phone.Sync(); }
  {
    auto file = state::Database::Open(folder.path() + "/state.db", state::Durability::kCache);
    ASSERT_TRUE(file.has_value());
    ASSERT_TRUE((*file)->RunScript("PRAGMA user_version=999").has_value());
  }
  Phone phone(server, 'A', folder.path());
  EXPECT_EQ(phone.replica->Describe().tree_size(), server.size());
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Replica, LongLedgerIsReplayedInPartsWithScreensBetween) {
  Server server;
  for (int i = 0; i < 1500; ++i) {
    const Bytes commitment = Bytes(30, 'c') + static_cast<char>(i) + static_cast<char>(i >> 8);
    server.contents[commitment];
    server.Command('B', [&](v1::Payload& payload) {
      v1::ContentRef* text = payload.mutable_leave_message()->mutable_text();
      payload.mutable_leave_message()->set_channel(v1::APP);
      text->set_commitment(commitment);
      text->set_audience(v1::STAFF);
      text->set_media("text/plain");
      text->set_size(3);
    });
  }
  server.entries_a_pull = 5000;
  TempFolder folder;
  {
    Phone phone(server, 'A', folder.path());
    EXPECT_TRUE(phone.Step());
    EXPECT_EQ(phone.order.retry_ms(), replica::kAgainMs);
    EXPECT_EQ(phone.SyncState().tree_size(), 1024u);
    EXPECT_EQ(phone.SyncState().server_size(), 1501u);
    EXPECT_TRUE(phone.replica->parts().state->id() == server.id());
  }
  // Closed in between and opened without a network: it goes on from where it was.
  Phone phone(server, 'A', folder.path());
  phone.online = false;
  while (phone.Step()) {
  }
  EXPECT_EQ(phone.SyncState().tree_size(), 1501u);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Replica, PhotoIsPulledWhenAPageDrawsIt) {
  Server server;
  Phone phone(server, 'A');
  Phone other(server, 'B');
  phone.Sync();
  v1::Draft draft = Press("占道");
  v1::DraftContent* photo = draft.add_contents();
  photo->set_field("photo");
  photo->set_media("image/jpeg");
  photo->set_data(std::string(300'000, 'j'));
  const Bytes matter = phone.Act(draft).matter();
  ASSERT_FALSE(matter.empty());
  phone.Sync();
  other.Sync();
  v1::WantContent want;
  const v1::MatterView view = other.Matter(matter);
  for (const v1::Shown& shown : view.opening()) {
    if (shown.field() != "photo") continue;
    EXPECT_TRUE(shown.withheld());
    want.set_commitment(shown.content().commitment());
  }
  ASSERT_FALSE(want.commitment().empty());
  EXPECT_FALSE(other.replica->Content(want)->here());
  while (other.Step()) {
  }
  EXPECT_EQ(other.replica->Content(want)->data().size(), 300'000u);
}

TEST(Replica, ContentThatIsNotHereIsAskedFor) {
  Server server;
  Phone phone(server, 'A');
  Phone other(server, 'B');
  phone.Sync();
  const Bytes matter = phone.Act(Press("校门口停车")).matter();
  phone.Sync();
  // The server has it not yet, as after a restore.
  std::map<Bytes, v1::Content> kept;
  kept.swap(server.contents);
  other.Sync();
  const v1::MatterRow row = other.Matter(matter).row();
  EXPECT_EQ(row.title(), "");
  EXPECT_TRUE(row.title_withheld());
  const Bytes commitment = kept.begin()->first;
  v1::WantContent want;
  want.set_commitment(commitment);
  EXPECT_FALSE(other.replica->Content(want)->here());
  server.contents = kept;
  while (other.Step()) {
  }
  EXPECT_TRUE(other.replica->Content(want)->here());
  EXPECT_EQ(other.Matter(matter).row().title(), "校门口停车");
}

TEST(Replica, OneEntropyNeverMakesTwoSalts) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  const Bytes entropy = FreshEntropy();
  for (int i = 0; i < 2; ++i) {
    auto acted = phone.replica->Act(Press("同样的字", "同样的字"), entropy, phone.now());
    ASSERT_TRUE(acted.has_value());
  }
  phone.Sync();
  EXPECT_EQ(server.contents.size(), 4u);  // four commitments to one text
  EXPECT_FALSE(phone.replica->Act(Press("短"), "short", phone.now()).has_value());
}

}  // namespace
}  // namespace yiting::testing
