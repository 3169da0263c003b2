-- 四议: proposed by the branch, consulted by both committees, deliberated by the party members,
-- decided by the villagers.

local people = require "people"
local paper = require "paper"
local deadlines = require "deadlines"

local function ballot()
  return action "vote" {
    "表决", "Vote",
    by = "elector", does = "vote",
    needs = {
      choice = code {
        "意见", "Choice",
        options = {
          { "for", "同意", "For" },
          { "against", "反对", "Against" },
          { "abstain", "弃权", "Abstain" },
        },
      },
    },
  }
end

return {
  stage "proposal" {
    "村党支部提议", "Proposal by the branch",
    step = 1,
    hint = { "支部委员签字提议", "The branch committee signs" },
    deadlines.in_workdays "propose_days",

    action "propose" {
      "签字提议", "Sign the proposal",
      by = "branch", signers = param "propose_signers", to = "consultation",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "decline" {
      "不提议", "Do not propose",
      by = "branch", outcome = "not_proposed",
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
    action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
  },

  stage "consultation" {
    "“两委”会商议", "Consultation of both committees",
    step = 2,
    hint = { "“两委”成员签字", "Members of both committees sign" },
    deadlines.in_workdays "consult_days",

    action "agree" {
      "签字同意", "Sign",
      by = people.committees, signers = param "consult_signers", to = "deliberation",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "send_back" {
      "退回修改", "Send back",
      by = people.committees, to = "proposal",
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
  },

  stage "deliberation" {
    "党员大会审议", "Deliberation of the party members",
    step = 3,
    hint = { "党员一人一票", "One ballot a party member" },
    poll {
      electors = { "party_member" },
      turnout = param "party_turnout", approve = param "party_approve", of = "voted", above = true,
      passed = enter "assembly", failed = enter "consultation",
    },
    deadline { within = days(param "party_days"), at_end = tally },

    ballot(),
  },

  stage "assembly" {
    "村民会议决议", "Decision of the assembly",
    step = 4,
    hint = { "一户一票，外出的也算", "One ballot a household, from wherever it is" },
    poll {
      electors = people.villagers, per = "household",
      turnout = param "assembly_turnout", approve = param "assembly_approve",
      of = "voted", above = true,
      passed = enter "announcing", failed = close "rejected",
    },
    deadline { within = days(param "assembly_days"), at_end = tally },

    ballot(),
  },
}
