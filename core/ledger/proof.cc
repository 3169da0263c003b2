#include "ledger/proof.h"

#include "ledger/decimal.h"

namespace yiting::ledger {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";

Result<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) {
    return Fail(ErrorCode::kInvalid, "a receipt ends before its checkpoint");
  }
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<Hash> ParseHashLine(std::string_view line, size_t number) {
  const std::string where = "a receipt's proof hash " + std::to_string(number);
  auto raw = ParseBase64(line);
  if (!raw) return FailAt(where, raw.error());
  auto hash = crypto::HashFromBytes(*raw);
  if (!hash) return FailAt(where, hash.error());
  return *hash;
}

Result<Bytes> ParseExtra(std::string_view base64) {
  auto extra = ParseBase64(base64);
  if (!extra) return FailAt("a receipt's extra line", extra.error());
  if (extra->empty()) {
    return Fail(ErrorCode::kInvalid, "a receipt's extra line is empty; leave it out");
  }
  if (extra->size() > kReceiptExtraBytesMax) {
    return Fail(ErrorCode::kTooLarge, "a receipt's extra line is above the limit");
  }
  return extra;
}

}  // namespace

Result<Receipt> MakeReceipt(const HashReader& reader, uint64_t index,
                            std::string_view checkpoint_note) {
  ASSIGN_OR_RETURN(const Note note, ParseNote(checkpoint_note));
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, ParseCheckpoint(note.text));
  Receipt receipt;
  receipt.index = index;
  ASSIGN_OR_RETURN(receipt.proof, ProveInclusion(reader, index, checkpoint.size));
  // A checkpoint of another tree would give a receipt that nobody can check.
  ASSIGN_OR_RETURN(const Hash leaf, reader.ReadHash(0, index));
  RETURN_IF_ERROR(VerifyInclusion(receipt.proof, index, leaf, checkpoint.head()));
  receipt.checkpoint = std::string(checkpoint_note);
  return receipt;
}

std::string FormatReceipt(const Receipt& receipt) {
  CHECK_LE(receipt.index, kTreeSizeMax);
  std::string text = std::string(kFirstLine) + "\n";
  if (!receipt.extra.empty()) text += std::string(kExtra) + ToBase64(receipt.extra) + "\n";
  text += std::string(kIndex) + std::to_string(receipt.index) + "\n";
  for (const Hash& hash : receipt.proof) text += ToBase64(crypto::AsBytes(hash)) + "\n";
  return text + "\n" + receipt.checkpoint;
}

Result<Receipt> ParseReceipt(std::string_view text) {
  ASSIGN_OR_RETURN(const std::string_view first, TakeLine(text));
  if (first != kFirstLine) {
    return Fail(ErrorCode::kInvalid,
                "a receipt's first line is not \"" + std::string(kFirstLine) + "\"");
  }
  Receipt receipt;
  ASSIGN_OR_RETURN(std::string_view line, TakeLine(text));
  if (line.starts_with(kExtra)) {
    ASSIGN_OR_RETURN(receipt.extra, ParseExtra(line.substr(kExtra.size())));
    ASSIGN_OR_RETURN(line, TakeLine(text));
  }
  if (!line.starts_with(kIndex)) {
    return Fail(ErrorCode::kInvalid, "a receipt has no index line");
  }
  auto index = ParseDecimal(line.substr(kIndex.size()));
  if (!index) return FailAt("a receipt's index", index.error());
  receipt.index = *index;
  while (true) {
    ASSIGN_OR_RETURN(line, TakeLine(text));
    if (line.empty()) break;
    if (receipt.proof.size() == kProofHashesMax) {
      return Fail(ErrorCode::kTooLarge, "a receipt's proof has more hashes than any tree needs");
    }
    ASSIGN_OR_RETURN(const Hash hash, ParseHashLine(line, receipt.proof.size()));
    receipt.proof.push_back(hash);
  }
  receipt.checkpoint = std::string(text);
  RETURN_IF_ERROR(ParseNote(receipt.checkpoint));
  return receipt;
}

Result<Checkpoint> CheckReceipt(const Receipt& receipt, BytesView entry, std::string_view origin,
                                const VerifierKey& key) {
  ASSIGN_OR_RETURN(Checkpoint checkpoint, OpenCheckpoint(receipt.checkpoint, origin, key));
  RETURN_IF_ERROR(
      VerifyInclusion(receipt.proof, receipt.index, LeafHash(entry), checkpoint.head()));
  return checkpoint;
}

Result<Checkpoint> CheckReceipt(const Receipt& receipt, BytesView entry, std::string_view origin,
                                BytesView public_key) {
  return CheckReceipt(receipt, entry, origin,
                      VerifierKey{std::string(origin), SignatureType::kEd25519, Bytes(public_key)});
}

bool CoversBefore(const Receipt& receipt, uint64_t tree_size, const Frontier& before) {
  if (before.size() != receipt.index || receipt.index >= tree_size) return false;
  Bytes left;  // the siblings on the left, largest first
  uint64_t node = receipt.index;
  uint64_t last = tree_size - 1;
  for (const Hash& hash : receipt.proof) {
    if (node % 2 == 1 || node == last) {
      left.insert(0, crypto::AsBytes(hash));
      for (; node % 2 == 0 && node != 0; node /= 2) last /= 2;
    }
    node /= 2;
    last /= 2;
  }
  return before.Encode().substr(8) == left;
}

}  // namespace yiting::ledger
