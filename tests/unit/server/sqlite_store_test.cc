#include "store/sqlite_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "ledger/merkle.h"
#include "state/database.h"
#include "tests/unit/server/temp_folder.h"

namespace yiting::store {
namespace {

Batch OneEntry(uint64_t seq, const std::string& text) {
  Batch batch;
  batch.entries.push_back({Bytes(32, 'a'), seq, text, ledger::LeafHash(text)});
  return batch;
}

TEST(SqliteStore, TheLogIsMadeAtFullSizeAndNeverShrinks) {
  testing::TempFolder folder;
  const std::string log = folder / "store.db-wal";
  uintmax_t size = 0;
  for (int round = 0; round < 3; ++round) {
    auto store = SqliteStore::Open(folder / "store.db");
    ASSERT_TRUE(store) << store.error().message;
    for (uint64_t i = 0; i < 50; ++i) {
      ASSERT_TRUE((*store)->Append(OneEntry(round * 50 + i, std::string(2000, 'e'))));
    }
    if (size == 0) size = std::filesystem::file_size(log);
    EXPECT_EQ(std::filesystem::file_size(log), size);
    EXPECT_GT(size, uintmax_t{kWalPages} * 4096);
    store->reset();
    EXPECT_EQ(std::filesystem::file_size(log), size);
  }
}

TEST(SqliteStore, TablesOfAnotherVersionAreRefused) {
  testing::TempFolder folder;
  {
    auto database = state::Database::Open(folder / "store.db", state::Durability::kDurable);
    ASSERT_TRUE((*database)->RunScript("CREATE TABLE t(x); PRAGMA user_version=99"));
  }
  auto store = SqliteStore::Open(folder / "store.db");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kUnsupported);
}

TEST(SqliteStore, AFolderThatIsNotThereIsAnError) {
  auto store = SqliteStore::Open("/nowhere/at/all/store.db");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kIo);
}

// Erased prose must not be found in any file of the store.
TEST(SqliteStore, ErasedBytesAreGoneFromTheFiles) {
  testing::TempFolder folder;
  const std::string secret = "a sentence that nobody else would write 4711";
  auto read = [&](const char* name) {
    std::ifstream file(folder / name, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  };
  auto store = SqliteStore::Open(folder / "store.db");
  ASSERT_TRUE(store);
  Batch batch = OneEntry(0, "entry");
  batch.contents.push_back({Bytes(32, 'a'), Bytes(32, 'c'), Bytes(32, 's'), secret});
  ASSERT_TRUE((*store)->Append(batch));
  EXPECT_NE(read("store.db-wal").find(secret), std::string::npos);
  ASSERT_TRUE(*(*store)->EraseContent(Bytes(32, 'a'), Bytes(32, 'c')));
  EXPECT_EQ(read("store.db").find(secret), std::string::npos);
  EXPECT_EQ(read("store.db-wal").find(secret), std::string::npos);
  ASSERT_TRUE((*store)->Append(OneEntry(1, "the store goes on")));
}

}  // namespace
}  // namespace yiting::store
