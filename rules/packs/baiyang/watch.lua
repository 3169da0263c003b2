-- 大家盯着办: several parties act together (六方联动), the group watches until it is done. Takes part: the
-- parties, who answer and work, and the group, which looks and confirms.

local units = require "units"
local paper = require "paper"
local council = require "council"

local function enough_parties(m, cmd, now)
  if m.counts.parties + #cmd.inputs.parties < value "fewest_parties" then
    return refuse "too_few_parties"
  end
  return true
end

return procedure "watch" {
  { "盯着办", "Watch it done" },
  may_open = council.may_open(),
  needs = council.needs(),

  council.gathering("linking"),

  stage "linking" {
    "六方联动", "Parties join",
    step = 2,
    hint = { "通知责任方，各方认领", "Parties are alerted; each takes it on" },
    deadline {
      within = workdays(param "link_days"),
      on_late = escalate "street",
      again = deadline { within = workdays(param "street_days") },
    },

    action "link" {
      "通知各方", "Alert the parties",
      by = { "community_staff", "grid_head", "street_staff" }, when = enough_parties,
      needs = { parties = units.units }, does = "alert",
    },
    action "take_on" {
      "认领", "Take it on",
      by = "party", does = "reply", all_parties = true, to = "watching",
      needs = {
        promise = text { "打算怎么办", "What it will do", max = 500, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "go_on" {
      "街道交办", "The street goes on",
      by = "street_staff", to = "watching",
      needs = { reason = text { "交办内容", "What is assigned", max = 500, audience = "community" } },
    },
  },

  stage "watching" {
    "盯着办", "Watching",
    step = 3,
    hint = { "责任方办理，群成员查看", "Parties work; the group looks" },
    deadline {
      within = days(param "watch_days"),
      on_late = escalate "street",
      again = deadline { within = workdays(param "street_days") },
    },

    action "look" {
      "查看", "Look",
      by = "invitee",
      needs = {
        seen = text { "看到的情况", "What one sees", max = 500, audience = "community" },
        photo = photo { "照片", "Photo", audience = "community", optional = true },
      },
    },
    action "progress" {
      "进展", "Progress",
      by = "party",
      needs = { progress = text { "进展", "Progress", max = 500, audience = "community" } },
    },
    action "finish" {
      "办完，请验收", "Done: please check",
      by = { "party", "community_staff", "street_staff" }, to = "checking",
      needs = {
        result = text { "办理结果", "Result", max = 500, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },

  stage "checking" {
    "验收", "Checking",
    step = 4,
    hint = { "群成员验收，期满没有异议就办结", "The group confirms; silence closes it" },
    deadline { within = days(param "check_days"), at_end = close "done" },

    action "confirm_done" {
      "验收通过", "Confirm",
      by = "invitee", signers = param "watch_signers", outcome = "done",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "not_done" {
      "没有办好", "Not done",
      by = "invitee", to = "watching",
      needs = { reason = text { "哪里没有办好", "What is not", max = 500, audience = "community" } },
    },
  },

  council.add_members(),
  council.thread(),
  council.withdraw(),
}
