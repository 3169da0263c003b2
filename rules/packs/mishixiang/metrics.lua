-- 指标，每一个都带公式。
-- Every figure carries its formula. For the first half of 2020 the street published 72.4 %, from
-- 111 bells, 99 accepted, 63 resolved, 12 non-deliberative. That is 63 / (99 - 12), although
-- 111 - 12 is already 99: so there are three rates here, each by its own name.

local units = require "units"

local metrics = {
  metric "bells" {
    "按铃数", "Bells", version = "1",
    num = "opened.bell",
  },
  metric "accepted" {
    "受理数", "Accepted", version = "1",
    num = "taken.bell.accept",
  },
  metric "completion_of_accepted" {
    "受理事项办结率", "Resolved of accepted", version = "1",
    num = "closed.bell.resolved",
    den = "taken.bell.accept",
    note = { "解决 ÷ 受理", "Resolved / accepted" },
  },
  metric "completion_as_published" {
    "办结率（公布口径）", "Completion as published", version = "1",
    num = "closed.bell.resolved",
    den = "taken.bell.accept", den_minus = "closed.bell.non_deliberative",
    note = { "解决 ÷（受理 − 非协商事项）", "Resolved / (accepted - non-deliberative)" },
  },
  metric "completion_of_bells" {
    "按铃办结率", "Resolved of bells", version = "1",
    num = "closed.bell.resolved",
    den = "opened.bell",
    note = { "解决 ÷ 按铃", "Resolved / bells" },
  },
  metric "heard_in_a_day" {
    "一天内有人回应", "Heard within a day", version = "1",
    num = { "contact.bell.1h", "contact.bell.4h", "contact.bell.8h", "contact.bell.24h" },
    den = "opened.bell",
    note = { "24 小时内首次接触 ÷ 按铃：小事不出村", "First contact in 24 hours / bells" },
  },
  metric "helped" {
    "代办的占比", "Filed with help", version = "1",
    num = "helped.bell", den = "opened.bell",
    note = { "社工代为提请 ÷ 全部提请", "Filed by staff for a resident / all that were filed" },
  },
  metric "satisfaction" {
    "满意度", "Satisfaction", version = "1",
    num = "satisfied",
    den = "ratings",
    note = { "4 分和 5 分 ÷ 评价人数", "Scores 4 and 5 / ratings" },
  },
  metric "non_deliberative_share" {
    "非协商事项占比", "Share of non-deliberative", version = "1",
    num = "closed.bell.non_deliberative",
    den = "opened.bell",
  },
  metric "messages" {
    "留言数", "Messages", version = "1",
    num = "messages",
  },
}

-- One share for each category, over all that have one.
local all = {}
for _, each in ipairs(units.categories) do
  all[#all + 1] = "category." .. each.id
end
for _, each in ipairs(units.categories) do
  local title = each.body
  metrics[#metrics + 1] = metric("share_" .. each.id) {
    title = { title[1] .. "占比", "Share of " .. title[2] },
    version = "1",
    num = "category." .. each.id,
    den = all,
  }
end

return metrics
