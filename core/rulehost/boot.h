// From a bundle to the table that its pack.lua returned: gives a new machine the words of
// lib/dsl.lua and the host's own functions, then runs the pack. Loading and every hook begin with
// this. Tested through pack_test.cc and hook_test.cc

#ifndef YITING_RULEHOST_BOOT_H_
#define YITING_RULEHOST_BOOT_H_

#include "rulehost/lint.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {

inline constexpr char kPackFile[] = "pack.lua";
inline constexpr char kWordsFile[] = "lib/dsl.lua";
inline constexpr char kCalendarFile[] = "lib/holidays-cn.csv";

// Runs lib/dsl.lua and makes what it returned global, with `value` and `calendar`; adds their names
// to `vocabulary`. The words file is trusted no more than the pack is.
Vm::Outcome BootWords(Vm& vm, Vocabulary* vocabulary);
// Runs pack.lua and leaves what it returned on the stack.
Vm::Outcome RunPack(Vm& vm);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_BOOT_H_
