// Counting a poll: whether it has passed, and where its matter goes then. Pure.
// Not the ballots themselves (act_on_matter.cc). Tested by tests/unit/decide/poll_test.cc

#ifndef YITING_DECIDE_TALLY_H_
#define YITING_DECIDE_TALLY_H_

#include "decide/event_writer.h"
#include "state/read_polls.h"

namespace yiting::decide {

// Enough have voted, and enough of them (or of all, as the rule says) were in favour: by heads, and
// by area as well where the rule says so (Civil Code art. 278). A base of nobody never passes.
bool HasPassed(const v1::Poll& rule, const state::Poll& poll);

// Enough have voted, by heads and, where the rule says so, by area.
bool TurnoutReached(const v1::Poll& rule, const state::Poll& poll);

// Counts a poll among options, by its method (docs/formats/pack.md): each option by number, with
// those chosen marked. `proposed` gives the costs of a budget's.
std::vector<v1::OptionTally> CountOptions(const v1::Poll& rule, const state::Poll& poll,
                                          const std::vector<state::Option>& proposed,
                                          const std::vector<state::Ballot>& ballots);

// Publishes the tally of the stage's running poll and moves its matter; a sealed one is opened
// first, and where its secret is not known it is only closed. REQUIRES: the stage has a poll.
// False, with nothing written: no poll runs, or the pack lacks the stage where it would go, or the
// secret is not the one of the poll's key.
bool CountPoll(state::Community& community, PackSource& packs, const rulehost::LoadedPack& pack,
               const state::Matter& matter, const v1::Stage& stage, EventWriter& writer);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_TALLY_H_
