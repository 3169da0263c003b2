-- The poll, and what follows.

local staff = { "community_staff", "community_committee" }

return {
  stage "polled" {
    "业主表决", "Owners' poll",
    poll {
      electors = { "owner" }, per = "household", turnout = param "turnout",
      approve = ratio(1, 2), of = "voted", above = true,
      passed = enter "done", failed = close "voted_down",
    },
    deadline { within = days(15), at_end = tally },
    action "vote" {
      "投票", "Vote", by = "elector", does = "vote",
      needs = {
        choice = code {
          "你的意见", "Your choice",
          options = {
            { "for", "同意", "For" }, { "against", "反对", "Against" },
            { "abstain", "弃权", "Abstain" },
          },
        },
      },
    },
    action "defer" { "暂缓，再协商", "Defer", by = "street_staff", to = "round_table" },
  },

  stage "done" {
    "施工和验收", "Works and acceptance",
    action "accept" { "验收合格", "Accept", by = { "opener", "owner" }, outcome = "resolved" },
    action "redo" { "返工", "Redo", by = { "opener", "owner" }, to = "done" },
    action "reopen" { "另有问题，重新分类", "Something else", by = staff, to = "sorted" },
  },
}
