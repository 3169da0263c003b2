#include "state/snapshot_writer.h"

#include <sqlite3.h>

#include <utility>

#include "state/schema.h"

namespace yiting::state {

namespace {

Failure CopyFailed() { return Fail(ErrorCode::kIo, "snapshot: the copy cannot be made or read"); }

void AppendValue(Bytes& out, char type, sqlite3_stmt* rows, int column) {
  if (type == 'I') {
    const int64_t number = sqlite3_column_int64(rows, column);
    return AppendVarint(out, static_cast<uint64_t>(number) << 1 ^
                                 static_cast<uint64_t>(number >> 63));
  }
  const void* data = sqlite3_column_blob(rows, column);
  const auto size = static_cast<size_t>(sqlite3_column_bytes(rows, column));
  AppendVarint(out, size);
  if (size > 0) out.append(static_cast<const char*>(data), size);
}

}  // namespace

SnapshotWriter::~SnapshotWriter() {
  sqlite3_finalize(rows_);
  sqlite3_backup_finish(backup_);
}

Result<std::unique_ptr<SnapshotWriter>> SnapshotWriter::Begin(Community& source,
                                                              const std::string& path) {
  std::unique_ptr<SnapshotWriter> writer(new SnapshotWriter());
  ASSIGN_OR_RETURN(writer->copy_, Database::Open(path, Durability::kCache));
  // It is thrown away with the first failure.
  RETURN_IF_ERROR(writer->copy_->RunScript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF"));
  writer->backup_ =
      sqlite3_backup_init(writer->copy_->raw(), "main", source.db().raw(), "main");
  if (writer->backup_ == nullptr) return CopyFailed();
  return writer;
}

Result<bool> SnapshotWriter::Copy() {
  const int code = sqlite3_backup_step(backup_, kPagesAtOnce);
  if (code == SQLITE_OK) return false;
  if (code != SQLITE_DONE) return CopyFailed();
  const int finished = sqlite3_backup_finish(std::exchange(backup_, nullptr));
  if (finished != SQLITE_OK) return CopyFailed();
  RETURN_IF_ERROR(ReadClaim());
  return true;
}

Status SnapshotWriter::ReadClaim() {
  claim_.size = ReadFacts(*copy_).size;
  Query query = copy_->Ask("SELECT community, lanes, frontier FROM progress WHERE id = 0");
  if (query.Next()) {
    claim_.community = query.Blob(0);
    ASSIGN_OR_RETURN(const crypto::LtHash lanes, crypto::LtHash::Load(query.Blob(1)));
    const crypto::Hash digest = lanes.Digest();
    claim_.fingerprint = Bytes(crypto::AsBytes(digest));
    claim_.frontier = query.Blob(2);
  }
  return copy_->failure();
}

Status SnapshotWriter::AppendHead(Bytes& out) {
  ASSIGN_OR_RETURN(tables_, SnapshotTables(*copy_));
  out.append(kSnapshotLabel);
  AppendVarint(out, kSnapshotVersion);
  AppendVarint(out, static_cast<uint64_t>(kSchemaVersion));
  AppendVarint(out, tables_.size());
  for (const SnapshotTable& table : tables_) {
    sqlite3_stmt* count = nullptr;
    const std::string sql = "SELECT count(*) FROM " + table.name;
    const bool counted =
        sqlite3_prepare_v2(copy_->raw(), sql.c_str(), -1, &count, nullptr) == SQLITE_OK &&
        sqlite3_step(count) == SQLITE_ROW;
    AppendVarint(out, table.types.size());
    if (counted) AppendVarint(out, static_cast<uint64_t>(sqlite3_column_int64(count, 0)));
    sqlite3_finalize(count);
    if (!counted) return CopyFailed();
  }
  return {};
}

Status SnapshotWriter::BeginTable() {
  sqlite3_finalize(std::exchange(rows_, nullptr));
  const SnapshotTable& table = tables_[table_];
  std::string sql = "SELECT * FROM " + table.name + " ORDER BY ";
  for (size_t i = 0; i < table.key.size(); ++i) {
    if (i > 0) sql += ",";
    sql += std::to_string(table.key[i] + 1);
  }
  if (sqlite3_prepare_v2(copy_->raw(), sql.c_str(), -1, &rows_, nullptr) != SQLITE_OK) {
    return CopyFailed();
  }
  return {};
}

Result<Bytes> SnapshotWriter::NextPart() {
  Bytes part;
  if (!begun_) {
    begun_ = true;
    RETURN_IF_ERROR(AppendHead(part));
    RETURN_IF_ERROR(BeginTable());
  }
  part += std::exchange(row_, {});
  while (table_ < tables_.size()) {
    const int code = sqlite3_step(rows_);
    if (code == SQLITE_DONE) {
      if (++table_ < tables_.size()) RETURN_IF_ERROR(BeginTable());
      continue;
    }
    if (code != SQLITE_ROW) return CopyFailed();
    row_.clear();
    const std::string& types = tables_[table_].types;
    for (size_t i = 0; i < types.size(); ++i) {
      AppendValue(row_, types[i], rows_, static_cast<int>(i));
    }
    if (part.size() + row_.size() > kSnapshotPartBytes && !part.empty()) return part;
    part += std::exchange(row_, {});
  }
  return part;
}

Result<WholeSnapshot> WriteSnapshot(Community& community) {
  ASSIGN_OR_RETURN(std::unique_ptr<SnapshotWriter> writer,
                   SnapshotWriter::Begin(community, ":memory:"));
  bool whole = false;
  while (!whole) {
    ASSIGN_OR_RETURN(whole, writer->Copy());
  }
  WholeSnapshot snapshot{writer->claim(), {}};
  while (true) {
    ASSIGN_OR_RETURN(Bytes part, writer->NextPart());
    if (part.empty()) return snapshot;
    snapshot.parts.push_back(std::move(part));
  }
}

}  // namespace yiting::state
