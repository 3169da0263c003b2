// Ballots: whose one may be cast, by whom, and what becomes of a paper one. Counting is tally.h's.
// Tested by tests/unit/decide/poll_test.cc and by the scenario a6_5_paper_and_phones

#ifndef YITING_DECIDE_BALLOTS_H_
#define YITING_DECIDE_BALLOTS_H_

#include <optional>
#include <string>

#include "decide/event_writer.h"
#include "decide/situation.h"
#include "state/read_polls.h"

namespace yiting::decide {

// What a poll's one ballot belongs to.
state::Per PerOf(const v1::Poll& poll);
// Who votes in it: of the matter's place, as of the instant when it opened.
state::Electing ElectingOf(const v1::Poll& poll, BytesView place, int64_t at_ms);

// May a ballot be cast that the device says it cast then? Once the poll has closed, only one from
// before, within the grace.
bool IsInTime(const state::Poll& poll, int64_t claimed_ms);

// May the member cast a ballot of their own, or again? Nullopt: they may. REQUIRES: an elector.
std::optional<Refusal> CheckBallot(state::Community& community, const rulehost::LoadedPack& pack,
                                   const state::Matter& matter, BytesView member,
                                   int64_t claimed_ms, const std::string& rule);

// One act on a poll's stage.
struct Balloting {
  const Situation& situation;
  const state::Matter& matter;
  const v1::Action& action;
  const Inputs& inputs;
  const std::string& rule;
};
// The actor's own ballot. REQUIRES: CheckBallot. A refusal: it names what the poll does not have.
std::optional<Refusal> CastBallot(const Balloting& act, EventWriter& writer);
// What an officer read on a paper ballot: noted, or cast when a second officer reads the same. A
// refusal: whose it is cannot vote, has voted already, or the two have read different things.
std::optional<Refusal> EnterPaper(const Balloting& act, EventWriter& writer);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_BALLOTS_H_
