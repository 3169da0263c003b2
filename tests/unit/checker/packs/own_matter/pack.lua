-- A neighbour decides, and may have opened the matter.

local function anybody(m, cmd, now)
  return true
end

return pack {
  { "试验", "Trial" }, id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },

  procedure "p" {
    "规程", may_open = "resident",
    stage "asked" {
      "一", deadline { within = days(3), on_late = close "lapsed" },
      action "finish" { "办结", by = "resident", outcome = "done", when = anybody },
    },
  },
}
