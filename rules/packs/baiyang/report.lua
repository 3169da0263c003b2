-- 居民爆料 → 社区收集并上报 → 街道处理 → 反馈. One clock runs from the telling to the end: 24 hours by the clock,
-- nights and holidays counted, and what is measured is settlement, not the first answer.

local units = require "units"
local paper = require "paper"

local community = { "community_staff", "community_committee", "grid_head" }

return procedure "report" {
  { "你钉我办", "You tell, we do" },

  may_open = {
    opener "resident" {
      "居民爆料", "Residents", roles = { "resident", "stairwell_head", "volunteer", "party_member" },
    },
    opener "keyed_in" { "社区代录", "Keyed in by the community", roles = community },
  },

  needs = {
    title = text { "什么事", "What it is about", max = 60, audience = "community", optional = true },
    body = text { "详细情况", "Details", max = 1000, audience = "community" },
    place = text { "地点", "Place", max = 60, audience = "community", optional = true },
    photo = photo { "照片", "Photo", audience = "community", optional = true },
  },

  -- Late: into the street's hands, then counted once more.
  deadline {
    within = hours(param "settle_hours"),
    on_late = escalate "street",
    again = deadline { within = hours(param "late_hours"), on_late = escalate "street" },
  },

  stage "told" {
    "居民爆料", "Told",
    step = 1,
    hint = { "社区收集并上报", "The community collects and passes it on" },

    action "collect" {
      "收集并上报", "Collect and pass on",
      by = community, to = "handling",
      needs = {
        category = units.categories,
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
      does = "assign",
    },
    action "elsewhere" {
      "不属本平台", "Belongs elsewhere",
      by = community, outcome = "elsewhere",
      needs = { reason = text { "应当找谁", "Whom to ask", max = 500, audience = "community" } },
    },
  },

  stage "handling" {
    "街道处理", "Handling",
    step = 3,
    hint = { "牵头单位处置完毕为止", "Until the lead unit has settled it" },
    -- 总时限用完以后也要有人催：退回重办的，从退回算起
    deadline { within = hours(param "late_hours"), on_late = escalate "street" },

    action "handle" {
      "处理情况", "What is being done",
      by = { "party", "street_staff" },
      needs = {
        note = text { "处理情况", "What is being done", max = 1000, audience = "community" },
        photo = photo { "现场照片", "Photo of the place", audience = "community", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "add_parties" {
      "增加责任方", "Alert further parties",
      by = "street_staff", needs = { parties = units.units }, does = "alert",
    },
    action "settle" {
      "处置完毕", "Settled",
      by = { "lead", "street_staff" }, to = "feedback",
      needs = {
        result = text { "处置结果", "Result", max = 1000, audience = "community" },
        photo = photo { "照片", "Photo", audience = "community", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "pass_up" {
      "上报", "Pass up",
      by = "street_staff", outcome = "passed_up",
      needs = { reason = text { "上报给谁、为什么", "To whom, why", max = 500, audience = "community" } },
    },
  },

  stage "feedback" {
    "反馈", "Feedback",
    step = 4,
    hint = { "把结果告诉爆料人", "Tell the one who told" },
    deadline { within = hours(param "late_hours"), on_late = escalate "street" },

    action "feed_back" {
      "反馈居民", "Feed back",
      by = community, does = "tell", outcome = "settled",
      needs = {
        answer = text { "反馈", "Answer", max = 1000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "not_settled" {
      "没有解决", "It is not settled",
      by = "opener", to = "handling",
      needs = { reason = text { "哪里没有解决", "What is not", max = 500, audience = "community" } },
    },
  },

  -- 一问一答: every turn of the dialogue is an event of its own.
  action "ask" {
    "追问", "Ask",
    by = "opener", needs = { words = text { "问", "Question", max = 500, audience = "community" } },
  },
  action "answer" {
    "答复", "Answer",
    by = { "party", "community_staff", "street_staff" },
    needs = { words = text { "答", "Answer", max = 500, audience = "community" } },
  },
  action "nudge" { "催办", "Nudge", by = { "opener", "community_staff" }, does = "nudge" },
  action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
}
