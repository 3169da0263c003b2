// A state file under every trouble at every point while entries are replayed into it: it is a
// cache, so it may be behind or have to be made anew, but it ends as it must.

#include <gtest/gtest.h>

#include <memory>

#include "crypto/commitment.h"
#include "hall/catch_up.h"
#include "ledger/merkle.h"
#include "store/sqlite_store.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/faults/failing.h"
#include "town.h"

namespace yiting::sim {
namespace {

using testing::Server;

// A ledger that somebody has lived in for a while.
Server& Lived() {
  static Server* server = [] {
    auto* made = new Server();
    for (int i = 0; i < 12; ++i) {
      made->now_ms += 60'000;
      made->Command(i % 2 == 0 ? 'A' : 'B', [&](v1::Payload& payload) {
        v1::LeaveMessage& message = *payload.mutable_leave_message();
        message.set_channel(v1::APP);
        v1::Content content;
        content.set_salt(Bytes(32, static_cast<char>(i)));
        content.set_data("message " + std::to_string(i));
        const crypto::Hash hash = crypto::Commit(content.salt(), content.data());
        content.set_commitment(Bytes(crypto::AsBytes(hash)));
        message.mutable_text()->set_commitment(content.commitment());
        message.mutable_text()->set_audience(v1::STAFF);
        message.mutable_text()->set_media("text/plain");
        message.mutable_text()->set_size(static_cast<uint32_t>(content.data().size()));
        made->contents[content.commitment()] = content;
      });
    }
    return made;
  }();
  return *server;
}

class StateUnder : public EachTrouble {};

TEST_P(StateUnder, TroubleAtEveryPointEndsInTheSameState) {
  Server& server = Lived();
  ASSERT_GT(server.size(), 10u);
  Disk truth;
  const Mount store_mount("truth", truth);
  auto store = store::SqliteStore::Open(store_mount.path() + "/store.db");
  ASSERT_TRUE(store.has_value());
  store::Batch batch;
  for (uint64_t seq = 0; seq < server.size(); ++seq) {
    const Bytes& entry = server.entries[seq];
    batch.entries.push_back({server.id(), seq, entry, ledger::LeafHash(entry)});
  }
  ASSERT_TRUE((*store)->Append(batch).has_value());
  int64_t points = 0;
  for (int64_t n = 1;; n = After(n)) {
    SCOPED_TRACE(std::string(NameOf(GetParam())) + " at " + std::to_string(n));
    testing::Dice dice(static_cast<uint64_t>(n));
    SeedSqlite(static_cast<uint64_t>(n));
    Disk disk;
    const Mount mount("cache", disk);
    const std::string path = mount.path() + "/state.db";
    Begin(GetParam(), n, disk);
    {
      auto state = hall::CatchUp(**store, server.id(), path);
      if (!state) {
        EXPECT_FALSE(state.error().message.empty());
      }
      // What it says is level is level.
      if (state && !disk.cut()) {
        EXPECT_EQ(crypto::AsBytes((*state)->Digest()), BytesView(server.Fingerprint()));
      }
    }
    const bool came = End(GetParam(), disk, dice);
    auto state = hall::CatchUp(**store, server.id(), path);
    ASSERT_TRUE(state.has_value()) << state.error().message;
    EXPECT_EQ((*state)->facts().size, server.size());
    EXPECT_EQ(crypto::AsBytes((*state)->Digest()), BytesView(server.Fingerprint()));
    if (HasFailure()) return;
    if (!came) break;
    ++points;
  }
  EXPECT_GT(points, 10);
}

INSTANTIATE_TEST_SUITE_P(All, StateUnder, AllTroubles());

}  // namespace
}  // namespace yiting::sim
