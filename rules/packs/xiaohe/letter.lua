-- 居民信箱“小河有用”: a suggestion, a complaint or a proposal. What comes by telephone or from a
-- teacher is keyed in by staff; what the web or the petition office has is imported into the same
-- pool, with its source and the number that it has there (sources.lua).

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local staff = { "community_staff", "community_committee" }

return procedure "letter" {
  { "居民信箱", "Residents' mailbox" },

  may_open = {
    opener "writer" {
      "写信人", "Writers",
      roles = { "resident", "merchant", "deliberator", "guest" },
    },
    opener "keyed_in" { "代录", "Keyed in by staff", roles = staff },
  },

  needs = {
    kind = code {
      "类型", "Kind",
      options = {
        { "suggestion", "建议", "Suggestion" },
        { "complaint", "投诉", "Complaint" },
        { "proposal", "提议", "Proposal" },
      },
    },
    title = text { "标题", "Title", max = 60, audience = "community", optional = true },
    body = text { "内容", "What it is about", max = 2000, audience = "community" },
    place = text { "地点", "Place", max = 60, audience = "community", optional = true },
    photo = photo { "照片", "Photo", audience = "community", optional = true },
  },

  -- 及时回应: no number of days was published.
  stage "received" {
    "收到来信", "Received",
    hint = { "社区及时回应，或归入民意库", "The community answers, or counts it behind a topic" },
    within "reply_days",

    action "answer" {
      "答复", "Answer",
      by = staff, does = "tell", outcome = "answered",
      needs = {
        reply = text { "答复", "Answer", max = 2000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "pool" {
      "归入民意库", "Count behind a topic",
      by = staff, outcome = "pooled",
      needs = { theme = text { "关键词", "Keywords", max = 60, audience = "community" } },
    },
    action "decline" {
      "不予受理", "Decline",
      by = staff, outcome = "declined",
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
  },

  action "nudge" { "催办", "Nudge", by = "opener", does = "nudge" },
  action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
}
