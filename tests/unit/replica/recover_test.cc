// A server that has lost entries, as phones see it: they bring back what they hold under its own
// signature, then send what waits.

#include <gtest/gtest.h>

#include "ledger/checkpoint.h"
#include "town.h"

namespace yiting::testing {
namespace {

constexpr uint64_t kKept = 2;

// Loses all but kKept entries, says so, and takes them back `a_piece` at a time.
class LosingServer {
 public:
  explicit LosingServer(Server& server, uint64_t a_piece) {
    server.lie = [this](v1::PullResponse& response) {
      if (has >= lost_to) return;
      response.Clear();
      response.set_recover_from(has);
    };
    server.recover = [this, &server, a_piece](const v1::RecoverRequest& request) {
      requests.push_back(request);
      EXPECT_EQ(request.from(), has);
      ledger::Frontier tree;
      for (uint64_t seq = 0; seq < has; ++seq) tree.Append(ledger::LeafHash(server.entries[seq]));
      for (const Bytes& entry : request.entries()) tree.Append(ledger::LeafHash(entry));
      for (size_t at = 0; at < request.rest().size(); at += 32) {
        tree.Append(*crypto::HashFromBytes(BytesView(request.rest()).substr(at, 32)));
      }
      const auto head = ledger::OpenCheckpoint(request.checkpoint(),
                                               ledger::OriginOf(server.id()), server.Key());
      EXPECT_TRUE(head && head->head() == tree.head()) << "each piece proves itself";
      has += std::min<uint64_t>(a_piece, static_cast<uint64_t>(request.entries_size()));
      v1::RecoverResponse response;
      response.set_tree_size(has);
      return response;
    };
    lost_to = server.size();
  }

  uint64_t has = kKept;
  uint64_t lost_to = 0;
  std::vector<v1::RecoverRequest> requests;
};

TEST(Recover, A8_1_APhoneBringsBackWhatTheServerLost) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  for (int i = 0; i < 4; ++i) {
    phone.Act(Press("第 " + std::to_string(i) + " 件事"));
    phone.Sync();
  }
  LosingServer losing(server, 1'000);
  phone.Act(Press("还没有送出的事"));
  phone.Sync();
  ASSERT_EQ(losing.requests.size(), 1u);
  const v1::RecoverRequest& request = losing.requests[0];
  EXPECT_EQ(static_cast<uint64_t>(request.entries_size()), losing.lost_to - kKept);
  EXPECT_TRUE(request.rest().empty());
  EXPECT_EQ(request.contents_size(), 3) << "texts of its own matters go along";
  EXPECT_EQ(request.packs_size(), 1);
  const v1::OutboxView outbox = phone.Outbox();
  for (const v1::OutboxItem& item : outbox.items()) {
    EXPECT_EQ(item.state(), v1::OutboxItem::ACCEPTED) << "then it pushes";
  }
  EXPECT_EQ(server.size(), losing.lost_to + 1);
}

TEST(Recover, A8_1_EachPieceIsAskedForFromWhereTheServerStands) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  for (int i = 0; i < 3; ++i) {
    phone.Act(Press("第 " + std::to_string(i) + " 件事"));
    phone.Sync();
  }
  LosingServer losing(server, 1);
  phone.Sync();
  EXPECT_EQ(losing.requests.size(), losing.lost_to - kKept);
  EXPECT_EQ(losing.has, losing.lost_to);
}

TEST(Recover, A8_1_AServerThatLacksAPackIsBroughtThoseThatHaveHeld) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("一件事"));
  server.fails_with = 404;
  while (phone.Step()) {
  }
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::WAITING);
  std::vector<v1::RecoverRequest> requests;
  server.recover = [&](const v1::RecoverRequest& request) {
    requests.push_back(request);
    v1::RecoverResponse response;
    response.set_tree_size(server.size());
    return response;
  };
  const uint64_t size = server.size();
  server.fails_with = 0;
  server.now_ms += replica::kRetryMsMin;
  while (phone.Step()) {
  }
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_TRUE(requests[0].entries().empty());
  EXPECT_EQ(requests[0].from(), size);
  ASSERT_EQ(requests[0].packs_size(), 1);
  EXPECT_EQ(requests[0].packs(0), PackBytes());
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
}

TEST(Recover, AServerThatTakesNothingIsAskedAgainLater) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  for (const char* title : {"一件事", "又一件事"}) {
    phone.Act(Press(title));
    phone.Sync();
  }
  LosingServer losing(server, 0);
  phone.Sync();
  const size_t tried = losing.requests.size();
  EXPECT_EQ(tried, 1u);
  server.now_ms += replica::kRetryMsMin;
  while (phone.Step()) {
  }
  EXPECT_EQ(losing.requests.size(), tried + 1);
}

TEST(Recover, APhoneThatHasPulledOnlyAPartSaysNothing) {
  Server server;
  for (int i = 0; i < 5; ++i) {
    server.Command('A', [](v1::Payload& payload) {
      payload.mutable_leave_message()->set_channel(v1::APP);
    });
  }
  Phone phone(server, 'A');
  server.entries_a_pull = 1;
  ASSERT_TRUE(phone.Step());
  ASSERT_TRUE(phone.Step());
  LosingServer losing(server, 1'000);
  for (int i = 0; i < 5; ++i) phone.Step();
  EXPECT_TRUE(losing.requests.empty());
}

TEST(Recover, A8_1_WhatWasAcceptedAndIsLostIsSentAgain) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  const v1::Acted acted = phone.Act(Press("一件事"));
  ASSERT_EQ(phone.StepOnly().method(), "Push");
  // Accepted, and lost before this phone or anybody else has pulled it.
  v1::PushResponse said;
  said.add_results()->set_command_id(acted.command_id());
  said.mutable_results(0)->set_accepted(server.size());
  v1::SyncStep step;
  step.set_online(true);
  step.mutable_reply()->set_method("Push");
  step.mutable_reply()->set_status(200);
  step.mutable_reply()->set_body(said.SerializeAsString());
  auto next = phone.replica->Sync(step, phone.now(), &phone.changed);
  ASSERT_TRUE(next.has_value());
  phone.order = *next;
  ASSERT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
  const uint64_t size = server.size();
  phone.Sync();
  EXPECT_EQ(server.size(), size + 1);
  const v1::OutboxView outbox = phone.Outbox();
  EXPECT_EQ(outbox.items(0).state(), v1::OutboxItem::ACCEPTED);
  EXPECT_EQ(outbox.items(0).seq(), size) << "one entry, where it is";
}

}  // namespace
}  // namespace yiting::testing
