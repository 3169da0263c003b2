// The reader of ledger/ledger_file.h.

#include "ledger/ledger_file.h"

#include <algorithm>

namespace yiting::ledger {
namespace {

constexpr size_t kPrefixBytes = 1 + 4;  // kind and length
constexpr size_t kSealBytes = crypto::kHashBytes;
constexpr size_t kHeaderFixedBytes = crypto::kHashBytes + crypto::kPublicKeyBytes;
constexpr size_t kContentFixedBytes = crypto::kHashBytes + crypto::kSaltBytes;
constexpr size_t kFeedBytes = 64 * 1024;

// The least and the most bytes that a record's body may have; nothing for an unknown kind.
struct BodyLimits {
  size_t min;
  size_t max;
};

std::optional<BodyLimits> LimitsOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kHeader:
      return BodyLimits{kHeaderFixedBytes + 1, kHeaderFixedBytes + kKeyNameBytesMax};
    case RecordKind::kPack:
      return BodyLimits{crypto::kHashBytes, crypto::kHashBytes + kPackBytesMax};
    case RecordKind::kEntry:
      return BodyLimits{0, kEntryBytesMax};
    case RecordKind::kContent:
      return BodyLimits{kContentFixedBytes, kContentFixedBytes + kContentBytesMax};
    case RecordKind::kCheckpoint:
      return BodyLimits{1, kNoteBytesMax};
  }
  return std::nullopt;
}

// REQUIRES: bytes.size() >= crypto::kHashBytes.
Hash FirstHash(BytesView bytes) {
  return crypto::HashFromBytes(bytes.substr(0, crypto::kHashBytes)).value();
}

std::string AtByte(uint64_t offset) { return " (at byte " + std::to_string(offset) + ")"; }

}  // namespace

void LedgerReader::Feed(BytesView chunk) {
  base_ += taken_;
  buffer_.erase(0, taken_);
  taken_ = 0;
  buffer_ += chunk;
}

Result<std::optional<LedgerRecord>> LedgerReader::Next() {
  if (error_) return Failure{*error_};
  if (!has_magic_) {
    ASSIGN_OR_RETURN(has_magic_, TakeMagic());
    if (!has_magic_) return std::optional<LedgerRecord>();
  }
  if (finished_) {
    if (Pending().empty()) return std::optional<LedgerRecord>();
    return Break(ErrorCode::kCorrupt,
                 "byte " + std::to_string(Offset()) + ": there are bytes after the checkpoint");
  }
  const auto frame = PeekFrame();
  if (!frame) return Break(frame.error().code, frame.error().message);
  if (!*frame) return std::optional<LedgerRecord>();
  auto record = Decode(**frame);
  if (!record) {
    return Break(record.error().code, Where((*frame)->kind) + ": " + record.error().message);
  }
  switch ((*frame)->kind) {
    case RecordKind::kPack:
      ++packs_;
      break;
    case RecordKind::kContent:
      ++contents_;
      break;
    case RecordKind::kEntry:
      frontier_.Append(std::get_if<EntryRecord>(&*record)->leaf);
      break;
    case RecordKind::kCheckpoint:
      finished_ = true;
      break;
    case RecordKind::kHeader:
      break;
  }
  taken_ += kPrefixBytes + (*frame)->body.size() + kSealBytes;
  return std::optional<LedgerRecord>(*std::move(record));
}

Status LedgerReader::Finish() const {
  if (error_) return Failure{*error_};
  if (finished_) return {};
  const std::string end = std::to_string(Offset() + Pending().size());
  if (!has_magic_) {
    return Fail(ErrorCode::kCorrupt,
                "truncated: the file ends at byte " + end + " inside its first line");
  }
  if (Pending().empty()) {
    return Fail(ErrorCode::kCorrupt,
                "truncated: the file ends at byte " + end + " without a checkpoint");
  }
  return Fail(ErrorCode::kCorrupt, "truncated: the file ends at byte " + end + " inside " +
                                       Where(static_cast<RecordKind>(Pending()[0])));
}

std::string LedgerReader::Where(RecordKind kind) const {
  switch (kind) {
    case RecordKind::kHeader:
      return "header" + AtByte(Offset());
    case RecordKind::kPack:
      return "pack " + std::to_string(packs_) + AtByte(Offset());
    case RecordKind::kEntry:
      return "entry " + std::to_string(frontier_.size()) + AtByte(Offset());
    case RecordKind::kContent:
      return "content " + std::to_string(contents_) + AtByte(Offset());
    case RecordKind::kCheckpoint:
      return "checkpoint" + AtByte(Offset());
  }
  return "record" + AtByte(Offset());
}

Failure LedgerReader::Break(ErrorCode code, std::string message) {
  error_ = Error{code, std::move(message)};
  return Failure{*error_};
}

Result<bool> LedgerReader::TakeMagic() {
  const BytesView start = Pending().substr(0, kLedgerFileMagic.size());
  if (!kLedgerFileMagic.starts_with(start)) {
    return Break(ErrorCode::kInvalid,
                 "byte 0: not a ledger file; its first line is not \"yiting.v1.ledger\"");
  }
  if (start.size() < kLedgerFileMagic.size()) return false;
  taken_ += kLedgerFileMagic.size();
  return true;
}

Result<std::optional<LedgerReader::Frame>> LedgerReader::PeekFrame() const {
  const BytesView pending = Pending();
  if (pending.empty()) return std::optional<Frame>();
  const auto kind = static_cast<RecordKind>(pending[0]);
  const auto limits = LimitsOf(kind);
  if (!limits) {
    return Fail(ErrorCode::kUnsupported, Where(kind) + ": kind 0x" + ToHex(pending.substr(0, 1)) +
                                             " is unknown to this version");
  }
  if (!header_ && kind != RecordKind::kHeader) {
    return Fail(ErrorCode::kCorrupt, Where(kind) + ": a header must come first");
  }
  if (header_ && kind == RecordKind::kHeader) {
    return Fail(ErrorCode::kCorrupt, Where(kind) + ": there is a header already");
  }
  if (pending.size() < kPrefixBytes) return std::optional<Frame>();
  const uint32_t length = ReadU32Be(pending.substr(1));
  // Said before the bytes are awaited: a length that no record has must not make a host wait for
  // gigabytes.
  if (length < limits->min || length > limits->max) {
    return Fail(length > limits->max ? ErrorCode::kTooLarge : ErrorCode::kCorrupt,
                Where(kind) + ": its length " + std::to_string(length) + " is not between " +
                    std::to_string(limits->min) + " and " + std::to_string(limits->max));
  }
  if (pending.size() - kPrefixBytes < size_t{length} + kSealBytes) return std::optional<Frame>();
  return std::optional<Frame>(Frame{kind, pending.substr(kPrefixBytes, length),
                                    pending.substr(kPrefixBytes + length, kSealBytes)});
}

Result<LedgerRecord> LedgerReader::Decode(const Frame& frame) {
  const Hash seal = SealOf(frame.kind, frame.body);
  if (seal != FirstHash(frame.seal)) {
    return Fail(ErrorCode::kCorrupt, frame.kind == RecordKind::kEntry
                                         ? "its bytes do not match its leaf hash"
                                         : "its bytes do not match its seal");
  }
  switch (frame.kind) {
    case RecordKind::kHeader:
      return DecodeHeader(frame.body);
    case RecordKind::kPack:
      return LedgerRecord(PackRecord{FirstHash(frame.body), frame.body.substr(crypto::kHashBytes)});
    case RecordKind::kEntry:
      return LedgerRecord(EntryRecord{frontier_.size(), frame.body, seal});
    case RecordKind::kContent:
      return DecodeContent(frame.body);
    case RecordKind::kCheckpoint:
      return DecodeCheckpoint(frame.body);
  }
  CHECK(false);
}

Result<LedgerRecord> LedgerReader::DecodeHeader(BytesView body) {
  LedgerHeader header;
  header.community_id = FirstHash(body);
  header.public_key = Bytes(body.substr(crypto::kHashBytes, crypto::kPublicKeyBytes));
  header.origin = std::string(body.substr(kHeaderFixedBytes));
  if (!IsValidKeyName(header.origin)) {
    return Fail(ErrorCode::kCorrupt, "its origin has spaces or is not UTF-8");
  }
  header_ = header;
  return LedgerRecord(std::move(header));
}

Result<LedgerRecord> LedgerReader::DecodeContent(BytesView body) const {
  ContentRecord content;
  content.commitment = FirstHash(body);
  content.salt = body.substr(crypto::kHashBytes, crypto::kSaltBytes);
  content.bytes = body.substr(kContentFixedBytes);
  if (crypto::Commit(content.salt, content.bytes) != content.commitment) {
    return Fail(ErrorCode::kCorrupt, "its salt and bytes do not match its commitment");
  }
  return LedgerRecord(content);
}

Result<LedgerRecord> LedgerReader::DecodeCheckpoint(BytesView body) const {
  ASSIGN_OR_RETURN(Checkpoint checkpoint,
                   OpenCheckpoint(body, header_->origin, header_->public_key));
  if (checkpoint.size != frontier_.size()) {
    return Fail(ErrorCode::kCorrupt, "it is of size " + std::to_string(checkpoint.size) +
                                         ", but there are " + std::to_string(frontier_.size()) +
                                         " entries before it");
  }
  const Hash root = frontier_.Root();
  if (checkpoint.root != root) {
    return Fail(ErrorCode::kCorrupt, "its root is " + ToHex(crypto::AsBytes(checkpoint.root)) +
                                         ", but the entries before it have root " +
                                         ToHex(crypto::AsBytes(root)));
  }
  return LedgerRecord(CheckpointRecord{std::move(checkpoint), body});
}

Result<LedgerFileSummary> CheckLedgerFile(BytesView file) {
  LedgerReader reader;
  LedgerFileSummary summary;
  for (size_t at = 0; at < file.size(); at += kFeedBytes) {
    reader.Feed(file.substr(at, kFeedBytes));
    while (true) {
      ASSIGN_OR_RETURN(const auto record, reader.Next());
      if (!record) break;
      if (const auto* header = std::get_if<LedgerHeader>(&*record)) summary.header = *header;
      if (const auto* last = std::get_if<CheckpointRecord>(&*record)) {
        summary.checkpoint = last->checkpoint;
      }
      if (std::get_if<PackRecord>(&*record)) ++summary.packs;
      if (std::get_if<EntryRecord>(&*record)) ++summary.entries;
      if (std::get_if<ContentRecord>(&*record)) ++summary.contents;
    }
  }
  RETURN_IF_ERROR(reader.Finish());
  return summary;
}

}  // namespace yiting::ledger
