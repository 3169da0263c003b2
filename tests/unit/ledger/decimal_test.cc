#include "ledger/decimal.h"

#include <gtest/gtest.h>

#include <string>

namespace yiting::ledger {
namespace {

TEST(DecimalTest, TakesWhatToStringWrites) {
  for (uint64_t value : {uint64_t{0}, uint64_t{1}, uint64_t{9}, uint64_t{10}, uint64_t{20852163},
                         uint64_t{1} << 62, uint64_t{INT64_MAX} - 1, uint64_t{INT64_MAX}}) {
    EXPECT_EQ(ParseDecimal(std::to_string(value)).value(), value);
  }
}

TEST(DecimalTest, RefusesOtherSpellings) {
  for (const char* bad : {"", "00", "01", "007", "+1", "-1", " 1", "1 ", "1\n", "0x1", "1.0", "1e3",
                          "１", "1,000", "a"}) {
    EXPECT_EQ(ParseDecimal(bad).error().code, ErrorCode::kInvalid) << bad;
  }
}

TEST(DecimalTest, RefusesWhatDoesNotFit) {
  for (const char* bad : {"9223372036854775808", "9223372036854775810", "18446744073709551615",
                          "18446744073709551616", "99999999999999999999999999"}) {
    EXPECT_EQ(ParseDecimal(bad).error().code, ErrorCode::kTooLarge) << bad;
  }
}

}  // namespace
}  // namespace yiting::ledger
