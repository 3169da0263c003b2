-- A small street whose residents vote on its rules, whose offices answer one by one, and whose
-- matters run against a clock of their own: for tests/scenarios.

local units = {
  unit "office" { "社区办", "Office", kind = "office" },
  unit "property" { "物业", "Property", kind = "company" },
}
local categories = {
  category "repair" { "维修", "Repairs", lead = "property", assisting = { "office" } },
}

return pack {
  { "居民大会", "Assembly" },
  id = "assembly",
  version = "1",

  params {
    vote_days = days(2, { "投票天数", "Days to vote" }, { min = 1, max = 9 }),
    most = ratio(1, 2, { "同意比例", "Share in favour" }, { min = 10, max = 100 }),
    turnout = ratio(1, 2, { "参与比例", "Turnout" }, { min = 10, max = 100 }),
    answer_hours = hours(4, { "答复时限", "Hours to answer" }, { min = 1, max = 48 }),
    meet_days = workdays(2, { "议事时限", "Days to meet" }, { min = 1, max = 9 }),
  },
  level "street" { "街道", "Street", rank = 1 },
  role "resident" { "居民", "Resident" },
  role "worker" { "社工", "Worker", staff = true },
  role "boss" { "街道", "Street staff", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  units,
  categories,
  outcome "adopted" { "通过", "Adopted" },
  outcome "declined" { "未通过", "Not adopted" },
  outcome "settled" { "办结", "Settled" },
  outcome "lapsed" { "过期", "Lapsed" },

  activation { by = { "worker", "boss" }, procedure = "rules", outcome = "adopted" },

  procedure "rules" {
    { "规则表决", "Vote on the rules" },
    may_open = { "worker", "resident" },
    needs = { pack = rule_pack { "规则包", "Rule pack" } },
    stage "vote" {
      "投票", "Vote",
      deadline { within = days(param "vote_days"), at_end = tally },
      poll {
        electors = { "resident" }, per = "household", turnout = param "turnout",
        approve = param "most", of = "voted", above = true,
        passed = close "adopted", failed = enter "talk",
      },
      action "vote" {
        "投票", "Vote", by = "elector", does = "vote",
        needs = { choice = code { "意见", "Choice", options = {
          { "for", "同意", "For" }, { "against", "反对", "Against" }, { "abstain", "弃权", "Abstain" },
        } } },
      },
    },
    stage "talk" {
      "再议", "Talk it over",
      deadline { within = days(5), at_end = close "declined" },
      action "again" { "再投一次", "Vote again", by = "worker", to = "vote" },
    },
  },

  procedure "care" {
    { "报修", "Repair" },
    may_open = { "resident" },
    -- The whole matter has 24 hours; then the street has as many again.
    deadline {
      within = hours(24), on_late = escalate "street",
      again = deadline { within = hours(24), on_late = close "lapsed" },
    },
    stage "sent" {
      "派单", "Sent",
      action "assign" {
        "定责", "Assign", by = "worker", to = "answers", does = "assign",
        needs = { category = categories },
      },
    },
    stage "answers" {
      "答复", "Answers",
      -- The first limit is soft: it is recorded, then the hard one runs.
      deadline {
        within = hours(param "answer_hours"),
        again = deadline { within = hours(2), on_late = enter "meeting" },
      },
      action "answer" {
        "答复", "Answer", by = "party", does = "reply", all_parties = true, to = "meeting",
      },
    },
    stage "meeting" {
      "议事", "Meeting",
      deadline { within = workdays(param "meet_days"), on_late = close "lapsed" },
      action "settle" { "办结", "Settle", by = "worker", outcome = "settled" },
    },
  },

  procedure "talk" {
    { "议事", "Talk" },
    may_open = { "resident" },
    stage "meeting" {
      "议事", "Meeting",
      deadline { within = workdays(param "meet_days"), on_late = close "lapsed" },
      action "settle" { "办结", "Settle", by = "worker", outcome = "settled" },
    },
  },
}
