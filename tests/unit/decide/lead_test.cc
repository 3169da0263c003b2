// A category that is set again, and rules that keep people away from their own matters.
#include <gtest/gtest.h>

#include "hall.h"

namespace yiting::decide {
namespace {

constexpr char kLeadPack[] = R"lua(
local things = {
  category "noise" { "噪音", lead = "office", assisting = { "police" } },
  category "crime" { "治安", lead = "police", assisting = { "school" } },
}
local function not_ones_own(m, cmd, now)
  if cmd.by_opener then return refuse "own_matter" end
  return true
end
return pack {
  { "试验", "Test" }, id = "test", version = "1",
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "office" { "办公室" }, unit "police" { "派出所" }, unit "school" { "学校" },
  things,
  outcome "done" { "办结" },
  procedure "p" {
    { "规程" }, may_open = { "resident", "worker" },
    when = function(m, cmd, now)
      if cmd.by_opener then return true end
      return refuse "not_the_opener"
    end,
    stage "only" {
      "一", deadline { within = days(9), on_late = close "done" },
      action "sort" { "定类", by = "worker", needs = { category = things }, does = "assign" },
      action "lead_says" { "牵头说", by = "lead", needs = { note = text { "话", optional = true } } },
      action "finish" { "办结", by = { "opener", "worker" }, outcome = "done", when = not_ones_own },
    },
  },
}
)lua";

class LeadTest : public HallTest {
 protected:
  LeadTest()
      : HallTest(kLeadPack, {{'a', "resident"},
                             {'w', "worker", "office"},
                             {'x', "worker"},
                             {'c', "resident", "police"}}) {}

  std::string Sort(const Bytes& matter, const std::string& category) {
    return ActWithCode('x', kMonday, matter, "sort", "category", category);
  }
  std::string Parties(const Bytes& matter) {
    std::string all;
    for (const state::Party& party : state::PartiesOf(*state_, matter)) {
      all += (all.empty() ? "" : " ") + party.unit + (party.lead ? "*" : "");
    }
    return all;
  }
};

TEST_F(LeadTest, ACategoryThatIsSetAgainMovesTheLead) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "lead_says"), "NOT_ALLOWED p.only.lead_says ");
  EXPECT_EQ(Sort(matter, "noise"), "");
  EXPECT_EQ(Parties(matter), "office* police");
  EXPECT_EQ(Act('w', kMonday, matter, "lead_says"), "");
  EXPECT_EQ(Sort(matter, "crime"), "");
  EXPECT_EQ(Parties(matter), "police* office school");
  EXPECT_EQ(Act('w', kMonday, matter, "lead_says"), "NOT_ALLOWED p.only.lead_says ");
  EXPECT_EQ(Act('c', kMonday, matter, "lead_says"), "");
  EXPECT_EQ(Sort(matter, "noise"), "");
  EXPECT_EQ(Parties(matter), "office* police school");
}

TEST_F(LeadTest, ARuleCanKeepTheOpenerFromTheirOwnMatter) {
  const Bytes of_resident = OpenMatter('a', kMonday);
  EXPECT_EQ(Act('a', kMonday, of_resident, "finish"), "RULE_REFUSED p.only.finish own_matter");
  EXPECT_EQ(Act('x', kMonday, of_resident, "finish"), "");
  const Bytes of_worker = OpenMatter('w', kMonday);
  EXPECT_EQ(Act('w', kMonday, of_worker, "finish"), "RULE_REFUSED p.only.finish own_matter");
  EXPECT_EQ(Act('x', kMonday, of_worker, "finish"), "");
}

TEST_F(LeadTest, WhoFilesForAnotherIsNoStrangerToTheMatter) {
  v1::Payload payload = OpenBody();
  payload.set_on_behalf_of(MemberId('a'));
  payload.mutable_open_matter()->set_consent(v1::SPOKEN);
  ASSERT_EQ(Do('w', kMonday, payload), "");
  const Bytes matter = last_.MadeId();
  for (char member : {'a', 'w'}) {
    EXPECT_EQ(Act(member, kMonday, matter, "finish"), "RULE_REFUSED p.only.finish own_matter");
  }
  EXPECT_EQ(Act('x', kMonday, matter, "finish"), "");
}

}  // namespace
}  // namespace yiting::decide
