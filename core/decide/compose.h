// Compose makes the next entry of a ledger out of a decision: it applies the events, takes the
// fingerprint, and encodes. Advance does the same for an entry that somebody else made, and checks
// it on the way. Both leave the state exactly one entry further, inside the caller's transaction.
//
// Tested by tests/unit/decide/act_test.cc, tests/unit/state/replay_test.cc

#ifndef YITING_DECIDE_COMPOSE_H_
#define YITING_DECIDE_COMPOSE_H_

#include <variant>

#include "base/bytes.h"
#include "base/result.h"
#include "decide/decide.h"

namespace yiting::decide {

// One attempt at admission on the state: everything between a decoded command and its entry.
// Signs nothing, stores nothing, reads no clock.

// The entry's bytes, or why not. The state has moved on only in the first case.
using Admission = std::variant<Bytes, Refusal>;

// Decides the command and composes its entry. REQUIRES: a transaction is open; now_ms is not before
// the last entry's time; all deadlines due up to now_ms have their entries.
Result<Admission> AdmitCommand(state::Community& community, PackSource& packs,
                               const schema::OpenedCommand& command, int64_t now_ms,
                               SignatureCheck signatures);

// Composes the entry of the deadline that falls due first. REQUIRES: there is one, with
// due_ms <= the instant up to which the caller admits.
Result<Bytes> AdmitDue(state::Community& community, PackSource& packs,
                       const state::Deadline& deadline);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_COMPOSE_H_
