-- 议事员库: who wants to become a deliberator says so, and of which kind; the community agrees; the
-- registrar then gives the role. Leaving: the registrar ends the role. Both stay in the ledger.

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

return procedure "joining" {
  { "加入议事员库", "Becoming a deliberator" },

  may_open = { "resident", "merchant", "guest" },

  needs = {
    kind = code {
      "身份", "Comes as",
      options = {
        { "party_member", "党员代表", "Party member" },
        { "masses", "群众代表", "Resident" },
        { "professional", "专业人士", "Professional" },
      },
    },
    skills = text {
      "关心的事和专长", "Concerns and skills", max = 500, audience = "staff", optional = true,
    },
    consent = code {
      "是否同意入库", "Consent", options = { { "yes", "同意登记并接受邀请", "I agree to be listed" } },
    },
  },

  stage "applied" {
    "申请入库", "Applied",
    hint = { "社区两委审核", "The community committees decide" },
    within "join_days",

    action "admit" {
      "同意入库", "Admit",
      by = "community_committee", outcome = "joined",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "decline" {
      "不予入库", "Decline",
      by = "community_committee", outcome = "declined",
      needs = { reason = text { "理由", "Why", max = 500, audience = "parties" } },
    },
  },

  action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
}
