// A receipt: one text that shows, to anyone who has the entry and the sequencer's public key and
// without a network, that the entry is in the ledger. It holds the entry's index, the inclusion
// proof and the signed checkpoint. C2SP `tlog-proof`; as a file it ends in `.tlog-proof`.
//
// The entry itself is not in it: it is what the receipt is about. `extra` is not signed by anybody.
// Written down in docs/formats/proof.md. Pure.
// Tested by tests/unit/ledger/proof_test.cc

#ifndef YITING_LEDGER_PROOF_H_
#define YITING_LEDGER_PROOF_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace yiting::ledger {

inline constexpr size_t kReceiptExtraBytesMax = 64 * 1024;

struct Receipt {
  Bytes extra;  // empty: no such line
  uint64_t index = 0;
  std::vector<Hash> proof;  // as ProveInclusion gives it
  std::string checkpoint;   // the whole note, as signed and cosigned

  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// The receipt of entry `index` under `checkpoint_note`, whose tree `reader` has. kInvalid unless
// the note holds a checkpoint of a larger tree than `index`, kCorrupt if it is of another tree.
// Does not look at the note's signatures.
Result<Receipt> MakeReceipt(const HashReader& reader, uint64_t index,
                            std::string_view checkpoint_note);

// REQUIRES: ParseReceipt would take it.
std::string FormatReceipt(const Receipt& receipt);
// Checks the form and its limits, no proof and no signature. FormatReceipt gives back the same
// bytes.
Result<Receipt> ParseReceipt(std::string_view text);

// The checkpoint under which `entry` is proven: its signature by `key` is good, it is of `origin`,
// and the proof leads from the entry's leaf to its root.
Result<Checkpoint> CheckReceipt(const Receipt& receipt, BytesView entry, std::string_view origin,
                                const VerifierKey& key);
// The same for the sequencer's key, whose name is the origin.
Result<Checkpoint> CheckReceipt(const Receipt& receipt, BytesView entry, std::string_view origin,
                                BytesView public_key);

// True if a receipt that CheckReceipt has found good shows more than its own entry: that all
// entries before it are those that `before` is the frontier of. Its proof holds the roots of all
// complete subtrees on the left, which are that frontier.
bool CoversBefore(const Receipt& receipt, uint64_t tree_size, const Frontier& before);

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_PROOF_H_
