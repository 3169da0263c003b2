// The store under every trouble at every point: what it said is stored stays, a batch is there
// whole or not at all, an error says what it is, and afterwards it works again.

#include "store/sqlite_store.h"

#include <gtest/gtest.h>

#include "crypto/commitment.h"
#include "ledger/merkle.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/faults/failing.h"

namespace yiting::sim {
namespace {

constexpr int kBatches = 6;
constexpr uint64_t kEntriesABatch = 3;
const Bytes kCommunity(32, 'k');

Bytes EntryAt(uint64_t seq) {
  return "entry " + std::to_string(seq) + std::string(seq * 211 % 5000, 'e');
}

store::NewContent ContentAt(uint64_t batch) {
  store::NewContent content;
  content.community = kCommunity;
  content.salt = Bytes(32, static_cast<char>('a' + batch));
  content.data = "content " + std::to_string(batch);
  const crypto::Hash hash = crypto::Commit(content.salt, content.data);
  content.commitment = Bytes(crypto::AsBytes(hash));
  return content;
}

store::Batch BatchAt(uint64_t batch) {
  store::Batch made;
  for (uint64_t i = 0; i < kEntriesABatch; ++i) {
    const uint64_t seq = batch * kEntriesABatch + i;
    const Bytes bytes = EntryAt(seq);
    made.entries.push_back({kCommunity, seq, bytes, ledger::LeafHash(bytes)});
  }
  made.contents.push_back(ContentAt(batch));
  made.packs.push_back({Bytes(32, static_cast<char>('A' + batch)), "bundle"});
  return made;
}

// Appends batches up to `end`, trying each a few times. How many the store said that it has.
uint64_t TellUntil(const std::string& path, uint64_t told, uint64_t end) {
  auto store = store::SqliteStore::Open(path);
  if (!store) {
    EXPECT_FALSE(store.error().message.empty());
    return told;
  }
  for (int tries = 0; told < end && tries < 3 * kBatches; ++tries) {
    const Status stored = (*store)->Append(BatchAt(told));
    if (stored) {
      ++told;
      continue;
    }
    EXPECT_FALSE(stored.error().message.empty());
    EXPECT_TRUE(stored.error().code == ErrorCode::kIo ||
                stored.error().code == ErrorCode::kNoMemory)
        << stored.error().message;
  }
  return told;
}

// In two lives of a server, of which the second begins whatever became of the first.
uint64_t Tell(const std::string& path) {
  const uint64_t told = TellUntil(path, 0, kBatches / 2);
  return TellUntil(path, told, kBatches);
}

// All that was told is there, and no half of what was not.
void Look(const std::string& path, uint64_t told) {
  auto store = store::SqliteStore::Open(path);
  ASSERT_TRUE(store.has_value()) << store.error().message;
  auto entries = (*store)->Read(kCommunity, 0, 1 << 24);
  ASSERT_TRUE(entries.has_value()) << entries.error().message;
  EXPECT_GE(entries->size(), told * kEntriesABatch);
  EXPECT_EQ(entries->size() % kEntriesABatch, 0u) << "half a batch";
  for (uint64_t seq = 0; seq < entries->size(); ++seq) EXPECT_EQ((*entries)[seq], EntryAt(seq));
  const uint64_t batches = entries->size() / kEntriesABatch;
  EXPECT_LE(batches, told + 1);
  for (uint64_t batch = 0; batch < batches; ++batch) {
    const store::NewContent content = ContentAt(batch);
    auto found = (*store)->FindContent(kCommunity, content.commitment);
    ASSERT_TRUE(found.has_value()) << found.error().message;
    ASSERT_TRUE(found->has_value()) << "the content of an entry is gone";
    EXPECT_EQ((*found)->data, content.data);
  }
  // And it goes on.
  if (batches < kBatches + 2) {
    const Status stored = (*store)->Append(BatchAt(batches));
    EXPECT_TRUE(stored.has_value()) << stored.error().message;
  }
}

class StoreUnder : public EachTrouble {};

TEST_P(StoreUnder, TroubleAtEveryPointLosesNothingThatWasTold) {
  int64_t points = 0;
  for (int64_t n = 1;; n = After(n)) {
    SCOPED_TRACE(std::string(NameOf(GetParam())) + " at " + std::to_string(n));
    testing::Dice dice(static_cast<uint64_t>(n));
    SeedSqlite(static_cast<uint64_t>(n));
    Disk disk;
    const Mount mount("store", disk);
    const std::string path = mount.path() + "/store.db";
    Begin(GetParam(), n, disk);
    const uint64_t told = Tell(path);
    const bool came = End(GetParam(), disk, dice);
    Look(path, told);
    if (HasFailure()) return;
    if (!came) break;
    ++points;
  }
  EXPECT_GT(points, 10);
}

INSTANTIATE_TEST_SUITE_P(All, StoreUnder, AllTroubles());

}  // namespace
}  // namespace yiting::sim
