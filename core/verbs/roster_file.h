// A community's own people for `rules check --roster`: the roster lines of a scenario
// (docs/formats/scenario.md). Its other lines do not matter; `from` and `until` neither.
// Tested by tests/unit/checker/faults_test.cc

#ifndef YITING_VERBS_ROSTER_FILE_H_
#define YITING_VERBS_ROSTER_FILE_H_

#include <string>

#include "checker/roster.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

// With somebody who is registrar, as a scenario has it. kInvalid with "FILE:LINE: what is wrong".
Result<checker::Roster> ReadRosterFile(Io& io, const std::string& file);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_ROSTER_FILE_H_
