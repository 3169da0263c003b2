#include "verbs/json.h"

#include <gtest/gtest.h>

namespace yiting::verbs {
namespace {

TEST(JsonTest, KeepsOrderAndIntegers) {
  const std::string text = R"({"b":1,"a":[true,"x",{"c":-9223372036854775808}]})";
  auto json = ParseJson(text);
  ASSERT_TRUE(json.has_value()) << json.error().message;
  EXPECT_EQ(FormatJson(*json), text);
}

TEST(JsonTest, RefusesWhatIsNotOneValueOfOurs) {
  for (const char* text :
       {"", "{", "1 2", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":2}}", "1.5", "[1.0]", "1e3",
        "-0.0", "null", "{\"a\":null}", "9223372036854775808", "NaN", "'x'", "{\"a\":1,}",
        "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "\"\xff\"", "\"\n\"", "// x"}) {
    EXPECT_FALSE(ParseJson(text).has_value()) << text;
  }
}

TEST(JsonTest, SaysWhereItBreaks) {
  EXPECT_EQ(ParseJson("{\"at\": }").error().message, "column 8: not JSON near '\"at\": }'");
  EXPECT_EQ(ParseJson("[1.5]").error().message, "1.5 is no integer; write a ratio as [1, 2]");
  EXPECT_EQ(ParseJson("{\"a\":1,\"a\":2}").error().message, "key \"a\" stands twice");
}

TEST(JsonTest, FlatFormIsForPeople) {
  auto json = ParseJson(R"({"event":"x","a":[1,"b"],"c":{"d":true,"e":""}})");
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(FormatFlat(*json), "x a=[1,b] c={d=true e=}");
}

TEST(JsonTest, BytesThatAreNoTextAreShownAndDoNotStopUs) {
  EXPECT_EQ(FormatJson(Json("a\xff")), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace yiting::verbs
