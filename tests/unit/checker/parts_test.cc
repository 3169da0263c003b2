// The parts that stand before the exploration: who plays, what functions look at, where things are
// written, the world that can be taken back, parameters at their ends.
#include "checker/choices.h"
#include "checker/gifts.h"
#include "tests/unit/checker/trial.h"

namespace yiting::checker {
namespace {

constexpr char kPack[] = R"lua(local function enough(m, cmd, now)
  if m.counts.coming < value "fewest" then return refuse "few" end
  if m.category == "lift" then return refuse "lift" end
  return true
end
local places = { unit "office" { "办公室" }, unit "market" { "市场所" } }
return pack {
  "试验", id = "trial", version = "1",
  params {
    fewest = count(3, "最少", { min = 2, max = 5 }),
    wait = hours(24, "等", { min = 24, max = 48 }),
  },
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" }, role "registrar" { "登记员" },
  role "observer" { "观察员" }, places, category "lift" { "电梯", lead = "market" },
  outcome "done" { "办结" },
  procedure "p" {
    "规程", may_open = "resident",
    deadline { within = hours(90), on_late = close "done" },
    stage "asked" {
      "一", deadline { within = hours(param "wait"), on_late = escalate "street" },
      action "invite" { "约请", by = "staff", needs = { who = members }, does = "invite" },
      action "hold" { "开会", by = "staff", outcome = "done", when = enough },
      action "sign" { "签字", by = "staff", signers = 4, outcome = "done" },
    },
    action "drop" { "撤回", by = "opener", outcome = "done" },
  },
}
)lua";

std::string At(const Place& place) {
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

TEST(RosterTest, TwoOfEachRoleAndMoreWhereSignaturesNeedThem) {
  const Roster roster = MakeRoster(PackOf(kPack)->model(), 2);
  std::string names;
  for (const Person& person : roster) names += person.name + " ";
  EXPECT_EQ(names,
            "resident_1 resident_2 staff_1 staff_2 staff_3 staff_4 boss_1 boss_2 registrar_1 "
            "observer_1 office market ");
  EXPECT_TRUE(IsStaffed(roster, "office"));
  EXPECT_FALSE(IsStaffed(SmallRoster(), "market"));
}

TEST(RosterTest, OfThoseWhoAreAlikeOnlyADozenMakeADifference) {
  Roster many = SmallRoster();
  for (int i = 0; i < 40; ++i) many.push_back({"x" + std::to_string(i), {{"resident", ""}}, ""});
  EXPECT_EQ(Thinned(many).size(), SmallRoster().size() - 2 + kHoldersMax);
}

TEST(SourceMapTest, FindsWhereThingsAreWritten) {
  const rulehost::PackPtr pack = PackOf(kPack);
  const SourceMap map(pack->bundle(), pack->model());
  EXPECT_EQ(At(map.OfProcedure("p")), "pack.lua:18:3");
  EXPECT_EQ(At(map.OfClock("p")), "pack.lua:20:5");
  EXPECT_EQ(At(map.OfStage("p", "asked")), "pack.lua:21:5");
  EXPECT_EQ(At(map.OfAction("p", "asked", "hold")), "pack.lua:24:7");
  EXPECT_EQ(At(map.OfAction("p", "", "drop")), "pack.lua:27:5");
  EXPECT_EQ(At(map.OfCategory("lift")), "pack.lua:16:38");
  // What is written nowhere under its name is the next larger thing.
  EXPECT_EQ(At(map.OfAction("p", "asked", "made_by_a_loop")), "pack.lua:21:5");
  EXPECT_EQ(At(map.OfStage("q", "none")), "pack.lua:1:1");
}

TEST(SightTest, KnowsWhatFunctionsLookAtAndHowFar) {
  const rulehost::PackPtr pack = PackOf(kPack);
  const SourceMap map(pack->bundle(), pack->model());
  const Sight& sight = map.SightOf("p", "asked", "hold");
  EXPECT_TRUE(sight.Sees("coming"));
  EXPECT_FALSE(sight.SeesAny({"not_coming", "roles", "by_opener", "opened_ms"}));
  EXPECT_EQ(sight.WantedOf("coming"), 3);
  EXPECT_EQ(sight.BoundOf("coming"), 3);
  EXPECT_EQ(sight.BoundOf("ratings"), 0);
  std::set<std::string> texts;
  EXPECT_TRUE(sight.OnlyCompares("category", texts));
  EXPECT_EQ(texts, std::set<std::string>{"lift"});
}

TEST(SightTest, WhatIsLookedUpByAMadeNameMayBeAnything) {
  std::string text = kPack;
  text.replace(text.find("m.counts.coming < value"), 23, "m.counts[m.stage] < value");
  const rulehost::PackPtr pack = PackOf(text);
  const SourceMap map(pack->bundle(), pack->model());
  const Sight& sight = map.SightOf("p", "asked", "hold");
  EXPECT_TRUE(sight.SeesAny({"ratings"}));
  EXPECT_GE(sight.BoundOf("ratings"), 3);
  std::set<std::string> texts;
  EXPECT_FALSE(sight.OnlyCompares("category", texts));
}

TEST(FrameTest, InvitesAsManyAsAFunctionWaitsFor) {
  const rulehost::PackPtr pack = PackOf(kPack);
  const SourceMap map(pack->bundle(), pack->model());
  const Roster roster = SmallRoster();
  const Frame frame(*pack, *pack->FindProcedure("p"), roster, map);
  EXPECT_EQ(frame.group(), 3);
  EXPECT_TRUE(frame.has_moments());  // a clock runs beside
  EXPECT_TRUE(frame.has_reach());
  EXPECT_EQ(frame.ActionsIn("asked").size(), 4u);
}

class WorldTest : public ::testing::Test {
 protected:
  WorldTest() : pack_(PackOf(kPack)), roster_(MakeRoster(pack_->model(), 2)) {
    Result<std::unique_ptr<World>> world = World::Make(pack_, roster_, kTrialStartMs);
    EXPECT_TRUE(world.has_value());
    world_ = std::move(*world);
    Play({Move::What::kOpen, 0, "p", {}, kTrialStartMs + kMinuteMs});
  }
  // "" or the reason.
  std::string Play(const Move& move) {
    const Result<World::Outcome> outcome = world_->Play(move);
    EXPECT_TRUE(outcome.has_value());
    return outcome->refusal ? v1::Reason_Name(outcome->refusal->reason) : "";
  }

  rulehost::PackPtr pack_;
  Roster roster_;
  std::unique_ptr<World> world_;
};

TEST_F(WorldTest, IsTheRealCore) {
  EXPECT_EQ(world_->matter().stage, "asked");
  EXPECT_EQ(Play({Move::What::kAct, 0, "sign", {}, kTrialStartMs + kHourMs}), "NOT_ALLOWED");
  EXPECT_EQ(Play({Move::What::kAct, 2, "sign", {}, kTrialStartMs + kHourMs}), "");
  EXPECT_EQ(Play({Move::What::kAct, 2, "sign", {}, kTrialStartMs + kHourMs}), "ALREADY_DONE");
  EXPECT_EQ(Play({Move::What::kAct, 2, "hold", {}, kTrialStartMs + kHourMs}), "RULE_REFUSED");
  EXPECT_EQ(world_->NextDue()->due_ms, kTrialStartMs + kMinuteMs + 24 * kHourMs);
  EXPECT_EQ(Play({Move::What::kDue, 0, "", {}, 0}), "");
  EXPECT_EQ(world_->matter().level, "street");
  EXPECT_EQ(world_->decisions(), 8u);  // three to make the community and open the matter
}

TEST_F(WorldTest, CanBeTakenBack) {
  const auto digest = world_->community().Digest();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(world_->Mark().has_value());
    EXPECT_EQ(Play({Move::What::kAct, 2, "sign", {}, kTrialStartMs + kHourMs}), "");
    EXPECT_NE(world_->community().Digest(), digest);
    ASSERT_TRUE(world_->TakeBack().has_value());
    EXPECT_EQ(world_->community().Digest(), digest);
  }
}

TEST_F(WorldTest, OneGuestAloneAndAGroup) {
  const SourceMap map(pack_->bundle(), pack_->model());
  const Frame frame(*pack_, *pack_->FindProcedure("p"), roster_, map);
  const v1::Action& invite = *pack_->FindAction("p", "asked", "invite");
  std::string lists;
  for (const Gifts& gifts :
       WaysToGive({frame, *world_, invite.needs(), &invite, false, world_->now_ms()})) {
    for (const std::string& name : gifts.at(0).list) lists += name + " ";
    lists += "| ";
  }
  // Whoever opened the matter is no guest; those without an office come first.
  EXPECT_EQ(lists, "resident_2 | resident_2 registrar_1 staff_1 | ");
}

TEST(ChoicesTest, GivesBothEndsOfEachParameter) {
  const rulehost::PackPtr pack = PackOf(kPack);
  const Choices ends = EndsOf(pack->model(), {v1::Param::COUNT, v1::Param::HOURS});
  EXPECT_EQ(TextOf(ends), "fewest = 2, fewest = 5, wait = 48");
  const rulehost::PackPtr other = WithChoices(*pack, {ends[2]});
  ASSERT_TRUE(other);
  EXPECT_EQ(other->FindProcedure("p")->stages(0).deadline().amount(), 48u);
  Choices wrong = {ends[2]};
  wrong[0].set_value(49);
  EXPECT_FALSE(WithChoices(*pack, wrong));
}

}  // namespace
}  // namespace yiting::checker
