// Tiles: how a ledger is served as plain files that never change (C2SP `tlog-tiles`). A hash tile
// is up to 256 hashes side by side at every eighth level of the tree; an entry bundle is the up to
// 256 entries under a tile of level 0. At the right edge a tile is partial and says how wide it is.
//
//   tile/0/x001/234        full tile 1234 of level 0
//   tile/0/x001/234.p/5    the same while it had 5 hashes
//   tile/entries/x001/234  the entries under it
//
// Written down in docs/formats/tiles.md. Pure: a tile's bytes come out of a HashReader or go to the
// caller, who serves or fetches them.
// Tested by tests/unit/ledger/tiles_test.cc

#ifndef YITING_LEDGER_TILES_H_
#define YITING_LEDGER_TILES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/merkle.h"

namespace yiting::ledger {

inline constexpr uint32_t kTileHeight = 8;
inline constexpr uint32_t kTileWidth = 256;
inline constexpr uint32_t kTileLevelMax = 63;    // that a path may name
inline constexpr size_t kEntryBytesMax = 65535;  // what a 16-bit length can say

enum class TileKind { kHashes, kEntries };

struct Tile {
  TileKind kind = TileKind::kHashes;
  uint32_t level = 0;  // 0 for entries
  uint64_t index = 0;
  uint32_t width = kTileWidth;  // 1 to kTileWidth

  friend bool operator==(const Tile&, const Tile&) = default;
};

std::string FormatTilePath(const Tile& tile);
// Exactly what FormatTilePath writes; kInvalid for everything else.
Result<Tile> ParseTilePath(std::string_view path);

// How many hashes (entries) the tile at `level`, `index` has in a tree of `size`: 0 to kTileWidth.
uint32_t TileWidthAt(uint32_t level, uint64_t index, uint64_t size);

// The hash tiles that a tree of `new_size` has and one of `old_size` had not, or had narrower: what
// to publish after growth, lower levels first. Everything for an old size of 0.
std::vector<Tile> TilesBetween(uint64_t old_size, uint64_t new_size);

// The tile's bytes: width times 32. kInvalid for an entry bundle, kNotFound if the tree is smaller.
Result<Bytes> EncodeTile(const HashReader& reader, const Tile& tile);
// kCorrupt unless there are exactly width hashes. REQUIRES: tile.kind is kHashes.
Result<std::vector<Hash>> DecodeTile(const Tile& tile, BytesView bytes);

// Each entry behind its length in two bytes, big-endian. kTooLarge for an entry above
// kEntryBytesMax, kInvalid unless there are 1 to kTileWidth entries.
Result<Bytes> EncodeEntryBundle(const std::vector<BytesView>& entries);
// The entries as views into `bytes`. kCorrupt unless there are exactly `width` and nothing after.
Result<std::vector<BytesView>> DecodeEntryBundle(uint32_t width, BytesView bytes);

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_TILES_H_
