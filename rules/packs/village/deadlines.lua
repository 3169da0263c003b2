-- 每个环节的时限：先是村里的天数，再是乡镇的天数，逾期记录在案。
-- The deadline of a working step: the village's days, then the township's.

local again = deadline { within = workdays(param "township_days") }

local function in_workdays(days_id)
  return deadline { within = workdays(param(days_id)), on_late = escalate "street", again = again }
end

local function in_days(days_id)
  return deadline { within = days(param(days_id)), on_late = escalate "street", again = again }
end

return { in_workdays = in_workdays, in_days = in_days }
