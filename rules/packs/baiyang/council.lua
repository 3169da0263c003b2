-- 三种楼道议事共用的部分：谁能提、怎么建群、怎么撤回。
-- What the three ways of a stairwell council share: who may bring a matter, the group that is
-- called for it, and how it is taken back. 一群一事一议: one group for one matter; it ends with the
-- matter.

local callers = { "stairwell_head", "grid_head", "community_staff" }

local council = { callers = callers }

function council.may_open()
  return {
    opener "neighbours" {
      "邻里提出", "Neighbours",
      roles = { "resident", "stairwell_head", "owners_committee", "party_member", "volunteer" },
    },
    opener "community" { "社区提出", "Community", roles = { "community_staff", "grid_head" } },
  }
end

function council.needs()
  return {
    title = text { "什么事", "What it is about", max = 60, audience = "community" },
    body = text { "详细情况", "Details", max = 1000, audience = "community", optional = true },
    stairwell = text { "楼道", "Stairwell", max = 60, audience = "community", optional = true },
  }
end

-- The first stage: somebody calls the group, or says why there is none.
function council.gathering(next_stage)
  return stage "gathering" {
    "建群", "Calling the group",
    step = 1,
    hint = { "楼道长约请相关的人", "The stairwell head invites those concerned" },
    deadline {
      within = workdays(param "gather_days"),
      on_late = escalate "community",
      again = deadline {
        within = workdays(param "gather_days"),
        on_late = escalate "street",
        again = deadline { within = workdays(param "street_days") },
      },
    },

    action "gather" {
      "建群", "Call the group",
      by = callers, to = next_stage,
      needs = { group = members { "群成员", "Members of the group" } }, does = "invite",
    },
    action "decline" {
      "不建群", "Call none",
      by = callers, outcome = "declined",
      needs = { reason = text { "理由", "Why", max = 500, audience = "community" } },
    },
  }
end

function council.add_members()
  return action "add_members" {
    "增加群成员", "Add members",
    by = callers,
    needs = { group = members { "群成员", "Members of the group" } }, does = "invite",
  }
end

-- 群里的话是一张表：谁参加谁说，可以回复、点赞、举报；事项结束，群也就结束了。
-- What the group says is one list, of those who take part, until the matter ends.
function council.thread()
  local post = number { "第几条", "Number", min = 1, max = 5000 }
  return {
    action "speak" {
      "发言", "Speak",
      by = "participant", does = "opine", helpers = "community_staff",
      needs = {
        opinion = text { "发言", "Words", max = 500, audience = "community" },
        reply_to = number { "回复第几条", "In answer to number", min = 1, max = 5000, optional = true },
      },
    },
    action "praise" {
      "点赞", "Praise", by = "participant", does = "praise", needs = { about = post },
    },
    action "report_abuse" {
      "举报", "Report abuse", by = "participant", does = "report", needs = { about = post },
    },
    action "hide" {
      "收起或恢复", "Hide, or show again",
      by = { "community_staff", "community_committee", "grid_head" }, does = "hide",
      needs = { about = post, reason = text { "理由", "Why", max = 200, audience = "community" } },
    },
  }
end

function council.withdraw()
  return action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "withdrawn" }
end

return council
