-- 事项的几种结果。
-- How a matter can end. They are told apart, because they are counted apart.

return {
  outcome "resolved" { "已解决", "Resolved" },
  outcome "unresolved" { "未解决", "Not resolved" },
  outcome "passed_up" { "已上报", "Passed up" },
  outcome "non_deliberative" { "非协商事项", "Not a matter for deliberation" },
  outcome "agreed" { "形成约定", "Agreed" },
  outcome "logged" { "封存", "Closed for good" },
  outcome "withdrawn" { "已撤回", "Withdrawn" },
  outcome "declined" { "不予受理", "Declined" },
}
