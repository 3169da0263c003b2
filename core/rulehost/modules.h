// The parts of the system that a street can do without, by the names that packs and refusals give
// them (docs/formats/pack.md). Pure. Tested by tests/unit/rulehost/modules_test.cc

#ifndef YITING_RULEHOST_MODULES_H_
#define YITING_RULEHOST_MODULES_H_

#include <algorithm>
#include <iterator>

#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

// By the number of v1::Module.
inline constexpr const char* kModuleNames[] = {"",       "messages", "practice", "importing",
                                               "venues", "cases",    "orders",   "posters"};
static_assert(std::size(kModuleNames) == v1::Module_ARRAYSIZE);

// Does the pack do without it?
inline bool IsOff(const v1::Pack& pack, v1::Module module) {
  return std::find(pack.off().begin(), pack.off().end(), module) != pack.off().end();
}

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_MODULES_H_
