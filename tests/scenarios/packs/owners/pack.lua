-- Owners who decide by the Civil Code, on phones and on paper: for tests/scenarios/a6_5_*.jsonl.

local law = require "civil_code"

local choice = code {
  "意见", "Choice",
  options = {
    { "for", "同意", "For" }, { "against", "反对", "Against" }, { "abstain", "弃权", "Abstain" },
  },
}

return pack {
  { "业主大会", "Owners' assembly" },
  id = "owners",
  version = "1",

  level "street" { "街道", "Street", rank = 1 },
  role "owner" { "业主", "Owner" },
  role "tenant" { "租户", "Tenant" },
  role "worker" { "社工", "Worker", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  unit "committee" { "业委会", "Owners' committee", kind = "office" },
  category "other" { "其他", "Other", lead = "committee" },
  outcome "adopted" { "通过", "Adopted" },
  outcome "declined" { "未通过", "Not adopted" },

  procedure "decision" {
    { "业主表决", "Owners' vote" },
    may_open = { "worker" },
    stage "vote" {
      "投票", "Vote",
      poll(law.ordinary {
        electors = { "owner" }, changeable = true,
        passed = close "adopted", failed = close "declined",
      }),
      deadline { within = days(7), at_end = tally },
      action "vote" { "投票", "Vote", by = "elector", does = "vote", needs = { choice = choice } },
      action "paper" {
        "录入纸票", "Enter a paper ballot", by = "worker", does = "enter_ballot",
        needs = {
          room = room { "房屋", "Room" }, choice = choice,
          ballot = photo { "纸票照片", "Photo of the ballot", optional = true, audience = "staff" },
        },
      },
    },
  },
}
