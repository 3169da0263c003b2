// The audit: every entry of a ledger is decided again from the state before it, under the pack that
// it names, and must come out the same to the last byte. This is what a resident's phone does to
// prove that the street kept its rules.
//
// Touches: a state in memory. Not replay (state/replay.h), which runs no rule.
// Tested by tests/unit/verbs/audit_long_test.cc, ledger_verbs_test.cc

#ifndef YITING_VERBS_AUDIT_H_
#define YITING_VERBS_AUDIT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "verbs/ledger_book.h"

namespace yiting::verbs {

struct AuditReport {
  uint64_t entries = 0;  // decided again and found the same
  // The first entry that differs and how, "entry 17: …"; absent when none does.
  std::optional<std::string> difference;
  crypto::Hash fingerprint{};  // of the state after the last entry, when none differs
};

// Called now and then with the number of entries that are done.
using AuditProgress = std::function<void(uint64_t entries)>;

// An Error is the machine's, or a pack that the ledger names and the book lacks.
Result<AuditReport> Audit(const LedgerBook& book, const AuditProgress& progress);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_AUDIT_H_
