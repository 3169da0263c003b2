#include "store/key_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "crypto/sha256.h"
#include "signer/signer.h"
#include "tests/unit/server/file_search.h"
#include "tests/unit/server/temp_folder.h"

namespace yiting::store {
namespace {

const Bytes kTown(32, 't');

// Commitments as they come: in no order.
Bytes NameOf(int i) {
  return Bytes(crypto::AsBytes(crypto::Sha256("content " + std::to_string(i))));
}

std::vector<ContentKey> SomeKeys(int from, int until) {
  std::vector<ContentKey> keys;
  for (int i = from; i < until; ++i) {
    keys.push_back({kTown, NameOf(i), Bytes(16, static_cast<char>('a' + i % 7)),
                    signer::Random(32)});
  }
  return keys;
}

std::unique_ptr<KeyStore> OpenIn(const testing::TempFolder& folder) {
  auto keys = KeyStore::Open(folder / "keys/contents.db");
  EXPECT_TRUE(keys) << keys.error().message;
  return keys ? *std::move(keys) : nullptr;
}

TEST(KeyStore, AKeyIsThereAfterReopeningAndOfItsCommunityOnly) {
  testing::TempFolder folder;
  const std::vector<ContentKey> keys = SomeKeys(0, 20);
  ASSERT_TRUE(OpenIn(folder)->Add(keys));
  auto store = OpenIn(folder);
  for (const ContentKey& one : keys) {
    EXPECT_EQ(*store->Find(kTown, one.commitment), one.key);
    EXPECT_EQ(*store->Find(Bytes(32, 'u'), one.commitment), "");
  }
  EXPECT_EQ(*store->CountOf(kTown, Bytes(16, 'a')), 3u);
}

TEST(KeyStore, OnlyTheOperatingUserMayLook) {
  testing::TempFolder folder;
  auto store = OpenIn(folder);
  for (const char* name : {"keys", "keys/contents.db", "keys/contents.db-wal"}) {
    EXPECT_EQ(std::filesystem::status(folder / name).permissions() &
                  (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none)
        << name;
  }
}

TEST(KeyStore, AFreshKeyTakesTheOldOnesPlace) {
  testing::TempFolder folder;
  auto store = OpenIn(folder);
  std::vector<ContentKey> keys = SomeKeys(0, 1);
  ASSERT_TRUE(store->Add(keys));
  const Bytes old = keys[0].key;
  keys[0].key = signer::Random(32);
  ASSERT_TRUE(store->Add(keys));
  EXPECT_EQ(*store->Find(kTown, NameOf(0)), keys[0].key);
  // Of what was in the log.
  ASSERT_TRUE(store->Erase(kTown, {}));
  EXPECT_EQ(testing::CountFound(folder.path(), {old}), 0u);
  EXPECT_EQ(testing::CountFound(folder.path(), {keys[0].key}), 1u);
}

// Rows that a B-tree moves leave copies behind; the table of keys is made so that none moves.
TEST(KeyStore, ErasedKeysAreInNoFileWhateverCameAndWentAround) {
  testing::TempFolder folder;
  auto store = OpenIn(folder);
  std::vector<Bytes> all;
  std::vector<Bytes> erased;
  std::vector<Bytes> names;
  for (int round = 0; round < 40; ++round) {
    const std::vector<ContentKey> some = SomeKeys(round * 100, round * 100 + 100);
    ASSERT_TRUE(store->Add(some));
    for (size_t i = 0; i < some.size(); ++i) {
      all.push_back(some[i].key);
      if ((i * 7 + static_cast<size_t>(round)) % 3 != 0) continue;
      erased.push_back(some[i].key);
      names.push_back(some[i].commitment);
    }
    if (round != 20) continue;
    store.reset();
    store = OpenIn(folder);
  }
  EXPECT_EQ(testing::CountFound(folder.path(), all), all.size()) << "the search finds nothing";
  ASSERT_TRUE(store->Erase(kTown, names));
  EXPECT_EQ(testing::CountFound(folder.path(), erased), 0u);
  EXPECT_EQ(testing::CountFound(folder.path(), all), all.size() - erased.size());
  for (const Bytes& name : names) EXPECT_FALSE(*store->Has(kTown, name));
  store.reset();
  EXPECT_EQ(testing::CountFound(folder.path(), erased), 0u);
}

TEST(KeyStore, TablesOfAnotherVersionAreRefused) {
  testing::TempFolder folder;
  OpenIn(folder)->database().Do("PRAGMA user_version=7");
  auto store = KeyStore::Open(folder / "keys/contents.db");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(store.error().message.find("keys/contents.db"), std::string::npos);
}

}  // namespace
}  // namespace yiting::store
