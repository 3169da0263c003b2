// JSON as the verbs read and write it: integers only, no key twice, order of keys kept, at most 16
// deep. A scenario line that breaks this is refused with the place of the break.
//
// Pure. The one file that includes nlohmann/json; there are no exceptions here, so a Json is asked
// for its type before its value. Tested by tests/unit/verbs/json_test.cc

#ifndef YITING_VERBS_JSON_H_
#define YITING_VERBS_JSON_H_

#define JSON_NOEXCEPTION 1
#define JSON_NO_IO 1
#define JSON_USE_IMPLICIT_CONVERSIONS 0
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yiting::verbs {

using Json = nlohmann::ordered_json;

// kInvalid with "column N: what is wrong".
Result<Json> ParseJson(std::string_view text);

// One line without its end; bytes that are no UTF-8 show as U+FFFD.
std::string FormatJson(const Json& json);

// For people: `key=value key=value`, lists as [a,b], objects as {…}. The value of a first key that
// is "do" or "event" stands alone, so that a line begins with its verb.
std::string FormatFlat(const Json& json);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_JSON_H_
