-- 村务: a village is a kind of place that no line of the program knows of. Collective matters go the
-- way of 四议两公开 (four deliberations, two publications), and what the village did and spent is
-- published under a supervision committee. Row A5.13: 因地制宜; 离村而不离心: who works away votes as well.
--
-- Published: the way itself, and what 《村民委员会组织法》 says of the assembly, of matters that only it
-- decides, of publication and of supervision (params.lua and kinds.lua name the articles). Not
-- published: the days of each step. Those are defaults.

local units = require "units"

return pack {
  { "村务", "Village affairs" },
  id = "village",
  version = "2026.1",
  dated = "2026-01-01",

  -- 村里不用的部分。户户在册，入村不靠扫海报；别的平台的件由乡镇接；四议两公开之外不派工单，也不另编案例库，办的
  -- 结果都在公开栏里。场地（文化礼堂等）由村里决定开不开。What a village does without: everybody is on its
  -- roll, so nobody asks to join by a poster; items from elsewhere go to the township; there are no
  -- work orders and no case library beside the publications. Whether its hall can be booked it says
  -- itself.
  modules {
    posters = false, importing = false, orders = false, cases = false, venues = param "venues",
  },

  require "params",
  require "people".all,
  units,
  require "outcomes",
  require "refusals",
  require "decision",
  require "disclosure",
  require "deputies",
  require "metrics",
}
