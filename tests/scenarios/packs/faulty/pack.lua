-- A pack whose functions fail, each in its own way: for tests/scenarios/rule_failures.jsonl.

local function text_of(count)
  local text = "x"
  for _ = 1, count do text = text .. text end
  return text
end

local function deeper(n)
  return 1 + deeper(n + 1)
end

return pack {
  { "坏规则", "Faulty rules" },
  id = "faulty",
  version = "1",

  level "street" { "街道", "Street", rank = 1 },
  role "resident" { "居民", "Resident" },
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  unit "office" { "办公室", "Office", kind = "office" },
  category "other" { "其他", "Other", lead = "office" },
  outcome "done" { "办结", "Done" },

  procedure "matter" {
    { "事项", "Matter" },
    may_open = { "resident" },
    needs = { size = number { "大小", "Size", min = 0, max = 1000, optional = true } },
    -- Refuses by its own word, or breaks, by the size that the opener gives.
    when = function(m, cmd, now)
      if cmd.inputs.size == 13 then return refuse "unlucky" end
      if cmd.inputs.size == 99 then return 1 + nil end
      return true
    end,

    stage "open" {
      "办理中", "Open",
      deadline { within = days(3), on_late = close "done" },
      action "runtime" {
        "出错", "Runtime", by = "opener",
        when = function(m, cmd, now) error "broken" end,
      },
      action "gas" {
        "不停", "Gas", by = "opener",
        when = function(m, cmd, now) while true do end end,
      },
      action "memory" {
        "内存", "Memory", by = "opener",
        when = function(m, cmd, now)
          local kept = {}
          for i = 1, 100 do kept[i] = text_of(17) .. tostring(i) end
          return true
        end,
      },
      action "depth" {
        "深", "Depth", by = "opener",
        when = function(m, cmd, now) return deeper(1) == 0 end,
      },
      action "odd" { "怪", "Odd", by = "opener", when = function(m, cmd, now) return "maybe" end },
      action "finish" { "完成", "Finish", by = "opener", outcome = "done" },
    },
  },
}
