-- 红茶议事会 2.0: from what many residents say to a topic, to the right people, to a meeting, to a
-- report, to work that is done while everyone watches. Street: 拱墅区小河街道, under its 《协商议事规则（试行）》.
--
-- Published: the chain itself (收集—匹配—协商—报告—落实—监督), the three kinds of people that a meeting must
-- have, the report that says who does what, supervision by residents and deliberators. Not
-- published: days, thresholds, numbers of people, names of offices. Those are defaults in
-- params.lua and units.lua. Heat, matching and the report's words are typed in by staff here; the
-- rules check what is typed.

local units = require "units"

return pack {
  { "红茶议事会（试行）", "Black-tea council (on trial)" },
  id = "xiaohe",
  version = "2024.3",
  dated = "2024-03-01",  -- 报道只说“今年3月”第一次按新规则开会
  trial = true,  -- 试行

  require "params",
  require "people",
  units.units,
  units.categories,
  require "outcomes",
  require "refusals",
  require "sources",
  require "letter",
  require "joining",
  require "small_works",
  require "topic",
  require "metrics",

  -- 试行规则由街道两名工作人员一起启用 / the rules on trial are put in force by two of the street's staff.
  activation { by = { "street_staff" }, signers = 2 },
}
