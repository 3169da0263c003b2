-- Which of two deadlines comes first is a parameter's choice, and so is the outcome.

return pack {
  { "试验", "Trial" }, id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },

  params { answer_hours = hours(24, "答复时限", { min = 12, max = 96, source = "街道自定" }) },
  procedure "p" {
    "规程", may_open = "resident",
    deadline { within = hours(72), on_late = close "lapsed" },
    stage "asked" {
      "一", deadline { within = hours(param "answer_hours"), on_late = close "done" },
      action "finish" { "办结", by = "staff", outcome = "done" },
    },
  },
}
