-- 村务监督委员会: checks what the villagers' committee did and spent before it is published. Nobody checks
-- himself: 《村民委员会组织法》第三十二条.

local deadlines = require "deadlines"

local function not_ones_own(m, cmd, now)
  if includes(cmd.roles, "village_committee") then return refuse "own_matter" end
  return true
end

-- The stage of a check: back to `before`, or on to `after` once enough have signed.
local function check(id, step, before, after)
  return stage(id) {
    "监督委员会审核", "Check by the supervision committee",
    step = step,
    hint = { "监督委员会签字后公开", "Published once the supervisors have signed" },
    deadlines.in_workdays "check_days",

    action "verify" {
      "审核签字", "Sign",
      by = "supervision", signers = param "check_signers", to = after, when = not_ones_own,
    },
    action "reject" {
      "退回更正", "Send back",
      by = "supervision", to = before, when = not_ones_own,
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
  }
end

return check
