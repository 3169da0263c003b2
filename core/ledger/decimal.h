// Decimal numbers as C2SP texts have them: ASCII digits, no sign, no leading zero except in "0"
// itself, at most INT64_MAX. So each number has one text, and a text that was parsed formats to
// itself.
//
// Pure. Formatting is std::to_string.
// Tested by tests/unit/ledger/decimal_test.cc

#ifndef YITING_LEDGER_DECIMAL_H_
#define YITING_LEDGER_DECIMAL_H_

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace yiting::ledger {

Result<uint64_t> ParseDecimal(std::string_view text);

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_DECIMAL_H_
