-- 我要说事: say_reply.lua has the reply and its clock, say_table.lua the round table.

local admission = require "admission"
local paper = require "paper"

return procedure "say" {
  { "我要说事", "I have something to say" },

  -- What comes by telephone or at the counter staff enter for the resident who said it.
  may_open = { "resident" },

  -- One screen: what kind, what about. Three characters (“非常好”) are enough.
  needs = {
    kind = code {
      "类型", "Kind",
      options = {
        { "complaint", "投诉", "Complaint" },
        { "suggestion", "建议", "Suggestion" },
        { "question", "咨询", "Question" },
        { "volunteer", "志愿报名", "Offer to volunteer" },
        { "talent", "才艺展示", "Talent offer" },
        { "praise", "表扬", "Praise" },
      },
    },
    title = text { "想说的事", "What you have to say", max = 500, audience = "community" },
    photo = photo { "照片", "Photo", audience = "community", optional = true },
  },

  require "say_reply",
  require "say_table",

  -- At any time, until the matter ends:

  admission.merge(),
  admission.take_apart(),
  admission.answer_link(),
  admission.close_merged(),
  action "support" {
    "附议", "Stand behind it",
    by = "resident", does = "support", helpers = "community_staff",
  },
  action "add_words" {
    "补充", "Add to it",
    by = "opener",
    needs = {
      words = text { "补充的话", "What else", max = 500, audience = "community" },
      photo = photo { "照片", "Photo", audience = "community", optional = true },
    },
  },
  action "nudge" {
    "催办", "Nudge",
    by = { "opener", "duty_officer", "street_staff" }, does = "nudge",
  },
  action "pass_up" {
    "上报", "Pass up",
    by = { "community_staff", "street_staff" }, outcome = "passed_up",
    when = admission.admitted,
    needs = {
      reason = text { "上报给谁、为什么", "To whom and why", max = 500, audience = "community" },
      time = paper.time, place = paper.place, witnesses = paper.witnesses,
    },
  },
  action "withdraw" {
    "撤回", "Withdraw",
    by = "opener", outcome = "withdrawn",
    needs = { reason = text { "撤回原因", "Reason", max = 200, optional = true } },
  },
}
