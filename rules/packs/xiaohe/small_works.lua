-- 微更新: the street gives a small sum; residents and merchants say what to do with it and what that
-- costs; each household ticks what the sum pays for together. What has most ballots is done, while
-- there is money (docs/formats/pack.md: budget). Not published by the street: our default.

local voters = { "resident", "merchant" }
local picks = poll_options {
  "选哪些（加起来不超过预算；不选为弃权）", "Which ones, within the budget; none abstains", optional = true,
}

return procedure "small_works" {
  { "微更新", "Small works" },

  may_open = { opener "street" { "街道", "The street", roles = { "street_staff" } } },
  needs = {
    title = text { "用在哪里", "For which place", max = 60, audience = "public" },
  },

  stage "ideas" {
    "征集点子", "Ideas",
    step = 1,
    hint = { "写明做什么、要多少钱；社区核过价钱后开始表决", "Say what and how much; then the vote begins" },
    deadline { within = days(param "idea_days"), on_late = close "stopped" },

    action "idea" {
      "出点子", "Propose",
      by = voters, does = "propose_option",
      needs = {
        option = text { "做什么", "What", max = 200, audience = "public" },
        cost = number { "大约多少元", "About how many yuan", min = 1, max = 1000000 },
      },
    },
    action "begin" {
      "价钱核过，开始表决", "Prices checked: begin the vote",
      by = "community_committee", to = "choosing",
    },
    action "call_off" { "撤回", "Call off", by = "opener", outcome = "withdrawn" },
  },

  stage "choosing" {
    "一起花预算", "Spending it together",
    step = 2,
    hint = { "一户一票，预算内可以选几样；票多的先办，钱够再办下一样", "One ballot a household, within the budget" },
    poll {
      electors = voters, per = "household", method = "budget", budget = param "works_budget",
      turnout = param "works_turnout", changeable = true, grace_hours = param "grace_hours",
      passed = close "funded", failed = close "stopped",
    },
    deadline { within = days(param "works_days"), at_end = tally },

    action "pick" { "投票", "Vote", by = "elector", does = "vote", needs = { picks = picks } },
    action "paper_pick" {
      "录入纸质票", "Enter a paper ballot",
      by = { "community_committee", "community_staff" }, does = "enter_ballot",
      needs = {
        voter = members { "投票人", "Whose ballot" },
        picks = picks,
        photo = photo { "纸质票照片", "Photo of the ballot", audience = "staff", optional = true },
      },
    },
  },
}
