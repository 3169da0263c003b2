#include "verbs/ledger_book.h"

#include <utility>

#include "rulehost/pack.h"
#include "sequencer/sequencer.h"
#include "verbs/ledger_keys.h"

namespace yiting::verbs {

namespace {

Failure Bad(const std::string& what) { return Fail(ErrorCode::kCorrupt, what); }

Status Take(const ledger::LedgerRecord& record, LedgerBook& book) {
  if (const auto* header = std::get_if<ledger::LedgerHeader>(&record)) {
    book.header = *header;
  } else if (const auto* pack = std::get_if<ledger::PackRecord>(&record)) {
    if (rulehost::PackHash(pack->bytes) != pack->hash) {
      return Bad("pack " + std::to_string(book.packs.size()) + " is not what its hash covers");
    }
    book.packs.emplace_back(pack->bytes);
  } else if (const auto* entry = std::get_if<ledger::EntryRecord>(&record)) {
    book.entries.emplace_back(entry->bytes);
    book.tree.Append(entry->leaf);
  } else if (std::holds_alternative<ledger::ContentRecord>(record)) {
    ++book.contents;
  } else {
    book.checkpoint = std::string(std::get<ledger::CheckpointRecord>(record).note);
  }
  return {};
}

// The header must be that of the ledger: its id is the first entry's leaf hash, its key the one
// that this entry names or the last one to which it was changed since, its origin the id's.
Status CheckHeader(const LedgerBook& book) {
  if (book.entries.empty()) return Bad("the ledger has no entry");
  if (ledger::LeafHash(book.entries[0]) != book.header.community_id) {
    return Bad("the community id is not that of entry 0");
  }
  if (book.header.origin != ledger::OriginOf(book.id())) {
    return Bad("the origin is not that of the community id");
  }
  ASSIGN_OR_RETURN(const std::vector<KeyInForce> keys, KeysOf(book.entries));
  if (keys.back().key != book.header.public_key) {
    return Bad("the key that signed the checkpoint is not the one that the entries name");
  }
  return {};
}

}  // namespace

Result<LedgerBook> ReadLedgerBook(Io& io, const std::string& path) {
  ASSIGN_OR_RETURN(Bytes file, io.ReadFile(path));
  LedgerBook book;
  ledger::LedgerReader reader;
  reader.Feed(file);
  while (true) {
    Result<std::optional<ledger::LedgerRecord>> record = reader.Next();
    if (!record) return FailAt(path, record.error());
    if (!*record) break;
    Status taken = Take(**record, book);
    if (!taken) return FailAt(path, taken.error());
  }
  Status finished = reader.Finish();
  if (finished) finished = CheckHeader(book);
  if (!finished) return FailAt(path, finished.error());
  return book;
}

}  // namespace yiting::verbs
