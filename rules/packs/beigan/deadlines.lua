-- The deadline of a working step: the community's days, then the street's. If the street is late as
-- well, the matter stays in its hands and the lateness stands on the record.

local function within(days_id)
  return deadline {
    within = workdays(param(days_id)),
    on_late = escalate "street",
    again = deadline { within = workdays(param "street_days") },
  }
end

return { within = within }
