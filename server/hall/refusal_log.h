// What the log says of refusals: that somebody who only observes was to act, or has tried to. Which
// member, which kind of command, when; no name, no words of theirs, no keys. Other refusals are the
// sender's alone to hear of.
// Tested by tests/unit/server/refusal_log_test.cc

#ifndef YITING_SERVER_HALL_REFUSAL_LOG_H_
#define YITING_SERVER_HALL_REFUSAL_LOG_H_

#include <cstdint>

#include "base/bytes.h"
#include "state/community.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::hall {

// One line of level info, or nothing. `command` as it was sent; `state`, that which refused it.
void LogRefusal(state::Community& state, const Bytes& command, v1::Reason reason, int64_t now_ms);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_REFUSAL_LOG_H_
