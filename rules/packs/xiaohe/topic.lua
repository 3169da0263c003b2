-- 议题，从热度到落实。
-- A topic from its heat to its delivery: topic_matching.lua has stages 1 to 3, topic_meeting.lua
-- 4 to 6, topic_delivery.lua 7 to 9. The numbers are ours: the rules on trial describe a chain
-- without numbers.

-- 近期民意热度: enough items, of enough households, within the last days. Staff type the figures in; a
-- topic that is not hot is refused, whoever proposes it.
local function is_hot(m, cmd, now)
  local day = 24 * 60 * 60 * 1000
  if cmd.inputs.heat < value "heat_items" then return refuse "below_heat" end
  if cmd.inputs.households < value "heat_households" then return refuse "few_households" end
  if now - cmd.inputs.since > value "heat_days" * day then return refuse "not_recent" end
  return true
end

return procedure "topic" {
  { "议题", "Topic" },

  -- 由频次提出，由人决定: the figures propose it, a person decides (stage 1).
  may_open = {
    opener "community" { "社区提出", "Proposed by the community", roles = { "community_staff" } },
    opener "street" { "街道提出", "Proposed by the street", roles = { "street_staff" } },
  },

  needs = {
    title = text { "主题", "Theme", max = 60, audience = "public" },
    question = text { "要回答的问题", "Question", max = 200, audience = "public" },
    background = text { "背景", "Background", max = 2000, audience = "public", optional = true },
    attachment = photo { "附图", "Picture", audience = "public", optional = true },
    items = text {
      "背后的意见（编号和来源）", "Items behind it, with their sources", max = 2000, audience = "public",
    },
    heat = number { "意见件数", "Items", min = 1, max = 100000 },
    households = number { "涉及住户", "Households", min = 1, max = 100000 },
    since = instant { "最早一件的时间", "When the oldest item came" },
  },
  when = is_hot,

  require "topic_matching",
  require "topic_meeting",
  require "topic_delivery",

  -- At any time, until the topic ends:

  action "add_parties" {
    "增加责任方", "Add implementers",
    by = { "community_staff", "community_committee", "street_staff" },
    needs = { parties = (require "units").units }, does = "alert",
  },
  -- 办前办后各量一次 / measured before the work and after it.
  action "measure" {
    "记录指标", "Measure",
    by = { "community_staff", "community_committee", "street_staff" }, does = "measure",
    needs = {
      indicator = code {
        "指标", "Indicator",
        options = {
          { "complaints", "每月反映件数", "Complaints a month" },
          { "vehicles", "高峰时段停车数", "Vehicles at the busiest hour" },
          { "visitors", "每日到访人数", "Visitors a day" },
        },
      },
      when = code {
        "办前还是办后", "Before or after",
        options = { { "before", "办前", "Before" }, { "after", "办后", "After" } },
      },
      value = number { "数值", "Value", min = 0, max = 1000000 },
      source = text { "数据来源", "Where the figure comes from", max = 200, audience = "public" },
    },
  },
  action "nudge" {
    "催办", "Nudge",
    by = { "opener", "invitee", "deliberator", "resident", "street_staff" }, does = "nudge",
  },
  action "stop" {
    "终止议题", "Stop",
    by = "street_staff", outcome = "stopped",
    needs = { reason = text { "终止的原因", "Why", max = 500, audience = "public" } },
  },
}
