// Plays a scenario on a fresh community in virtual time, with the sequencer that the server has,
// and prints what the ledger became: every entry and refusal, then the checks, then the pack's
// metrics, then root, fingerprint and size. The same scenario always prints the same bytes.
//
// Touches: a state in memory, and Io. Tested by tests/unit/verbs/play_test.cc and tests/scenarios.

#ifndef YITING_VERBS_PLAY_H_
#define YITING_VERBS_PLAY_H_

#include <string>

#include "base/result.h"
#include "verbs/scenario.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

struct PlayOptions {
  bool json = false;
  bool summary = false;     // without entries and refusals
  bool reverse = false;     // PRAGMA reverse_unordered_selects: a missing ORDER BY shows
  std::string export_file;  // a ledger file (ledger/ledger_file.h), or empty
};

// True if every expectation held; each that did not is a line "FILE:LINE: …" on Io::Err.
Result<bool> PlayScenario(const Scenario& scenario, const PlayOptions& options, Io& io);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_PLAY_H_
