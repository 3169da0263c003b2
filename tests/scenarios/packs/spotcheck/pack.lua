-- A street that looks at one report in three: for tests/scenarios/draw.jsonl.

return pack {
  { "抽查", "Spot checks" },
  id = "spotcheck",
  version = "1",

  level "street" { "街道", "Street", rank = 1 },
  role "resident" { "居民", "Resident" },
  role "worker" { "维修工", "Repairer", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  unit "office" { "办公室", "Office", kind = "office" },
  category "other" { "其他", "Other", lead = "office" },
  outcome "done" { "办结", "Done" },

  procedure "repair" {
    { "维修", "Repair" },
    may_open = { "resident" },

    stage "doing" {
      "办理中", "Doing",
      deadline { within = days(30), on_late = close "done" },
      -- Whether a report needs a photo is fixed before anybody reports.
      action "report" {
        "报完成", "Report", by = "worker", outcome = "done",
        needs = { photo = photo { "照片", "Photo", optional = true } },
        when = function(m, cmd, now)
          if draw("spot check", 3) == 1 and not cmd.inputs.photo then
            return refuse "photo_wanted"
          end
          return true
        end,
      },
      action "again" { "重做", "Again", by = "worker", to = "doing" },
    },
  },
}
