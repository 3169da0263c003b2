// The durable side of a replica, and the files that it stands on.

#include "replica/side_store.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "replica/draft.h"
#include "replica/pack_shelf.h"
#include "replica/reader_proof.h"
#include "replica/state_file.h"
#include "tests/support/files.h"
#include "town.h"

namespace yiting::replica {
namespace {

using yiting::testing::KeyOf;
using yiting::testing::TempFolder;

std::unique_ptr<SideStore> Memory() {
  auto store = SideStore::Open(":memory:");
  EXPECT_TRUE(store.has_value());
  return std::move(*store);
}

OutboxRow Row(char id, int64_t state = OutboxRow::kWaiting, uint64_t seq = 0) {
  OutboxRow row;
  row.command_id = Bytes(32, id);
  row.bytes = Bytes(100, id);
  row.created_ms = id;
  row.state = state;
  row.seq = seq;
  return row;
}

TEST(SideStore, CommandsKeepTheirOrderAndTexts) {
  auto store = Memory();
  ASSERT_TRUE(store->Commit([&] {
    store->AddCommand(Row('b'), {{"title", "校门口"}, {"body", ""}});
    store->AddCommand(Row('a'), {});
    store->AddCommand(Row('c', OutboxRow::kAccepted, 7), {});
    store->AddCommand(Row('d', OutboxRow::kRefused), {});
  }).has_value());
  ASSERT_EQ(store->AllCommands().size(), 4u);
  EXPECT_EQ(store->AllCommands()[0].command_id, Bytes(32, 'b'));
  EXPECT_EQ(store->WaitingCommands(1).size(), 1u);
  EXPECT_EQ(store->WaitingCommands(10)[1].command_id, Bytes(32, 'a'));
  EXPECT_EQ(store->PendingCommands(7, 10).size(), 3u);
  EXPECT_EQ(store->PendingCommands(8, 10).size(), 2u);
  EXPECT_EQ(store->TextsOf(Bytes(32, 'b'))[0].text, "校门口");
  EXPECT_EQ(store->CountCommands().waiting, 2u);
  EXPECT_EQ(store->CountCommands().refused, 1u);
  ASSERT_TRUE(store->Commit([&] { store->RemoveCommand(Bytes(32, 'b')); }).has_value());
  EXPECT_TRUE(store->TextsOf(Bytes(32, 'b')).empty());
  EXPECT_FALSE(store->FindCommand(Bytes(32, 'b')).has_value());
}

TEST(SideStore, OldAcceptedOnesGoAndOthersStay) {
  auto store = Memory();
  ASSERT_TRUE(store->Commit([&] {
    for (char id = 'a'; id < 'h'; ++id) store->AddCommand(Row(id, OutboxRow::kAccepted), {});
    store->AddCommand(Row('w'), {});
    store->AddCommand(Row('r', OutboxRow::kRefused), {});
    store->PruneAccepted(2);
  }).has_value());
  const std::vector<OutboxRow> rows = store->AllCommands();
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].command_id, Bytes(32, 'f'));
  EXPECT_EQ(rows[3].command_id, Bytes(32, 'r'));
}

TEST(SideStore, FailedCommitLeavesNothing) {
  auto store = Memory();
  ASSERT_TRUE(store->Commit([&] { store->AddCommand(Row('a'), {}); }).has_value());
  const Status twice = store->Commit([&] {
    store->Set(Number::kCounter, 9);
    store->AddCommand(Row('a'), {});  // its id is there already
  });
  EXPECT_FALSE(twice.has_value());
  EXPECT_EQ(store->Get(Number::kCounter), 0);
  EXPECT_TRUE(store->failure().has_value());
  EXPECT_TRUE(store->Commit([&] { store->Set(Number::kCounter, 9); }).has_value());
  EXPECT_EQ(store->Get(Number::kCounter), 9);
}

TEST(SideStore, WantedIsAskedForByNeedThenNewestFirst) {
  auto store = Memory();
  ASSERT_TRUE(store->Commit([&] {
    v1::Content here;
    here.set_commitment(Bytes(32, 'h'));
    here.set_salt(Bytes(32, 's'));
    here.set_data("x");
    store->AddContent(here);
    store->Want(Bytes(32, 'a'), 1);
    store->Want(Bytes(32, 'b'), 2);
    store->Want(Bytes(32, 'h'), 3);
    store->WantNow(Bytes(32, 'c'));
    store->Want(Bytes(32, 'b'), 9);
  }).has_value());
  auto wanted = store->WantedAt(0, 10);
  ASSERT_EQ(wanted.size(), 3u);
  EXPECT_EQ(wanted[0].commitment, Bytes(32, 'c'));
  EXPECT_EQ(wanted[1].commitment, Bytes(32, 'b'));
  ASSERT_TRUE(store->Commit([&] { store->AskedFor(Bytes(32, 'b'), 100); }).has_value());
  EXPECT_EQ(store->WantedAt(99, 10).size(), 2u);
  EXPECT_EQ(store->WantedAt(100, 10).size(), 3u);
  ASSERT_TRUE(store->Commit([&] { store->ReconsiderWanted(); }).has_value());
  EXPECT_EQ(store->WantedAt(0, 10).size(), 3u);
}

TEST(SideStore, FileOfANewerBuildIsLeftAlone) {
  TempFolder folder;
  const std::string path = PathIn(folder.path(), "side.db");
  { ASSERT_TRUE(SideStore::Open(path).has_value()); }
  {
    auto file = state::Database::Open(path, state::Durability::kDurable);
    ASSERT_TRUE(file.has_value());
    ASSERT_TRUE((*file)->RunScript("PRAGMA user_version=1000").has_value());
  }
  auto again = SideStore::Open(path);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::kUnsupported);
}

TEST(StateFile, DamagedFileIsLeftAndAnotherIsUsed) {
  TempFolder folder;
  auto store = SideStore::Open(PathIn(folder.path(), "side.db"));
  ASSERT_TRUE(store.has_value());
  {
    // No database, but a file of the same name that is none.
    auto file = state::Database::Open(PathIn(folder.path(), "state.db"),
                                      state::Durability::kCache);
    ASSERT_TRUE(file.has_value());
    ASSERT_TRUE((*file)
                    ->RunScript("PRAGMA journal_mode=DELETE; CREATE TABLE t(x BLOB);"
                                "INSERT INTO t VALUES(zeroblob(9000));"
                                "PRAGMA writable_schema=ON;"
                                "UPDATE sqlite_schema SET rootpage = 77 WHERE name = 't'")
                    .has_value());
  }
  auto state = OpenState(folder.path(), **store);
  ASSERT_TRUE(state.has_value()) << state.error().message;
  EXPECT_EQ((*state)->facts().size, 0u);
  EXPECT_EQ((*store)->Get(Number::kStateGeneration), 1);
}

TEST(PackShelf, WhatIsMissingIsRememberedAndWhatComesIsChecked) {
  auto store = Memory();
  PackShelf shelf(*store);
  const Bytes hash = yiting::testing::PackHashBytes();
  EXPECT_FALSE(shelf.HasMissing());
  EXPECT_EQ(shelf.Find(""), nullptr);
  EXPECT_EQ(shelf.Find(hash), nullptr);
  EXPECT_EQ(shelf.NextMissing(), hash);
  const Status wrong = shelf.Put(hash, "another");
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(shelf.Put(hash, yiting::testing::PackBytes()).has_value());
  EXPECT_FALSE(shelf.HasMissing());
  EXPECT_EQ(shelf.Find(hash)->model().id(), "mishixiang");
  EXPECT_EQ(PackShelf(*store).Find(hash)->model().id(), "mishixiang");
}

TEST(PackShelf, PackThatCannotBeLoadedIsNotAskedForAgain) {
  auto store = Memory();
  PackShelf shelf(*store);
  const crypto::Hash hash = rulehost::PackHash("no bundle");
  const Bytes raw(crypto::AsBytes(hash));
  EXPECT_EQ(shelf.Find(raw), nullptr);
  EXPECT_FALSE(shelf.Put(raw, "no bundle").has_value());
  EXPECT_FALSE(shelf.HasMissing());
  EXPECT_EQ(shelf.Find(raw), nullptr);
}

TEST(Draft, EveryPartOfADerivedSecretCounts) {
  const Bytes entropy(64, 'e');
  const Bytes base = Derive("label", entropy, "secret", 1, 0);
  EXPECT_EQ(base.size(), 32u);
  EXPECT_EQ(base, Derive("label", entropy, "secret", 1, 0));
  EXPECT_NE(base, Derive("labe1", entropy, "secret", 1, 0));
  EXPECT_NE(base, Derive("label", Bytes(64, 'f'), "secret", 1, 0));
  EXPECT_NE(base, Derive("label", entropy, "secre", 1, 0));
  EXPECT_NE(base, Derive("label", entropy, "secret", 2, 0));
  EXPECT_NE(base, Derive("label", entropy, "secret", 1, 1));
}

TEST(ReaderProof, HoldsForItsCommunityItsTimeAndItsDevice) {
  const Bytes community(32, 'c');
  const v1::Reader reader = SignReader(community, Bytes(16, 'm'), KeyOf('A'), 1'000'000);
  EXPECT_TRUE(ReaderProofHolds(community, reader, 1'000'000));
  EXPECT_TRUE(ReaderProofHolds(community, reader, 1'000'000 + kReaderProofMs));
  EXPECT_TRUE(ReaderProofHolds(community, reader, 1'000'000 - kReaderProofMs));
  EXPECT_FALSE(ReaderProofHolds(community, reader, 1'000'001 + kReaderProofMs));
  EXPECT_FALSE(ReaderProofHolds(community, reader, 999'999 - kReaderProofMs));
  EXPECT_FALSE(ReaderProofHolds(Bytes(32, 'd'), reader, 1'000'000));
  v1::Reader other = reader;
  other.set_member(Bytes(16, 'n'));
  EXPECT_FALSE(ReaderProofHolds(community, other, 1'000'000));
  other = reader;
  other.set_device(crypto::PublicKey(KeyOf('B')));
  EXPECT_FALSE(ReaderProofHolds(community, other, 1'000'000));
}

// The first block of a format page that is fenced as ```kind.
std::string BlockOf(const std::string& page, const std::string& kind) {
  const std::string text = yiting::testing::ReadRepositoryFile("docs/formats/" + page);
  const size_t begin = text.find("```" + kind + "\n");
  EXPECT_NE(begin, std::string::npos) << page;
  const size_t first = begin + 4 + kind.size();
  return text.substr(first, text.find("```", first) - first);
}

TEST(ReaderProof, SignedBytesAreThoseOfTheFormatPage) {
  std::string hex = BlockOf("reader.md", "hex");
  hex.erase(std::remove(hex.begin(), hex.end(), '\n'), hex.end());
  EXPECT_EQ(ToHex(ReaderSignedBytes(Bytes(32, 'c'), Bytes(16, 'm'), Bytes(32, 'd'), 258)), hex);
}

TEST(SideStore, TablesAreThoseOfTheFormatPage) {
  TempFolder folder;
  const std::string path = PathIn(folder.path(), "side.db");
  { ASSERT_TRUE(SideStore::Open(path).has_value()); }
  auto file = state::Database::Open(path, state::Durability::kDurable);
  ASSERT_TRUE(file.has_value());
  std::string tables;
  state::Query query = (*file)->Ask(
      "SELECT sql FROM sqlite_schema WHERE name IN ('outbox', 'prose', 'words') ORDER BY name");
  while (query.Next()) tables += query.Text(0) + "\n";
  EXPECT_EQ(tables, BlockOf("outbox.md", "sql"));
}

}  // namespace
}  // namespace yiting::replica
