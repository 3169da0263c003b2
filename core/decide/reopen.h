// A closed matter stays closed; it can be taken up again by one that follows it, by those who had
// to do with it, for as long as the pack says, by one at a time. Pure reads.
// Tested by tests/unit/decide/whence_test.cc

#ifndef YITING_DECIDE_REOPEN_H_
#define YITING_DECIDE_REOPEN_H_

#include <cstdint>
#include <optional>

#include "decide/decide.h"
#include "rulehost/pack.h"
#include "state/community.h"
#include "state/read_matters.h"

namespace yiting::decide {

// Nullopt: `member` may take it up again now, under the pack in force.
std::optional<Refusal> WhyNotReopen(state::Community& community, const rulehost::LoadedPack& pack,
                                    const state::Matter& before, BytesView member, int64_t now_ms);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_REOPEN_H_
