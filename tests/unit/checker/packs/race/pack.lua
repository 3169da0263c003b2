-- The stage's deadline and the matter's clock fall due at one instant.

return pack {
  { "试验", "Trial" }, id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },

  procedure "p" {
    "规程", may_open = "resident",
    deadline { within = hours(24), on_late = close "lapsed" },
    stage "asked" {
      "一", deadline { within = hours(24), on_late = close "done" },
      action "finish" { "办结", by = "staff", outcome = "done" },
    },
  },
}
