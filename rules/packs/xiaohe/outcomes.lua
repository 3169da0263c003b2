-- 事项的几种结果。
-- How a letter, an application or a topic can end.

return {
  outcome "answered" { "已答复", "Answered" },
  outcome "pooled" { "已归入民意库", "Counted behind a topic" },
  outcome "declined" { "不予受理", "Declined" },
  outcome "withdrawn" { "已撤回", "Withdrawn" },
  outcome "joined" { "已入库", "Joined" },

  outcome "not_topic" { "不列为议题", "Not taken as a topic" },
  outcome "delivered" { "已落实", "Delivered" },
  outcome "not_delivered" { "未能落实", "Not delivered" },
  outcome "funded" { "已选定项目", "Works chosen" },
  outcome "stopped" { "已终止", "Stopped" },
}
