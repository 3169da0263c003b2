-- A pack that nobody can load: the stage has no way out. For tests/scenarios/activation_*.jsonl.

return pack {
  { "坏规则", "Broken rules" },
  id = "broken",
  version = "1",
  level "street" { "街道", "Street", rank = 1 },
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  outcome "done" { "办结", "Done" },
  procedure "bell" {
    { "事项", "Matter" },
    may_open = { "street_staff" },
    stage "open" { "办理中", "Open", deadline { within = days(3) } },
  },
}
