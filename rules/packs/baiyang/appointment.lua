-- 备案和联审：两委、业委会成员先提名、写明任期，指定的人逐个联审，都同意了街道才备案。备案的角色
-- 只能这样得到，登记员不能直接给。
-- Vetting: who is to sit on a committee is proposed with the days of the term; those named to
-- review sign one by one; the street registers when all have. The roles are given in no other way,
-- and the matter shows who reviewed and when. Nobody registers themselves.

local proposers = {
  opener "community" {
    "社区提名", "Proposed by the community", roles = { "community_staff", "grid_head" },
  },
  opener "street" { "街道提名", "Proposed by the street", roles = { "street_staff" } },
}

local whom = members { "谁", "Who" }

local function reason(title_zh, title_en)
  return text { title_zh, title_en, max = 1000, audience = "staff" }
end

-- 不经联审的人不能自己备案 / nobody decides on what they proposed.
local function by_another(m, cmd, now)
  if cmd.by_opener then return refuse "own_matter" end
  return true
end

local function review_days()
  return deadline {
    within = workdays(param "vetting_days"), on_late = escalate "street",
    again = deadline { within = workdays(param "vetting_days"), on_late = close "not_registered" },
  }
end

local function registering(id, zh, en, role)
  return action(id) {
    zh, en, by = "street_staff", does = "appoint", appoints = role, outcome = "registered",
    when = by_another,
  }
end

local function striking_off(id, zh, en, role)
  return procedure(id) {
    { zh, en },
    may_open = proposers,
    needs = { member = whom, reason = reason("理由", "Why") },
    stage "striking" {
      "取消备案", "Striking off",
      hint = { "提出的人自己不能定", "Not by whoever proposed it" },
      review_days(),
      action "strike" {
        "取消备案", "Strike off", by = "street_staff", does = "dismiss", appoints = role,
        outcome = "struck_off", when = by_another,
      },
    },
  }
end

return {
  procedure "appointment" {
    { "任职联审和备案", "Vetting and registration" },
    may_open = proposers,
    needs = {
      member = whom,
      from = instant { "任期从", "From" },
      ["until"] = instant { "任期到", "Until" },
      reason = reason("提名理由", "Why"),
    },

    stage "naming" {
      "指定联审人", "Naming reviewers",
      step = 1,
      hint = { "街道指定参加联审的人", "The street names who reviews" },
      review_days(),
      action "name" {
        "指定联审人", "Name the reviewers",
        by = "street_staff", does = "name_reviewers", to = "review",
        needs = { reviewers = members { "联审人", "Reviewers" } },
      },
    },
    stage "review" {
      "联审", "Joint review",
      step = 2,
      hint = { "指定的人都同意才进下一步", "It goes on when everybody named has agreed" },
      review_days(),
      action "sign" { "同意", "Agree", by = "reviewer", all_reviewers = true, to = "register" },
      action "object" {
        "不同意", "Disagree",
        by = "reviewer", outcome = "not_registered", needs = { reason = reason("理由", "Why") },
      },
    },
    stage "register" {
      "备案", "Registration",
      step = 3,
      hint = { "备案后从任期第一天起有效", "It holds from the first day of the term" },
      review_days(),
      registering("register_committee", "备案为两委成员", "Register for the committees",
                  "registered_committee"),
      registering("register_owners", "备案为业委会成员", "Register for the owners' committee",
                  "registered_owners"),
    },
  },

  striking_off("strike_committee", "取消两委成员备案", "Striking off the committees",
               "registered_committee"),
  striking_off("strike_owners", "取消业委会成员备案", "Striking off the owners' committee",
               "registered_owners"),
}
