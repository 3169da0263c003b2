-- 第 1 到 3 步 / steps 1 to 3: applied, accepted, invited.

local units = require "units"
local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local staff = { "community_staff", "community_committee" }

-- 非协商事项 is told apart from 不予受理: the service desk handles it by its own clock, and it is
-- counted by itself (bell_service.lua).
local function set_aside()
  return action "set_aside" {
    "转为非协商事项", "Set aside: not for deliberation",
    by = staff, to = "service",
    needs = {
      reason = text { "理由和去处", "Why, and where it goes", max = 500, audience = "community" },
    },
  }
end

return {
  stage "applied" {
    "提出协商申请", "Applied",
    step = 1,
    hint = { "等待社区受理", "The community is to accept it" },
    within "accept_days",

    action "accept" {
      "受理", "Accept",
      by = staff, to = "accepted",
      needs = {
        category = units.categories,
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
      does = "assign",
    },
    action "decline" {
      "不予受理", "Decline",
      by = staff, outcome = "declined",
      needs = {
        reason = text { "不予受理的理由", "Why it is declined", max = 500, audience = "community" },
      },
    },
    set_aside(),
  },

  stage "accepted" {
    "受理协商事项", "Accepted",
    step = 2,
    hint = { "责任方报到，社区发起约请", "Parties report in; the community invites" },
    within "invite_days",

    action "alert" {
      "增加责任方", "Alert further parties",
      by = staff, needs = { parties = units.units }, does = "alert",
    },
    action "invite" {
      "发起约请", "Invite",
      by = staff, to = "contacted",
      needs = { invitees = members { "约请的人", "Invitees" } }, does = "invite",
    },
    set_aside(),
  },

  stage "contacted" {
    "发起协商约请", "Invited",
    step = 3,
    hint = { "与各方对接，摸清情况", "Talk to every side and prepare" },
    within "prepare_days",

    action "invite_more" {
      "补充约请", "Invite more",
      by = staff,
      needs = { invitees = members { "约请的人", "Invitees" } }, does = "invite",
    },
    action "prepare" {
      "完成对接", "Finish preparing",
      by = staff, to = "prepared",
      needs = {
        agenda = text { "议题和各方意见", "Agenda and views", max = 2000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },
}
