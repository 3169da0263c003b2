// What a dry run found (dryrun/simulate.h) as JSON, for `rules simulate --json`: one object for
// each matter that came out differently, one for the totals. docs/formats/simulate.md names the
// keys.
//
// Pure. Tested by tests/unit/verbs/simulate_test.cc

#ifndef YITING_VERBS_SHOW_CHANGE_H_
#define YITING_VERBS_SHOW_CHANGE_H_

#include "dryrun/simulate.h"
#include "verbs/json.h"

namespace yiting::verbs {

Json ShowRefused(const dryrun::RefusedCommand& refused);
Json ShowMatterChange(const dryrun::MatterChange& change);
Json ShowTotals(const dryrun::Totals& totals);

// "met", "missed", …; "carried", "lost", ….
const char* NameOf(dryrun::DeadlineFate::End end);
const char* NameOf(dryrun::VoteTrail::Result result);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_SHOW_CHANGE_H_
