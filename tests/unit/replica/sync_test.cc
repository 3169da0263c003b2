// The order of the work, what is asked for, and when it is asked for again.

#include "replica/sync_session.h"

#include <gtest/gtest.h>

#include "base/instant.h"
#include "replica/reader_proof.h"
#include "schema/canonical.h"
#include "schema/signed_rejection.h"
#include "tests/support/files.h"
#include "town.h"

namespace yiting::testing {
namespace {

using v1::OutboxItem;

TEST(Backoff, DoublesFromOneSecondToAMinute) {
  replica::Backoff backoff;
  EXPECT_EQ(backoff.Left(5), 0);
  for (int64_t expected : {1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000}) {
    backoff.Fail(5);
    EXPECT_EQ(backoff.Left(5), expected);
    EXPECT_EQ(backoff.Left(5 + expected), 0);
  }
  EXPECT_EQ(backoff.Left(-1'000'000), 60'000);  // a clock that was set back
  backoff.Reset();
  EXPECT_EQ(backoff.Left(5), 0);
}

TEST(Sync, WorkComesInOrder) {
  Server server;
  Phone phone(server, 'A');
  phone.online = false;
  EXPECT_EQ(phone.StepOnly().method(), "");
  phone.Act(LeaveMessage("早"));
  phone.online = true;
  std::string methods;
  phone.order = phone.StepOnly();
  while (!phone.order.method().empty()) {
    methods += phone.order.method() + "\n";
    phone.Step();
  }
  const std::string page = ReadRepositoryFile("docs/formats/sync.md");
  EXPECT_NE(page.find("```orders\n" + methods + "```\n"), std::string::npos) << methods;
  EXPECT_EQ(phone.StepOnly().retry_ms(), replica::kIdlePollMs);
}

TEST(Sync, LargeLedgerComesInPieces) {
  Server server;
  for (int i = 0; i < 40; ++i) {
    server.contents[Bytes(32, static_cast<char>(i))];
    server.Command('B', [i](v1::Payload& payload) {
      v1::ContentRef* text = payload.mutable_leave_message()->mutable_text();
      payload.mutable_leave_message()->set_channel(v1::APP);
      text->set_commitment(Bytes(32, static_cast<char>(i)));
      text->set_audience(v1::STAFF);
      text->set_media("text/plain");
      text->set_size(3);
    });
  }
  server.entries_a_pull = 7;
  TempFolder folder;
  Phone phone(server, 'A', folder.path());
  EXPECT_TRUE(phone.Step());
  EXPECT_EQ(phone.order.method(), "FetchSnapshot");
  EXPECT_TRUE(phone.Step());
  EXPECT_TRUE(phone.Step());
  // There is no snapshot. Held, but not under a root yet: nothing moves, and nothing is pulled
  // twice after a restart.
  EXPECT_EQ(phone.SyncState().tree_size(), 0u);
  EXPECT_EQ(phone.SyncState().server_size(), 41u);
  phone.Reopen();
  EXPECT_EQ(phone.replica->parts().copy->held_size(), 14u);
  phone.Sync();
  EXPECT_EQ(server.pulls, 6);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Sync, ServerAwayIsAskedLater) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("校门口停车"));
  server.away = true;
  EXPECT_TRUE(phone.Step());
  EXPECT_FALSE(phone.Step());
  EXPECT_EQ(phone.StepOnly().retry_ms(), 1000);
  server.now_ms += 1000;
  EXPECT_TRUE(phone.Step());
  EXPECT_EQ(phone.StepOnly().retry_ms(), 2000);
  // A poke, or the network coming back, means that it is there again.
  server.away = false;
  phone.Sync();
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::ACCEPTED);
}

TEST(Sync, EveryKindOfFailureKeepsTheCommand) {
  for (uint32_t status : {401u, 403u, 404u, 409u, 412u, 429u, 500u, 502u, 503u}) {
    Server server;
    Phone phone(server, 'A');
    phone.Sync();
    phone.Act(Press("校门口停车"));
    server.fails_with = status;
    phone.Step();
    EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::WAITING) << status;
    EXPECT_GT(phone.StepOnly().retry_ms(), 0) << status;
    server.fails_with = 0;
    phone.Sync();
    EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::ACCEPTED) << status;
  }
}

TEST(Sync, PushRefusedWholeIsHalvedUntilItIsOneCommand) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.GoOffline();
  for (int i = 0; i < 4; ++i) phone.Act(LeaveMessage(std::to_string(i)));
  phone.online = true;
  server.fails_with = 400;
  phone.order = phone.StepOnly();
  // Pull fails first: the network came back.
  EXPECT_EQ(phone.order.method(), "Pull");
  server.fails_with = 0;
  phone.Step();
  server.fails_with = 400;
  ASSERT_EQ(phone.order.method(), "Push");
  std::vector<int> sizes;
  for (int i = 0; i < 3; ++i) {
    v1::PushRequest request;
    ASSERT_TRUE(request.ParseFromString(phone.order.body()));
    sizes.push_back(request.commands_size());
    phone.Step();
  }
  EXPECT_EQ(sizes, (std::vector<int>{4, 2, 1}));
  const v1::OutboxView outbox = phone.Outbox();
  EXPECT_EQ(outbox.items(0).state(), OutboxItem::REFUSED);
  EXPECT_EQ(outbox.items(0).rejection().reason(), v1::MALFORMED);
  EXPECT_EQ(outbox.items(0).texts(0).text(), "0");
  server.fails_with = 0;
  phone.Sync();
  EXPECT_EQ(server.size(), 4u);
}

TEST(Sync, RejectionThatTheSequencerDidNotSignIsNone) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  const Bytes id = phone.Act(Press("校门口停车")).command_id();
  auto reject = [&](const crypto::SigningKey& key, const Bytes& command, v1::Reason reason) {
    v1::Rejection rejection;
    rejection.set_command_id(command);
    rejection.set_reason(reason);
    server.lie_of_push = [&server, key, rejection](v1::PushResponse& response) {
      response.mutable_results(0)->set_rejected(
          schema::SignRejection(rejection, server.id(), key));
    };
    phone.poked = true;
    while (phone.Step()) {
    }
    return phone.Outbox().items(0).state();
  };
  EXPECT_NE(reject(KeyOf('X'), id, v1::NOT_ALLOWED), OutboxItem::REFUSED);
}

TEST(Sync, RejectionOfAnotherCommandIsNone) {
  for (bool unreadable : {false, true}) {
    Server server;
    Phone phone(server, 'A');
    phone.Sync();
    phone.Act(Press("校门口停车"));
    v1::Rejection rejection;
    if (!unreadable) rejection.set_command_id(Bytes(32, 'x'));
    rejection.set_reason(unreadable ? v1::MALFORMED : v1::NOT_ALLOWED);
    server.lie_of_push = [&](v1::PushResponse& response) {
      response.mutable_results(0)->set_rejected(
          schema::SignRejection(rejection, server.id(), server.key));
    };
    phone.Step();
    // Bytes that the sequencer could not read have no id that it could name.
    EXPECT_EQ(phone.Outbox().items(0).state(),
              unreadable ? OutboxItem::REFUSED : OutboxItem::WAITING);
  }
}

TEST(Sync, AcceptedWithoutAnEntryIsSentAgain) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("校门口停车"));
  int lies = 0;
  server.lie_of_push = [&](v1::PushResponse& response) {
    if (++lies == 1) response.mutable_results(0)->set_accepted(0);
  };
  phone.Sync();
  phone.Sync();
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::ACCEPTED);
  EXPECT_EQ(phone.Outbox().items(0).seq(), 1u);
}

TEST(Sync, RubbishWithStatus200IsNoAnswer) {
  Server server;
  Phone phone(server, 'A');
  v1::SyncStep step;
  step.set_online(true);
  phone.order = phone.StepOnly();
  step.mutable_reply()->set_method("Pull");
  step.mutable_reply()->set_status(200);
  step.mutable_reply()->set_body("<html>请登录无线网络</html>");
  bool changed = false;
  auto next = phone.replica->Sync(step, server.now_ms, &changed);
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->method(), "");
  EXPECT_EQ(next->retry_ms(), 1000);
  EXPECT_NE(phone.SyncState().state(), v1::SyncView::BROKEN);
}

TEST(Sync, ReplyThatNeverComesIsGivenUpAfterAMinute) {
  Server server;
  Phone phone(server, 'A');
  EXPECT_EQ(phone.StepOnly().method(), "Pull");
  EXPECT_EQ(phone.StepOnly().method(), "");
  EXPECT_EQ(phone.StepOnly().retry_ms(), replica::kReplyMsMax);
  server.now_ms += replica::kReplyMsMax;
  EXPECT_EQ(phone.StepOnly().retry_ms(), 1000);
  server.now_ms += 1000;
  EXPECT_EQ(phone.StepOnly().method(), "Pull");
}

TEST(Sync, OneOrderAtATimeAndOldRepliesAreIgnored) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("校门口停车"));
  v1::SyncStep late;
  late.set_online(true);
  late.mutable_reply()->set_method("Push");
  late.mutable_reply()->set_status(200);
  bool changed = false;
  auto order = phone.replica->Sync(late, server.now_ms, &changed);
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->method(), "Push");
  EXPECT_EQ(phone.Outbox().items(0).state(), OutboxItem::SENDING);
}

TEST(Sync, MemberShowsWhoAsksAndAVisitorDoesNot) {
  Server server;
  Phone phone(server, 'A');
  EXPECT_TRUE(phone.Step());
  EXPECT_EQ(server.reader.member(), "");
  phone.Sync();
  EXPECT_EQ(server.reader.member(), MemberOf('A'));
  EXPECT_TRUE(replica::ReaderProofHolds(server.id(), server.reader, server.now_ms));
  Phone visitor(server, 0);
  visitor.Sync();
  EXPECT_EQ(server.reader.member(), "");
}

TEST(Sync, RefusedProofStillBringsEntriesAndTheServersClock) {
  Server server;
  TempFolder folder;
  Phone phone(server, 'A', folder.path());
  phone.Sync();
  phone.clock_ahead_ms = kDayMs;
  phone.order.Clear();
  phone.poked = true;
  phone.order = phone.StepOnly();
  v1::SyncStep step;
  step.set_online(true);
  step.mutable_reply()->set_method("Pull");
  step.mutable_reply()->set_status(401);
  bool changed = false;
  auto next = phone.replica->Sync(step, phone.now(), &changed);
  ASSERT_TRUE(next.has_value());
  phone.order = *next;
  EXPECT_EQ(phone.order.method(), "Pull");
  phone.Step();
  EXPECT_EQ(server.reader.member(), "");
  phone.Sync();
  EXPECT_EQ(server.reader.member(), MemberOf('A'));
  EXPECT_EQ(server.reader.time_ms(), server.now_ms);
}

TEST(Sync, AsksOnlyForContentsThatItsMemberMayRead) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(LeaveMessage("只给工作人员"));
  phone.Act(Press("大家都看"));
  phone.Sync();
  Phone other(server, 'B');
  other.Sync();
  Phone staff(server, 'S');
  staff.Sync();
  int held = 0;
  for (const auto& [commitment, content] : server.contents) {
    EXPECT_TRUE(staff.replica->parts().store->Has(commitment));
    held += other.replica->parts().store->Has(commitment);
  }
  EXPECT_EQ(held, 1);
}

TEST(Sync, ContentThatIsNotWhatItSaysIsNotKept) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("校门口停车"));
  phone.Sync();
  server.lie = [](v1::PullResponse& response) {
    for (v1::Content& content : *response.mutable_contents()) content.set_data("别的字");
  };
  Phone other(server, 'B');
  other.Sync();
  EXPECT_FALSE(other.replica->parts().store->Has(server.contents.begin()->first));
  EXPECT_EQ(other.SyncState().state(), v1::SyncView::ALL_SENT);
}

TEST(Sync, PackThatIsNotToBeHadHoldsUpNothingElse) {
  Server server;
  Phone phone(server, 'A');
  phone.order = phone.StepOnly();
  phone.Step();
  ASSERT_EQ(phone.order.method(), "FetchPack");
  v1::SyncStep step;
  step.set_online(true);
  step.mutable_reply()->set_method("FetchPack");
  step.mutable_reply()->set_status(404);
  bool changed = false;
  phone.Act(LeaveMessage("不等规则包"));
  auto next = phone.replica->Sync(step, server.now_ms, &changed);
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->method(), "Push");
}

}  // namespace
}  // namespace yiting::testing
