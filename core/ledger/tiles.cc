#include "ledger/tiles.h"

#include <algorithm>

#include "ledger/decimal.h"

namespace yiting::ledger {
namespace {

// Levels of tiles that a tree of at most kTreeSizeMax leaves can have.
constexpr uint32_t kTreeTileLevels = 8;

Failure BadPath(std::string_view path) {
  return Fail(ErrorCode::kInvalid,
              "\"" + std::string(path) + "\" is not a tile's path, like tile/0/x001/234.p/5");
}

// 1234067 is written x001/x234/067: no folder holds more than a thousand names, and no name is both
// a file and a folder.
std::string FormatIndex(uint64_t index) {
  std::string path;
  bool last = true;
  do {
    std::string group = std::to_string(index % 1000);
    group.insert(0, 3 - group.size(), '0');
    path = last ? group : "x" + group + "/" + path;
    last = false;
    index /= 1000;
  } while (index > 0);
  return path;
}

// Takes `prefix` off the front of `text`; false, and nothing taken, if it is not there.
bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes everything before the next slash, and the slash.
std::string_view TakeElement(std::string_view& text) {
  const size_t end = std::min(text.find('/'), text.size());
  const std::string_view element = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return element;
}

// How many complete subtrees of 2^(8 * level) leaves a tree of `size` has: hashes at that tile
// level.
uint64_t HashesAt(uint32_t level, uint64_t size) {
  return level < kTreeTileLevels ? size >> (kTileHeight * level) : 0;
}

}  // namespace

std::string FormatTilePath(const Tile& tile) {
  CHECK(tile.width >= 1 && tile.width <= kTileWidth && tile.level <= kTileLevelMax);
  const bool entries = tile.kind == TileKind::kEntries;
  CHECK(!entries || tile.level == 0);
  std::string path = "tile/" + (entries ? std::string("entries") : std::to_string(tile.level)) +
                     "/" + FormatIndex(tile.index);
  if (tile.width < kTileWidth) path += ".p/" + std::to_string(tile.width);
  return path;
}

// Reads leniently and then compares with what FormatTilePath writes, so that each tile has one
// path.
Result<Tile> ParseTilePath(std::string_view path) {
  std::string_view rest = path;
  if (!TakePrefix(rest, "tile/")) return BadPath(path);
  Tile tile;
  const std::string_view level = TakeElement(rest);
  if (level == "entries") {
    tile.kind = TileKind::kEntries;
  } else {
    const auto number = ParseDecimal(level);
    if (!number || *number > kTileLevelMax) return BadPath(path);
    tile.level = static_cast<uint32_t>(*number);
  }
  if (const size_t partial = rest.find(".p/"); partial != std::string_view::npos) {
    const auto width = ParseDecimal(rest.substr(partial + 3));
    if (!width || *width == 0 || *width >= kTileWidth) return BadPath(path);
    tile.width = static_cast<uint32_t>(*width);
    rest = rest.substr(0, partial);
  }
  while (!rest.empty()) {
    std::string_view group = TakeElement(rest);
    TakePrefix(group, "x");
    if (group.size() != 3 || tile.index > kTreeSizeMax / 1000 - 1) return BadPath(path);
    for (char c : group) {
      if (c < '0' || c > '9') return BadPath(path);
      tile.index = tile.index * 10 + static_cast<uint64_t>(c - '0');
    }
  }
  if (FormatTilePath(tile) != path) return BadPath(path);
  return tile;
}

uint32_t TileWidthAt(uint32_t level, uint64_t index, uint64_t size) {
  const uint64_t hashes = HashesAt(level, size);
  if (index >= hashes / kTileWidth + 1) return 0;
  return static_cast<uint32_t>(std::min<uint64_t>(hashes - index * kTileWidth, kTileWidth));
}

std::vector<Tile> TilesBetween(uint64_t old_size, uint64_t new_size) {
  CHECK(old_size <= new_size && new_size <= kTreeSizeMax);
  std::vector<Tile> tiles;
  for (uint32_t level = 0; level < kTreeTileLevels; ++level) {
    const uint64_t before = HashesAt(level, old_size);
    const uint64_t after = HashesAt(level, new_size);
    if (before == after) break;
    for (uint64_t index = before / kTileWidth; index * kTileWidth < after; ++index) {
      tiles.push_back(Tile{TileKind::kHashes, level, index, TileWidthAt(level, index, new_size)});
    }
  }
  return tiles;
}

Result<Bytes> EncodeTile(const HashReader& reader, const Tile& tile) {
  if (tile.kind != TileKind::kHashes || tile.width < 1 || tile.width > kTileWidth) {
    return Fail(ErrorCode::kInvalid, "not a hash tile of 1 to 256 hashes");
  }
  if (tile.level >= kTreeTileLevels ||
      tile.index > (kTreeSizeMax >> (kTileHeight * tile.level)) / kTileWidth) {
    return Fail(ErrorCode::kNotFound, "no tree has a tile " + FormatTilePath(tile));
  }
  Bytes bytes;
  bytes.reserve(tile.width * crypto::kHashBytes);
  for (uint32_t i = 0; i < tile.width; ++i) {
    ASSIGN_OR_RETURN(const Hash hash,
                     reader.ReadHash(tile.level * kTileHeight, tile.index * kTileWidth + i));
    bytes += crypto::AsBytes(hash);
  }
  return bytes;
}

Result<std::vector<Hash>> DecodeTile(const Tile& tile, BytesView bytes) {
  CHECK(tile.kind == TileKind::kHashes);
  if (bytes.size() != tile.width * crypto::kHashBytes) {
    return Fail(ErrorCode::kCorrupt, FormatTilePath(tile) + " has " + std::to_string(bytes.size()) +
                                         " bytes instead of " +
                                         std::to_string(tile.width * crypto::kHashBytes));
  }
  std::vector<Hash> hashes;
  hashes.reserve(tile.width);
  for (uint32_t i = 0; i < tile.width; ++i) {
    ASSIGN_OR_RETURN(const Hash hash, crypto::HashFromBytes(bytes.substr(i * crypto::kHashBytes,
                                                                         crypto::kHashBytes)));
    hashes.push_back(hash);
  }
  return hashes;
}

Result<Bytes> EncodeEntryBundle(const std::vector<BytesView>& entries) {
  if (entries.empty() || entries.size() > kTileWidth) {
    return Fail(ErrorCode::kInvalid,
                "an entry bundle has 1 to 256 entries, not " + std::to_string(entries.size()));
  }
  Bytes bytes;
  for (const BytesView entry : entries) {
    if (entry.size() > kEntryBytesMax) {
      return Fail(ErrorCode::kTooLarge, "an entry has " + std::to_string(entry.size()) +
                                            " bytes; at most " + std::to_string(kEntryBytesMax));
    }
    AppendU16Be(bytes, static_cast<uint16_t>(entry.size()));
    bytes += entry;
  }
  return bytes;
}

Result<std::vector<BytesView>> DecodeEntryBundle(uint32_t width, BytesView bytes) {
  ByteReader in(bytes);
  std::vector<BytesView> entries;
  for (uint32_t i = 0; i < width; ++i) {
    const auto length = in.ReadU16Be();
    if (!length) return FailAt("entry bundle, entry " + std::to_string(i), length.error());
    const auto entry = in.ReadBytes(*length);
    if (!entry) return FailAt("entry bundle, entry " + std::to_string(i), entry.error());
    entries.push_back(*entry);
  }
  if (!in.AtEnd()) {
    return Fail(ErrorCode::kCorrupt, "entry bundle: " + std::to_string(in.remaining()) +
                                         " bytes too many after entry " + std::to_string(width));
  }
  return entries;
}

}  // namespace yiting::ledger
