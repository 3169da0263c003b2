-- 第 6、7 环节：投票、公示和异议、转化为公约。
-- Stages 6 and 7: the vote, the publicity period with its objections, the convention.

local people = require "people"
local paper = require "paper"
local ballot = require "ballot"
local deadlines = require "deadlines"
local within = deadlines.within

return {
  stage "voting" {
    "投票", "Vote",
    step = 6,
    hint = { "一户一票，期满计票", "One ballot a household, counted when time is up" },
    poll {
      electors = people.voters, per = "household",
      turnout = param "turnout", approve = param "approve", of = "voted", above = true,
      grace_hours = param "grace_hours",
      passed = enter "publicity", failed = close "rejected",
    },
    deadline { within = days(param "vote_days"), at_end = tally },

    ballot.phone(),
    ballot.paper(),
  },

  -- 公示: it closes only when nobody objects for its whole length. An objection is answered by
  -- itself; then the period begins anew, so that whoever waited meanwhile has every day of it as
  -- well.
  stage "publicity" {
    "公示", "Publicity",
    hint = { "期满无异议，转化为公约", "Without objections it becomes the convention" },
    deadline { within = days(param "publicity_days"), at_end = enter "convention" },

    action "object" {
      "提出异议", "Object",
      by = { "opener", "resident", "absent_owner", "tenant" }, to = "answering",
      needs = { reason = text { "异议", "Objection", max = 1000, audience = "public" } },
    },
    action "enter_objection" {
      "登记书面异议", "Enter an objection on paper",
      by = people.committee, to = "answering",
      needs = {
        reason = text { "异议", "Objection", max = 1000, audience = "public" },
        time = instant { "收到的时间", "When it came" },
        place = text { "收到的地点", "Where", max = 60, audience = "community" },
        witnesses = members { "见证人", "Witnesses" },
      },
    },
  },

  stage "answering" {
    "答复异议", "Answering an objection",
    hint = { "答复之前不能结束公示", "Publicity goes on once it is answered" },
    within "answer_days",

    action "answer" {
      "答复", "Answer",
      by = "community_committee", to = "publicity",
      needs = { answer = text { "答复", "Answer", max = 1000, audience = "public" } },
    },
    action "amend" {
      "采纳，修改提案", "Agree, and change the proposal",
      by = "community_committee", to = "proposal",
      needs = { answer = text { "答复", "Answer", max = 1000, audience = "public" } },
    },
  },

  stage "convention" {
    "转化为公约", "Convention",
    step = 7,
    hint = { "公布公约，报街镇备案", "Issue the convention, file it with the street" },
    within "adopt_days",

    action "adopt" {
      "公布公约", "Issue",
      by = "community_committee", does = "tell", outcome = "adopted",
      needs = {
        convention = text { "公约条文", "Articles", max = 5000, audience = "public" },
        from = instant { "生效时间", "In force from" },
        photo = photo { "张贴照片", "Photo of the notice", audience = "public", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },
}
