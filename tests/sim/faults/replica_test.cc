// A phone's session under every trouble at every point: what it said is kept stays, comes to the
// server once, and the phone ends with the server's state.

#include "replica/replica.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "replica/parts.h"
#include "schema/signed_command.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/faults/failing.h"
#include "town.h"

namespace yiting::sim {
namespace {

using testing::Server;

class Session {
 public:
  explicit Session(Server& server) : server_(server), mount_("phone", disk_) {}

  Disk& disk() { return disk_; }
  std::set<Bytes>& kept() { return kept_; }

  // Opens the app, syncs, rings twice, syncs; stops where the disk was cut.
  void Tell() {
    if (!Open() || !Sync()) return Forget();
    Press("one");
    Press("two");
    static_cast<void>(Sync());
    Forget();
  }

  // After the trouble: everything arrives, and all agree.
  void Look() {
    ASSERT_TRUE(Open()) << "the app does not open any more";
    for (const Bytes& id : kept_) {
      EXPECT_TRUE(replica_->parts().store->FindCommand(id).has_value()) << "a command is lost";
    }
    server_.now_ms += 120'000;
    ASSERT_TRUE(Sync());
    Press("three");
    ASSERT_TRUE(Sync());
    EXPECT_EQ(replica_->parts().store->CountCommands().waiting, 0u);
    EXPECT_EQ(replica_->parts().broken, "");
    EXPECT_EQ(replica_->parts().overlay->confirmed_size(), server_.size());
    ASSERT_TRUE(replica_->parts().overlay->TakeOff().has_value());
    EXPECT_EQ(crypto::AsBytes(replica_->parts().state->Digest()),
              BytesView(server_.Fingerprint()));
    std::map<Bytes, int> entries;
    for (const Bytes& bytes : server_.entries) {
      v1::Entry entry;
      ASSERT_TRUE(entry.ParseFromString(bytes));
      if (entry.seq() == 0 || !entry.has_command()) continue;
      auto command = schema::OpenCommand(entry.command(), server_.id());
      ASSERT_TRUE(command.has_value());
      ++entries[command->id];
    }
    for (const Bytes& id : kept_) {
      v1::Rejection rejection;
      if (auto row = replica_->parts().store->FindCommand(id)) {
        rejection.ParseFromString(row->rejection);
      }
      EXPECT_EQ(entries[id], 1) << v1::Reason_Name(rejection.reason()) << rejection.detail();
    }
    Forget();
  }

 private:
  bool Open() {
    v1::OpenReplica open;
    open.set_folder(mount_.path());
    open.set_community(server_.id());
    open.set_sequencer_key(server_.Key());
    open.set_device_seed(testing::SeedOf('A'));
    auto opened = replica::Replica::Open(open, testing::FreshEntropy(), server_.now_ms);
    if (!opened) {
      EXPECT_FALSE(opened.error().message.empty());
      return false;
    }
    replica_ = *std::move(opened);
    return !disk_.cut();
  }

  // The host's loop, with a server that is always there. False: the disk was cut.
  bool Sync() {
    v1::SyncStep step;
    step.set_online(true);
    step.set_poked(true);
    int errors = 0;
    for (int round = 0; round < 60; ++round) {
      bool changed = false;
      auto order = replica_->Sync(step, server_.now_ms, &changed);
      if (disk_.cut()) return false;
      step.Clear();
      step.set_online(true);
      if (!order) {
        EXPECT_FALSE(order.error().message.empty());
        server_.now_ms += 61'000;
        if (++errors == 5) return true;
        continue;
      }
      if (!order->method().empty()) {
        const MemoryHolds holds;
        *step.mutable_reply() = server_.Serve(order->method(), order->body());
      } else if (order->retry_ms() > 1000 || order->retry_ms() == 0) {
        return true;
      } else {
        server_.now_ms += order->retry_ms();
      }
    }
    return true;
  }

  void Press(const std::string& title) {
    // Without ledger and rules nobody has a screen to tap on.
    replica::Parts& parts = replica_->parts();
    if (!parts.packs->Find(parts.state->facts().pack)) return;
    auto acted = replica_->Act(testing::Press(title), testing::FreshEntropy(), server_.now_ms);
    if (disk_.cut()) return;
    if (!acted) {
      EXPECT_FALSE(acted.error().message.empty());
      return;
    }
    EXPECT_FALSE(acted->has_rejection());
    kept_.insert(acted->command_id());
  }

  void Forget() { replica_.reset(); }

  Server& server_;
  Disk disk_;
  Mount mount_;
  std::unique_ptr<replica::Replica> replica_;
  std::set<Bytes> kept_;
};

class PhoneUnder : public EachTrouble {};

TEST_P(PhoneUnder, TroubleAtEveryPointLosesNothingThatWasKept) {
  int64_t points = 0;
  for (int64_t n = 1;; n = After(n)) {
    SCOPED_TRACE(std::string(NameOf(GetParam())) + " at " + std::to_string(n));
    testing::Dice dice(static_cast<uint64_t>(n));
    SeedSqlite(static_cast<uint64_t>(n));
    Server server;
    Session session(server);
    Begin(GetParam(), n, session.disk());
    session.Tell();
    const bool came = End(GetParam(), session.disk(), dice);
    session.Look();
    if (HasFailure()) return;
    if (!came) break;
    ++points;
  }
  EXPECT_GT(points, 10);
}

INSTANTIATE_TEST_SUITE_P(All, PhoneUnder, AllTroubles());

}  // namespace
}  // namespace yiting::sim
