// Every attack, group by group, in the order in which a rule file is read: as bytes, as text, as a
// running program, as a part of a pack.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_ALL_ATTACKS_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_ALL_ATTACKS_H_

#include "tests/unit/rulehost/attacks/calls.h"
#include "tests/unit/rulehost/attacks/host.h"
#include "tests/unit/rulehost/attacks/numbers.h"
#include "tests/unit/rulehost/attacks/refused.h"
#include "tests/unit/rulehost/attacks/shape.h"
#include "tests/unit/rulehost/attacks/strings.h"
#include "tests/unit/rulehost/attacks/tables.h"
#include "tests/unit/rulehost/attacks/text.h"

namespace yiting::rulehost {

inline std::vector<AttackGroup> AllAttacks() {
  return {ByteCodeAttacks(), Utf8Attacks(),     RefusedAttacks(),   DoorAttacks(),
          NestingAttacks(),  ChainAttacks(),    ManyAttacks(),      GrowingTextAttacks(),
          LongTextAttacks(), BigTableAttacks(), CollidingAttacks(), IterationAttacks(),
          HoleAttacks(),     SortAttacks(),     OverflowAttacks(),  CountingAttacks(),
          ListAttacks(),     ErrorAttacks(),    LoopAttacks(),      DepthAttacks(),
          ReentryAttacks(),  CopyAttacks(),     AnswerAttacks(),    LoadAttacks(),
          DrawAttacks()};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_ALL_ATTACKS_H_
