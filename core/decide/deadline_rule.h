// Which rule of the pack a deadline follows. Pure. Tested through due_test.cc and packs_test.cc

#ifndef YITING_DECIDE_DEADLINE_RULE_H_
#define YITING_DECIDE_DEADLINE_RULE_H_

#include "rulehost/pack.h"

namespace yiting::decide {

// The rule of a stage's deadline, or of the procedure's clock where `stage` is empty, after `round`
// others have passed; null if the pack has none.
const v1::DeadlineRule* RuleOf(const rulehost::LoadedPack& pack, BytesView procedure,
                               BytesView stage, int64_t round);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_DEADLINE_RULE_H_
