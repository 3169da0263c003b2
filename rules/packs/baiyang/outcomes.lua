-- 事项的几种结果。
-- How a report or a council's matter can end.

return {
  outcome "settled" { "已处置", "Settled" },
  outcome "elsewhere" { "不属本平台，已告知去处", "Belongs elsewhere" },
  outcome "passed_up" { "已上报", "Passed up" },
  outcome "withdrawn" { "已撤回", "Withdrawn" },

  outcome "agreed" { "商量好了", "Agreed" },
  outcome "not_agreed" { "没有商量好", "Not agreed" },
  outcome "done" { "办好了", "Done" },
  outcome "helped" { "帮好了", "Helped" },
  outcome "unconfirmed" { "无人确认，办结", "Closed unconfirmed" },
  outcome "declined" { "不建群", "No group called" },

  outcome "registered" { "已备案", "Registered" },
  outcome "not_registered" { "不予备案", "Not registered" },
  outcome "struck_off" { "已取消备案", "Struck off" },
}
