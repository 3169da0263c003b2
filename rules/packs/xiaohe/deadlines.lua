-- 每个环节的时限：先是社区的天数，再是街道的天数，逾期记录在案。
-- The deadline of a working step: the community's days, then the street's, then it stands on the
-- record.

local function within(days_id)
  return deadline {
    within = workdays(param(days_id)),
    on_late = escalate "street",
    again = deadline { within = workdays(param "street_days") },
  }
end

return { within = within }
