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

  -- 有的城市规定业主表决只在市里的平台上才有效：打开 city_votes。加装电梯的表决就写明在哪里投才算数，这里的结果
  -- 供参考。Where a city runs the platform on which owners must vote: switch it on.
  owners_vote {
    when = param "city_votes",
    where = { "市业主决策平台", "The city's platform for owners" },
    source = "市房产主管部门的规定",
  },

  -- 改规矩要街道两名工作人员一起签 / the street's rules change when two of its staff have signed.
  activation { by = { "street_staff" }, signers = 2 },
}
