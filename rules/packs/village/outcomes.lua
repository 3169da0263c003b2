-- 事项的几种结果。
-- How a matter can end.

return {
  outcome "done" { "已实施并公开", "Carried out and published" },
  outcome "rejected" { "村民会议未通过", "Not carried by the assembly" },
  outcome "not_proposed" { "支部未提议", "Not proposed" },
  outcome "withdrawn" { "已撤回", "Withdrawn" },
  outcome "chosen" { "已推选", "Chosen" },
  outcome "not_chosen" { "未推选出", "Nobody chosen" },
  outcome "series_ended" { "停止公开（撤并）", "Ended (villages merged)" },
}
