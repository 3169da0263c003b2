-- 白杨钉（你钉我办）: a resident tells, the community passes it to the street, the street handles it, the
-- resident is told; settled within 24 hours. And the stairwell councils of the same street, with
-- three ways of doing a thing together: 商量办, 盯着办, 帮着办. Street: 钱塘区白杨街道.
--
-- Published: the four steps, "90 % settled within 24 hours" and "100 % handled", one group for
-- one matter, the three ways, six parties that act together. Not published: who the six are, who
-- leads what, every other number. Those are defaults in units.lua and params.lua.

local units = require "units"

return pack {
  { "白杨钉", "Baiyang Ding" },
  id = "baiyang",
  version = "2021.6",
  dated = "2021-06-11",

  require "params",
  require "people",
  units.units,
  units.categories,
  require "outcomes",
  require "refusals",
  require "report",
  require "discuss",
  require "watch",
  require "help",
  require "appointment",
  require "metrics",

  activation { by = { "street_staff" }, signers = 2 },
}
