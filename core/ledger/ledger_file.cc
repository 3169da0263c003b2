#include "ledger/ledger_file.h"

#include <utility>

namespace yiting::ledger {
namespace {

Status CheckSize(const char* what, size_t size, size_t limit) {
  if (size <= limit) return {};
  return Fail(ErrorCode::kTooLarge, std::string(what) + " has " + std::to_string(size) +
                                        " bytes; at most " + std::to_string(limit));
}

Failure AlreadyFinished() {
  return Fail(ErrorCode::kInvalid, "the ledger file already has its checkpoint");
}

}  // namespace

Hash SealOf(RecordKind kind, BytesView body) {
  if (kind == RecordKind::kEntry) return LeafHash(body);
  constexpr BytesView kLabel("yiting.v1.record\0", 17);
  const char letter = static_cast<char>(kind);
  crypto::Sha256Stream stream;
  stream.Update(kLabel);
  stream.Update(BytesView(&letter, 1));
  stream.Update(body);
  return stream.Finish();
}

LedgerWriter::LedgerWriter(const LedgerHeader& header) : header_(header), out_(kLedgerFileMagic) {
  CHECK_EQ(header.public_key.size(), crypto::kPublicKeyBytes);
  CHECK(IsValidKeyName(header.origin));
  Bytes body(crypto::AsBytes(header.community_id));
  body += header.public_key;
  body += header.origin;
  Append(RecordKind::kHeader, body);
}

Status LedgerWriter::AddPack(const Hash& hash, BytesView bytes) {
  if (finished_) return AlreadyFinished();
  RETURN_IF_ERROR(CheckSize("a pack", bytes.size(), kPackBytesMax));
  Bytes body(crypto::AsBytes(hash));
  body += bytes;
  Append(RecordKind::kPack, body);
  return {};
}

Status LedgerWriter::AddEntry(BytesView bytes) {
  if (finished_) return AlreadyFinished();
  RETURN_IF_ERROR(CheckSize("an entry", bytes.size(), kEntryBytesMax));
  Append(RecordKind::kEntry, bytes);
  frontier_.Append(LeafHash(bytes));
  return {};
}

Status LedgerWriter::AddContent(const Hash& commitment, BytesView salt, BytesView bytes) {
  if (finished_) return AlreadyFinished();
  RETURN_IF_ERROR(CheckSize("a content", bytes.size(), kContentBytesMax));
  if (salt.size() != crypto::kSaltBytes || crypto::Commit(salt, bytes) != commitment) {
    return Fail(ErrorCode::kInvalid,
                "salt and content do not match commitment " + ToHex(crypto::AsBytes(commitment)));
  }
  Bytes body(crypto::AsBytes(commitment));
  body += salt;
  body += bytes;
  Append(RecordKind::kContent, body);
  return {};
}

Status LedgerWriter::Finish(std::string_view checkpoint_note) {
  if (finished_) return AlreadyFinished();
  ASSIGN_OR_RETURN(const Checkpoint checkpoint,
                   OpenCheckpoint(checkpoint_note, header_.origin, header_.public_key));
  if (checkpoint.head() != frontier_.head()) {
    return Fail(ErrorCode::kInvalid,
                "the checkpoint is of size " + std::to_string(checkpoint.size) + ", root " +
                    ToHex(crypto::AsBytes(checkpoint.root)) + "; the entries written have size " +
                    std::to_string(frontier_.size()) + ", root " +
                    ToHex(crypto::AsBytes(frontier_.Root())));
  }
  Append(RecordKind::kCheckpoint, checkpoint_note);
  finished_ = true;
  return {};
}

Bytes LedgerWriter::Take() { return std::exchange(out_, Bytes()); }

void LedgerWriter::Append(RecordKind kind, BytesView body) {
  out_.push_back(static_cast<char>(kind));
  AppendU32Be(out_, static_cast<uint32_t>(body.size()));
  out_ += body;
  const Hash seal = SealOf(kind, body);
  out_ += crypto::AsBytes(seal);
}

}  // namespace yiting::ledger
