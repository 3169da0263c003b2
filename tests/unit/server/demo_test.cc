#include "demo/demo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "demo/cast.h"
#include "demo/prose.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_members.h"
#include "state/read_venues.h"
#include "tests/unit/server/temp_folder.h"
#include "tests/unit/server/town.h"

namespace yiting::demo {
namespace {

class DemoTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto house = ops::House::Open(folder_ / "data", "sqlite");
    ASSERT_TRUE(house) << house.error().message;
    house_ = *std::move(house);
    auto packs = house_->TakePacks("rules", "mishixiang");
    ASSERT_TRUE(packs) << packs.error().message;
    pack_ = packs->front().pack;
  }
  testing::TempFolder folder_;
  std::unique_ptr<ops::House> house_;
  rulehost::PackPtr pack_;
};

TEST_F(DemoTest, EveryRoleAndUnitHasSomebody) {
  std::vector<Person> cast = CastOf(pack_->model(), "secret");
  std::set<std::string> roles, units, ids;
  std::set<Bytes> devices;
  for (const Person& person : cast) {
    roles.insert(person.role);
    units.insert(person.unit);
    EXPECT_TRUE(ids.insert(person.id).second) << person.id;
    EXPECT_TRUE(devices.insert(person.device).second) << person.id;
  }
  EXPECT_EQ(cast.front().role, "registrar");
  for (const v1::Role& role : pack_->model().roles()) EXPECT_TRUE(roles.contains(role.id()));
  for (const v1::Unit& unit : pack_->model().units()) EXPECT_TRUE(units.contains(unit.id()));
  EXPECT_EQ(CastOf(pack_->model(), "secret").back().seed, cast.back().seed);
  EXPECT_NE(CastOf(pack_->model(), "another").back().seed, cast.back().seed);
}

TEST_F(DemoTest, LifeHasSomethingToSeeEverywhere) {
  auto made = Found(*house_, pack_, testing::kMorningMs);
  ASSERT_TRUE(made) << made.error().message;
  hall::Desk desk = house_->DeskOf(made->community);
  ASSERT_TRUE(desk.Open());
  state::Community& state = desk.state();
  EXPECT_LE(state.facts().time_ms, testing::kMorningMs);
  const state::MatterTotals totals = state::CountMatters(state);
  EXPECT_GE(totals.open + totals.closed, 24);
  EXPECT_GE(totals.open, 8);
  EXPECT_GE(totals.closed, 4);
  state::MatterPage page;
  page.limit = 100;
  std::map<std::string, int> stages, outcomes;
  int late = 0, just_missed = 0, in_the_streets_hands = 0, rated = 0;
  for (const state::Matter& matter : state::MattersOf(state, page)) {
    ++(matter.closed() ? outcomes[matter.outcome] : stages[matter.stage]);
    late += !matter.closed() && matter.late > 0;
    just_missed += matter.late == 1 && matter.deadline != 0;
    in_the_streets_hands += !matter.level.empty();
    rated += state::RatingsOf(state, matter.matter).count > 0;
  }
  EXPECT_GE(stages.size(), 4u);
  EXPECT_GE(outcomes.size(), 2u);
  EXPECT_TRUE(outcomes.contains("resolved"));
  EXPECT_GE(late, 2);
  EXPECT_GE(just_missed, 1);
  EXPECT_GE(in_the_streets_hands, 2);
  EXPECT_GE(rated, 2);
  EXPECT_GE(state::CounterValue(state, "messages"), 5);
  size_t booked = 0;
  const std::vector<state::Venue> venues = state::VenuesOf(state);
  for (const state::Venue& venue : venues) {
    booked += state::BookingsOf(state, venue.venue, testing::kMorningMs,
                                testing::kMorningMs + 7 * kDayMs)
                  .size();
  }
  EXPECT_EQ(venues.size(), 2u);
  EXPECT_GE(booked, 4u);
}

TEST_F(DemoTest, TheAddressesNameEveryRoleOnce) {
  DemoCommunity community{Bytes(32, 'c'), pack_, CastOf(pack_->model(), "secret"), Bytes(32, 's')};
  const std::string text = FormatAddresses("http://h:1", Bytes(32, 'k'), "title", community);
  EXPECT_NE(text.find("http://h:1/#/visit/" + ToHex(Bytes(32, 'c'))), std::string::npos);
  EXPECT_NE(text.find("/#/join/"), std::string::npos);
  for (const v1::Role& role : pack_->model().roles()) {
    EXPECT_NE(text.find("    " + role.title().zh() + " "), std::string::npos) << role.id();
  }
  EXPECT_NE(text.find("/console/#/as/"), std::string::npos);
}

// One community for each pack of the repository, and in each somebody with an address who can put
// other rules in force, as many as must sign.
TEST(Demo, EveryPackHasLifeAndAdmins) {
  testing::TempFolder folder;
  auto house = ops::House::Open(folder / "data", "sqlite");
  ASSERT_TRUE(house) << house.error().message;
  auto packs = (*house)->TakePacks("rules");
  ASSERT_TRUE(packs) << packs.error().message;
  std::set<std::string> names;
  for (const ops::NamedPack& named : *packs) {
    names.insert(named.name);
    auto made = Found(**house, named.pack, testing::kMorningMs);
    ASSERT_TRUE(made) << named.name << ": " << made.error().message;
    hall::Desk desk = (*house)->DeskOf(made->community);
    ASSERT_TRUE(desk.Open());
    const state::MatterTotals totals = state::CountMatters(desk.state());
    EXPECT_GE(totals.open, 3) << named.name << " " << totals.closed;
    // A village decides slowly.
    EXPECT_GE(totals.closed, 2) << named.name;
    const std::string text = FormatAddresses("http://h:1", Bytes(32, 'k'), named.name, *made);
    size_t signers = 0;
    for (size_t at = text.find("可改规则"); at != text.npos; at = text.find("可改规则", at + 1)) {
      ++signers;
    }
    EXPECT_GE(signers, std::max(named.pack->model().activation().signers(), 1u)) << named.name;
    int may = 0;
    for (const Person& person : made->cast) {
      if (text.find(ToHex(person.seed)) == text.npos) continue;
      may += decide::MayActivate(
          *named.pack, state::RolesAt(desk.state(), person.member, testing::kMorningMs));
    }
    EXPECT_EQ(static_cast<size_t>(may), signers) << named.name;
  }
  EXPECT_EQ(names, (std::set<std::string>{"baiyang", "baoshan", "beigan", "mishixiang", "village",
                                          "xiaohe"}));
}

TEST(Prose, TheTextsFitThePacksFields) {
  for (size_t i = 0; i < ConcernCount(); ++i) {
    EXPECT_LE(std::string(ConcernAt(i).title).size(), 60u * 4);
    EXPECT_LE(std::string(ConcernAt(i).place).size(), 60u * 4);
  }
  std::set<std::string> names;
  for (size_t i = 0; i < 45; ++i) names.insert(NameAt(i));
  EXPECT_EQ(names.size(), 45u) << "two of the demo's people have one name";
}

}  // namespace
}  // namespace yiting::demo
