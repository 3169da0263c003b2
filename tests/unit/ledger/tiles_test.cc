#include "ledger/tiles.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

TEST(TilePathTest, AgreesWithC2sp) {
  const std::pair<const char*, Tile> kPaths[] = {
      {"tile/0/000", {TileKind::kHashes, 0, 0, 256}},
      {"tile/0/001", {TileKind::kHashes, 0, 1, 256}},
      {"tile/0/001.p/5", {TileKind::kHashes, 0, 1, 5}},
      {"tile/0/x001/234.p/255", {TileKind::kHashes, 0, 1234, 255}},
      {"tile/1/x001/x234/067", {TileKind::kHashes, 1, 1234067, 256}},
      {"tile/5/x123/x456/078", {TileKind::kHashes, 5, 123456078, 256}},
      {"tile/5/x123/x456/078.p/2", {TileKind::kHashes, 5, 123456078, 2}},
      {"tile/63/000.p/1", {TileKind::kHashes, 63, 0, 1}},
      {"tile/entries/000", {TileKind::kEntries, 0, 0, 256}},
      {"tile/entries/x003/x057/500", {TileKind::kEntries, 0, 3057500, 256}},
      {"tile/entries/x001/000.p/17", {TileKind::kEntries, 0, 1000, 17}}};
  for (const auto& [path, tile] : kPaths) {
    EXPECT_EQ(FormatTilePath(tile), path);
    const auto parsed = ParseTilePath(path);
    ASSERT_TRUE(parsed) << path;
    EXPECT_EQ(*parsed, tile) << path;
  }
}

TEST(TilePathTest, RefusesEveryOtherSpelling) {
  for (const char* bad : {"",
                          "tile",
                          "tile/",
                          "tile/0",
                          "tile/0/",
                          "/tile/0/000",
                          "tile/0/000/",
                          "tile//000",
                          "tile/00/000",
                          "tile/-1/000",
                          "tile/+1/000",
                          "tile/64/000",
                          "tile/x/000",
                          "tile/data/000",
                          "tile/0/0",
                          "tile/0/00",
                          "tile/0/0000",
                          "tile/0/1234",
                          "tile/0/x001",
                          "tile/0/001/234",
                          "tile/0/x000/234",
                          "tile/0/x001/x234",
                          "tile/0/x001/x234/",
                          "tile/0/xx01/234",
                          "tile/0/X001/234",
                          "tile/0/a01",
                          "tile/0/ 01",
                          "tile/0/-01",
                          "tile/0/000.p/0",
                          "tile/0/000.p/256",
                          "tile/0/000.p/257",
                          "tile/0/000.p/01",
                          "tile/0/000.p/",
                          "tile/0/000.p",
                          "tile/0/000.p/5/",
                          "tile/0/000.p/5.p/5",
                          "tile/0/000.P/5",
                          "tile/0/.p/5",
                          "tile/entries",
                          "tile/entries/",
                          "tile/entries/0",
                          "tile/Entries/000",
                          "tile/entries/000.p/0",
                          "tile/0/000 ",
                          " tile/0/000",
                          "tile/0/x001//234",
                          "tile/0/../000",
                          "tile/0/x999/x999/x999/x999/x999/x999/999",
                          "tile/0/x999/x999/x999/x999/x999/x999/x999/999"}) {
    EXPECT_EQ(ParseTilePath(bad).error().code, ErrorCode::kInvalid) << bad;
  }
  EXPECT_TRUE(Contains(ParseTilePath("tile/0/1").error().message, "\"tile/0/1\" is not a tile"));
}

TEST(TilePathTest, EveryTileComesBack) {
  Dice dice(8);
  for (int round = 0; round < 5000; ++round) {
    Tile tile;
    tile.kind = dice.Roll(4) == 0 ? TileKind::kEntries : TileKind::kHashes;
    tile.level = tile.kind == TileKind::kEntries ? 0 : static_cast<uint32_t>(dice.Roll(64));
    tile.index = dice.Roll(uint64_t{1} << dice.Roll(30));
    tile.width = 1 + static_cast<uint32_t>(dice.Roll(256));
    const auto parsed = ParseTilePath(FormatTilePath(tile));
    ASSERT_TRUE(parsed) << FormatTilePath(tile);
    ASSERT_EQ(*parsed, tile);
  }
}

TEST(TilePathTest, MutatedPathsParseOnlyToThemselves) {
  Dice dice(9);
  int taken = 0;
  for (int round = 0; round < 50000; ++round) {
    std::string path = "tile/0/x001/234.p/5";
    for (uint64_t i = 1 + dice.Roll(3); i > 0; --i) {
      path[dice.Roll(path.size())] = "0123x/.pe"[dice.Roll(9)];
    }
    const auto parsed = ParseTilePath(path);
    if (!parsed) continue;
    ++taken;
    ASSERT_EQ(FormatTilePath(*parsed), path);
  }
  EXPECT_GT(taken, 1000);
}

// "a tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of
// width 112, one full level 1 tile, one partial level 1 tile of width 17, and one partial level 2
// tile of width 1" (C2SP tlog-tiles).
TEST(TileShapeTest, AgreesWithTheExampleOfC2sp) {
  std::map<std::string, int> kinds;
  for (const Tile& tile : TilesBetween(0, 70000)) {
    ++kinds[std::to_string(tile.level) +
            (tile.width == 256 ? " full" : " p" + std::to_string(tile.width))];
  }
  EXPECT_EQ(kinds, (std::map<std::string, int>{
                       {"0 full", 273}, {"0 p112", 1}, {"1 full", 1}, {"1 p17", 1}, {"2 p1", 1}}));
  EXPECT_EQ(TilesBetween(0, 256),
            (std::vector<Tile>{{TileKind::kHashes, 0, 0, 256}, {TileKind::kHashes, 1, 0, 1}}));
  EXPECT_EQ(TileWidthAt(0, 273, 70000), 112u);
  EXPECT_EQ(TileWidthAt(1, 0, 70000), 256u);
  EXPECT_EQ(TileWidthAt(1, 1, 70000), 17u);
  EXPECT_EQ(TileWidthAt(2, 0, 70000), 1u);
  EXPECT_EQ(TileWidthAt(3, 0, 70000), 0u);
}

TEST(TileShapeTest, IndexesBeyondTheTreeHaveNoWidth) {
  EXPECT_EQ(TileWidthAt(0, 0, 0), 0u);
  EXPECT_EQ(TileWidthAt(0, 1, 256), 0u);
  EXPECT_EQ(TileWidthAt(0, 2, 256), 0u);
  EXPECT_EQ(TileWidthAt(0, UINT64_MAX, kTreeSizeMax), 0u);
  EXPECT_EQ(TileWidthAt(63, 0, kTreeSizeMax), 0u);
  EXPECT_EQ(TileWidthAt(7, 0, kTreeSizeMax), 127u);
}

// Growth from any size to any other publishes exactly the tiles that are new or wider, each
// extending what it replaces.
TEST(TileShapeTest, GrowthPublishesWhatChanged) {
  for (uint64_t old_size : {0, 1, 255, 256, 257, 511, 512, 700, 65535, 65536, 66000}) {
    for (uint64_t grown : {0, 1, 2, 255, 256, 257, 1000}) {
      const uint64_t new_size = old_size + grown;
      std::map<std::string, uint32_t> expected;
      for (uint32_t level = 0; level < 4; ++level) {
        for (uint64_t index = 0; TileWidthAt(level, index, new_size) > 0; ++index) {
          const uint32_t width = TileWidthAt(level, index, new_size);
          if (width > TileWidthAt(level, index, old_size)) {
            expected[FormatTilePath({TileKind::kHashes, level, index, width})] = width;
          }
        }
      }
      std::map<std::string, uint32_t> have;
      for (const Tile& tile : TilesBetween(old_size, new_size)) {
        have[FormatTilePath(tile)] = tile.width;
      }
      ASSERT_EQ(have, expected) << old_size << " to " << new_size;
    }
  }
}

TEST(TileTest, HoldsTheHashesOfItsLevel) {
  const auto entries = SomeEntries(700);
  const Rfc6962 oracle(entries);
  const MemoryTree tree = TreeOf(entries);
  for (const Tile& tile : TilesBetween(0, 700)) {
    const Bytes bytes = EncodeTile(tree, tile).value();
    const std::vector<Hash> hashes = DecodeTile(tile, bytes).value();
    ASSERT_EQ(hashes.size(), tile.width);
    const size_t span = size_t{1} << (8 * tile.level);
    for (size_t i = 0; i < hashes.size(); ++i) {
      const size_t begin = (tile.index * 256 + i) * span;
      ASSERT_EQ(hashes[i], oracle.Mth(begin, begin + span)) << FormatTilePath(tile) << " " << i;
    }
  }
}

// What a client does: root and proofs out of tiles alone.
class TileReader : public HashReader {
 public:
  TileReader(const MemoryTree& tree, uint64_t size) {
    for (const Tile& tile : TilesBetween(0, size)) {
      tiles_[{tile.level, tile.index}] = DecodeTile(tile, EncodeTile(tree, tile).value()).value();
    }
  }
  Result<Hash> ReadHash(uint32_t level, uint64_t index) const override {
    const uint32_t tile_level = level / 8;
    const uint64_t first = index << level % 8;
    const uint64_t count = uint64_t{1} << level % 8;
    const auto found = tiles_.find({tile_level, first / 256});
    if (found == tiles_.end() || first % 256 + count > found->second.size()) {
      return Fail(ErrorCode::kNotFound, "not in the tiles");
    }
    Frontier frontier;
    for (uint64_t i = 0; i < count; ++i) frontier.Append(found->second[first % 256 + i]);
    return frontier.Root();
  }

 private:
  std::map<std::pair<uint32_t, uint64_t>, std::vector<Hash>> tiles_;
};

TEST(TileTest, ProofsCanBeMadeFromTilesAlone) {
  const auto entries = SomeEntries(700);
  const MemoryTree tree = TreeOf(entries);
  for (uint64_t size : {1, 2, 255, 256, 257, 513, 700}) {
    const TileReader reader(tree, size);
    EXPECT_EQ(RootAt(reader, size).value(), tree.HeadAt(size).root);
    for (uint64_t index = 0; index < size; index += 37) {
      const auto proof = ProveInclusion(reader, index, size);
      ASSERT_TRUE(proof);
      EXPECT_TRUE(VerifyInclusion(*proof, index, LeafHash(entries[index]), tree.HeadAt(size)));
      const auto growth = ProveConsistency(reader, index + 1, size);
      ASSERT_TRUE(growth);
      EXPECT_TRUE(VerifyConsistency(*growth, tree.HeadAt(index + 1), tree.HeadAt(size)));
    }
  }
}

TEST(TileTest, RefusesWhatIsNotThere) {
  const MemoryTree tree = TreeOf(SomeEntries(300));
  EXPECT_EQ(EncodeTile(tree, {TileKind::kHashes, 0, 1, 45}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(EncodeTile(tree, {TileKind::kHashes, 2, 0, 1}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(EncodeTile(tree, {TileKind::kHashes, 63, 0, 1}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(EncodeTile(tree, {TileKind::kHashes, 0, kTreeSizeMax, 1}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(EncodeTile(tree, {TileKind::kHashes, 0, 0, 0}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(EncodeTile(tree, {TileKind::kHashes, 0, 0, 257}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(EncodeTile(tree, {TileKind::kEntries, 0, 0, 1}).error().code, ErrorCode::kInvalid);
}

TEST(TileTest, WrongLengthsAreRefused) {
  const Tile tile{TileKind::kHashes, 0, 0, 3};
  EXPECT_TRUE(DecodeTile(tile, Bytes(96, 'x')));
  for (size_t size : {0, 32, 95, 97, 128}) {
    EXPECT_EQ(DecodeTile(tile, Bytes(size, 'x')).error().code, ErrorCode::kCorrupt) << size;
  }
}

TEST(EntryBundleTest, EveryEntryComesBack) {
  Dice dice(10);
  for (size_t count : {1, 2, 100, 256}) {
    std::vector<Bytes> entries;
    for (size_t i = 0; i < count; ++i) entries.push_back(dice.Take(dice.Roll(300)));
    entries[0] = "";
    entries[count - 1] = Bytes(kEntryBytesMax, 'x');
    const std::vector<BytesView> views(entries.begin(), entries.end());
    const Bytes bundle = EncodeEntryBundle(views).value();
    EXPECT_EQ(DecodeEntryBundle(static_cast<uint32_t>(count), bundle).value(), views);
  }
  EXPECT_EQ(EncodeEntryBundle({"ab", "", "c"}).value(), Bytes("\0\2ab\0\0\0\1c", 9));
}

TEST(EntryBundleTest, LimitsAreRefused) {
  const Bytes large(kEntryBytesMax + 1, 'x');
  EXPECT_EQ(EncodeEntryBundle({large}).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(EncodeEntryBundle({}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(EncodeEntryBundle(std::vector<BytesView>(257, "x")).error().code, ErrorCode::kInvalid);
}

TEST(EntryBundleTest, CutOrPaddedBundlesAreRefused) {
  const Bytes bundle = EncodeEntryBundle({"first", "second", "third"}).value();
  for (size_t size = 0; size < bundle.size(); ++size) {
    EXPECT_EQ(DecodeEntryBundle(3, bundle.substr(0, size)).error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(DecodeEntryBundle(3, bundle + "x").error().message,
            "entry bundle: 1 bytes too many after entry 3");
  EXPECT_EQ(DecodeEntryBundle(2, bundle).error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(Contains(DecodeEntryBundle(4, bundle).error().message, "entry bundle, entry 3: "));
}

}  // namespace
}  // namespace yiting::ledger
