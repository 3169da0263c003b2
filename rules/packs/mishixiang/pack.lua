-- 小区协商铃: one press of the bell, nine steps, every step with an actor, an input and a deadline.
-- Street: 拱墅区米市巷街道. What the street never published (days, quorum, names of offices) is a default
-- here, to be set in params.lua and units.lua.

local units = require "units"

return pack {
  { "小区协商铃", "Neighbourhood deliberation bell" },
  id = "mishixiang",
  version = "2026.1",
  dated = "2026-01-01",

  require "params",
  require "people",
  units.units,
  units.experts,
  units.categories,
  require "outcomes",
  require "refusals",
  require "territory",
  require "bell",
  require "salon",
  require "lift",
  require "worklog",
  require "metrics",

  -- 改规矩要街道两名工作人员一起签 / the street's rules change when two of its staff have signed.
  activation { by = { "street_staff" }, signers = 2 },
}
