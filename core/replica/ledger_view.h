// What a stranger needs to check this ledger, and what does not fit it: keys, the newest
// checkpoint, evidence, the entries of a matter with their leaf hashes (view_people.proto,
// LedgerView).
//
// Reads the copy, the state and the side store. Not the audit's view, which says how far this
// device has checked by itself. Tested by tests/unit/replica/saved_file_test.cc

#ifndef YITING_REPLICA_LEDGER_VIEW_H_
#define YITING_REPLICA_LEDGER_VIEW_H_

#include "replica/parts.h"
#include "yiting/v1/view.pb.h"

namespace yiting::replica {

// Entries of a matter in one view: those of a poll of a whole community are more, and whoever wants
// them saves the ledger.
inline constexpr int64_t kMatterEntriesMax = 500;

Status FillLedger(Parts& parts, BytesView matter, v1::LedgerView& view);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_LEDGER_VIEW_H_
