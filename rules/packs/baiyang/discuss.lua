-- 大家商量办: neighbours of a stairwell talk until they agree. Takes part: the group, nobody else.

local paper = require "paper"
local council = require "council"

local function enough_voices(m, cmd, now)
  if m.counts["taken.speak"] < value "fewest_voices" then return refuse "too_few_voices" end
  return true
end

return procedure "discuss" {
  { "商量办", "Talk it over" },
  may_open = council.may_open(),
  needs = council.needs(),

  council.gathering("talking"),

  stage "talking" {
    "商议", "Talking",
    step = 2,
    hint = { "群里商议，提出结果", "The group talks; somebody puts a result" },
    deadline { within = days(param "talk_days"), at_end = close "not_agreed" },

    council.thread(),
    action "propose" {
      "提出结果", "Put a result",
      by = council.callers, to = "agreeing", when = enough_voices,
      needs = {
        result = text { "商量的结果", "Result", max = 1000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },

  stage "agreeing" {
    "签字同意", "Signing",
    step = 3,
    hint = { "群成员签字，有异议就再商量", "Members sign; an objection means more talk" },
    deadline { within = days(param "agree_days"), at_end = close "not_agreed" },

    action "agree" {
      "签字同意", "Sign",
      by = "invitee", signers = param "agree_signers", outcome = "agreed",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "object" {
      "有异议", "Object",
      by = "invitee", to = "talking",
      needs = { reason = text { "异议", "Objection", max = 500, audience = "community" } },
    },
  },

  council.add_members(),
  council.withdraw(),
}
