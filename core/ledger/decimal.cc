#include "ledger/decimal.h"

namespace yiting::ledger {

Result<uint64_t> ParseDecimal(std::string_view text) {
  if (text.empty() || (text[0] == '0' && text.size() > 1)) {
    return Fail(ErrorCode::kInvalid, "a decimal number is empty or begins with a zero");
  }
  uint64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') {
      return Fail(ErrorCode::kInvalid, "a decimal number has something other than digits");
    }
    const auto digit = static_cast<uint64_t>(c - '0');
    if (value > (INT64_MAX - digit) / 10) {
      return Fail(ErrorCode::kTooLarge, "a decimal number is above the limit");
    }
    value = value * 10 + digit;
  }
  return value;
}

}  // namespace yiting::ledger
