#include "store/sqlite_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "ledger/merkle.h"
#include "signer/signer.h"
#include "state/database.h"
#include "tests/unit/server/file_search.h"
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

// A store as an earlier program left it: contents lie in the open.
void MakeVersion1(const std::string& path, const std::vector<NewContent>& contents) {
  auto database = *state::Database::Open(path, state::Durability::kDurable);
  ASSERT_TRUE(database->RunScript(
      "CREATE TABLE entries(community BLOB NOT NULL, seq INTEGER NOT NULL, hashes BLOB NOT NULL,"
      " bytes BLOB NOT NULL, PRIMARY KEY(community, seq)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE contents(community BLOB NOT NULL, commitment BLOB NOT NULL,"
      " salt BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY(community, commitment))"
      " STRICT, WITHOUT ROWID;"
      "CREATE TABLE checkpoints(community BLOB PRIMARY KEY, size INTEGER NOT NULL,"
      " note TEXT NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE TABLE packs(hash BLOB PRIMARY KEY, bundle BLOB NOT NULL) STRICT, WITHOUT ROWID;"
      "PRAGMA user_version=1;"));
  for (const NewContent& one : contents) {
    database->Do("INSERT INTO contents VALUES(?1, ?2, ?3, ?4)", one.community, one.commitment,
                 one.salt, one.data);
  }
  ASSERT_TRUE(database->failure());
}

std::vector<NewContent> SomeContents(int count) {
  std::vector<NewContent> contents;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    Bytes data = "prose number " + number + " that nobody else would write";
    // Short ones, ones that fill a page, and photos.
    if (i % 10 == 3) data = signer::Random(3000);
    if (i % 50 == 7) data = signer::Random(60000);
    contents.push_back({Bytes(32, 'a'), Bytes(crypto::AsBytes(crypto::Sha256(number))),
                        signer::Random(32), std::move(data), Bytes(16, 'm')});
  }
  return contents;
}

// By what would betray them in the open.
std::vector<Bytes> TracesOf(const std::vector<NewContent>& contents) {
  std::vector<Bytes> traces;
  for (const NewContent& one : contents) {
    traces.push_back(one.salt);
    traces.push_back(one.data.starts_with("prose") ? one.data.substr(6) : one.data);
  }
  return traces;
}

TEST(SqliteStore, ContentsOfVersion1AreSealedAndNothingOfThemIsLeftInTheOpen) {
  testing::TempFolder folder;
  const std::vector<NewContent> contents = SomeContents(2500);
  MakeVersion1(folder / "store.db", contents);
  EXPECT_EQ(testing::CountFound(folder.path(), TracesOf(contents)), 5000u);
  auto store = SqliteStore::Open(folder / "store.db");
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(testing::CountFound(folder.path(), TracesOf(contents)), 0u);
  for (const NewContent& one : contents) {
    auto found = (*store)->FindContent(one.community, one.commitment);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->salt, one.salt);
    EXPECT_EQ((*found)->data, one.data);
  }
  ASSERT_TRUE((*store)->Append(OneEntry(0, "the store goes on")));
}

std::vector<Bytes> SealedBytes(const std::string& path) {
  std::vector<Bytes> sealed;
  auto database = *state::Database::Open(path, state::Durability::kDurable);
  state::Query query = database->Ask("SELECT bytes FROM sealed ORDER BY id");
  while (query.Next()) sealed.push_back(query.Blob(0));
  return sealed;
}

// Neither what was sealed nor the sealed bytes, at their begin, middle and end.
TEST(SqliteStore, ErasedBytesAreGoneFromTheFiles) {
  testing::TempFolder folder;
  const std::vector<NewContent> contents = SomeContents(1500);
  std::vector<Bytes> erased;
  {
    auto store = *SqliteStore::Open(folder / "store.db");
    for (size_t i = 0; i < contents.size(); i += 10) {
      Batch batch = OneEntry(i / 10, "entry " + std::to_string(i));
      batch.contents.assign(contents.begin() + i, contents.begin() + i + 10);
      ASSERT_TRUE(store->Append(batch));
    }
    for (size_t i = 0; i < contents.size(); i += 3) erased.push_back(contents[i].commitment);
    EXPECT_EQ(testing::CountFound(folder.path(), TracesOf(contents)), 0u) << "in the open";
  }
  const std::vector<Bytes> sealed = SealedBytes(folder / "store.db");
  ASSERT_EQ(sealed.size(), contents.size());
  std::vector<Bytes> gone;
  std::vector<Bytes> kept;
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::vector<Bytes>& pieces = i % 3 == 0 ? gone : kept;
    // Overflow pages break long ones up at places of their own, so pieces are short.
    for (size_t at : {size_t{0}, sealed[i].size() / 2, sealed[i].size() - 12}) {
      pieces.push_back(sealed[i].substr(at, 12));
    }
  }
  EXPECT_GT(testing::CountFound(folder.path(), gone), gone.size() * 99 / 100);
  auto store = *SqliteStore::Open(folder / "store.db");
  EXPECT_EQ(*store->EraseContents(Bytes(32, 'a'), erased), erased.size());
  EXPECT_EQ(testing::CountFound(folder.path(), gone), 0u);
  EXPECT_GT(testing::CountFound(folder.path(), kept), kept.size() * 99 / 100);
  for (size_t i = 0; i < contents.size(); ++i) {
    EXPECT_EQ(*store->HasContent(Bytes(32, 'a'), contents[i].commitment), i % 3 != 0);
  }
  ASSERT_TRUE(store->Append(OneEntry(contents.size() / 10, "the store goes on")));
}

TEST(SqliteStore, AContentWhoseKeyIsLostIsNotHereUntilItIsBroughtAgain) {
  testing::TempFolder folder;
  Batch batch = OneEntry(0, "entry");
  batch.contents = SomeContents(1);
  ASSERT_TRUE((*SqliteStore::Open(folder / "store.db"))->Append(batch));
  std::filesystem::remove_all(folder / "keys");
  auto store = *SqliteStore::Open(folder / "store.db");
  const Bytes& commitment = batch.contents[0].commitment;
  EXPECT_FALSE(*store->HasContent(Bytes(32, 'a'), commitment));
  EXPECT_FALSE(store->FindContent(Bytes(32, 'a'), commitment)->has_value());
  Batch again;
  again.contents = batch.contents;
  ASSERT_TRUE(store->Append(again));
  EXPECT_EQ((*store->FindContent(Bytes(32, 'a'), commitment))->data, batch.contents[0].data);
}

TEST(SqliteStore, ACopyHoldsAllButTheKeys) {
  testing::TempFolder folder;
  auto store = *SqliteStore::Open(folder / "store.db");
  Batch batch = OneEntry(0, "entry");
  batch.contents = SomeContents(300);
  ASSERT_TRUE(store->Append(batch));
  std::filesystem::create_directory(folder / "copy");
  auto copy = store->BeginCopy(folder / "copy/store.db");
  ASSERT_TRUE(copy) << copy.error().message;
  StoreCopy::Progress progress{0, 1};
  for (uint64_t seq = 1; progress.done != progress.total; ++seq) {
    auto step = (*copy)->Step();
    ASSERT_TRUE(step) << step.error().message;
    progress = *step;
    // Stored while the copy is made: it may be in it or not.
    ASSERT_TRUE(store->Append(OneEntry(seq, std::string(20000, 'e'))));
  }
  copy->reset();
  EXPECT_EQ(store->BeginCopy(folder / "copy/store.db").error().code, ErrorCode::kConflict);
  auto copied = SqliteStore::Open(folder / "copy/store.db");
  ASSERT_TRUE(copied) << copied.error().message;
  EXPECT_EQ((*copied)->Read(Bytes(32, 'a'), 0, 1)->at(0), "entry");
  EXPECT_GE(*(*copied)->Size(Bytes(32, 'a')), 1u);
  EXPECT_FALSE(*(*copied)->HasContent(Bytes(32, 'a'), batch.contents[0].commitment));
}

TEST(SqliteStore, ACopyThatIsGivenUpLeavesNothing) {
  testing::TempFolder folder;
  auto store = *SqliteStore::Open(folder / "store.db");
  for (uint64_t seq = 0; seq < 200; ++seq) {
    ASSERT_TRUE(store->Append(OneEntry(seq, std::string(60000, 'e'))));
  }
  {
    auto copy = *store->BeginCopy(folder / "copy.db");
    auto step = copy->Step();
    ASSERT_TRUE(step);
    EXPECT_LT(step->done, step->total);
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "copy.db"));
  EXPECT_EQ(store->BeginCopy("/nowhere/at/all/copy.db").error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace yiting::store
