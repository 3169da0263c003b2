-- 四议两公开. decision_deliberation.lua has the four deliberations, decision_carrying_out.lua the two
-- publications and the work between them.

local people = require "people"
local kinds = require "kinds"

-- Whose money it is must be told how much.
local function has_amount(m, cmd, now)
  if includes(kinds.money, cmd.inputs.kind) and cmd.inputs.amount == nil then
    return refuse "amount_missing"
  end
  return true
end

return procedure "decision" {
  { "村级重大事项", "A matter of the whole village" },

  may_open = {
    opener "villager" { "村民建议", "Suggested by villagers", roles = people.villagers },
    -- 支部委员也是党员: what the branch itself wants is raised in this way as well.
    opener "party_member" { "党员建议", "Suggested by party members", roles = { "party_member" } },
    opener "cooperative" {
      "集体经济组织提出", "Raised by the collective", roles = { "cooperative" },
    },
  },

  needs = {
    kind = code { "事项", "Kind of matter", options = kinds.kinds },
    title = text { "要决定的事", "What is to be decided", max = 60, audience = "public" },
    body = text { "方案", "Plan", max = 5000, audience = "community" },
    amount = number {
      "金额（元）", "Sum (yuan)", min = 1, max = 1000000000, optional = true,
    },
  },
  when = has_amount,

  require "decision_deliberation",
  require "decision_carrying_out",
}
