-- It goes to and fro and never ends.

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
      "一", deadline { within = days(3), on_late = enter "answered" },
      action "answer" { "答复", by = "staff", to = "answered" },
    },
    stage "answered" {
      "二", deadline { within = days(3), on_late = escalate "street" },
      action "again" { "再问", by = "opener", to = "asked" },
      action "back" { "退回", by = "staff", to = "asked" },
    },
  },
}
