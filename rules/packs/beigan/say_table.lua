-- 圆桌会: called on need or on the street's day of the month; all parties sit down; done or passed up.

local admission = require "admission"
local deadlines = require "deadlines"
local paper = require "paper"
local within = deadlines.within

-- A table without its parties is none; and on which day it is, the street decides.
local function may_call(m, cmd, now)
  if m.category == "" then return refuse "not_admitted" end
  if cmd.inputs.meeting <= now then return refuse "time_past" end
  local fixed = value "round_table_day"
  local _, _, day = calendar.date(cmd.inputs.meeting)
  if fixed > 0 and day ~= fixed then return refuse "not_round_table_day" end
  return true
end

-- 各方到场: who does not come cannot be decided about; then it is adjourned or passed up.
local function all_here(m, cmd, now)
  if m.counts.reported < m.counts.parties then return refuse "not_all_here" end
  return true
end

return {
  stage "calling" {
    "约定圆桌会", "Calling the table",
    step = 3,
    hint = { "定下时间地点，请各方到场", "Fix time and place, ask everybody" },
    within "call_days",

    admission.admit(),
    admission.set_aside(),
    -- Late is better than never, but the table is held all the same.
    action "reply" {
      "补作答复", "Reply late",
      by = "party", does = "reply",
      needs = { answer = text { "答复", "Answer", max = 2000, audience = "community" } },
    },
    action "call" {
      "通知开圆桌会", "Call the table",
      by = admission.staff, to = "table", does = "invite", when = may_call,
      needs = {
        meeting = instant { "开会时间", "When" },
        place = text { "开会地点", "Where", max = 60, audience = "community" },
        invitees = members { "邀请的人", "Invitees" },
      },
    },
  },

  stage "table" {
    "圆桌会", "Round table",
    step = 4,
    hint = { "各方签到，当面商定", "Parties sign in and settle it face to face" },
    within "table_days",

    action "sign_in" { "签到", "Sign in", by = "party", does = "report_in" },
    action "settle" {
      "商定并办结", "Settle and complete",
      by = "community_staff", does = "tell", outcome = "completed", when = all_here,
      needs = {
        minutes = text { "商定的办法", "What was settled", max = 2000, audience = "community" },
        photo = photo { "会议照片", "Photo", audience = "community", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "adjourn" {
      "改期再议", "Adjourn",
      by = "community_staff", to = "calling",
      needs = { reason = text { "原因", "Why", max = 500, audience = "community" } },
    },
  },
}
