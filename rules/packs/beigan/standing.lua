-- 每月召开一次: the 360民情圆桌会 that came before 博学圆桌汇, for streets that still hold it. One matter is the
-- series: when its days are up the next meeting is due by itself, until somebody ends it.

local deadlines = require "deadlines"
local paper = require "paper"

local function is_used(m, cmd, now)
  if value "standing_meeting" == 0 then return refuse "not_used" end
  return true
end

return procedure "standing" {
  { "每月例会", "Standing meeting" },

  may_open = { "duty_officer" },
  when = is_used,
  needs = { title = text { "例会名称", "Name of the series", max = 60, audience = "public" } },

  stage "gathering" {
    "征集议题", "Gathering topics",
    step = 1,
    hint = { "期满自动进入下一次例会", "The next meeting is due when time is up" },
    deadline { within = days(param "standing_days"), at_end = enter "meeting" },

    action "suggest" {
      "提议题", "Suggest a topic",
      by = { "resident", "property_staff", "owners_committee", "community_staff", "street_staff" },
      needs = { topic = text { "议题", "Topic", max = 500, audience = "community" } },
    },
  },

  stage "meeting" {
    "召开例会", "Meeting",
    step = 2,
    hint = { "开会并记录", "Hold the meeting and record it" },
    deadlines.within "record_days",

    action "record" {
      "记录例会", "Record the meeting",
      by = "community_staff", to = "gathering",
      needs = {
        minutes = text { "会议记录", "Minutes", max = 5000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },

  action "end_series" {
    "停办例会", "End the series",
    by = "street_staff", outcome = "series_ended",
    needs = { reason = text { "原因", "Why", max = 500, audience = "public" } },
  },
}
