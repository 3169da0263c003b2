#include "verbs/ledger_tiles.h"

#include <utility>

#include "ledger/checkpoint.h"
#include "ledger/tiles.h"
#include "verbs/ledger_keys.h"

namespace yiting::verbs {

namespace {

// What one machine can hold in memory and read within an hour; a liar may claim any size.
constexpr uint64_t kEntriesMax = 10'000'000;
constexpr size_t kIdDigits = 64;

Failure Bad(const std::string& what) { return Fail(ErrorCode::kCorrupt, what); }

Status ReadEntries(Io& io, const std::string& url, uint64_t size, LedgerBook& book) {
  while (book.entries.size() < size) {
    io.Progress("读取 reading", book.entries.size(), size);
    ledger::Tile tile{ledger::TileKind::kEntries, 0, book.entries.size() / ledger::kTileWidth, 0};
    tile.width = ledger::TileWidthAt(0, tile.index, size);
    const std::string path = ledger::FormatTilePath(tile);
    ASSIGN_OR_RETURN(const Bytes bundle, io.Fetch(url + "/" + path));
    auto entries = ledger::DecodeEntryBundle(tile.width, bundle);
    if (!entries) return FailAt(path, entries.error());
    for (const BytesView entry : *entries) {
      book.tree.Append(ledger::LeafHash(entry));
      book.entries.emplace_back(entry);
    }
  }
  io.Progress("读取 reading", size, size);
  return {};
}

Status CheckHead(const std::string& url, const ledger::Checkpoint& claimed, LedgerBook& book) {
  ASSIGN_OR_RETURN(const std::vector<KeyInForce> keys, KeysOf(book.entries));
  book.header.community_id = ledger::LeafHash(book.entries[0]);
  book.header.origin = ledger::OriginOf(book.id());
  book.header.public_key = KeyAt(keys, claimed.size);
  const std::string last = url.substr(url.rfind('/') + 1);
  if (last.size() == kIdDigits && last != ToHex(book.id())) {
    return Bad("the community id in the address is not that of entry 0");
  }
  ASSIGN_OR_RETURN(const ledger::Checkpoint checkpoint,
                   ledger::OpenCheckpoint(book.checkpoint, book.header.origin,
                                          book.header.public_key));
  if (checkpoint.head() != book.tree.head()) {
    return Bad("the entries have another root than the checkpoint");
  }
  return {};
}

Result<LedgerBook> ReadLedgerTiles(Io& io, const std::string& url) {
  LedgerBook book;
  ASSIGN_OR_RETURN(book.checkpoint, io.Fetch(url + "/checkpoint"));
  ASSIGN_OR_RETURN(const ledger::Note note, ledger::ParseNote(book.checkpoint));
  // Nothing vouches for it yet; it says how much to read.
  ASSIGN_OR_RETURN(const ledger::Checkpoint claimed, ledger::ParseCheckpoint(note.text));
  if (claimed.size > kEntriesMax) {
    return Fail(ErrorCode::kTooLarge, "the ledger says that it has " +
                                          std::to_string(claimed.size) + " entries; at most " +
                                          std::to_string(kEntriesMax) + " are read");
  }
  RETURN_IF_ERROR(ReadEntries(io, url, claimed.size, book));
  RETURN_IF_ERROR(CheckHead(url, claimed, book));
  return book;
}

}  // namespace

bool IsUrl(const std::string& place) {
  return place.starts_with("http://") || place.starts_with("https://");
}

Result<LedgerBook> ReadLedger(Io& io, const std::string& place) {
  if (!IsUrl(place)) return ReadLedgerBook(io, place);
  std::string url = place;
  while (url.ends_with('/')) url.pop_back();
  auto book = ReadLedgerTiles(io, url);
  // What the host could not do names its address already.
  if (!book && book.error().message.find(url) == std::string::npos) {
    return FailAt(url, book.error());
  }
  return book;
}

}  // namespace yiting::verbs
