-- 大家帮着办: one asks, neighbours offer, some are chosen and help. Takes part: whoever offers, then
-- those who were chosen; that it is done says the one who asked.

local paper = require "paper"
local council = require "council"

return procedure "help" {
  { "帮着办", "Help each other" },
  may_open = council.may_open(),
  needs = council.needs(),

  stage "asked" {
    "找人帮忙", "Asked",
    step = 1,
    hint = { "邻居、志愿者、党员报名", "Neighbours, volunteers and party members offer" },
    deadline {
      within = days(param "offer_days"),
      on_late = escalate "community",
      again = deadline { within = days(param "offer_days"), on_late = escalate "street" },
    },

    action "offer" {
      "我来帮", "I can help",
      by = { "resident", "volunteer", "party_member", "stairwell_head" }, once = true,
    },
    action "choose" {
      "确定帮忙的人", "Choose the helpers",
      by = council.callers, to = "helping",
      needs = { helpers = members { "帮忙的人", "Helpers" } }, does = "invite",
    },
    action "decline" {
      "不建群", "Call none",
      by = council.callers, outcome = "declined",
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
  },

  stage "helping" {
    "帮着办", "Helping",
    step = 2,
    hint = { "帮好了由求助人确认", "Who asked says when it is done" },
    deadline {
      within = days(param "help_days"),
      on_late = escalate "community",
      again = deadline { within = days(param "help_days"), at_end = close "unconfirmed" },
    },

    action "note" {
      "帮忙情况", "Note",
      by = "invitee",
      needs = { words = text { "情况", "Words", max = 500, audience = "community" } },
    },
    action "helped" {
      "帮好了", "Helped",
      by = "opener", outcome = "helped",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "find_others" {
      "换人帮忙", "Find others",
      by = { "opener", "stairwell_head", "community_staff" }, to = "asked",
    },
  },

  council.thread(),
  council.withdraw(),
}
