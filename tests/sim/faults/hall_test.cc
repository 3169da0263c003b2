// A hall under every trouble at every point: a command is accepted or the client is told to try
// again, never that it is at fault; when the trouble is over everything is accepted, once.

#include "hall/hall.h"

#include <gtest/gtest.h>

#include <optional>

#include "crypto/commitment.h"
#include "hall/intake.h"
#include "replica/reader_proof.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "store/sqlite_store.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/faults/failing.h"
#include "town.h"

namespace yiting::sim {
namespace {

constexpr int kCommands = 4;

class StillClock : public clock::Clock {
 public:
  int64_t NowMs() const override { return testing::kMonday + 60'000; }
};

// A community of somebody else's, with nothing in it but its first entry.
testing::Server& Ground() {
  static auto* server = new testing::Server();
  return *server;
}

v1::PushRequest PushAt(int index) {
  const Bytes words = "message " + std::to_string(index);
  v1::PushRequest push;
  push.set_community(Ground().id());
  v1::Content& content = *push.add_contents();
  content.set_salt(Bytes(32, static_cast<char>('a' + index)));
  content.set_data(words);
  const crypto::Hash hash = crypto::Commit(content.salt(), words);
  content.set_commitment(Bytes(crypto::AsBytes(hash)));
  v1::Payload payload;
  payload.set_actor(testing::MemberOf('A'));
  payload.set_device(crypto::PublicKey(testing::KeyOf('A')));
  payload.set_counter(static_cast<uint64_t>(index) + 1);
  v1::LeaveMessage& message = *payload.mutable_leave_message();
  message.set_channel(v1::APP);
  message.mutable_text()->set_commitment(content.commitment());
  message.mutable_text()->set_audience(v1::STAFF);
  message.mutable_text()->set_media("text/plain");
  message.mutable_text()->set_size(static_cast<uint32_t>(words.size()));
  push.add_commands(schema::SignCommand(payload, Ground().id(), {testing::KeyOf('A')}));
  return push;
}

class Desk {
 public:
  explicit Desk(Disk& disk) : disk_(disk), mount_("server", disk) {}

  void Found() {
    auto store = store::SqliteStore::Open(mount_.path() + "/store.db");
    ASSERT_TRUE(store.has_value());
    ASSERT_TRUE((*store)->PutPack(testing::PackHashBytes(), testing::PackBytes()).has_value());
    store::Batch batch;
    const Bytes& entry = Ground().entries[0];
    batch.entries.push_back({Ground().id(), 0, entry, ledger::LeafHash(entry)});
    ASSERT_TRUE((*store)->Append(batch).has_value());
  }

  bool Open() {
    auto store = store::SqliteStore::Open(mount_.path() + "/store.db");
    if (!store) return false;
    store_ = *std::move(store);
    auto hall = hall::Hall::Open(*store_, clock_, testing::KeyOf('Q'), mount_.path() + "/state");
    if (hall) hall_ = *std::move(hall);
    return hall_ != nullptr;
  }
  void Close() {
    hall_.reset();
    store_.reset();
  }

  // True if it was accepted.
  bool Push(int index) {
    auto job = hall::TakePush(PushAt(index), hall_->public_keys());
    EXPECT_TRUE(job.has_value());
    bool accepted = false;
    bool told = false;
    hall_->Push(*std::move(job), [&](Result<v1::PushResponse> response) {
      if (disk_.cut()) return;
      told = true;
      if (!response) {
        EXPECT_NE(response.error().code, ErrorCode::kInvalid) << response.error().message;
        EXPECT_FALSE(response.error().message.empty());
        return;
      }
      EXPECT_FALSE(response->results(0).has_rejected());
      accepted = response->results(0).has_accepted();
    });
    hall_->ServeRound();
    EXPECT_TRUE(told || disk_.cut());
    return accepted;
  }

  // As somebody who has pulled before: with a checkpoint, and as the member who wrote. The entries
  // that came, or nothing.
  std::optional<int> Pull() {
    v1::PullRequest request;
    request.set_community(Ground().id());
    request.set_checkpoint(checkpoint_);
    *request.mutable_reader() = replica::SignReader(Ground().id(), testing::MemberOf('A'),
                                                    testing::KeyOf('A'), clock_.NowMs());
    auto job = hall::TakePull(std::move(request), hall_->public_keys(), clock_.NowMs());
    EXPECT_TRUE(job.has_value());
    std::optional<int> entries;
    hall_->Pull(*std::move(job), [&](Result<v1::PullResponse> response) {
      if (!response) {
        EXPECT_NE(response.error().code, ErrorCode::kCorrupt) << response.error().message;
        return;
      }
      checkpoint_ = response->checkpoint();
      entries = response->entries_size();
    });
    hall_->ServeRound();
    return entries;
  }

  std::vector<Bytes> Entries() {
    auto entries = store_->Read(Ground().id(), 0, 1 << 20);
    EXPECT_TRUE(entries.has_value());
    return entries ? *entries : std::vector<Bytes>();
  }

 private:
  Disk& disk_;
  Mount mount_;
  StillClock clock_;
  std::string checkpoint_;
  std::unique_ptr<store::SqliteStore> store_;
  std::unique_ptr<hall::Hall> hall_;
};

class HallUnder : public EachTrouble {};

TEST_P(HallUnder, TroubleAtEveryPointRefusesNobody) {
  int64_t points = 0;
  for (int64_t n = 1;; n = After(n)) {
    SCOPED_TRACE(std::string(NameOf(GetParam())) + " at " + std::to_string(n));
    testing::Dice dice(static_cast<uint64_t>(n));
    SeedSqlite(static_cast<uint64_t>(n));
    Disk disk;
    Desk desk(disk);
    desk.Found();
    const bool full = GetParam() == Trouble::kFull;
    Begin(GetParam(), n, disk);
    if (full) disk.SetRoom(disk.used() + n * 1000);
    int accepted = 0;
    if (desk.Open()) {
      // Each is tried again until it is accepted, as phones do.
      for (int tries = 0; accepted < kCommands && tries < 3 * kCommands && !disk.cut(); ++tries) {
        if (desk.Push(accepted)) ++accepted;
      }
    }
    if (disk.cut()) desk.Close();
    const bool came = End(GetParam(), disk, dice);
    desk.Close();
    ASSERT_TRUE(desk.Open());
    for (int index = 0; index < kCommands; ++index) EXPECT_TRUE(desk.Push(index));
    EXPECT_EQ(desk.Entries().size(), 1u + kCommands);
    if (HasFailure()) return;
    if (!came) break;
    ++points;
  }
  EXPECT_GT(points, 10);
}

// The same without a restart: what failed once must not fail for ever.
TEST(Hall, WorksAgainWhenTheDiskDoes) {
  for (int64_t n = 1; n < 400; n = After(n)) {
    SCOPED_TRACE("at " + std::to_string(n));
    testing::Dice dice(static_cast<uint64_t>(n));
    Disk disk;
    Desk desk(disk);
    desk.Found();
    ASSERT_TRUE(desk.Open());
    disk.FailAt(n, Fault::kBrokenTill);
    int accepted = 0;
    while (accepted < kCommands && desk.Pull() && desk.Push(accepted)) ++accepted;
    static_cast<void>(desk.Pull());
    const bool came = End(Trouble::kBroken, disk, dice);
    EXPECT_TRUE(desk.Pull().has_value()) << "nobody can read any more";
    for (int index = 0; index < kCommands; ++index) EXPECT_TRUE(desk.Push(index));
    EXPECT_EQ(desk.Pull().value_or(0), 1 + kCommands);
    if (HasFailure() || !came) return;
  }
}

INSTANTIATE_TEST_SUITE_P(All, HallUnder, AllTroubles());

}  // namespace
}  // namespace yiting::sim
