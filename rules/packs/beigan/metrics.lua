-- 指标，每一个都带公式。
-- Every figure carries its formula. Published for the first two months: 86 valid items, 75
-- completed and 11 passed up, 反馈率 100 %.

return {
  metric "said" { "说事数", "Items said", version = "1", num = "opened.say" },
  metric "valid" {
    "有效说事数", "Valid items", version = "1",
    num = "taken.say.admit",
    note = { "认定有效并分办的", "Found valid and passed on" },
  },
  metric "completed" { "已完结", "Completed", version = "1", num = "closed.say.completed" },
  metric "passed_up" { "已上报", "Passed up", version = "1", num = "closed.say.passed_up" },
  metric "feedback_rate" {
    "反馈率", "Feedback rate", version = "1",
    num = { "closed.say.completed", "closed.say.passed_up" },
    den = "taken.say.admit",
    note = { "（已完结 + 已上报）÷ 有效说事", "(completed + passed up) / valid items" },
  },
  metric "completion" {
    "完结率", "Completion", version = "1",
    num = "closed.say.completed",
    den = "taken.say.admit",
  },
  metric "replies" {
    "答复次数", "Replies", version = "1",
    num = "replied",
    note = { "每个单位答复一次计一次", "One for each party that replied" },
  },
  metric "overdue" {
    "答复超期次数", "Reply limits missed", version = "1",
    num = "late.say.replying",
    note = { "提醒期限和最后期限各计一次", "Soft and hard limit are counted each" },
  },
  metric "tables" {
    "圆桌会通知次数", "Round tables called", version = "1",
    num = "taken.say.call",
  },
  metric "satisfaction" {
    "满意度", "Satisfaction", version = "1",
    num = "satisfied",
    den = "ratings",
    note = { "4 分和 5 分 ÷ 评价人数", "Scores 4 and 5 / ratings" },
  },
}
