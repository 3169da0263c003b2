-- 社区通: a problem that residents raise becomes a topic, a proposal and, by vote, a convention (居民公约)
-- of the compound. 上海宝山区, all residential areas.
--
-- Published: the chain
--   居民提出问题—居委会筛选—议题发布广泛讨论—形成议题—筛选转化为提案—投票—转化为公约,
-- three classes of problems with a route each (咨询建议、处置、历史遗留/跨部门; 8+x items become 网格工单),
-- that house rules of procedure were adopted by vote and that somebody objected to 公示时间 and
-- 表决机制, that officials observe and never speak. Not published: days, quorum, threshold, the list
-- "8+x". Those are defaults in params.lua, people.lua, grid_items.lua; quorum and majority follow
-- the law that params.lua names.

local units = require "units"

return pack {
  { "社区通", "Community link" },
  id = "baoshan",
  version = "2026.1",
  dated = "2026-01-01",

  require "params",
  require "people".all,
  units,
  require "outcomes",
  require "refusals",
  require "problem",
  require "rules",
  require "wording",
  require "metrics",

  -- 议事规则是“基本法”: another pack holds once the residents have voted for it (rules.lua) and two have
  -- signed that it is the one they voted for.
  activation {
    by = { "community_committee", "street_staff" }, signers = 2,
    procedure = "rules", outcome = "adopted",
  },
}
