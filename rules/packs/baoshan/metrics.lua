-- 指标，每一个都带公式。
-- Every figure carries its formula.

return {
  metric "problems" { "居民提出的问题", "Problems raised", version = "1", num = "opened.problem" },
  metric "topics" {
    "发布讨论的议题", "Topics published", version = "1",
    num = { "taken.problem.publish_topic", "taken.problem.overrule" },
    note = { "筛选通过的和申诉改列的", "Passed by the screening, or on appeal" },
  },
  metric "proposals_rejected" {
    "未通过的提案", "Proposals not carried", version = "1", num = "closed.problem.rejected",
  },
  metric "conventions" {
    "形成的公约", "Conventions", version = "1", num = "closed.problem.adopted",
  },
  metric "objections" {
    "公示期内的异议", "Objections", version = "1",
    num = { "taken.problem.object", "taken.problem.enter_objection" },
  },
  metric "objections_answered" {
    "异议答复率", "Objections answered", version = "1",
    num = { "taken.problem.answer", "taken.problem.amend" },
    den = { "taken.problem.object", "taken.problem.enter_objection" },
  },
  metric "share_consult" {
    "咨询建议类占比", "Share of questions", version = "1",
    num = "taken.problem.to_consult",
    den = {
      "taken.problem.to_consult", "taken.problem.to_handle", "taken.problem.to_departments",
      "taken.problem.to_screening",
    },
  },
  metric "share_handle" {
    "处置类占比", "Share to be handled", version = "1",
    num = "taken.problem.to_handle",
    den = {
      "taken.problem.to_consult", "taken.problem.to_handle", "taken.problem.to_departments",
      "taken.problem.to_screening",
    },
  },
  metric "self_governed" {
    "自治解决率", "Solved by self-governance", version = "1",
    num = "taken.problem.solved",
    den = { "taken.problem.solved", "taken.problem.work_order" },
    note = { "自治解决 ÷（自治解决 + 网格工单）", "Solved / (solved + work orders)" },
  },
  metric "work_orders" {
    "网格工单", "Grid work orders", version = "1", num = "taken.problem.work_order",
  },
}
