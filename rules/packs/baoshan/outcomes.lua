-- 事项的几种结果。
-- How a matter can end.

return {
  outcome "adopted" { "表决通过，已生效", "Adopted by vote" },
  outcome "rejected" { "表决未通过", "Not carried" },
  outcome "screened_out" { "筛选未列为议题", "Screened out" },
  outcome "not_formed" { "讨论后未形成议题", "No topic came of it" },
  outcome "answered" { "已答复", "Answered" },
  outcome "resolved" { "已解决", "Resolved" },
  outcome "passed_up" { "已上报", "Passed up" },
  outcome "withdrawn" { "已撤回", "Withdrawn" },
}
