// A Deed: what somebody does to the one matter of a check, in words that both the core and a
// scenario can be told: names, field values, an instant. A Move is a deed, or a deadline falling.
// Data only.

#ifndef YITING_CHECKER_DEED_H_
#define YITING_CHECKER_DEED_H_

#include <cstdint>
#include <string>
#include <vector>

#include "yiting/v1/pack.pb.h"

namespace yiting::checker {

// One field's value.
struct Given {
  std::string field;
  v1::Field::Kind kind = v1::Field::KIND_UNSPECIFIED;
  v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;  // of TEXT and PHOTO
  std::string text;                                  // of TEXT, PHOTO, CODE, CATEGORY
  std::vector<std::string> list;                     // of UNITS: ids; of MEMBERS: people's names
  int64_t number = 0;  // of NUMBER; of INSTANT: milliseconds; of OPTIONS: the one, or 0
};
using Gifts = std::vector<Given>;

struct Move {
  enum class What {
    kOpen,  // `name` is the procedure
    kAct,   // `name` is the action
    kDue,   // the deadline that is next falls
  };
  What what = What::kDue;
  size_t who = 0;  // index into the roster; not of kDue
  std::string name;
  Gifts gifts;
  int64_t at_ms = 0;
};

}  // namespace yiting::checker

#endif  // YITING_CHECKER_DEED_H_
