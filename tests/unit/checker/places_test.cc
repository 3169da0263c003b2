// Where a check plays: one place of each kind that a procedure needs, who lives there and who owns
// it, terms that end after they begin, and roles that nobody can be given.
#include <map>

#include "checker/checker.h"
#include "tests/unit/checker/trial.h"

namespace yiting::checker {
namespace {

constexpr char kPack[] = R"lua(
local choice = code { "意见", options = {
  { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } }
local function last(id, does)
  return action(id) { "办", by = "staff", does = does, appoints = "elder", outcome = "done" }
end
return pack {
  "试验", id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "elder" { "楼长", appointed = true },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  place_kind "compound" { "小区" }, place_kind "building" { "楼栋" },
  place_kind "stairwell" { "单元" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  procedure "lift" {
    "电梯", may_open = { "resident" }, within = "building",
    stage "vote" {
      "表决", poll { electors = { "resident" }, per = "owner", by_area = true,
                     turnout = ratio(2, 3), approve = ratio(3, 4), of = "voted",
                     passed = close "done", failed = close "lapsed" },
      deadline { within = days(7), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = choice } },
    },
  },
  procedure "log" {
    "日志", may_open = { "staff" }, within = "compound",
    stage "day" { "当天", deadline { within = days(1), at_end = close "done" } },
  },
  procedure "give" {
    "任命", may_open = { "boss" },
    needs = { member = members { "谁" }, from = instant { "从" }, ["until"] = instant { "到" } },
    stage "s" { "一", deadline { within = days(7), on_late = close "lapsed" },
                last("appoint", "appoint") },
  },
  procedure "take" {
    "免去", may_open = { "boss" }, needs = { member = members { "谁" } },
    stage "s" { "一", deadline { within = days(7), on_late = close "lapsed" },
                last("dismiss", "dismiss") },
  },
}
)lua";

Roster RosterOf(const v1::Pack& pack) {
  Roster roster = MakeRoster(pack, 2);
  GiveRooms(pack, roster);
  return roster;
}

TEST(PlacesTest, OneOfEachKindThatIsNeededTheLargestOutside) {
  const rulehost::PackPtr pack = PackOf(kPack);
  const std::vector<Spot> places = PlacesOf(pack->model());
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].kind, "compound");
  EXPECT_EQ(places[1].kind, "building");
  EXPECT_EQ(PlaceFor(pack->model(), "log"), places[0].name);
  EXPECT_EQ(PlaceFor(pack->model(), "lift"), places[1].name);
  EXPECT_NE(places[0].name, places[1].name);
  EXPECT_EQ(PlaceFor(pack->model(), "give"), "");
}

TEST(PlacesTest, WhoMayVoteOwnsAndTheOthersRentAndEachOwnerHoldsAsMuch) {
  const rulehost::PackPtr pack = PackOf(kPack);
  std::map<std::string, uint64_t> areas;  // by owner
  size_t tenants = 0;
  const Roster roster = RosterOf(pack->model());
  for (const Person& person : roster) {
    ASSERT_FALSE(person.room.empty()) << person.name;
    const bool rents = !person.landlord.empty();
    EXPECT_EQ(rents, !Holds(person, "resident")) << person.name;
    areas[rents ? person.landlord : person.household] += person.area;
    tenants += rents ? 1 : 0;
  }
  EXPECT_GE(tenants, 3u);
  EXPECT_GE(areas.size(), 2u);
  for (const auto& [owner, area] : areas) EXPECT_EQ(area, areas.begin()->second) << owner;
}

TEST(PlacesTest, AnAppointedRoleIsHeldFromTheBeginning) {
  const rulehost::PackPtr pack = PackOf(kPack);
  const Roster roster = RosterOf(pack->model());
  EXPECT_TRUE(std::any_of(roster.begin(), roster.end(), [&](const Person& person) {
    return HasAppointment(pack->model(), person);
  }));
  EXPECT_TRUE(World::Make(pack, roster, 1'709'514'000'000).has_value());
}

// Nothing is amiss with it: its vote can pass, its term has a length, its elder can be dismissed.
TEST(PlacesTest, WhatIsSoundIsFoundSound) {
  const Result<Report> report = Check(PackOf(kPack), {});
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->looked.size(), 4u);
  for (const Finding& finding : report->findings) {
    const std::string& code = finding.diagnostic.code;
    EXPECT_TRUE(code == "OWN_MATTER" || code == "ONLY_OPENER")
        << code << " " << finding.diagnostic.text.en();
  }
}

}  // namespace
}  // namespace yiting::checker
