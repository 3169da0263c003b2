-- 指标，每一个都带公式。
-- 90 % settled within 24 hours, 100 % of some 40 reports handled: both with their formulas. A
-- report that is closed before its clock runs out is kept, however it was closed.

local closed = {
  "closed.report.settled", "closed.report.elsewhere", "closed.report.passed_up",
  "closed.report.withdrawn",
}

return {
  metric "reports" { "爆料件数", "Reports", version = "1", num = "opened.report" },
  metric "within_24_hours" {
    "24 小时内处置完毕", "Settled in time", version = "1",
    num = "kept.report", den = closed,
    note = { "按时办结 ÷ 全部办结", "Closed in time / closed" },
  },
  metric "settled_in_8_hours" {
    "8 小时内处置完毕", "Settled in 8 hours", version = "1",
    num = { "lasted.report.1h", "lasted.report.4h", "lasted.report.8h" }, den = closed,
    note = { "8 小时内办结 ÷ 全部办结", "Closed in 8 hours / closed" },
  },
  metric "settled_in_3_days" {
    "三天内处置完毕", "Settled in three days", version = "1",
    num = {
      "lasted.report.1h", "lasted.report.4h", "lasted.report.8h", "lasted.report.24h",
      "lasted.report.72h",
    },
    den = closed,
    note = { "72 小时内办结 ÷ 全部办结", "Closed in 72 hours / closed" },
  },
  metric "handled" {
    "办理率", "Handled", version = "1",
    num = closed, den = "opened.report",
    note = { "办结 ÷ 爆料", "Closed / reports" },
  },
  metric "settled" {
    "处置率", "Settled", version = "1",
    num = "closed.report.settled", den = "opened.report",
  },
  metric "reports_late" { "逾期次数", "Times late", version = "1", num = "late.report" },

  metric "discussed" { "商量办", "Talked over", version = "1", num = "opened.discuss" },
  metric "watched" { "盯着办", "Watched", version = "1", num = "opened.watch" },
  metric "helped" { "帮着办", "Helped", version = "1", num = "opened.help" },
  metric "agreement_rate" {
    "商量成功率", "Agreed of talked over", version = "1",
    num = "closed.discuss.agreed", den = "opened.discuss",
  },
  metric "answers" { "各方认领次数", "Answers of parties", version = "1", num = "replied" },
}
