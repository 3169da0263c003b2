-- 指标，每一个都带公式。
-- Every figure carries its formula.

return {
  metric "matters" { "提出的村级事项", "Matters raised", version = "1", num = "opened.decision" },
  metric "proposed" {
    "支部提议率", "Proposed by the branch", version = "1",
    num_minus = "closed.decision.not_proposed", num = "opened.decision",
    den = "opened.decision",
    note = { "（提出 − 未提议）÷ 提出", "(raised - not proposed) / raised" },
  },
  metric "done" { "已实施并公开", "Carried out", version = "1", num = "closed.decision.done" },
  metric "rejected" { "村民会议未通过", "Not carried", version = "1", num = "closed.decision.rejected" },
  metric "questions_answered" {
    "质询答复率", "Questions answered", version = "1",
    num = { "taken.decision.answer", "taken.accounts.answer", "taken.affairs.answer" },
    den = { "taken.decision.question", "taken.accounts.question", "taken.affairs.question" },
  },
  metric "late_accounts" {
    "财务公开逾期次数", "Accounts late", version = "1", num = "late.accounts.writing",
  },
  metric "late_affairs" {
    "一般事项公开逾期次数", "Reports late", version = "1", num = "late.affairs.writing",
  },
  metric "reported_up" {
    "向乡镇反映次数", "Brought before the township", version = "1",
    num = { "taken.decision.report_up", "taken.accounts.report_up", "taken.affairs.report_up" },
  },
}
