// Test support: a pack of one sealed vote among residents.

#ifndef YITING_TESTS_UNIT_SEQUENCER_SEALED_PACK_H_
#define YITING_TESTS_UNIT_SEQUENCER_SEALED_PACK_H_

namespace yiting::sequencer {

inline constexpr char kSealedPack[] = R"lua(
return pack {
  { "试验", "Test" }, id = "sealed", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "office" { "办公室" }, category "noise" { "噪音", lead = "office" },
  outcome "done" { "通过" }, outcome "lapsed" { "未通过" },
  procedure "p" {
    { "规程" }, may_open = { "resident" },
    stage "vote" {
      "一",
      poll { electors = { "resident" }, approve = ratio(1, 2), of = "voted", above = true,
             sealed = true, passed = close "done", failed = close "lapsed" },
      deadline { within = hours(2), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = code { "意见",
        options = { { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } } } },
    },
  },
}
)lua";

}  // namespace yiting::sequencer

#endif  // YITING_TESTS_UNIT_SEQUENCER_SEALED_PACK_H_
