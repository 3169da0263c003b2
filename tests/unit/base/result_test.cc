#include "base/result.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <vector>

namespace yiting {
namespace {

Result<int> Half(int n) {
  if (n % 2 != 0) return Fail(ErrorCode::kInvalid, std::to_string(n) + " is odd");
  return n / 2;
}

Result<int> Quarter(int n) {
  ASSIGN_OR_RETURN(const int half, Half(n));
  ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

Status CheckQuarter(int n) {
  RETURN_IF_ERROR(Quarter(n));
  return {};
}

TEST(ResultTest, HoldsAValue) {
  const Result<int> half = Half(8);
  ASSERT_TRUE(half.has_value());
  EXPECT_TRUE(static_cast<bool>(half));
  EXPECT_EQ(*half, 4);
  EXPECT_EQ(half.value(), 4);
  EXPECT_EQ(half.value_or(9), 4);
}

TEST(ResultTest, HoldsAnError) {
  const Result<int> half = Half(7);
  ASSERT_FALSE(half.has_value());
  EXPECT_FALSE(static_cast<bool>(half));
  EXPECT_EQ(half.error(), (Error{ErrorCode::kInvalid, "7 is odd"}));
  EXPECT_EQ(half.value_or(9), 9);
}

TEST(ResultTest, MacrosLeaveWithTheFirstError) {
  EXPECT_EQ(Quarter(12).value(), 3);
  EXPECT_EQ(Quarter(7).error().message, "7 is odd");
  EXPECT_EQ(Quarter(6).error().message, "3 is odd");
  EXPECT_TRUE(CheckQuarter(12).has_value());
  EXPECT_EQ(CheckQuarter(6).error().message, "3 is odd");
}

TEST(ResultTest, MacrosTakeCommasAndAssignToWhatExists) {
  const auto run = []() -> Result<size_t> {
    std::map<int, int> found;
    ASSIGN_OR_RETURN(found, (Result<std::map<int, int>>(std::map<int, int>{{1, 2}, {3, 4}})));
    RETURN_IF_ERROR(Result<std::pair<int, int>>(std::pair<int, int>{1, 2}));
    return found.size();
  };
  EXPECT_EQ(run().value(), 2u);
}

TEST(ResultTest, MovesValuesThatCannotBeCopied) {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(5);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(**made, 5);
  const std::unique_ptr<int> taken = *std::move(made);
  EXPECT_EQ(*taken, 5);
  const auto pass = []() -> Result<int> {
    ASSIGN_OR_RETURN(const std::unique_ptr<int> inner,
                     Result<std::unique_ptr<int>>(std::make_unique<int>(6)));
    return *inner;
  };
  EXPECT_EQ(pass().value(), 6);
}

TEST(ResultTest, ConvertsWhatTheValueTypeTakes) {
  const Result<std::string> text = "literal";
  EXPECT_EQ(*text, "literal");
  EXPECT_EQ(text->size(), 7u);
  const auto derived = []() -> Result<std::vector<int>> { return std::vector<int>{1, 2, 3}; };
  EXPECT_EQ(derived()->size(), 3u);
}

TEST(ResultTest, AValueThatIsAnErrorStaysAValue) {
  const Result<Error> value = Error{ErrorCode::kIo, "as data"};
  EXPECT_TRUE(value.has_value());
  const Result<Error> failed = Fail(ErrorCode::kIo, "as failure");
  EXPECT_FALSE(failed.has_value());
}

TEST(StatusTest, SucceedsByDefault) {
  const Status good;
  EXPECT_TRUE(good.has_value());
  const Status bad = Fail(ErrorCode::kIo, "disk");
  EXPECT_EQ(bad.error().code, ErrorCode::kIo);
}

TEST(ErrorTest, FailAtPutsThePlaceInFront) {
  const Status bad = FailAt("row 3", Error{ErrorCode::kCorrupt, "no key"});
  EXPECT_EQ(bad.error(), (Error{ErrorCode::kCorrupt, "row 3: no key"}));
}

TEST(ErrorTest, EveryCodeHasItsOwnName) {
  std::map<std::string, int> names;
  for (ErrorCode code :
       {ErrorCode::kInvalid, ErrorCode::kNotFound, ErrorCode::kTooLarge, ErrorCode::kCorrupt,
        ErrorCode::kIo, ErrorCode::kNoMemory, ErrorCode::kUnsupported, ErrorCode::kConflict}) {
    ++names[base::NameOf(code)];
  }
  EXPECT_EQ(names.size(), 8u);
  EXPECT_EQ(names["kCorrupt"], 1);
}

#if GTEST_HAS_DEATH_TEST
TEST(ResultDeathTest, TakingWhatIsNotThereIsABug) {
  EXPECT_DEATH(Half(7).value(), "CHECK failed");
  EXPECT_DEATH((void)*Half(7), "CHECK failed");
  EXPECT_DEATH((void)Half(8).error(), "CHECK failed");
  EXPECT_DEATH((void)Status().error(), "CHECK failed");
  EXPECT_DEATH(Status(Fail(ErrorCode::kIo, "x")).value(), "CHECK failed");
}
#endif

}  // namespace
}  // namespace yiting
