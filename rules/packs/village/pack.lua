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
