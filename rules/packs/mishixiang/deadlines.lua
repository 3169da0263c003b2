-- 每个环节的时限：先是社区的天数，再是街道的天数，再逾期就到区级部门，逾期记录在案。
-- The deadline of every working step: the community's days, then the street's. If the street is
-- late as well, the district's departments may act, and the lateness stands on the record.

local function within(days_id)
  return deadline {
    within = workdays(param(days_id)),
    on_late = escalate "street",
    again = deadline { within = workdays(param "street_days"), on_late = escalate "department" },
  }
end

return { within = within }
