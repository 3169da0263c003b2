#include "replica/receipts.h"

#include "ledger/proof.h"

namespace yiting::replica {

namespace {

// One that did not come, or did not verify, is asked for again after this.
constexpr int64_t kReceiptAgainMs = 10 * 60'000;

bool Verifies(Parts& parts, uint64_t seq, const ledger::Receipt& receipt) {
  const std::optional<Bytes> entry = parts.store->FindEntry(seq);
  return entry && receipt.index == seq &&
         ledger::CheckReceipt(receipt, *entry, ledger::OriginOf(parts.community),
                              parts.copy->sequencer_key())
             .has_value();
}

}  // namespace

std::vector<uint64_t> WantedReceipts(Parts& parts, int64_t now_ms) {
  return parts.store->ReceiptsWantedAt(parts.copy->base_size(), now_ms, kReceiptsMax);
}

Status TakeReceipts(Parts& parts, const std::vector<uint64_t>& asked,
                    const v1::PullResponse& response, int64_t now_ms, bool* changed) {
  if (asked.empty()) return {};
  for (const std::string& text : response.receipts()) {
    ASSIGN_OR_RETURN(const bool forked, BreakIfForked(parts, text, now_ms));
    if (!forked) continue;
    *changed = true;
    return {};
  }
  return parts.store->Commit([&] {
    int place = 0;
    for (const uint64_t seq : asked) {
      const std::string text =
          place < response.receipts_size() ? response.receipts(place) : std::string();
      ++place;
      const Result<ledger::Receipt> receipt = ledger::ParseReceipt(text);
      if (receipt && Verifies(parts, seq, *receipt)) {
        parts.store->AddReceipt(seq, text);
        *changed = true;
      }
      parts.store->ReceiptAskedFor(seq, now_ms + kReceiptAgainMs);
    }
  });
}

Result<bool> BreakIfForked(Parts& parts, const std::string& receipt, int64_t now_ms) {
  const Result<ledger::Receipt> parsed = ledger::ParseReceipt(receipt);
  if (!parsed || !parts.copy->Contradicts(parsed->checkpoint)) return false;
  const Misfit misfit{"a receipt is under a tree that the sequencer signed and that does not fit"
                      " the one held",
                      Evidence::kForever, receipt};
  RETURN_IF_ERROR(Break(parts, misfit, parsed->checkpoint, now_ms));
  return true;
}

}  // namespace yiting::replica
