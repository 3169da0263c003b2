-- Who was invited may end the meeting; one to which nobody was invited stays for ever.

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
      action "invite" {
        "约请", by = "staff", to = "meeting", needs = { guests = members }, does = "invite",
      },
      action "hold" { "直接开会", by = "staff", to = "meeting" },
    },
    stage "meeting" {
      "二", deadline { within = days(3), on_late = escalate "street" },
      action "conclude" { "结束", by = "invitee", outcome = "done" },
    },
  },
}
