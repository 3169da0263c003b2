-- 小区专员工作日志：一天一本，随手记，关联事项；当天结束封存，以后谁也不能改。
-- The compound officer's log of a day: notes with the matters that they are about. The end of the
-- day closes it, and a closed matter takes no more notes. What was noted without a network after
-- that belongs into the next day's; a street whose officers are often offline sets worklog_days.

return procedure "worklog" {
  { "小区专员工作日志", "Compound officer's log" },
  within = "compound",

  may_open = { opener "officer" { "小区专员", "Compound officer", roles = { "compound_officer" } } },
  needs = {
    plan = text { "今天要做的", "Plan for the day", max = 500, audience = "staff", optional = true },
  },

  stage "day" {
    "当天", "The day",
    hint = { "期满封存", "Closed at its end" },
    deadline { within = days(param "worklog_days"), at_end = close "logged" },

    action "note" {
      "记一笔", "Note",
      by = "opener",
      needs = {
        note = text { "记事", "Note", max = 1000, audience = "staff" },
        about = matters { "关联的事项", "Matters that it is about", optional = true },
        photo = photo { "照片", "Photo", audience = "staff", optional = true },
      },
    },
  },
}
