-- 事项的几种结果。
-- How a matter can end. 已完结 and 已上报 are the two that were published: 75 and 11 of 86.

return {
  outcome "completed" { "已完结", "Completed" },
  outcome "passed_up" { "已上报", "Passed up" },
  outcome "not_valid" { "不属有效说事", "Not a valid item" },
  outcome "merged" { "已并案", "Merged with another" },
  outcome "withdrawn" { "已撤回", "Withdrawn" },
  outcome "series_ended" { "例会停办", "Standing meeting ended" },
}
