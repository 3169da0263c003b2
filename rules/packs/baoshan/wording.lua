-- 公约条文择定: one article, several wordings of it; the households put them in the order of their
-- liking. The last is struck out until one has more than half (docs/formats/pack.md: ranking), so
-- that two wordings that mean nearly the same do not take each other's ballots.

local people = require "people"

local order = poll_options {
  "按喜欢的先后排（可以只排几种）", "In the order of your liking; some or all", optional = true,
}

return procedure "wording" {
  { "公约条文择定", "Choosing a wording" },

  may_open = {
    opener "committee" { "居委会提出", "Proposed by the committee", roles = { "community_committee" } },
  },
  needs = {
    title = text { "哪一条", "Which article", max = 60, audience = "public" },
    why = text { "为什么要选", "Why", max = 1000, audience = "public", optional = true },
  },

  stage "collecting" {
    "征集写法", "Collecting wordings",
    step = 1,
    hint = { "谁都可以提一种写法；收齐后由支部书记开始表决", "Anybody may word it; then the vote begins" },
    deadline { within = days(param "discussion_days"), on_late = close "not_formed" },

    action "word" {
      "提一种写法", "Word it",
      by = people.speakers, does = "propose_option",
      needs = { option = text { "写法", "Wording", max = 300, audience = "public" } },
    },
    action "begin" {
      "写法齐了，开始表决", "Begin the vote", by = "branch_secretary", to = "choosing",
    },
    action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
  },

  stage "choosing" {
    "排序表决", "Ranking",
    step = 2,
    hint = { "一户一票，按喜欢的先后排，期满计票", "One ballot a household, in order of liking" },
    poll {
      electors = people.voters, per = "household", method = "ranking", turnout = param "turnout",
      changeable = true, grace_hours = param "grace_hours",
      passed = close "adopted", failed = close "rejected",
    },
    deadline { within = days(param "vote_days"), at_end = tally },

    action "rank" { "排序", "Rank", by = "elector", does = "vote", needs = { order = order } },
    action "paper_rank" {
      "录入纸质票", "Enter a paper ballot",
      by = people.committee, does = "enter_ballot",
      needs = {
        voter = members { "投票人", "Whose ballot" },
        order = order,
        photo = photo { "纸质票照片", "Photo of the ballot", audience = "staff", optional = true },
      },
    },
  },
}
