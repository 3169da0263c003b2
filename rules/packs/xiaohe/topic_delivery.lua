-- 第 7 到 9 步：认领任务、落实、评价。
-- Stages 7 to 9: each party takes on its task, says that it is done, whoever raised the topic looks
-- at it, and those who met rate the whole.

local units = require "units"
local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local task = text { "任务", "Task", max = 500, audience = "public" }
local due = instant { "完成时间", "Done by" }
local which = number { "第几项任务", "Number of the task", min = 1, max = 200 }

return {
  -- 行动清单: at least one task of every implementer, or the topic does not go on.
  stage "tasks" {
    "认领任务", "Taking on tasks",
    step = 7,
    hint = { "每个责任方至少认领一项", "Every party takes on at least one" },
    within "task_days",

    action "take_task" {
      "认领任务", "Take on a task",
      by = "party", does = { "reply", "set_task" }, all_parties = true, to = "delivery",
      needs = {
        task = task, due = due,
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    -- 街道交办: when a party does not answer, the street says what it has to do.
    action "assign_tasks" {
      "街道交办", "The street assigns",
      by = "street_staff", does = "set_task", to = "delivery",
      needs = { party = units.units, task = task, due = due },
    },
  },

  stage "delivery" {
    "落实与监督", "Delivery",
    step = 8,
    hint = { "责任方落实，提出议题的人验收", "Parties deliver; who raised the topic looks at it" },
    deadline {
      within = days(param "deliver_days"),
      on_late = escalate "street",
      again = deadline { within = days(param "deliver_days") },
    },

    action "add_task" {
      "补派任务", "Set a further task",
      by = { "community_staff", "community_committee", "street_staff" }, does = "set_task",
      needs = { party = units.units, task = task, due = due },
    },
    action "progress" {
      "报告进展", "Report progress",
      by = "party",
      needs = {
        progress = text { "进展", "Progress", max = 1000, audience = "public" },
        photo = photo { "照片", "Photo", audience = "public", optional = true },
      },
    },
    action "supervise" {
      "监督反馈", "Tell what one sees",
      by = { "resident", "merchant", "deliberator", "invitee" },
      needs = {
        feedback = text { "看到的情况", "What one sees", max = 1000, audience = "public" },
        photo = photo { "照片", "Photo", audience = "public", optional = true },
      },
    },
    action "deliver" {
      "完成任务", "Hand in the result",
      by = "party", does = "report_task",
      needs = {
        number = which,
        result = text { "完成情况", "What was done", max = 1000, audience = "public" },
        photo = photo { "照片", "Photo", audience = "public", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    -- 办结不等于解决: who raised it says whether it is done; when all are, it is rated.
    action "judge" {
      "验收", "Accept or give back",
      by = "opener", does = "judge_task", all_tasks = true, to = "rating",
      needs = {
        number = which,
        accepted = code {
          "是否做到", "Is it done?",
          options = { { "yes", "做到了", "Yes" }, { "no", "没有做到，退回", "No, give it back" } },
        },
        note = text { "说明", "Note", max = 500, audience = "public", optional = true },
      },
    },
    action "not_delivered" {
      "未能落实，办结", "Close as not delivered",
      by = "street_staff", outcome = "not_delivered",
      needs = { reason = text { "原因", "Why", max = 500, audience = "public" } },
    },
  },

  stage "rating" {
    "监督评价", "Rating",
    step = 9,
    hint = { "参会人评价；几个人可以退回落实", "Those who met rate it, or send it back" },
    deadline { within = days(param "rating_days"), at_end = close "delivered" },

    action "rate" {
      "评价", "Rate",
      by = "invitee", does = "rate", helpers = "community_staff",
      needs = {
        score = number { "满意度", "Satisfaction", min = 1, max = 5 },
        comment = text { "评语", "Comment", max = 500, audience = "community", optional = true },
      },
    },
    action "send_back" {
      "退回落实", "Send back",
      by = "invitee", signers = param "return_signers", to = "delivery",
      needs = { reason = text { "还差什么", "What is missing", max = 500, audience = "public" } },
    },
  },
}
