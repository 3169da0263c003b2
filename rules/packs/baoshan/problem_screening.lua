-- 第 1、2 环节：提出、筛选；没有列为议题的可以申诉。
-- Stages 1 and 2: raised, screened; and the appeal of what was screened out.

local people = require "people"
local deadlines = require "deadlines"
local within = deadlines.within

-- While it is one's own; once it is everybody's topic nobody takes it back.
local function withdraw()
  return action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" }
end

-- 分类联动处置: its class decides where a problem goes.
local function sort_into(id, zh, en, stage)
  return action(id) { zh, en, by = people.committee, to = stage }
end

local function appeals_are_allowed(m, cmd, now)
  if value "appeals" == 0 then return refuse "no_appeals" end
  return true
end

return {
  stage "raised" {
    "居民提出问题", "Raised",
    step = 1,
    hint = { "居委会分类", "The committee sorts it" },
    within "sort_days",

    sort_into("to_screening", "作为公共议题筛选", "Screen as a common topic", "screening"),
    sort_into("to_consult", "咨询建议类", "Question or suggestion", "consult"),
    sort_into("to_handle", "处置类", "To be handled", "self_governance"),
    sort_into("to_departments", "历史遗留、跨部门类", "Legacy or several departments", "departments"),
    action "second" {
      "附议", "Second",
      by = { "resident", "absent_owner", "tenant" }, once = true,
    },
    withdraw(),
  },

  stage "screening" {
    "居委会筛选", "Screening",
    step = 2,
    hint = { "筛选要写明理由", "The screening gives its reason" },
    within "screening_days",

    action "publish_topic" {
      "列为议题，发布讨论", "Publish for discussion",
      by = "community_committee", to = "discussion",
      needs = {
        reason = code {
          "理由", "Reason",
          options = {
            { "common", "关系多数居民", "It concerns most residents" },
            { "many_ask", "多人反映", "Many have asked" },
            { "convention", "需要公约约定", "It needs a convention" },
          },
        },
        note = text { "说明", "Note", max = 500, audience = "public", optional = true },
      },
    },
    action "screen_out" {
      "不列为议题", "Screen out",
      by = "community_committee", to = "screened_out",
      needs = {
        reason = code {
          "理由", "Reason",
          options = {
            { "private", "只关系个别人", "It concerns few" },
            { "repeated", "已有相同议题", "There is such a topic" },
            { "unlawful", "不符合法律法规", "The law says otherwise" },
            { "elsewhere", "不属居民自治", "Not for residents to decide" },
          },
        },
        note = text { "说明", "Note", max = 500, audience = "public" },
      },
    },
    withdraw(),
  },

  -- What was screened out stays public with its reason; the street hears an appeal.
  stage "screened_out" {
    "未列为议题", "Screened out",
    hint = { "可以向街镇申诉", "One may appeal to the street" },
    deadline { within = days(param "appeal_days"), at_end = close "screened_out" },

    action "appeal" {
      "申诉", "Appeal",
      by = { "opener", "resident", "absent_owner" }, to = "appeal", when = appeals_are_allowed,
      needs = { reason = text { "申诉理由", "Why", max = 500, audience = "public" } },
    },
  },

  stage "appeal" {
    "街镇复核", "Appeal",
    hint = { "街镇维持或改列", "The street upholds or overrules" },
    deadline { within = workdays(param "street_days"), on_late = close "screened_out" },

    action "overrule" {
      "改列为议题", "Overrule",
      by = "street_staff", to = "discussion",
      needs = { reason = text { "理由", "Why", max = 500, audience = "public" } },
    },
    action "uphold" {
      "维持筛选意见", "Uphold",
      by = "street_staff", outcome = "screened_out",
      needs = { reason = text { "理由", "Why", max = 500, audience = "public" } },
    },
  },
}
