// Apply turns an event into state. It is C++, knows no policy, cannot be refused and cannot fail:
// an event was decided. Whether an event from outside may be applied is CheckEvent's question
// (state/check_event.h), asked first. A failing disk sticks in the database and shows at Commit.
//
// One file per family: apply_members.cc, apply_matters.cc, apply_deadlines.cc, apply_messages.cc.
// Tested by tests/unit/state/parties_test.cc, poll_test.cc, packs_test.cc and by every scenario.

#ifndef YITING_STATE_APPLY_H_
#define YITING_STATE_APPLY_H_

#include <cstdint>

#include "base/bytes.h"
#include "state/community.h"
#include "yiting/v1/event.pb.h"

namespace yiting::state {

// Of the entry that the event stands in.
struct EntryPlace {
  uint64_t seq = 0;
  int64_t time_ms = 0;
  Bytes pack;  // hash of the pack that decided it, 32
};

// Bounds of the histograms "contact.PROCEDURE.24h" and "lasted.PROCEDURE.24h", in hours; beyond
// the last it is "more". Hours that a resident notices: at once, half a day, a working day, the
// day's promise, three days, a week.
inline constexpr int64_t kBucketHours[] = {1, 4, 8, 24, 72, 168};

// REQUIRES: a transaction is open, and CheckEvent holds.
void Apply(Community& community, const EntryPlace& place, const v1::Event& event);

// Notes that `command` made the entry: its id is known from now on, its device's counter is used
// up.
void ApplyCommand(Community& community, const EntryPlace& place, BytesView command_id,
                  BytesView device, uint64_t counter);

// The entry is complete: size and time move on, and the fingerprint is taken (last_digest).
void FinishEntry(Community& community, const EntryPlace& place);

}  // namespace yiting::state

#endif  // YITING_STATE_APPLY_H_
