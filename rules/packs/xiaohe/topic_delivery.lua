-- 第 7 到 9 步：认领任务、落实、评价。
-- Stages 7 to 9: each party takes on its task, does it under everybody's eyes, and is rated.

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local staff = { "community_staff", "community_committee" }

-- Members who handed in a result in this stage, against the parties of the topic.
local function all_done(m, cmd, now)
  if m.counts["taken.deliver"] < m.counts.parties then return refuse "not_all_done" end
  return true
end

return {
  -- 行动清单: at least one task of every implementer, or the topic does not go on.
  stage "tasks" {
    "认领任务", "Taking on tasks",
    step = 7,
    hint = { "每个责任方至少认领一项", "Every party takes on at least one" },
    within "task_days",

    action "take_task" {
      "认领任务", "Take on a task",
      by = "party", does = "reply", all_parties = true, to = "delivery",
      needs = {
        task = text { "任务", "Task", max = 500, audience = "public" },
        done_by = instant { "完成时间", "Done by" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    -- 街道交办: when a party does not answer, the street says what it has to do.
    action "assign_tasks" {
      "街道交办", "The street assigns",
      by = "street_staff", to = "delivery",
      needs = { tasks = text { "交办内容", "What is assigned", max = 1000, audience = "public" } },
    },
  },

  stage "delivery" {
    "落实与监督", "Delivery",
    step = 8,
    hint = { "责任方落实，居民和议事员监督", "Parties deliver; residents and deliberators watch" },
    deadline {
      within = days(param "deliver_days"),
      on_late = escalate "street",
      again = deadline { within = days(param "deliver_days") },
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
      by = "party", once = true,
      needs = {
        result = text { "完成情况", "What was done", max = 1000, audience = "public" },
        photo = photo { "照片", "Photo", audience = "public", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "to_rating" {
      "全部完成，转入评价", "All done: rate it",
      by = staff, to = "rating", when = all_done,
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
      by = "invitee", does = "rate",
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
