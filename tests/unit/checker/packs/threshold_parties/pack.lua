-- Every party must answer; units without people never do (with a roster that has none).

local categories = {
  category "lift" { "电梯", lead = "market", assisting = { "housing" } },
}
return pack {
  { "试验", "Trial" }, id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "market" { "市场所" }, unit "housing" { "房管所" }, categories,
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },

  procedure "p" {
    "规程", may_open = "resident",
    stage "asked" {
      "一", deadline { within = days(3), on_late = enter "waiting" },
      action "sort" { "定类", by = "staff", needs = { category = categories }, does = "assign",
                      to = "waiting" },
    },
    stage "waiting" {
      "二", deadline { within = days(3), on_late = close "lapsed" },
      action "reply" { "答复", by = "party", needs = { words = text }, does = "reply",
                       all_parties = true, outcome = "done" },
    },
  },
}
