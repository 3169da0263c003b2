-- Sealed polls: for and against with paper, and among options; for
-- tests/scenarios/a6_3_a6_5_sealed.jsonl.

local choice = code {
  "意见", "Choice",
  options = {
    { "for", "同意", "For" }, { "against", "反对", "Against" }, { "abstain", "弃权", "Abstain" },
  },
}

return pack {
  { "密封表决", "Sealed polls" },
  id = "sealed",
  version = "1",

  level "street" { "街道", "Street", rank = 1 },
  role "resident" { "居民", "Resident" },
  role "worker" { "社工", "Worker", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  unit "office" { "办公室", "Office", kind = "office" },
  category "other" { "其他", "Other", lead = "office" },
  outcome "adopted" { "通过", "Adopted" },
  outcome "declined" { "未通过", "Not adopted" },

  procedure "decision" {
    { "密封投票", "A sealed vote" },
    may_open = { "worker" },
    stage "vote" {
      "投票", "Vote",
      poll {
        electors = { "resident" }, per = "household", turnout = ratio(1, 2), approve = ratio(1, 2),
        of = "voted", above = true, changeable = true,
        sealed = true, grace_hours = 12, urn_hours = 6,
        passed = close "adopted", failed = close "declined",
      },
      deadline { within = days(2), at_end = tally },
      action "vote" { "投票", "Vote", by = "elector", does = "vote", needs = { choice = choice } },
      action "paper" {
        "录入纸票", "Enter a paper ballot", by = "worker", does = "enter_ballot",
        needs = { voter = members { "投票人", "Whose ballot" }, choice = choice },
      },
    },
  },

  procedure "pick" {
    { "密封选项", "Sealed options" },
    may_open = { "worker" },
    stage "vote" {
      "表决", "Vote",
      poll {
        electors = { "resident" }, method = "choice", sealed = true,
        options = { { "red", "红", "Red" }, { "blue", "蓝", "Blue" } },
        passed = close "adopted", failed = close "declined",
      },
      deadline { within = days(1), at_end = tally },
      action "vote" {
        "投票", "Vote", by = "elector", does = "vote",
        needs = { picks = poll_options { "选项", "Options", optional = true } },
      },
    },
  },
}
