-- 分类联动处置: what is answered, what is handled, what needs the district's departments.

local people = require "people"
local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

-- 自治在前: a work order needs that self-governance was tried, and the trying is on record.
local function tried_first(m, cmd, now)
  if m.counts["taken.record_attempt"] == 0 then return refuse "self_governance_first" end
  return true
end

return {
  -- 咨询建议类: party organisation and committee answer, with the district's guide at hand.
  stage "consult" {
    "咨询建议", "Question or suggestion",
    hint = { "党组织和居委会答复", "Branch and committee answer" },
    within "consult_days",

    action "answer_question" {
      "答复", "Answer",
      by = { "branch_secretary", "community_committee" }, outcome = "answered",
      needs = {
        answer = text { "答复", "Answer", max = 2000, audience = "community" },
        guide = number {
          "问题应对指南条目", "Entry of the response guide", min = 1, max = 99999, optional = true,
        },
      },
    },
  },

  -- 处置类.
  stage "self_governance" {
    "自治处置", "Self-governance",
    hint = { "先由居民自治解决", "The residents try it themselves first" },
    within "handle_days",

    action "record_attempt" {
      "登记自治处置", "Record what was tried",
      by = {
        "community_committee", "community_staff", "owners_committee", "property_staff",
      },
      needs = {
        done = text { "做了什么", "What was done", max = 1000, audience = "community" },
        photo = photo { "照片", "Photo", audience = "community", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "solved" {
      "自治解决", "Solved",
      by = people.committee, outcome = "resolved", when = tried_first,
      needs = { result = text { "结果", "Result", max = 1000, audience = "community" } },
    },
    action "work_order" {
      "转网格工单", "Make a work order",
      by = people.committee, does = "set_task", to = "work_order", when = tried_first,
      needs = {
        item = code { "难题类别（8+x）", "Item of 8+x", options = require "grid_items" },
        order = text { "工单编号", "Number of the order", max = 60, audience = "community" },
        party = require "units",
        task = text { "办什么", "What is to be done", max = 500, audience = "community" },
        due = instant { "期限", "Due" },
      },
    },
  },

  -- 网格工单: its unit says that it is done, here or on the grid platform (the console's page “工单”
  -- carries it over); whoever raised the problem, or the committee, looks at it.
  stage "work_order" {
    "网格工单办理", "Work order",
    hint = { "单位办理，提出问题的人核实", "The unit works, who raised it looks at the result" },
    within "order_days",

    action "report_order" {
      "报办结", "Say that it is done",
      by = "party", does = "report_task",
      needs = {
        number = number { "第几项", "Which", min = 1, max = 200 },
        result = text { "办理情况", "What was done", max = 1000, audience = "community" },
      },
    },
    action "judge_order" {
      "核实", "Look at the result",
      by = { "opener", "community_committee" }, does = "judge_task", all_tasks = true,
      outcome = "resolved",
      needs = {
        number = number { "第几项", "Which", min = 1, max = 200 },
        accepted = code {
          "是否办好", "Is it done?",
          options = { { "yes", "办好了", "Yes" }, { "no", "没有办好，退回", "No, give it back" } },
        },
      },
    },
    action "pass_order_up" {
      "上报街镇", "Pass it up",
      by = { "community_committee", "street_staff" }, outcome = "passed_up",
      needs = { reason = text { "上报给谁、为什么", "To whom and why", max = 500, audience = "public" } },
    },
  },

  -- 历史遗留、跨部门类.
  stage "departments" {
    "区职能部门答复", "Departments",
    hint = { "邀请区职能部门，各部门都要答复", "Departments are invited, and each answers" },
    within "departments_days",

    action "invite_departments" {
      "邀请部门", "Invite departments",
      by = { "community_committee", "branch_secretary", "street_staff" }, does = "alert",
      needs = { parties = require "units" },
    },
    action "report_in" { "报到", "Report in", by = "party", does = "report_in" },
    action "reply" {
      "部门答复", "Answer",
      by = "party", does = "reply", all_parties = true, to = "joint",
      needs = { answer = text { "答复", "Answer", max = 2000, audience = "community" } },
    },
  },

  stage "joint" {
    "联席会商", "Joint talks",
    hint = { "部门答复之后商定办法", "Settle it with what the departments said" },
    within "joint_days",

    action "settle" {
      "已解决", "Settled",
      by = people.committee, outcome = "resolved",
      needs = { result = text { "结果", "Result", max = 1000, audience = "community" } },
    },
    action "make_topic" {
      "转为公共议题", "Make it a topic",
      by = "community_committee", to = "screening",
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
    action "pass_up" {
      "上报", "Pass up",
      by = { "community_committee", "street_staff" }, outcome = "passed_up",
      needs = { reason = text { "上报给谁、为什么", "To whom and why", max = 500, audience = "public" } },
    },
  },
}
