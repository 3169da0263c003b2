// The audit: every entry of a ledger is decided again from the state before it, under the pack that
// it names, and must come out the same to the last byte. This is what a resident's phone does to
// prove that the street kept its rules, and `yiting audit` with a ledger file.
//
// It works entry by entry and keeps its place in its own state file: what is decided again there is
// committed with the Merkle frontier over it, so that it goes on where it stopped.
//
// Touches: the state that it is given. Not replay (state/replay.h), which runs no rule; not the
// replica's state, which it must not disturb.
// Tested by tests/unit/replica/audit_test.cc, tests/unit/verbs/audit_long_test.cc

#ifndef YITING_AUDIT_AUDITOR_H_
#define YITING_AUDIT_AUDITOR_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "decide/decide.h"
#include "ledger/merkle.h"
#include "state/community.h"

namespace yiting::audit {

// How an entry differs from what it should be.
struct Difference {
  std::string what;  // one line, without the entry's number
  // Set where the rules refuse its command.
  std::optional<decide::Refusal> refusal = {};
  // Where one event differs first: which, and both as encoded; empty: there is none.
  int event = -1;
  Bytes stored = {};
  Bytes again = {};
};

struct Outcome {
  uint64_t done = 0;         // entries that are decided again and the same, from the first on
  std::string missing = {};  // entry `done`, or the pack that it names, is not here; one line
  std::optional<Difference> difference = {};  // of entry `done`
};

// The bytes of an entry; nullopt: not here.
using EntryOf = std::function<std::optional<Bytes>(uint64_t seq)>;

// Goes on from the place that `state` stands at up to `end` entries, and commits how far it came.
// An Error is the machine's. REQUIRES: no transaction is open on `state`, which nobody else moves.
Result<Outcome> Advance(state::Community& state, decide::PackSource& packs,
                        const EntryOf& entry_of, uint64_t end);

// Over the entries that `state` has decided again.
Result<ledger::Frontier> FrontierOf(const state::Community& state);

}  // namespace yiting::audit

#endif  // YITING_AUDIT_AUDITOR_H_
