-- 答复：从说事那一刻算起，3 个工作日提醒，再过 2 个工作日进圆桌会。
-- The reply. The clock runs from the moment at which the item was said: 3 working days, then 2
-- more.

local admission = require "admission"
local paper = require "paper"

return {
  stage "replying" {
    "答复", "Replying",
    step = 1,
    hint = { "社区和物业都要答复", "Community and property company must both reply" },
    deadline {
      within = workdays(param "reply_soft_days"),  -- soft: it is recorded, and the count goes on
      again = deadline {
        within = workdays(param "reply_more_days"),
        on_late = enter "calling",
      },
    },

    admission.admit(),
    admission.set_aside(),
    admission.ask_further(),
    action "visit" {
      "现场查看", "Visit the place",
      by = { "community_staff", "property_staff" },
      needs = {
        findings = text { "看到的情况", "Findings", max = 500, audience = "community" },
        photo = photo { "照片", "Photo", audience = "community", optional = true },
      },
    },
    action "reply" {
      "答复", "Reply",
      by = "party", does = "reply", all_parties = true, to = "answered",
      when = admission.admitted,
      needs = {
        answer = text { "答复", "Answer", max = 2000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "call_table" {
      "事情复杂，提请圆桌会", "Too complex: ask for the table",
      by = { "duty_officer", "community_staff" }, to = "calling",
      needs = {
        reason = code {
          "原因", "Reason",
          options = {
            { "complex", "情况复杂", "Complex" },
            { "many_parties", "涉及多方", "Several sides" },
            { "surge", "短时间内多人反映", "Many at once" },
          },
        },
        note = text { "说明", "Note", max = 500, audience = "community", optional = true },
      },
    },
  },

  stage "answered" {
    "已答复", "Answered",
    step = 2,
    hint = { "居民看看答复行不行", "Will the answer do?" },
    deadline { within = days(param "feedback_days"), at_end = close "completed" },

    action "rate" {
      "评价", "Rate",
      by = "participant", does = "rate", helpers = "community_staff",
      needs = {
        score = number { "满意度", "Satisfaction", min = 1, max = 5 },
        comment = text { "评语", "Comment", max = 500, audience = "community", optional = true },
      },
    },
    action "accept_answer" { "答复可以", "It will do", by = "opener", outcome = "completed" },
    action "not_enough" {
      "没有解决，要求圆桌会", "Not solved: ask for the table",
      by = "opener", to = "calling",
      needs = { reason = text { "原因", "Why", max = 500, audience = "community" } },
    },
  },
}
