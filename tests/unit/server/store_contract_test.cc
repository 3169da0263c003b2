// What every store promises (server/store/store.h), written once. A new store joins by one line in
// INSTANTIATE_TEST_SUITE_P at the end.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crypto/sha256.h"
#include "ledger/merkle.h"
#include "store/sqlite_store.h"
#include "store/store.h"
#include "tests/unit/server/temp_folder.h"

namespace yiting::store {
namespace {

struct Kind {
  std::string name;
  // Opens the store in a folder, as it was left there.
  std::function<std::unique_ptr<Store>(const std::string& folder)> open;
};

Bytes Id(char c) { return Bytes(32, c); }

NewEntry EntryOf(const Bytes& community, uint64_t seq, const std::string& text) {
  return {community, seq, text, ledger::LeafHash(text)};
}

std::string TextOf(const Bytes& community, uint64_t seq) {
  return community.substr(0, 1) + "-" + std::to_string(seq);
}

class StoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    store_.reset();
    store_ = GetParam().open(folder_.path());
    ASSERT_NE(store_, nullptr);
  }
  // Appends entries from..until-1 in one batch.
  Status Fill(const Bytes& community, uint64_t from, uint64_t until) {
    Batch batch;
    for (uint64_t seq = from; seq < until; ++seq) {
      batch.entries.push_back(EntryOf(community, seq, TextOf(community, seq)));
    }
    return store_->Append(batch);
  }

  testing::TempFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_P(StoreContract, ANewStoreIsEmpty) {
  EXPECT_TRUE(store_->Communities()->empty());
  EXPECT_EQ(*store_->Size(Id('a')), 0u);
  EXPECT_TRUE(store_->Read(Id('a'), 0, 1000)->empty());
  EXPECT_EQ(*store_->NewestCheckpoint(Id('a')), "");
  EXPECT_FALSE(*store_->HasContent(Id('a'), Id('c')));
  EXPECT_EQ(store_->ReadHash(Id('a'), 0, 0).error().code, ErrorCode::kNotFound);
}

TEST_P(StoreContract, OneBatchHoldsEntriesOfManyCommunities) {
  Batch batch;
  for (uint64_t seq = 0; seq < 3; ++seq) {
    for (char c : {'b', 'a'}) batch.entries.push_back(EntryOf(Id(c), seq, TextOf(Id(c), seq)));
  }
  ASSERT_TRUE(store_->Append(batch));
  EXPECT_EQ(*store_->Communities(), (std::vector<Bytes>{Id('a'), Id('b')}));
  EXPECT_EQ(*store_->Size(Id('a')), 3u);
  EXPECT_EQ(*store_->Read(Id('b'), 1, 1000), (std::vector<Bytes>{"b-1", "b-2"}));
}

TEST_P(StoreContract, EverythingIsThereAfterReopening) {
  Batch batch;
  batch.entries.push_back(EntryOf(Id('a'), 0, "first"));
  batch.contents.push_back({Id('a'), Id('c'), Id('s'), Bytes("photo\0bytes", 11)});
  batch.checkpoints.push_back({Id('a'), 1, "note 1"});
  ASSERT_TRUE(store_->Append(batch));
  ASSERT_TRUE(store_->PutPack(Id('p'), "bundle"));
  Reopen();
  EXPECT_EQ(*store_->Read(Id('a'), 0, 1000), (std::vector<Bytes>{"first"}));
  auto content = store_->FindContent(Id('a'), Id('c'));
  ASSERT_TRUE(content && *content);
  EXPECT_EQ((*content)->salt, Id('s'));
  EXPECT_EQ((*content)->data, Bytes("photo\0bytes", 11));
  EXPECT_EQ(*store_->NewestCheckpoint(Id('a')), "note 1");
  EXPECT_EQ(**store_->FindPack(Id('p')), "bundle");
}

TEST_P(StoreContract, AnEntryWhoseSeqIsTakenIsAConflictAndStoresNothing) {
  ASSERT_TRUE(Fill(Id('a'), 0, 3));
  Batch batch;
  batch.entries.push_back(EntryOf(Id('b'), 0, "of another community"));
  batch.contents.push_back({Id('b'), Id('c'), Id('s'), "data"});
  batch.entries.push_back(EntryOf(Id('a'), 2, "too late"));
  EXPECT_EQ(store_->Append(batch).error().code, ErrorCode::kConflict);
  EXPECT_EQ(*store_->Size(Id('b')), 0u);
  EXPECT_FALSE(*store_->HasContent(Id('b'), Id('c')));
  EXPECT_EQ(*store_->Read(Id('a'), 2, 1000), (std::vector<Bytes>{"a-2"}));
  // And the store goes on.
  EXPECT_TRUE(Fill(Id('a'), 3, 4));
}

TEST_P(StoreContract, AnEntryAfterAGapIsAConflict) {
  for (uint64_t seq = 1; seq < 9; ++seq) {
    Batch batch;
    batch.entries.push_back(EntryOf(Id('a'), seq, "alone"));
    EXPECT_EQ(store_->Append(batch).error().code, ErrorCode::kConflict) << seq;
  }
  ASSERT_TRUE(Fill(Id('a'), 0, 4));
  for (uint64_t seq = 5; seq < 12; ++seq) {
    Batch batch;
    batch.entries.push_back(EntryOf(Id('a'), seq, "after a gap"));
    EXPECT_EQ(store_->Append(batch).error().code, ErrorCode::kConflict) << seq;
  }
  EXPECT_EQ(*store_->Size(Id('a')), 4u);
}

TEST_P(StoreContract, ReadingStopsAtTheLimitButGivesAtLeastOne) {
  ASSERT_TRUE(Fill(Id('a'), 0, 10));  // three bytes each
  EXPECT_EQ(store_->Read(Id('a'), 0, 9)->size(), 3u);
  EXPECT_EQ(store_->Read(Id('a'), 0, 8)->size(), 2u);
  EXPECT_EQ(store_->Read(Id('a'), 0, 0)->size(), 1u);
  EXPECT_EQ(store_->Read(Id('a'), 9, 1000)->size(), 1u);
  EXPECT_EQ(store_->Read(Id('a'), 10, 1000)->size(), 0u);
  EXPECT_EQ(store_->Read(Id('a'), UINT64_MAX, 1000)->size(), 0u);
}

TEST_P(StoreContract, TreeHashesAreThoseOfTheWholeTree) {
  ledger::MemoryTree oracle;
  StoreTree tree(*store_, Id('a'));
  uint64_t size = 0;
  for (uint64_t next : {1, 2, 3, 7, 8, 16, 21, 64, 100}) {
    ASSERT_TRUE(Fill(Id('a'), size, next));
    for (; size < next; ++size) oracle.Append(ledger::LeafHash(TextOf(Id('a'), size)));
    for (uint32_t level = 0; level < 8; ++level) {
      for (uint64_t index = 0; index <= (size >> level); ++index) {
        auto expected = oracle.ReadHash(level, index);
        auto found = tree.ReadHash(level, index);
        ASSERT_EQ(found.has_value(), expected.has_value()) << level << " " << index;
        if (!found) continue;
        EXPECT_EQ(*found, *expected) << level << " " << index;
      }
    }
    EXPECT_EQ(*ledger::RootAt(tree, size), oracle.head().root);
  }
  EXPECT_FALSE(tree.ReadHash(63, 0));
  EXPECT_FALSE(tree.ReadHash(0, UINT64_MAX));
}

TEST_P(StoreContract, ProofsFromTheStoreHold) {
  ASSERT_TRUE(Fill(Id('a'), 0, 37));
  StoreTree tree(*store_, Id('a'));
  ledger::TreeHead newest{37, *ledger::RootAt(tree, 37)};
  for (uint64_t size : {1, 8, 20, 37}) {
    auto proof = ledger::ProveConsistency(tree, size, 37);
    ASSERT_TRUE(proof);
    EXPECT_TRUE(ledger::VerifyConsistency(*proof, {size, *ledger::RootAt(tree, size)}, newest));
  }
  auto inclusion = ledger::ProveInclusion(tree, 20, 37);
  ASSERT_TRUE(inclusion);
  EXPECT_TRUE(ledger::VerifyInclusion(*inclusion, 20, ledger::LeafHash("a-20"), newest));
}

TEST_P(StoreContract, TheLargestCheckpointStays) {
  auto save = [&](uint64_t size) {
    Batch batch;
    batch.checkpoints.push_back({Id('a'), size, "note " + std::to_string(size)});
    return store_->Append(batch);
  };
  ASSERT_TRUE(save(5));
  ASSERT_TRUE(save(9));
  ASSERT_TRUE(save(7));
  EXPECT_EQ(*store_->NewestCheckpoint(Id('a')), "note 9");
  EXPECT_EQ(*store_->NewestCheckpoint(Id('b')), "");
}

TEST_P(StoreContract, ContentsBelongToTheirCommunityAndCanBeErased) {
  Batch batch;
  batch.contents.push_back({Id('a'), Id('c'), Id('s'), "prose"});
  ASSERT_TRUE(store_->Append(batch));
  ASSERT_TRUE(store_->Append(batch)) << "storing it again changes nothing";
  EXPECT_TRUE(*store_->HasContent(Id('a'), Id('c')));
  EXPECT_FALSE(*store_->HasContent(Id('b'), Id('c')));
  EXPECT_EQ(*store_->EraseContents(Id('b'), {Id('c')}), 0u);
  EXPECT_EQ(*store_->EraseContents(Id('a'), {Id('c'), Id('d')}), 1u);
  EXPECT_EQ(*store_->EraseContents(Id('a'), {Id('c')}), 0u);
  EXPECT_FALSE(*store_->HasContent(Id('a'), Id('c')));
  EXPECT_FALSE(store_->FindContent(Id('a'), Id('c'))->has_value());
}

TEST_P(StoreContract, ManyContentsAreErasedInOneGo) {
  Batch batch;
  std::vector<Bytes> erased;
  for (int i = 0; i < 1000; ++i) {
    const Bytes commitment(crypto::AsBytes(crypto::Sha256(std::to_string(i))));
    batch.contents.push_back({Id('a'), commitment, Id('s'), "prose " + std::to_string(i)});
    if (i % 2 == 0) erased.push_back(commitment);
  }
  ASSERT_TRUE(store_->Append(batch));
  EXPECT_EQ(*store_->EraseContents(Id('a'), erased), 500u);
  Reopen();
  for (size_t i = 0; i < batch.contents.size(); ++i) {
    auto found = store_->FindContent(Id('a'), batch.contents[i].commitment);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->has_value(), i % 2 != 0) << i;
    EXPECT_EQ(*found ? (*found)->data : "", i % 2 != 0 ? "prose " + std::to_string(i) : "");
  }
}

TEST_P(StoreContract, AContentIsKeptOncePerCommunity) {
  Batch batch;
  batch.contents.push_back({Id('a'), Id('c'), Id('s'), "prose"});
  batch.contents.push_back({Id('b'), Id('c'), Id('s'), "prose"});
  batch.contents.push_back({Id('a'), Id('c'), Id('s'), "prose"});
  ASSERT_TRUE(store_->Append(batch));
  EXPECT_EQ(*store_->EraseContents(Id('a'), {Id('c')}), 1u);
  EXPECT_FALSE(*store_->HasContent(Id('a'), Id('c')));
  EXPECT_EQ((*store_->FindContent(Id('b'), Id('c')))->data, "prose");
}

TEST_P(StoreContract, AccessesAreListedNewestFirstInPages) {
  std::vector<Access> accesses;
  for (int i = 0; i < 5; ++i) {
    accesses.push_back({Id('a'), Bytes(16, i == 3 ? 'p' : 'o'), Id('c'), Bytes(16, 'm'), Id('d'),
                        int64_t{1000} + i});
  }
  accesses.push_back({Id('b'), Bytes(16, 'o'), Id('c'), Bytes(16, 'm'), Id('d'), 1});
  ASSERT_TRUE(store_->NoteAccesses(accesses));
  Reopen();
  auto page = store_->Accesses(Id('a'), Bytes(16, 'o'), 0, 2);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->accesses.size(), 2u);
  EXPECT_EQ(page->accesses[0].time_ms, 1004);
  EXPECT_EQ(page->accesses[1].time_ms, 1002);
  EXPECT_EQ(page->accesses[0].member, Bytes(16, 'm'));
  EXPECT_EQ(page->accesses[0].device, Id('d'));
  ASSERT_NE(page->next, 0u);
  page = store_->Accesses(Id('a'), Bytes(16, 'o'), page->next, 2);
  ASSERT_EQ(page->accesses.size(), 2u);
  EXPECT_EQ(page->accesses[1].time_ms, 1000);
  EXPECT_EQ(page->next, 0u);
  EXPECT_EQ(store_->Accesses(Id('a'), "", 0, 100)->accesses.size(), 5u);
}

TEST_P(StoreContract, OldAccessesAreForgotten) {
  const auto at = [](int64_t time_ms) {
    return Access{Id('a'), Bytes(16, 'o'), Id('c'), Bytes(16, 'm'), Id('d'), time_ms};
  };
  ASSERT_TRUE(store_->NoteAccesses({at(1), at(2)}));
  ASSERT_TRUE(store_->NoteAccesses({at(1 + kAccessKeptMs)}));
  EXPECT_EQ(store_->Accesses(Id('a'), "", 0, 100)->accesses.size(), 3u);
  ASSERT_TRUE(store_->NoteAccesses({at(2 + kAccessKeptMs)}));
  auto page = store_->Accesses(Id('a'), "", 0, 100);
  ASSERT_EQ(page->accesses.size(), 3u);
  EXPECT_EQ(page->accesses.back().time_ms, 2);
}

TEST_P(StoreContract, PacksAreFoundByHashAndKeptOnce) {
  ASSERT_TRUE(store_->PutPack(Id('p'), "bundle"));
  ASSERT_TRUE(store_->PutPack(Id('p'), "bundle"));
  EXPECT_EQ(**store_->FindPack(Id('p')), "bundle");
  EXPECT_FALSE(store_->FindPack(Id('q'))->has_value());
}

TEST_P(StoreContract, APackIsStoredWithTheEntryThatNamesItOrNotAtAll) {
  Batch batch;
  batch.entries.push_back(EntryOf(Id('a'), 0, "names it"));
  batch.packs.push_back({Id('p'), Bytes("bundle\0bytes", 12)});
  ASSERT_TRUE(store_->Append(batch));
  Reopen();
  EXPECT_EQ(**store_->FindPack(Id('p')), Bytes("bundle\0bytes", 12));

  Batch late;
  late.packs.push_back({Id('q'), "another"});
  late.entries.push_back(EntryOf(Id('a'), 0, "too late"));
  EXPECT_EQ(store_->Append(late).error().code, ErrorCode::kConflict);
  EXPECT_FALSE(store_->FindPack(Id('q'))->has_value());

  Batch again;
  again.entries.push_back(EntryOf(Id('a'), 1, "names it too"));
  again.packs.push_back({Id('p'), Bytes("bundle\0bytes", 12)});
  ASSERT_TRUE(store_->Append(again)) << "one that is there already stays as it is";
  EXPECT_EQ(**store_->FindPack(Id('p')), Bytes("bundle\0bytes", 12));
}

TEST_P(StoreContract, EntriesMayBeAsLargeAsTheLedgerAllows) {
  const std::string large(65'535, 'x');
  Batch batch;
  for (uint64_t seq = 0; seq < 20; ++seq) batch.entries.push_back(EntryOf(Id('a'), seq, large));
  ASSERT_TRUE(store_->Append(batch));
  Reopen();
  EXPECT_EQ(store_->Read(Id('a'), 0, 1 << 20)->size(), 16u);
  EXPECT_EQ(store_->Read(Id('a'), 19, 1 << 20)->at(0), large);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, StoreContract,
    ::testing::Values(Kind{"Sqlite",
                           [](const std::string& folder) -> std::unique_ptr<Store> {
                             auto store = SqliteStore::Open(folder + "/store.db");
                             return store ? *std::move(store) : nullptr;
                           }}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace yiting::store
