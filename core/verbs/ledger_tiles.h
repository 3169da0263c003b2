// A ledger over the network: the checkpoint and the bundles of entries of a server, or of whoever
// mirrors its files (docs/formats/tiles.md), read whole and found to belong together, as
// ledger_book.h does for a file. Packs and contents do not come that way.
//
// What is trusted is the community's id: entry 0 must have it as its leaf hash, and names the key.
// In an address of ours, …/ledger/ID, it is the last part.
//
// Touches: reads through Io. Tested by tests/unit/verbs/ledger_verify_test.cc

#ifndef YITING_VERBS_LEDGER_TILES_H_
#define YITING_VERBS_LEDGER_TILES_H_

#include <string>

#include "base/result.h"
#include "verbs/ledger_book.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

// "http://…" and "https://…"; everything else is a file.
bool IsUrl(const std::string& place);
// The ledger at the place, file or address.
Result<LedgerBook> ReadLedger(Io& io, const std::string& place);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_LEDGER_TILES_H_
