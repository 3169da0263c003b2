#include "ledger/checkpoint.h"

#include <algorithm>
#include <vector>

#include "ledger/decimal.h"

namespace yiting::ledger {
namespace {

// Big-endian seconds, then the Ed25519 signature.
constexpr size_t kTimeBytes = 8;
constexpr size_t kCosignatureBytes = kTimeBytes + crypto::kSignatureBytes;

// Takes the first line off `text`, without its newline. Every line must have one.
Result<std::string_view> TakeLine(std::string_view& text, const char* what) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos || end == 0) {
    return Fail(ErrorCode::kInvalid, std::string("a checkpoint has no line for its ") + what);
  }
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::string CosignedMessage(std::string_view text, int64_t time_s) {
  return "cosignature/v1\ntime " + std::to_string(time_s) + "\n" + std::string(text);
}

}  // namespace

std::string OriginOf(BytesView community) { return "yiting.v1/" + ToHex(community); }

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  CHECK(IsValidKeyName(checkpoint.origin));
  CHECK_LE(checkpoint.size, kTreeSizeMax);
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         ToBase64(crypto::AsBytes(checkpoint.root)) + "\n";
}

Result<Checkpoint> ParseCheckpoint(std::string_view text) {
  Checkpoint checkpoint;
  ASSIGN_OR_RETURN(const std::string_view origin, TakeLine(text, "origin"));
  ASSIGN_OR_RETURN(const std::string_view size, TakeLine(text, "size"));
  ASSIGN_OR_RETURN(const std::string_view root, TakeLine(text, "root"));
  while (!text.empty()) RETURN_IF_ERROR(TakeLine(text, "extension"));

  if (!IsValidKeyName(origin)) {
    return Fail(ErrorCode::kInvalid, "a checkpoint's origin has spaces or is not UTF-8");
  }
  checkpoint.origin = std::string(origin);
  auto parsed_size = ParseDecimal(size);
  if (!parsed_size) return FailAt("a checkpoint's size", parsed_size.error());
  checkpoint.size = *parsed_size;
  auto raw_root = ParseBase64(root);
  if (!raw_root) return FailAt("a checkpoint's root", raw_root.error());
  ASSIGN_OR_RETURN(checkpoint.root, crypto::HashFromBytes(*raw_root));
  return checkpoint;
}

std::string SignCheckpoint(const Checkpoint& checkpoint, std::string_view key_name,
                           const crypto::SigningKey& key) {
  Note note;
  note.text = FormatCheckpoint(checkpoint);
  note.signatures.push_back(SignText(note.text, key_name, key));
  return FormatNote(note);
}

Result<Checkpoint> OpenCheckpoint(std::string_view note, std::string_view origin,
                                  const VerifierKey& key) {
  ASSIGN_OR_RETURN(const Note parsed, ParseNote(note));
  RETURN_IF_ERROR(VerifyNote(parsed, key));
  ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseCheckpoint(parsed.text));
  if (checkpoint.origin != origin) {
    return Fail(ErrorCode::kInvalid, "the checkpoint is of \"" + checkpoint.origin +
                                         "\", not of \"" + std::string(origin) + "\"");
  }
  return checkpoint;
}

Result<Checkpoint> OpenCheckpoint(std::string_view note, std::string_view origin,
                                  BytesView public_key) {
  return OpenCheckpoint(
      note, origin, VerifierKey{std::string(origin), SignatureType::kEd25519, Bytes(public_key)});
}

Result<std::string> Cosign(std::string_view note, std::string_view witness_name,
                           const crypto::SigningKey& key, int64_t time_s) {
  CHECK(IsValidKeyName(witness_name));
  CHECK_GE(time_s, 0);
  ASSIGN_OR_RETURN(Note parsed, ParseNote(note));
  RETURN_IF_ERROR(ParseCheckpoint(parsed.text));
  Bytes signature;
  AppendU64Be(signature, static_cast<uint64_t>(time_s));
  signature += crypto::Sign(key, CosignedMessage(parsed.text, time_s));
  parsed.signatures.push_back(NoteSignature{
      std::string(witness_name),
      KeyId(witness_name, SignatureType::kCosignature, crypto::PublicKey(key)), signature});
  std::string cosigned = FormatNote(parsed);
  // A note that nobody may read is no note.
  RETURN_IF_ERROR(ParseNote(cosigned));
  return cosigned;
}

Result<int64_t> VerifyCosignature(std::string_view note, const VerifierKey& witness) {
  CHECK(witness.type == SignatureType::kCosignature);
  ASSIGN_OR_RETURN(const Note parsed, ParseNote(note));
  RETURN_IF_ERROR(ParseCheckpoint(parsed.text));
  ASSIGN_OR_RETURN(const auto signatures, SignaturesBy(parsed, witness));
  int64_t latest = 0;
  for (const NoteSignature* signature : signatures) {
    const BytesView raw = signature->signature;
    const uint64_t seconds = raw.size() == kCosignatureBytes ? ReadU64Be(raw) : UINT64_MAX;
    const bool good = seconds <= INT64_MAX &&
                      crypto::Verify(witness.public_key,
                                     CosignedMessage(parsed.text, static_cast<int64_t>(seconds)),
                                     raw.substr(kTimeBytes));
    if (!good) {
      return Fail(ErrorCode::kCorrupt, "a cosignature by " + witness.name + " is not good");
    }
    latest = std::max(latest, static_cast<int64_t>(seconds));
  }
  return latest;
}

}  // namespace yiting::ledger
