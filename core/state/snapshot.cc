#include "state/snapshot.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "state/schema.h"

namespace yiting::state {

namespace {

Failure Bad(const std::string& where, const char* what) {
  return Fail(ErrorCode::kCorrupt, "snapshot: " + where + what);
}

// Whether `text` goes on with `word` at `at`, which is moved behind it.
bool Skip(std::string_view text, size_t& at, std::string_view word) {
  if (text.compare(at, word.size(), word) != 0) return false;
  at += word.size();
  return true;
}

std::string_view NameAt(std::string_view text, size_t& at) {
  const size_t begin = text.find_first_not_of(" \n", at);
  at = std::min(text.find_first_of(" ,()\n", begin), text.size());
  return text.substr(begin, at - begin);
}

// What `sql`, a CREATE TABLE of state/schema.cc, says of columns. (Pragmas that would say it are
// not on the phone.)
void ReadColumns(std::string_view sql, SnapshotTable& table) {
  std::vector<std::string_view> names;
  size_t at = sql.find('(') + 1;
  while (at < sql.size()) {
    const std::string_view name = NameAt(sql, at);
    std::string_view key;
    if (name == "PRIMARY") {
      // PRIMARY KEY(a, b)
      const size_t end = sql.find(')', at);
      at = sql.find('(', at) + 1;
      while (at < end) {
        key = NameAt(sql, at);
        for (size_t i = 0; i < names.size(); ++i) {
          if (names[i] == key) table.key.push_back(static_cast<int>(i));
        }
        ++at;
      }
    } else {
      table.types.push_back(NameAt(sql, at)[0]);
      if (Skip(sql, at, " PRIMARY KEY")) table.key.push_back(static_cast<int>(names.size()));
      names.push_back(name);
    }
    at = sql.find_first_of(",)", at);
    if (at >= sql.size() || sql[at] == ')') return;
    ++at;
  }
}

struct Value {
  int64_t number = 0;
  BytesView bytes;

  bool operator<(const Value& other) const {
    return number != other.number ? number < other.number : bytes < other.bytes;
  }
};

// One table's rows on their way in.
class Rows {
 public:
  Rows() = default;
  Rows(const Rows&) = delete;
  ~Rows() { sqlite3_finalize(statement_); }

  Status Begin(Database& database, const SnapshotTable& table) {
    sqlite3_finalize(statement_);
    statement_ = nullptr;
    table_ = &table;
    before_.clear();
    row_.assign(table.types.size(), {});
    std::string sql = "INSERT INTO " + table.name + " VALUES(?";
    for (size_t i = 1; i < table.types.size(); ++i) sql += ",?";
    sql += ")";
    if (sqlite3_prepare_v2(database.raw(), sql.c_str(), -1, &statement_, nullptr) == SQLITE_OK) {
      return {};
    }
    return Fail(ErrorCode::kIo, "snapshot: the state's file cannot be written");
  }

  // The next row of `reader`, whose bytes must stay until the row after it is in.
  Status Take(ByteReader& reader);

 private:
  Status Read(ByteReader& reader);
  Status Insert();

  const SnapshotTable* table_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
  std::vector<Value> row_;
  std::vector<Value> before_;
};

Result<uint64_t> ReadVarint(ByteReader& reader) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    ASSIGN_OR_RETURN(const uint8_t byte, reader.ReadU8());
    const uint64_t seven = byte & 0x7f;
    // One number has one form: no zeros at its end, nothing beyond 64 bits.
    if ((byte == 0 && shift > 0) || (shift == 63 && byte > 1)) break;
    value |= seven << shift;
    if (byte < 0x80) return value;
  }
  return Bad("", "a number has another form than its shortest");
}

Status Rows::Read(ByteReader& reader) {
  for (size_t i = 0; i < row_.size(); ++i) {
    ASSIGN_OR_RETURN(const uint64_t number, ReadVarint(reader));
    row_[i] = {};
    if (table_->types[i] == 'I') {
      row_[i].number = static_cast<int64_t>(number >> 1 ^ (~(number & 1) + 1));
      continue;
    }
    if (number > reader.remaining()) return Bad(table_->name, ": a row ends in its middle");
    ASSIGN_OR_RETURN(row_[i].bytes, reader.ReadBytes(static_cast<size_t>(number)));
  }
  return {};
}

Status Rows::Take(ByteReader& reader) {
  RETURN_IF_ERROR(Read(reader));
  std::vector<Value> key;
  for (const int column : table_->key) key.push_back(row_[static_cast<size_t>(column)]);
  if (!before_.empty()) {
    size_t i = 0;
    while (i + 1 < key.size() && !(before_[i] < key[i]) && !(key[i] < before_[i])) ++i;
    if (!(before_[i] < key[i])) return Bad(table_->name, ": a row is not behind the one before");
  }
  before_.swap(key);
  return Insert();
}

Status Rows::Insert() {
  for (size_t i = 0; i < row_.size(); ++i) {
    const int at = static_cast<int>(i) + 1;
    const char* data = row_[i].bytes.empty() ? "" : row_[i].bytes.data();
    // The row is in before its bytes go.
    if (table_->types[i] == 'I') {
      sqlite3_bind_int64(statement_, at, row_[i].number);
    } else if (table_->types[i] == 'T') {
      sqlite3_bind_text64(statement_, at, data, row_[i].bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
    } else {
      sqlite3_bind_blob64(statement_, at, data, row_[i].bytes.size(), SQLITE_STATIC);
    }
  }
  const int code = sqlite3_step(statement_);
  sqlite3_reset(statement_);
  if (code == SQLITE_DONE) return {};
  if ((code & 0xff) == SQLITE_CONSTRAINT) return Bad(table_->name, ": two rows exclude each other");
  return Fail((code & 0xff) == SQLITE_NOMEM ? ErrorCode::kNoMemory : ErrorCode::kIo,
              "snapshot: the state's file cannot be written");
}

// How many rows of each table follow.
Result<std::vector<uint64_t>> ReadHead(ByteReader& reader,
                                       const std::vector<SnapshotTable>& tables) {
  ASSIGN_OR_RETURN(const BytesView label, reader.ReadBytes(kSnapshotLabel.size()));
  if (label != kSnapshotLabel) return Bad("", "this is none");
  ASSIGN_OR_RETURN(const uint64_t version, ReadVarint(reader));
  ASSIGN_OR_RETURN(const uint64_t schema, ReadVarint(reader));
  if (version != kSnapshotVersion || schema != static_cast<uint64_t>(kSchemaVersion)) {
    return Fail(ErrorCode::kUnsupported, "snapshot: it is of another version of this program");
  }
  ASSIGN_OR_RETURN(const uint64_t count, ReadVarint(reader));
  if (count != tables.size()) return Bad("", "it has another number of tables");
  std::vector<uint64_t> rows;
  for (const SnapshotTable& table : tables) {
    ASSIGN_OR_RETURN(const uint64_t columns, ReadVarint(reader));
    if (columns != table.types.size()) return Bad(table.name, " has another number of columns");
    ASSIGN_OR_RETURN(rows.emplace_back(), ReadVarint(reader));
  }
  return rows;
}

Status TakeParts(Database& database, const std::vector<SnapshotTable>& tables,
                 const SnapshotParts& parts) {
  Bytes kept[2];  // a row is compared with the last one of the part before
  std::vector<uint64_t> left;
  Rows rows;
  size_t table = 0;
  bool begun = false;
  for (uint32_t part = 0;; ++part) {
    std::optional<Bytes> bytes = parts(part);
    if (!bytes) break;
    if (part == kSnapshotPartsMax || bytes->size() > kSnapshotPartBytesMax) {
      return Fail(ErrorCode::kTooLarge, "snapshot: it is larger than one may be");
    }
    Bytes& here = kept[part % 2];
    here = *std::move(bytes);
    ByteReader reader{here};
    if (reader.AtEnd()) return Bad("", "a part is empty");
    if (part == 0) {
      ASSIGN_OR_RETURN(left, ReadHead(reader, tables));
    }
    while (!reader.AtEnd()) {
      while (table < tables.size() && left[table] == 0) {
        ++table;
        begun = false;
      }
      if (table == tables.size()) return Bad("", "there are bytes behind its end");
      if (!begun) RETURN_IF_ERROR(rows.Begin(database, tables[table]));
      begun = true;
      RETURN_IF_ERROR(rows.Take(reader));
      --left[table];
    }
  }
  if (left.empty()) return Bad("", "it has no parts");
  for (size_t i = table; i < left.size(); ++i) {
    if (left[i] != 0) return Bad(tables[i].name, ": rows are missing");
  }
  return {};
}

Status Fill(Community& community, const SnapshotClaim& claim, const SnapshotParts& parts) {
  ASSIGN_OR_RETURN(const std::vector<SnapshotTable> tables, SnapshotTables(community.db()));
  RETURN_IF_ERROR(TakeParts(community.db(), tables, parts));
  community.mutable_facts() = ReadFacts(community.db());
  RETURN_IF_ERROR(community.db().failure());
  const crypto::Hash digest = community.Digest();
  if (crypto::AsBytes(digest) != claim.fingerprint || community.facts().size != claim.size) {
    return Bad("", "its rows are not those of the entry's fingerprint");
  }
  community.set_last_digest(digest);
  community.set_id(claim.community);
  community.set_frontier(claim.frontier);
  return {};
}

}  // namespace

std::vector<NamedText> NamedTexts(Community& community) {
  std::vector<NamedText> texts;
  // Words that are of no matter have their own entry.
  Query query = community.db().Ask(
      "SELECT commitment, coalesce((SELECT seq FROM steps WHERE matter = c.matter"
      "  ORDER BY step DESC LIMIT 1), said, 0)"
      " FROM contents c LEFT JOIN (SELECT content, max(seq) AS said FROM messages GROUP BY content)"
      "  ON content = commitment"
      " WHERE media = 'text/plain' AND erased_ms = 0 ORDER BY commitment");
  while (query.Next()) texts.push_back({query.Blob(0), static_cast<uint64_t>(query.Int(1))});
  return texts;
}

void AppendVarint(Bytes& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

Result<std::vector<SnapshotTable>> SnapshotTables(Database& database) {
  std::vector<SnapshotTable> tables;
  Query query =
      database.Ask("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  while (query.Next()) {
    SnapshotTable table{query.Text(0), {}, {}};
    if (!IsCovered(table.name)) continue;
    ReadColumns(query.Text(1), table);
    tables.push_back(std::move(table));
  }
  RETURN_IF_ERROR(database.failure());
  return tables;
}

Status LoadSnapshot(Community& community, const SnapshotClaim& claim, const SnapshotParts& parts) {
  if (community.facts().size != 0) {
    return Fail(ErrorCode::kConflict, "snapshot: the state is not empty");
  }
  RETURN_IF_ERROR(community.Begin());
  const Status filled = Fill(community, claim, parts);
  if (filled) return community.Commit();
  RETURN_IF_ERROR(community.Rollback());
  return filled;
}

}  // namespace yiting::state
