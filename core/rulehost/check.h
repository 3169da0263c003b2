// The static part of `yiting rules check`: what is wrong with a pack, as an admin types it.
// Everything that LoadPack finds, and what makes a procedure useless though it loads: a stage that
// is never reached, a matter that can never end. Pure. Tested by tests/unit/rulehost/check_test.cc

#ifndef YITING_RULEHOST_CHECK_H_
#define YITING_RULEHOST_CHECK_H_

#include <vector>

#include "rulehost/pack.h"

namespace yiting::rulehost {

// `files` are the pack's own files and those of rules/lib under "lib/". Empty when all is well.
std::vector<Diagnostic> CheckPack(const PackFiles& files,
                                  std::vector<v1::PackBundle::Choice> choices = {});

// Parameters that do not say which law, notice or report their number comes from, or that it is the
// street's own: SOURCE. The pack is good all the same; these are warnings.
std::vector<Diagnostic> FindUnsourced(const LoadedPack& pack);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_CHECK_H_
