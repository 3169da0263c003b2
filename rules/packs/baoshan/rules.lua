-- 议事规则: the house rules of procedure, that is, this pack. Who wants other rules puts them up as a
-- pack; the residents comment and vote under the rules in force (pack.lua: activation).

local people = require "people"
local ballot = require "ballot"

return procedure "rules" {
  { "修改议事规则", "Changing the rules" },

  may_open = {
    opener "committee" { "居委会提出", "Proposed by the committee", roles = { "community_committee" } },
    opener "owners" {
      "业委会提出", "Proposed by the owners' committee", roles = { "owners_committee" },
    },
  },

  needs = {
    title = text { "改什么", "What changes", max = 60, audience = "public" },
    why = text { "为什么", "Why", max = 2000, audience = "public" },
    pack = rule_pack { "新的规则包", "The new rule pack" },
  },

  stage "comments" {
    "征求意见", "Comments",
    step = 1,
    hint = { "期满进入表决", "The vote begins when time is up" },
    deadline { within = days(param "comment_days"), at_end = enter "vote" },

    action "comment" {
      "发表意见", "Comment",
      by = people.speakers,
      needs = { words = text { "意见", "Words", max = 1000, audience = "public" } },
    },
    action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
  },

  stage "vote" {
    "表决议事规则", "Vote",
    step = 2,
    hint = { "一户一票，期满计票", "One ballot a household, counted when time is up" },
    poll {
      electors = people.voters, per = "household",
      turnout = param "turnout", approve = param "approve", of = "voted", above = true,
      grace_hours = param "grace_hours",
      passed = close "adopted", failed = close "rejected",
    },
    deadline { within = days(param "vote_days"), at_end = tally },

    ballot.phone(),
    ballot.paper(),
  },
}
