// Asking a pack's `when` function: what it gets to see, and what its verdict means.
// Nullopt: it allows. An Error: this machine's limits, never a decision.

#ifndef YITING_DECIDE_HOOKS_H_
#define YITING_DECIDE_HOOKS_H_

#include <optional>
#include <string>

#include "decide/situation.h"

namespace yiting::decide {

Result<std::optional<Refusal>> AskOpenHook(const Situation& situation,
                                           const v1::Procedure& procedure,
                                           const std::string& opener_class, const Inputs& inputs,
                                           const std::string& rule);

Result<std::optional<Refusal>> AskActionHook(const Situation& situation,
                                             const state::Matter& matter,
                                             const Standing& standing, const Inputs& inputs,
                                             const std::string& rule);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_HOOKS_H_
