-- 博学圆桌汇: whoever has something to say is answered, by the community and by the property company,
-- within 3 to 5 working days; what is late or complex comes to a table at which everybody sits.
-- Community: 萧山区北干街道博学路社区, on its 微信公众号 since November 2020.
--
-- Published: 我要说事 with its kinds of items, the reply that must come within 3–5 working days from
-- the community and from the property company, the 圆桌会 of all parties for what is complex, 专管员 who
-- noticed a surge, and two endings, 已完结 and 已上报. Not published: which of 3 and 5 binds, how long a
-- table may take, names of units. Those are defaults in params.lua and units.lua.

local units = require "units"

return pack {
  { "博学圆桌汇", "Boxue round table" },
  id = "beigan",
  version = "2026.1",
  dated = "2026-01-01",

  require "params",
  require "people",
  units.units,
  units.categories,
  require "outcomes",
  require "refusals",
  require "say",
  require "standing",
  require "metrics",
}
