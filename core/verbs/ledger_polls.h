// What a ledger says of one matter's polls, for a stranger who holds a printed report: the tally as
// it was published, and every entry that it was made of, with its leaf hash. Whether they were
// counted as the rules say is the audit's question.
//
// Pure. Tested by tests/unit/verbs/ledger_verify_test.cc

#ifndef YITING_VERBS_LEDGER_POLLS_H_
#define YITING_VERBS_LEDGER_POLLS_H_

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "verbs/ledger_book.h"

namespace yiting::verbs {

// Lines "entry SEQ LEAF EVENT" and, of what was counted, "tally EVENT"; events as JSON. kInvalid
// if the matter has never had a poll.
Result<std::string> ShowPolls(const LedgerBook& book, BytesView matter);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_LEDGER_POLLS_H_
