// What people put into the fields of an action while a check tries it: one good value a field, and
// further ones where they can make a difference: every category, every option and both ends of a
// number where a function or an effect looks at them; one person invited, and a group.
//
// Pure but for reading the world. Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_GIFTS_H_
#define YITING_CHECKER_GIFTS_H_

#include <vector>

#include "checker/deed.h"
#include "checker/frame.h"

namespace yiting::checker {

using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

struct Asking {
  const Frame& frame;
  World& world;
  const Fields& fields;
  const v1::Action* action;  // null: opening
  bool hook;                 // a function looks at what is given
  int64_t at_ms;
};

// The ways to fill the fields in, the plainest first. Empty if one of them cannot be filled: nobody
// is left to be invited.
std::vector<Gifts> WaysToGive(const Asking& asking);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_GIFTS_H_
