// Small procedures made on purpose: in each, two situations agree in all but one thing that a Frame
// looks at, and that one thing makes a difference. A frame that leaves it out misses a fact.

#ifndef YITING_TESTS_UNIT_CHECKER_DIRECTED_PACKS_H_
#define YITING_TESTS_UNIT_CHECKER_DIRECTED_PACKS_H_

#include <string>
#include <vector>

#include "checker/roster.h"

namespace yiting::checker {

struct DirectedPack {
  std::string name;
  std::string pack_lua;
  Roster roster;
  // That only shows where the two situations are told apart, in the oracle's words (oracle.h).
  std::string fact;
};

std::vector<DirectedPack> DirectedPacks();

// One resident and one officer, one who sits in the office, and a registrar: nobody of the street.
Roster LonelyRoster();

// Two procedures, alike but for one action in the first that makes no difference to anything.
DirectedPack WithReminder();
DirectedPack WithoutReminder();

}  // namespace yiting::checker

#endif  // YITING_TESTS_UNIT_CHECKER_DIRECTED_PACKS_H_
