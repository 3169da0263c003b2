// Switches, what a street does without, and where an owners' vote binds when a switch says so.

#include "rulehost/modules.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

constexpr char kSwitched[] = R"(
return pack {
  "测试", id = "t", version = "1",
  role "registrar" { "登记员" }, role "observer" { "观察员" }, role "staff" { "社工" },
  outcome "done" { "办结" },
  params {
    posters = switch(false, { "海报", "Posters" }, { source = "通知" }), few = count(3, "至少"),
    city = switch(true, "市平台"),
  },
  modules { posters = param "posters", venues = false, cases = true, messages = false },
  owners_vote { when = param "city", where = "平台", source = "通知" },
  procedure "p" {
    "规程", may_open = "staff",
    stage "one" { "一", deadline { within = days(7), on_late = close "done" } },
  },
}
)";

LoadResult LoadWith(const std::string& pack_lua, const std::string& id, int64_t value,
                    int64_t denominator = 0) {
  v1::PackBundle::Choice choice;
  choice.set_id(id);
  choice.set_value(value);
  choice.set_denominator(denominator);
  return LoadPack(EncodeBundle(BuildBundle(FilesWith(pack_lua), {choice})));
}

std::string OffOf(const v1::Pack& pack) {
  std::string names;
  for (const int module : pack.off()) {
    names += (names.empty() ? "" : " ") + std::string(kModuleNames[module]);
  }
  return names;
}

TEST(ModulesTest, A5_13_ASwitchIsOnOrOff) {
  const PackPtr pack = LoadGood(kSwitched);
  ASSERT_NE(pack, nullptr);
  const v1::Param& param = pack->model().params(0);
  EXPECT_EQ(param.id(), "posters");
  EXPECT_EQ(param.kind(), v1::Param::SWITCH);
  EXPECT_EQ(param.value(), 0);
  EXPECT_EQ(param.default_value(), 0);
  EXPECT_EQ(param.min(), 0);
  EXPECT_EQ(param.max(), 1);
  EXPECT_EQ(param.source(), "通知");
  EXPECT_EQ(pack->model().params(2).value(), 1);
}

TEST(ModulesTest, A5_13_WhatIsOffIsSortedAndTheRestIsOn) {
  const PackPtr pack = LoadGood(kSwitched);
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(OffOf(pack->model()), "messages venues posters");
  EXPECT_TRUE(IsOff(pack->model(), v1::VENUES));
  EXPECT_FALSE(IsOff(pack->model(), v1::CASES));
  EXPECT_FALSE(IsOff(pack->model(), v1::ORDERS));
  const std::string whole = "  modules { posters = param \"posters\", venues = false, "
                            "cases = true, messages = false },\n";
  const PackPtr without = LoadGood(ChangedIn(kSwitched, whole, ""));
  ASSERT_NE(without, nullptr);
  EXPECT_EQ(OffOf(without->model()), "");
  const std::string each = "modules { messages = false, practice = false, importing = false, "
                           "venues = false, cases = false, orders = false, posters = false },\n";
  const PackPtr bare = LoadGood(ChangedIn(kSwitched, whole, each));
  ASSERT_NE(bare, nullptr);
  EXPECT_EQ(OffOf(bare->model()), "messages practice importing venues cases orders posters");
}

TEST(ModulesTest, A5_13_AStreetSwitchesByItsChoice) {
  const LoadResult on = LoadWith(kSwitched, "posters", 1);
  ASSERT_NE(on.pack, nullptr);
  EXPECT_EQ(OffOf(on.pack->model()), "messages venues");
  EXPECT_EQ(on.pack->model().params(0).value(), 1);
  EXPECT_EQ(on.pack->model().params(0).default_value(), 0);
  EXPECT_EQ(LoadWith(kSwitched, "posters", 2).pack, nullptr);
  EXPECT_EQ(LoadWith(kSwitched, "posters", 1, 2).pack, nullptr);
}

TEST(ModulesTest, A5_13_AnOwnersVoteBindsElsewhereUnlessSwitchedOff) {
  const PackPtr pack = LoadGood(kSwitched);
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->model().owners_vote().where().zh(), "平台");
  const LoadResult off = LoadWith(kSwitched, "city", 0);
  ASSERT_NE(off.pack, nullptr);
  EXPECT_FALSE(off.pack->model().has_owners_vote());
  EXPECT_FALSE(LoadGood(ChangedIn(kSwitched, "when = param \"city\"", "when = false"))
                   ->model().has_owners_vote());
  EXPECT_TRUE(LoadGood(ChangedIn(kSwitched, "when = param \"city\", ", ""))
                  ->model().has_owners_vote());
}

TEST(ModulesTest, A5_13_AWhenFunctionReadsOneOrZero) {
  const std::string pack = ChangedIn(PackWithWhen("return value \"half\" == 1"),
                                     "half = ratio(1, 2, \"一半\")", "half = switch(true, \"半\")");
  ExpectNothingToSay(Check(pack));
}

struct Fault {
  const char* from;
  const char* to;
  const char* said;  // of what is said of it, in English
};

class ModulesFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(ModulesFaultTest, IsTold) {
  const auto& [from, to, said] = GetParam();
  const std::string all = ListInBothLanguages(Check(ChangedIn(kSwitched, from, to)));
  EXPECT_NE(all.find(said), std::string::npos) << all;
}

INSTANTIATE_TEST_SUITE_P(
    All, ModulesFaultTest,
    ::testing::Values(
        Fault{"venues = false", "venue = false", "there is no key venue"},
        Fault{"venues = false", "venue = false", "did you mean venues?"},
        Fault{"venues = false", "venues = \"no\"", "venues is 0 … 1, or a parameter"},
        Fault{"venues = false", "venues = param \"few\"", "venues is 0 … 1, or a parameter"},
        Fault{"venues = false", "venues = param \"poster\"", "there is no parameter poster"},
        Fault{"when = param \"city\"", "when = param \"cities\"", "there is no parameter cities"},
        Fault{"owners_vote {", "modules { orders = true }, owners_vote {",
              "modules is written once"},
        Fault{"modules {", "owners_vote { when = false, where = \"甲\", source = \"乙\" }, modules {",
              "owners_vote is written once"},
        Fault{"switch(false,", "switch(0,", "parameter posters must be true or false"},
        Fault{"switch(true, \"市平台\")", "switch(true)", "switch(true, \"title\")"},
        Fault{"{ source = \"通知\" })", "{ max = 2 })", "max must be an integer in 0 … 1"},
        Fault{"few = count(3, \"至少\")", "few = switch(1, \"至少\")", "true or false"},
        Fault{"within = days(7)", "within = days(param \"posters\")",
              "parameter posters is not counted in days"}));

}  // namespace
}  // namespace yiting::rulehost
