-- 第 4 到 6 步：议事会、表决、民意报告。
-- Stages 4 to 6: the meeting in the room and on phones at once, a vote if the host calls one, the
-- report.

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local where = code {
  "从哪里", "From", options = { { "room", "现场", "The room" }, { "online", "线上", "Online" } },
}

local function somebody_spoke(m, cmd, now)
  if m.counts.opinions == 0 then return refuse "no_opinions" end
  return true
end

local function not_the_host(m, cmd, now)
  if includes(cmd.roles, "host") and value "host_votes" == 0 then return refuse "host_votes" end
  return true
end

return {
  stage "meeting" {
    "红茶议事会", "Meeting",
    step = 4,
    hint = { "现场和线上的意见记在一处", "Opinions of room and phones in one list" },
    -- The hours are a soft limit: that a meeting ran longer is only recorded.
    deadline {
      within = hours(param "session_hours"),
      again = deadline {
        within = workdays(param "record_days"),
        on_late = escalate "street",
        again = deadline { within = workdays(param "street_days") },
      },
    },

    -- 现场和线上的意见是同一张表；打开 pseudonyms，就只写“议事员 3”，不写姓名。
    -- One list for room and phones; with pseudonyms on a number stands for the name.
    action "attend" {
      "签到", "Attend",
      by = { "invitee", "party" }, does = "attend",
      needs = { mode = where },
    },
    action "speak" {
      "发表意见", "Speak",
      by = { "invitee", "party" }, does = "opine", pseudonymous = param "pseudonyms",
      needs = {
        opinion = text { "意见", "Opinion", max = 1000, audience = "public" },
        from = where,
        reply_to = number { "回复第几条", "Answers no.", min = 1, max = 5000, optional = true },
      },
    },
    action "record" {
      "记录现场意见", "Take down an opinion",
      by = { "host", "community_staff" }, does = "opine",
      needs = {
        opinion = text { "意见", "Opinion", max = 1000, audience = "public" },
        from = where,
        speaker = text { "发言人", "Who said it", max = 60, audience = "parties", optional = true },
      },
    },
    action "group" {
      "归纳主题", "Group into a theme",
      by = { "host", "community_staff" },
      needs = {
        theme = text { "主题", "Theme", max = 60, audience = "public" },
        opinions = number { "意见条数", "Opinions in it", min = 1, max = 1000 },
      },
    },
    action "call_vote" {
      "发起表决", "Call a vote",
      by = "host", to = "vote", when = somebody_spoke,
      needs = { motion = text { "表决的问题", "What is voted on", max = 200, audience = "public" } },
    },
    action "conclude" {
      "结束议事会", "Close the meeting",
      by = { "host", "community_staff" }, to = "report", when = somebody_spoke,
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
  },

  -- 小程序上投票: it tells what people think and binds nobody, so both results lead to the report.
  stage "vote" {
    "小程序表决", "Vote",
    step = 5,
    hint = { "表决期满自动计票，结果写进报告", "Counted when time is up; the report has it" },
    poll {
      electors = { "deliberator", "resident", "merchant" },
      approve = param "approve", of = "voted", above = true,
      passed = enter "report", failed = enter "report",
    },
    deadline { within = hours(param "vote_hours"), at_end = tally },

    action "vote" {
      "投票", "Vote",
      by = "elector", does = "vote", when = not_the_host,
      needs = {
        choice = code {
          "意见", "Choice",
          options = {
            { "for", "同意", "For" },
            { "against", "反对", "Against" },
            { "abstain", "弃权", "Abstain" },
          },
        },
      },
    },
  },

  stage "report" {
    "民意报告", "Opinion report",
    step = 6,
    hint = { "写明共识、分歧和各方任务", "Consensus, dissent, and who does what" },
    within "report_days",

    action "report" {
      "提交民意报告", "Hand in the report",
      by = { "host", "community_staff" }, does = "tell", to = "tasks",
      needs = {
        consensus = text { "共识", "Consensus", max = 2000, audience = "public" },
        dissent = text { "分歧", "Dissent", max = 2000, audience = "public", optional = true },
        tasks = text { "各方任务", "Tasks of each party", max = 2000, audience = "public" },
        opinions = number { "意见条数", "Opinions", min = 1, max = 10000 },
        themes = number { "主题数", "Themes", min = 1, max = 100 },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },
}
