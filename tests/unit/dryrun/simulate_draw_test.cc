// What rules draw (docs/formats/draw.md) comes out in a dry run as it did in the ledger.

#include "dryrun/simulate.h"
#include "tests/unit/decide/hall.h"

namespace yiting::dryrun {
namespace {

using decide::kDay;
using decide::kHour;
using decide::kMonday;

constexpr char kDrawPack[] = R"lua(
local function lucky(m, cmd, now)
  if draw("lot", 2) == 1 then return refuse "no_luck" end
  return true
end
return pack {
  "抽签", id = "lots", version = "1",
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  procedure "p" {
    "规程", may_open = "resident",
    stage "first" {
      "一", deadline { within = hours(1), at_end = enter "second" },
      action "early" { "早办", by = "worker", outcome = "done", when = lucky },
    },
    stage "second" {
      "二", deadline { within = days(60), on_late = close "lapsed" },
      action "late" { "晚办", by = "worker", outcome = "done", when = lucky },
    },
  },
}
)lua";

class SimulateDrawTest : public decide::HallTest {
 protected:
  SimulateDrawTest() : HallTest(kDrawPack, {{'a', "resident"}, {'w', "worker"}}) {}
  // How many of the matters the action ends.
  size_t End(const std::vector<Bytes>& matters, const std::string& action, int64_t now_ms) {
    size_t ended = 0;
    for (const Bytes& matter : matters) ended += Act('w', now_ms, matter, action).empty() ? 1 : 0;
    return ended;
  }
};

TEST_F(SimulateDrawTest, UnderItsOwnPackEveryDrawIsTheSame) {
  // Deadlines that fall alone and together, and openings right after them.
  std::vector<Bytes> matters;
  for (int64_t i = 0; i < 24; ++i) {
    matters.push_back(OpenMatter('a', kMonday + i / 3 * kHour));
  }
  const std::vector<Bytes> newest(matters.end() - 3, matters.end());
  const size_t early = End(newest, "early", kMonday + 7 * kHour);
  const size_t late = End(matters, "late", kMonday + kDay);
  EXPECT_GT(late, 4u);  // else nothing is shown
  EXPECT_LT(late, 20u);

  auto report = Simulate(entries_, packs_.Find(packs_.pack().hash()), {});
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_TRUE(report->changes.empty());
  EXPECT_EQ(report->totals.refused, 0u);
  EXPECT_EQ(report->totals.outcomes["done"].would_be, early + late);
}

}  // namespace
}  // namespace yiting::dryrun
