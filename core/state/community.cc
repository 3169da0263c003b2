#include "state/community.h"

#include <utility>

#include "state/schema.h"

namespace yiting::state {

Bytes IdOfFirstEntry(BytesView entry_bytes) {
  crypto::Sha256Stream stream;
  stream.Update(BytesView("\0", 1));
  stream.Update(entry_bytes);
  const crypto::Hash hash = stream.Finish();
  return Bytes(crypto::AsBytes(hash));
}

LedgerFacts ReadFacts(Database& database) {
  Query query = database.Ask(
      "SELECT size, time_ms, engine_level, pack, title_zh, title_en, sequencer_key,"
      " next_deadline, next_number FROM ledger WHERE id = 0");
  if (!query.Next()) return {};
  return LedgerFacts{static_cast<uint64_t>(query.Int(0)),
                     query.Int(1),
                     static_cast<uint32_t>(query.Int(2)),
                     query.Blob(3),
                     query.Text(4),
                     query.Text(5),
                     query.Blob(6),
                     static_cast<uint64_t>(query.Int(7)),
                     static_cast<uint64_t>(query.Int(8))};
}

Community::Community(std::unique_ptr<Database> database) : database_(std::move(database)) {}

Result<std::unique_ptr<Community>> Community::Open(const std::string& path,
                                                   Durability durability) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Database::Open(path, durability));
  RETURN_IF_ERROR(MakeTables(*database));
  std::unique_ptr<Community> community(new Community(std::move(database)));
  RETURN_IF_ERROR(community->Load());
  return community;
}

Status Community::Load() {
  fingerprint_ = std::make_unique<Fingerprint>(*database_);
  {
    Query query = database_->Ask("SELECT community, lanes, frontier FROM progress WHERE id = 0");
    if (query.Next()) {
      id_ = query.Blob(0);
      ASSIGN_OR_RETURN(crypto::LtHash lanes, crypto::LtHash::Load(query.Blob(1)));
      fingerprint_->Restore(lanes);
      frontier_ = query.Blob(2);
    }
  }
  last_digest_ = fingerprint_->Digest();
  facts_ = ReadFacts(*database_);
  return database_->failure();
}

Community::Saved Community::Remember() const {
  return Saved{facts_, id_, frontier_, fingerprint_->lanes(), last_digest_};
}

void Community::Restore(const Saved& saved) {
  facts_ = saved.facts;
  id_ = saved.id;
  frontier_ = saved.frontier;
  fingerprint_->Restore(saved.lanes);
  last_digest_ = saved.last_digest;
}

Status Community::Begin() {
  saved_ = Remember();
  marks_.clear();
  return database_->Begin();
}

Status Community::Mark() {
  if (!InTransaction()) return Fail(ErrorCode::kConflict, "database: no transaction is open");
  database_->Do("SAVEPOINT mark");
  RETURN_IF_ERROR(database_->failure());
  marks_.push_back(Remember());
  return {};
}

Status Community::TakeBack() {
  if (marks_.empty()) return Fail(ErrorCode::kConflict, "database: there is no mark");
  Restore(marks_.back());
  marks_.pop_back();
  // Marks of one name nest: both statements mean the last one.
  database_->Do("ROLLBACK TO mark");
  database_->Do("RELEASE mark");
  return database_->failure();
}

Status Community::Commit() {
  database_->Do(
      "INSERT INTO progress(id, community, lanes, frontier) VALUES(0, ?1, ?2, ?3)"
      " ON CONFLICT(id) DO UPDATE SET community = ?1, lanes = ?2, frontier = ?3",
      id_, fingerprint_->lanes().Save(), frontier_);
  Status done = database_->Commit();
  if (done) return done;
  Error error = done.error();
  RETURN_IF_ERROR(Rollback());
  return Failure{error};
}

Status Community::Rollback() {
  // Even when SQLite fails to roll back, memory must not claim what the file may not hold.
  Restore(saved_);
  marks_.clear();
  return database_->Rollback();
}

void Community::WriteFacts() {
  database_->Do(
      "INSERT INTO ledger(id, size, time_ms, engine_level, pack, title_zh, title_en,"
      " sequencer_key, next_deadline, next_number) VALUES(0, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " ON CONFLICT(id) DO UPDATE SET size = ?1, time_ms = ?2, engine_level = ?3, pack = ?4,"
      " title_zh = ?5, title_en = ?6, sequencer_key = ?7, next_deadline = ?8, next_number = ?9",
      facts_.size, facts_.time_ms, facts_.engine_level, facts_.pack, Text{facts_.title_zh},
      Text{facts_.title_en}, facts_.sequencer_key, facts_.next_deadline, facts_.next_number);
}

}  // namespace yiting::state
