-- 推选村民代表: names are put forward, then each household ticks whom it agrees to; there are several
-- seats. Law: 《村民委员会组织法》第二十五条，村民代表由村民按每五户至十五户推选一人。The rest is the village's own.

local people = require "people"
local paper = require "paper"

local sheet = poll_options {
  "同意哪几位（可多选，不选为弃权）", "Whom you agree to; none abstains", optional = true,
}

-- A small village decides everything in its assembly: 可以设立, it may have deputies and need not.
local function has_deputies(m, cmd, now)
  if value "deputies" == 0 then return refuse "no_deputies" end
  return true
end

return procedure "deputies" {
  { "推选村民代表", "Choosing deputies" },

  may_open = {
    opener "committee" {
      "村委会", "The villagers' committee", roles = { "village_committee" },
    },
  },
  when = has_deputies,
  needs = {
    title = text { "哪一片的代表", "Deputies of which part", max = 60, audience = "public" },
  },

  stage "nominating" {
    "提名", "Nominations",
    step = 1,
    hint = { "村民提名；监督委员会核对名单后开始推选", "Villagers nominate; supervision checks the list" },
    deadline { within = days(param "nominate_days"), on_late = close "not_chosen" },

    action "nominate" {
      "提名", "Nominate",
      by = people.villagers, does = "propose_option",
      needs = { option = text { "提名谁", "Whom", max = 30, audience = "community" } },
    },
    action "begin" {
      "名单核对无误，开始推选", "The list is right: begin",
      by = "supervision", to = "choosing",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "call_off" { "撤回", "Call off", by = "opener", outcome = "withdrawn" },
  },

  -- 离村而不离心: what was ticked far away without a network still counts when it comes in the grace.
  stage "choosing" {
    "推选", "The vote",
    step = 2,
    hint = { "一户一票，可以同意几位；名额内得票多的当选", "One ballot a household; the first by ballots" },
    poll {
      electors = people.villagers, per = "household", method = "approval",
      seats = param "deputy_seats", turnout = param "deputy_turnout", changeable = true,
      grace_hours = param "grace_hours", passed = close "chosen", failed = close "not_chosen",
    },
    deadline { within = days(param "assembly_days"), at_end = tally },

    action "tick" {
      "推选", "Vote", by = "elector", does = "vote", needs = { names = sheet },
    },
    action "paper_tick" {
      "录入纸质票", "Enter a paper ballot",
      by = "village_committee", does = "enter_ballot",
      needs = {
        voter = members { "投票人", "Whose ballot" },
        names = sheet,
        photo = photo { "纸质票照片", "Photo of the ballot", audience = "staff", optional = true },
      },
    },
  },
}
