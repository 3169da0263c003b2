-- 既有住宅加装电梯：一幢楼的业主自己定。《民法典》第二百七十八条第七项，改建建筑物：面积和人数各三分之二
-- 以上参与，参与的人各四分之三以上同意。别幢的业主、本幢的租户不算。
-- A lift for an existing building is decided by that building's owners alone, as a rebuilding
-- (Civil Code art. 278 item 7). Owners of other buildings and tenants of this one do not count.

local law = require "civil_code"
local choice = require "choice"

return procedure "lift" {
  { "加装电梯", "A lift for a building" },
  within = "building",

  may_open = {
    opener "owners" { "业主提出", "Owners", roles = { "resident", "owners_committee" } },
    opener "community" {
      "社区提出", "Community", roles = { "community_staff", "compound_officer" },
    },
  },
  needs = {
    title = text { "加装方案", "The plan in a line", max = 60, audience = "community" },
    cost = text {
      "费用和分摊", "Cost, and who bears what", max = 1000, audience = "community", optional = true,
    },
  },

  stage "consult" {
    "征求意见", "Consultation",
    step = 1,
    hint = { "低层住户的意见先听到", "Those on the lower floors are heard first" },
    deadline { within = days(param "lift_days"), on_late = close "unresolved" },

    action "remark" {
      "提意见", "Remark",
      by = "neighbour", does = "opine", helpers = "community_staff",
      needs = { opinion = text { "意见", "Remark", max = 1000, audience = "community" } },
    },
    action "put_to_vote" {
      "提交表决", "Put to the vote",
      by = { "owners_committee", "community_staff" }, to = "vote",
      needs = { plan = text { "表决的方案", "The plan", max = 2000, audience = "community" } },
    },
    action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" },
  },

  stage "vote" {
    "本幢业主表决", "The building's owners vote",
    step = 2,
    hint = { "按户数和面积计票", "Counted by owners and by floor area" },
    poll(law.major {
      electors = { "resident" }, passed = enter "publicity", failed = close "unresolved",
    }),
    deadline { within = days(param "lift_vote_days"), at_end = tally },

    choice.vote(),
    choice.paper(),
  },

  stage "publicity" {
    "公示", "Publicity",
    step = 3,
    hint = { "期满无异议，报街道", "Without objections it goes to the street" },
    deadline { within = days(param "lift_publicity_days"), at_end = close "agreed" },

    action "object" {
      "提出异议", "Object",
      by = "neighbour", to = "hearing",
      needs = { reason = text { "异议", "Objection", max = 1000, audience = "community" } },
    },
  },

  stage "hearing" {
    "协调异议", "Hearing the objection",
    hint = { "社区请双方坐下来谈", "The community brings both sides together" },
    deadline { within = days(param "lift_days"), on_late = close "unresolved" },

    action "settle" {
      "谈妥", "Settle",
      by = { "community_staff", "community_committee" }, outcome = "agreed",
      needs = { terms = text { "怎么谈妥的", "How", max = 1000, audience = "community" } },
    },
  },
}
