-- 九个环节：bell_intake.lua 是第 1 到 3 步，bell_meeting.lua 是第 4 到 6 步，bell_closing.lua 是第 7 到 9 步；
-- bell_service.lua 是转给服务台的非协商事项。
-- bell_cases.lua: expert opinions and the case library, for the whole of a matter.
-- The nine steps, and the service desk for what is not for deliberation.

local cases = require "bell_cases"

return procedure "bell" {
  { "协商铃", "Deliberation bell" },

  -- 办结后可以再提 / taken up again by a matter that follows it.
  reopen_days = param "reopen_days",

  -- 三类协商提请主体
  may_open = {
    opener "resident" {
      "居民提请", "Opened by residents",
      roles = { "resident", "branch_secretary", "building_head", "owners_committee" },
    },
    opener "terminal" { "终端提请", "Opened at the terminal", roles = { "terminal" } },
    opener "community" {
      "社区提请", "Opened by the community",
      roles = { "community_committee", "community_staff", "grid_head", "assistant" },
    },
    opener "street" {
      "街道提请", "Opened by the street",
      roles = { "street_staff", "street_unit" },
    },
  },

  needs = {
    -- Optional: one tap and a confirmation ring the bell; the community asks for the rest.
    title = text {
      "要协商的事", "What it is about", max = 60, audience = "community", optional = true,
    },
    body = text { "详细情况", "Details", max = 2000, audience = "community", optional = true },
    place = text { "地点", "Place", max = 60, audience = "community", optional = true },
    photo = photo { "照片", "Photo", audience = "community", optional = true },
  },

  require "bell_intake",
  require "bell_meeting",
  require "bell_closing",
  require "bell_service",

  -- At any time, until the matter ends:

  action "report_in" {
    "报到", "Report in",
    by = "party", does = "report_in",
  },
  -- 党组织领导下，街道、社区和部门指导、答复: a note of its own, by role.
  action "guide" {
    "指导、答复", "Guidance",
    by = { "branch_secretary", "community_committee", "street_staff", "department_staff" },
    needs = { note = text { "指导或答复", "Guidance or answer", max = 2000, audience = "community" } },
  },
  cases.expert_opinion,
  cases.publish,
  action "support" {
    "附议", "Stand behind it",
    by = cases.supporters, does = "support", helpers = { "community_staff", "community_committee" },
  },
  action "nudge" {
    "催办", "Nudge",
    by = { "opener", "participant", "street_staff", "branch_secretary" }, does = "nudge",
  },
  action "withdraw" {
    "撤回", "Withdraw",
    by = "opener", outcome = "withdrawn",
    needs = { reason = text { "撤回原因", "Reason", max = 200, optional = true } },
  },
  action "pass_up" {
    "上报", "Pass up",
    by = "street_staff", outcome = "passed_up",
    needs = {
      reason = text { "上报给谁、为什么", "To whom and why", max = 500, audience = "community" },
    },
  },
}
