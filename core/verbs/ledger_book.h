// A ledger file in memory, its parts told apart and found to belong together: what ledger_file.h
// leaves to its caller (does the id belong to the first entry, does the key, what do packs hash to)
// is checked here. Whether the decisions were right is the audit's question (audit.h).
//
// Touches: reads through Io. Tested by tests/unit/verbs/ledger_verbs_test.cc

#ifndef YITING_VERBS_LEDGER_BOOK_H_
#define YITING_VERBS_LEDGER_BOOK_H_

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/ledger_file.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

struct LedgerBook {
  ledger::LedgerHeader header;
  std::vector<Bytes> packs;  // bundles
  std::vector<Bytes> entries;
  ledger::MemoryTree tree;
  std::string checkpoint;  // the signed note
  uint64_t contents = 0;

  Bytes id() const { return Bytes(crypto::AsBytes(header.community_id)); }
};

// Reads and checks the whole file; the error names the record.
Result<LedgerBook> ReadLedgerBook(Io& io, const std::string& path);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_LEDGER_BOOK_H_
