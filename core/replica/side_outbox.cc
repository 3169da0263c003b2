// The outbox and the contents of the side store.

#include <utility>

#include "replica/side_store.h"

namespace yiting::replica {

using state::Query;
using state::Text;

#define YITING_OUTBOX_COLUMNS \
  "number, command, bytes, created_ms, state, seq, rejection, signed_rejection, sends"

std::vector<OutboxRow> SideStore::Collect(Query query) {
  std::vector<OutboxRow> rows;
  while (query.Next()) {
    rows.push_back({query.Int(0), query.Blob(1), query.Blob(2), query.Int(3), query.Int(4),
                    static_cast<uint64_t>(query.Int(5)), query.Blob(6), query.Blob(7),
                    query.Int(8)});
  }
  return rows;
}

void SideStore::AddCommand(OutboxRow row, const std::vector<WrittenText>& texts) {
  database_->Do(
      "INSERT INTO outbox(" YITING_OUTBOX_COLUMNS ")"
      " SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM outbox",
      row.command_id, row.bytes, row.created_ms, row.state, row.seq, row.rejection,
      row.signed_rejection, row.sends);
  for (const WrittenText& written : texts) {
    database_->Do("INSERT INTO words(command, field, text) VALUES(?1, ?2, ?3)", row.command_id,
                  Text{written.field}, Text{written.text});
  }
}

void SideStore::UpdateCommand(const OutboxRow& row) {
  // That entry turned out to be another's.
  database_->Do(
      "DELETE FROM receipts WHERE seq <> ?2 AND seq ="
      " (SELECT seq FROM outbox WHERE command = ?1 AND state = 3)",
      row.command_id, row.seq);
  if (row.state == OutboxRow::kAccepted) WantReceipt(row.seq);
  database_->Do(
      "UPDATE outbox SET state = ?2, seq = ?3, rejection = ?4, signed_rejection = ?5, sends = ?6"
      " WHERE command = ?1",
      row.command_id, row.state, row.seq, row.rejection, row.signed_rejection, row.sends);
}

void SideStore::RemoveCommand(BytesView command_id) {
  database_->Do("DELETE FROM outbox WHERE command = ?1", command_id);
  EraseTexts(command_id);
}

void SideStore::EraseTexts(BytesView command_id) {
  // Overwritten in place first, then emptied; as contents are.
  database_->Do(
      "UPDATE words SET text = CAST(zeroblob(length(CAST(text AS BLOB))) AS TEXT)"
      " WHERE command = ?1",
      command_id);
  database_->Do("UPDATE words SET command = NULL, field = '', text = '' WHERE command = ?1",
                command_id);
}

void SideStore::NoteSent(const std::vector<Bytes>& command_ids) {
  for (const Bytes& command_id : command_ids) {
    database_->Do("UPDATE outbox SET sends = sends + 1 WHERE command = ?1", command_id);
  }
}

void SideStore::PruneAccepted(int64_t keep) {
  std::vector<Bytes> old;
  {
    Query query = database_->Ask(
        "SELECT command FROM outbox WHERE state = 3 ORDER BY number DESC LIMIT -1 OFFSET ?1",
        keep);
    while (query.Next()) old.push_back(query.Blob(0));
  }
  for (const Bytes& command_id : old) RemoveCommand(command_id);
}

std::optional<OutboxRow> SideStore::FindCommand(BytesView command_id) {
  std::vector<OutboxRow> rows = Collect(database_->Ask(
      "SELECT " YITING_OUTBOX_COLUMNS " FROM outbox WHERE command = ?1", command_id));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<OutboxRow> SideStore::AllCommands() {
  return Collect(
      database_->Ask("SELECT " YITING_OUTBOX_COLUMNS " FROM outbox ORDER BY number"));
}

std::vector<OutboxRow> SideStore::WaitingCommands(int64_t limit) {
  return Collect(database_->Ask("SELECT " YITING_OUTBOX_COLUMNS
                                " FROM outbox WHERE state = 1 ORDER BY number LIMIT ?1",
                                limit));
}

std::vector<OutboxRow> SideStore::PendingCommands(uint64_t size, int64_t limit) {
  return Collect(database_->Ask(
      "SELECT " YITING_OUTBOX_COLUMNS
      " FROM outbox WHERE state = 1 OR (state = 3 AND seq >= ?1) ORDER BY number LIMIT ?2",
      size, limit));
}

std::vector<WrittenText> SideStore::TextsOf(BytesView command_id) {
  std::vector<WrittenText> texts;
  Query query = database_->Ask("SELECT field, text FROM words WHERE command = ?1 ORDER BY row",
                               command_id);
  while (query.Next()) texts.push_back({query.Text(0), query.Text(1)});
  return texts;
}

SideStore::Counts SideStore::CountCommands() {
  Counts counts;
  Query query = database_->Ask(
      "SELECT state, count(*) FROM outbox WHERE state <> 3 GROUP BY state ORDER BY state");
  while (query.Next()) {
    (query.Int(0) == OutboxRow::kWaiting ? counts.waiting : counts.refused) =
        static_cast<uint32_t>(query.Int(1));
  }
  return counts;
}

std::optional<Bytes> SideStore::Find(BytesView commitment) {
  Query query = database_->Ask("SELECT data FROM prose WHERE commitment = ?1", commitment);
  if (!query.Next()) return std::nullopt;
  return query.Blob(0);
}

bool SideStore::Has(BytesView commitment) {
  Query query = database_->Ask("SELECT 1 FROM prose WHERE commitment = ?1", commitment);
  return query.Next();
}

std::optional<v1::Content> SideStore::FindContent(BytesView commitment) {
  Query query =
      database_->Ask("SELECT salt, data FROM prose WHERE commitment = ?1", commitment);
  if (!query.Next()) return std::nullopt;
  v1::Content content;
  content.set_commitment(Bytes(commitment));
  content.set_salt(query.Blob(0));
  content.set_data(query.Blob(1));
  return content;
}

void SideStore::AddContent(const v1::Content& content) {
  database_->Do(
      "INSERT INTO prose(commitment, salt, data) VALUES(?1, ?2, ?3)"
      " ON CONFLICT(commitment) DO NOTHING",
      content.commitment(), content.salt(), content.data());
  database_->Do("DELETE FROM wanted WHERE commitment = ?1", content.commitment());
}

void SideStore::RemoveContent(BytesView commitment) {
  database_->Do(
      "UPDATE prose SET salt = zeroblob(length(salt)), data = zeroblob(length(data))"
      " WHERE commitment = ?1",
      commitment);
  database_->Do(
      "UPDATE prose SET commitment = NULL, salt = x'', data = x'' WHERE commitment = ?1",
      commitment);
}

void SideStore::EraseContent(BytesView commitment) {
  RemoveContent(commitment);
  database_->Do("DELETE FROM wanted WHERE commitment = ?1", commitment);
}

void SideStore::Want(BytesView commitment, uint64_t seq) {
  database_->Do(
      "INSERT INTO wanted(commitment, seq, urgent, asks, next_ms) SELECT ?1, ?2, 0, 0, 0"
      " WHERE NOT EXISTS(SELECT 1 FROM prose WHERE commitment = ?1)"
      " ON CONFLICT(commitment) DO NOTHING",
      commitment, seq);
}

void SideStore::WantNow(BytesView commitment) {
  database_->Do(
      "INSERT INTO wanted(commitment, seq, urgent, asks, next_ms) VALUES(?1, 0, 1, 0, 0)"
      " ON CONFLICT(commitment) DO UPDATE SET urgent = 1, next_ms = 0",
      commitment);
}

void SideStore::AskedFor(BytesView commitment, int64_t next_ms) {
  database_->Do(
      "UPDATE wanted SET asks = asks + 1, urgent = 0, next_ms = ?2 WHERE commitment = ?1",
      commitment, next_ms);
}

void SideStore::ReconsiderWanted() { database_->Do("UPDATE wanted SET next_ms = 0"); }

std::vector<SideStore::Wanted> SideStore::WantedAt(int64_t now_ms, int64_t limit) {
  std::vector<Wanted> wanted;
  Query query = database_->Ask(
      "SELECT commitment, seq, asks FROM wanted WHERE next_ms <= ?1"
      " ORDER BY urgent DESC, seq DESC, commitment LIMIT ?2",
      now_ms, limit);
  while (query.Next()) {
    wanted.push_back({query.Blob(0), static_cast<uint64_t>(query.Int(1)), query.Int(2)});
  }
  return wanted;
}

}  // namespace yiting::replica
