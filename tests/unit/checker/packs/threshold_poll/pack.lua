-- More than all electors must vote for it.

return pack {
  { "试验", "Trial" }, id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },

  procedure "p" {
    "规程", may_open = "resident",
    stage "vote" {
      "表决",
      deadline { within = days(3), at_end = tally },
      poll {
        electors = { "registrar", "boss" }, approve = ratio(1, 1), of = "electors", above = true,
        passed = close "done", failed = close "lapsed",
      },
      action "ballot" {
        "投票", by = "elector", does = "vote",
        needs = { choice = code {
          "选择", options = { { "for", "同意" }, { "against", "不同意" }, { "abstain", "弃权" } },
        } },
      },
    },
  },
}
