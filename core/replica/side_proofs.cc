// What of the side store can be shown to others: receipts, and all that a saved ledger has.

#include "replica/side_store.h"

namespace yiting::replica {

using state::Query;

void SideStore::WantReceipt(uint64_t seq) {
  database_->Do(
      "INSERT INTO receipts(seq, text, next_ms) VALUES(?1, x'', 0) ON CONFLICT(seq) DO NOTHING",
      seq);
}

void SideStore::ReceiptAskedFor(uint64_t seq, int64_t next_ms) {
  database_->Do("UPDATE receipts SET next_ms = ?2 WHERE seq = ?1", seq, next_ms);
}

void SideStore::AddReceipt(uint64_t seq, BytesView text) {
  database_->Do("UPDATE receipts SET text = ?2 WHERE seq = ?1", seq, text);
}

std::vector<uint64_t> SideStore::ReceiptsWantedAt(uint64_t from, int64_t now_ms,
                                                  int64_t limit) {
  std::vector<uint64_t> seqs;
  Query query = database_->Ask(
      "SELECT seq FROM receipts WHERE seq >= ?1 AND text = x'' AND next_ms <= ?2"
      " ORDER BY seq LIMIT ?3",
      from, now_ms, limit);
  while (query.Next()) seqs.push_back(static_cast<uint64_t>(query.Int(0)));
  return seqs;
}

std::optional<Bytes> SideStore::FindReceipt(uint64_t seq) {
  Query query = database_->Ask("SELECT text FROM receipts WHERE seq = ?1", seq);
  if (!query.Next()) return std::nullopt;
  return query.Blob(0);
}

std::vector<SideStore::NumberedEntry> SideStore::EntriesNaming(BytesView matter, uint64_t from,
                                                               uint64_t size, int64_t limit) {
  std::vector<NumberedEntry> entries;
  Query query = database_->Ask(
      "SELECT seq, entry FROM entries WHERE seq >= ?1 AND seq < ?2 AND instr(entry, ?3) > 0"
      " ORDER BY seq LIMIT ?4",
      from, size, matter, limit);
  while (query.Next()) {
    entries.push_back({static_cast<uint64_t>(query.Int(0)), query.Blob(1)});
  }
  return entries;
}

Bytes SideStore::NextPack(BytesView after) {
  Query query =
      database_->Ask("SELECT hash FROM packs WHERE hash > ?1 ORDER BY hash LIMIT 1", after);
  return query.Next() ? query.Blob(0) : Bytes();
}

Bytes SideStore::NextContent(BytesView after) {
  Query query = database_->Ask(
      "SELECT commitment FROM prose WHERE commitment > ?1 ORDER BY commitment LIMIT 1", after);
  return query.Next() ? query.Blob(0) : Bytes();
}

}  // namespace yiting::replica
