// A ledger whose key is changed, as phones see it: those that knew the old key, those that come by
// an old link and by a new one, and those to whom somebody shows the old key again.

#include <gtest/gtest.h>

#include "ledger/checkpoint.h"
#include "schema/signed_command.h"
#include "town.h"

namespace yiting::testing {
namespace {

Bytes KeyIn(char name) { return crypto::PublicKey(KeyOf(name)); }

bool IsBroken(Phone& phone) { return phone.SyncState().state() == v1::SyncView::BROKEN; }

// A checkpoint over what the server has, by another key than the one in force.
std::string SignedBy(const Server& server, char key) {
  const std::string origin = ledger::OriginOf(server.id());
  return ledger::SignCheckpoint({origin, server.size(), server.tree.head().root}, origin,
                                KeyOf(key));
}

TEST(KeyChange, A8_1_APhoneComesFromTheOldKeyToTheNewOne) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  ASSERT_EQ(phone.replica->parts().copy->sequencer_key(), server.Key());
  server.Rotate('N');
  phone.Sync();
  EXPECT_FALSE(IsBroken(phone));
  EXPECT_EQ(phone.replica->parts().copy->sequencer_key(), KeyIn('N'));
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
  phone.Act(Press("校门口停车"));
  phone.Sync();
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
}

TEST(KeyChange, A8_1_AnOldLinkAndANewOneBothBringANewPhoneIn) {
  Server server;
  server.Rotate('N');
  for (const Bytes& key : {server.Key(), KeyIn('N'), Bytes()}) {
    v1::OpenReplica open;
    open.set_community(server.id());
    open.set_sequencer_key(key);
    open.set_device_seed(SeedOf('A'));
    Phone phone(server, 'A');
    auto made = replica::Replica::Open(open, FreshEntropy(), phone.now());
    ASSERT_TRUE(made.has_value());
    phone.replica = std::move(*made);
    phone.Sync();
    EXPECT_FALSE(IsBroken(phone)) << ToHex(key);
    EXPECT_EQ(phone.replica->parts().copy->sequencer_key(), KeyIn('N'));
    EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
  }
}

TEST(KeyChange, A8_1_ALinkWithAKeyThatTheLedgerNeverHadBreaks) {
  Server server;
  server.Rotate('N');
  v1::OpenReplica open;
  open.set_community(server.id());
  open.set_sequencer_key(KeyIn('X'));
  Phone phone(server, 'A');
  auto made = replica::Replica::Open(open, FreshEntropy(), phone.now());
  ASSERT_TRUE(made.has_value());
  phone.replica = std::move(*made);
  phone.Sync();
  EXPECT_TRUE(IsBroken(phone));
}

TEST(KeyChange, A8_1_TheNewKeyIsKeptOverARestartAndAnOldLinkOpensIt) {
  Server server;
  TempFolder folder;
  Phone phone(server, 'A', folder.path());
  phone.Sync();
  server.Rotate('N');
  phone.Sync();
  phone.Reopen();  // by the link that names the first key
  EXPECT_EQ(phone.replica->parts().copy->sequencer_key(), KeyIn('N'));
  phone.Sync();
  EXPECT_FALSE(IsBroken(phone));
}

TEST(KeyChange, A8_1_WhoHasSeenAChangeTakesNothingFromTheOldKey) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  server.Rotate('N');
  phone.Sync();
  server.Command('S', [](v1::Payload& payload) { payload.mutable_adopt_calendar(); });
  server.lie = [&](v1::PullResponse& response) {
    response.set_checkpoint(SignedBy(server, 'Q'));
    response.clear_key_changes();
  };
  phone.Sync();
  EXPECT_TRUE(IsBroken(phone));
}

TEST(KeyChange, A8_1_APhoneComesOverTwoChanges) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  server.Rotate('N');
  server.Rotate('O');
  phone.Sync();
  EXPECT_FALSE(IsBroken(phone));
  EXPECT_EQ(phone.replica->parts().copy->sequencer_key(), KeyIn('O'));
}

// Both were signed by the street; only their order says which of them is in force.
TEST(KeyChange, A8_1_ChangesInAnotherOrderBringNoReplacedKeyBack) {
  for (const std::vector<int>& order : {std::vector<int>{1, 0}, {0, 1, 0}, {1}}) {
    Server server;
    Phone phone(server, 'A');
    phone.Sync();
    server.Rotate('N');
    server.Rotate('O');
    server.lie = [&](v1::PullResponse& response) {
      response.clear_key_changes();
      for (const int change : order) response.add_key_changes(server.key_changes[change]);
      response.set_checkpoint(SignedBy(server, 'N'));
    };
    phone.Sync();
    EXPECT_TRUE(IsBroken(phone)) << order.size();
    EXPECT_EQ(phone.replica->parts().copy->sequencer_key(), server.Key());
  }
}

TEST(KeyChange, A8_1_AChangeThatTheStreetHasNotSignedCountsForNothing) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  v1::Payload payload;
  payload.set_actor(MemberOf('R'));
  payload.set_device(crypto::PublicKey(KeyOf('R')));
  payload.set_counter(1);
  payload.mutable_rotate_key()->set_key(KeyIn('X'));
  payload.mutable_rotate_key()->set_replaces(server.Key());
  server.lie = [&](v1::PullResponse& response) {
    response.add_key_changes(
        schema::SignCommand(payload, server.id(), {KeyOf('R'), KeyOf('1'), KeyOf('X')}));
    response.set_checkpoint(SignedBy(server, 'X'));
  };
  phone.Sync();
  EXPECT_TRUE(IsBroken(phone));
}

TEST(KeyChange, A8_2_AChangeThatTheStreetSignedAndTheLedgerHasNotIsSeen) {
  Server server;
  TempFolder folder;
  Phone phone(server, 'A', folder.path());
  phone.Sync();
  v1::Payload payload;
  payload.set_actor(MemberOf('R'));
  payload.set_device(crypto::PublicKey(KeyOf('R')));
  payload.set_counter(1);
  payload.mutable_rotate_key()->set_key(KeyIn('X'));
  payload.mutable_rotate_key()->set_replaces(server.Key());
  server.Command('S', [](v1::Payload& one) { one.mutable_adopt_calendar(); });
  server.Command('A', [](v1::Payload& one) {
    one.mutable_open_matter()->set_procedure("bell");
    one.mutable_open_matter()->set_channel(v1::APP);
  });
  server.lie = [&](v1::PullResponse& response) {
    response.add_key_changes(schema::SignCommand(
        payload, server.id(), {KeyOf('R'), KeyOf('1'), KeyOf('2'), KeyOf('X')}));
    response.set_checkpoint(SignedBy(server, 'X'));
  };
  phone.Sync();
  EXPECT_TRUE(IsBroken(phone)) << "the entries do not name that key";
  server.lie = nullptr;
  phone.Reopen();
  phone.Sync();
  EXPECT_FALSE(IsBroken(phone)) << "with the true key it goes on";
}

TEST(KeyChange, A8_2_TheOldKeyUnderATreeThatHasTheChangeIsSeen) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  server.Rotate('N');
  server.lie = [&](v1::PullResponse& response) {
    response.set_checkpoint(SignedBy(server, 'Q'));
    response.clear_key_changes();
  };
  phone.Sync();
  EXPECT_TRUE(IsBroken(phone));
}

TEST(KeyChange, A8_1_ARefusalByAKeyThatThePhoneDoesNotKnowYetIsAskedForAgain) {
  Server server;
  Phone phone(server, 'B');
  phone.Sync();
  server.Rotate('N');
  phone.Act(Press("校门口停车"));
  // The phone decides by what it knows; meanwhile its device is revoked.
  server.Command('R', [](v1::Payload& payload) {
    payload.mutable_revoke_device()->set_device(KeyIn('B'));
  });
  phone.poked = false;
  for (int i = 0; i < 50; ++i) {
    if (!phone.Step()) server.now_ms += 1000;
  }
  const v1::OutboxView outbox = phone.Outbox();
  EXPECT_EQ(outbox.items(0).state(), v1::OutboxItem::REFUSED);
  EXPECT_EQ(outbox.items(0).rejection().reason(), v1::DEVICE_REVOKED);
}

}  // namespace
}  // namespace yiting::testing
