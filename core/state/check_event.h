// CheckEvent says whether an event may be applied to a state: the mechanism under every rule pack.
// A closed matter stays closed, an observer never speaks, a deadline ends once, a member and a
// device are known once. Decide makes only events that pass; an entry from outside that has another
// one is evidence against its sequencer.
//
// Pure reads. Tested by tests/unit/state/check_event_test.cc

#ifndef YITING_STATE_CHECK_EVENT_H_
#define YITING_STATE_CHECK_EVENT_H_

#include "base/result.h"
#include "state/apply.h"
#include "state/community.h"
#include "yiting/v1/event.pb.h"

namespace yiting::state {

// A new deadline lies at least this far ahead, so that due deadlines cannot chase each other.
inline constexpr int64_t kDeadlineAheadMs = 60'000;

// The role that reads and never acts.
inline constexpr char kObserverRole[] = "observer";

// kInvalid names the invariant that the event would break.
Status CheckEvent(Community& community, const EntryPlace& place, const v1::Event& event);

}  // namespace yiting::state

#endif  // YITING_STATE_CHECK_EVENT_H_
