-- 楼道会客厅：一个单元的人自己说事、自己约定，逐户表态。只有这个单元的人参加。
-- The stairwell salon: the people of one stairwell talk, agree and say so household by household.
-- It is theirs alone: whoever neither lives there nor sits in a body there takes no part.

local choice = require "choice"

local heads = { "building_head", "stairwell_councillor" }

return procedure "salon" {
  { "楼道会客厅", "Stairwell salon" },
  within = "stairwell",

  may_open = {
    opener "neighbours" {
      "邻里提出", "Neighbours", roles = { "resident", "building_head", "stairwell_councillor" },
    },
    opener "community" {
      "社区提出", "Community", roles = { "community_staff", "grid_head", "compound_officer" },
    },
  },
  needs = {
    title = text { "说什么事", "What it is about", max = 60, audience = "community" },
  },

  stage "talk" {
    "说事", "Talk",
    step = 1,
    hint = { "邻里都可以说，楼道长写成约定", "Neighbours talk, the stairwell head writes it down" },
    deadline {
      within = days(param "salon_days"),
      on_late = escalate "community",
      again = deadline { within = days(param "salon_days"), on_late = close "unresolved" },
    },

    action "speak" {
      "说两句", "Speak",
      by = "neighbour", does = "opine", helpers = "community_staff",
      needs = { opinion = text { "想说的话", "What you say", max = 500, audience = "community" } },
    },
    action "propose" {
      "写成约定，逐户表态", "Put to each household",
      by = heads, to = "agree",
      needs = { pact = text { "约定", "The agreement", max = 1000, audience = "community" } },
    },
    action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
  },

  stage "agree" {
    "逐户表态", "Each household says",
    step = 2,
    hint = { "一户一票，密封投，期满打开计票", "One sealed ballot a household, opened and counted at the end" },
    poll {
      electors = { "resident", "building_head" }, per = "household",
      turnout = param "salon_turnout", approve = ratio(1, 2), of = "voted", above = true,
      -- 邻居之间抹不开面子: nobody is to vote as the neighbour has voted.
      sealed = true,
      passed = close "agreed", failed = close "unresolved",
    },
    deadline { within = days(param "salon_vote_days"), at_end = tally },

    choice.vote(),
  },
}
