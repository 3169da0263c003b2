// Receipts: whoever acted holds one for each entry that a command of this device has made: the
// proof that it is in the tree, under a checkpoint that the sequencer signed. Kept in the side
// store; with it and the entry anybody sees, without us, that the entry was in the ledger.
//
// Touches: the side store. docs/formats/proof.md, sync.md. Not to be confused with the number by
// which a matter is found again (query/).
// Tested by tests/unit/replica/receipts_test.cc

#ifndef YITING_REPLICA_RECEIPTS_H_
#define YITING_REPLICA_RECEIPTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "replica/parts.h"

namespace yiting::replica {

// In one pull.
inline constexpr int64_t kReceiptsMax = 64;

// Entries whose receipts are to be asked for now; of those before a snapshot, which are not held,
// none could be verified.
std::vector<uint64_t> WantedReceipts(Parts& parts, int64_t now_ms);

// Takes those that came for the entries `asked`, in that order. One that does not verify is asked
// for again later: on its way anybody may have spoilt it. One under a checkpoint that the sequencer
// signed and that contradicts the one held breaks the replica, as evidence.
Status TakeReceipts(Parts& parts, const std::vector<uint64_t>& asked,
                    const v1::PullResponse& response, int64_t now_ms, bool* changed);

// True if the receipt, whatever it is of, is under such a checkpoint: then the replica is broken.
Result<bool> BreakIfForked(Parts& parts, const std::string& receipt, int64_t now_ms);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_RECEIPTS_H_
