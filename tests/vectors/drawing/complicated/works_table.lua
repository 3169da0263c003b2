-- Checking, and the round table.

local staff = { "community_staff", "community_committee" }

return {
  stage "checked" {
    "核实答复", "Checking the replies",
    deadline { within = workdays(2) },
    action "good" {
      "满意，办结", "Content: close", by = "opener", outcome = "resolved",
    },
    action "bad" { "不满意，重新答复", "Not content: reply again", by = "opener", to = "replied" },
    action "wrong" { "分错了，重新分类", "Wrongly sorted", by = staff, to = "sorted" },
    action "meet" {
      "开圆桌会", "Call a round table", by = { "opener", "community_staff" }, to = "round_table",
    },
  },

  stage "round_table" {
    "圆桌会", "Round table",
    hint = { "所有责任方和提出人坐到一起", "All parties and whoever opened it" },
    deadline { within = workdays(10), on_late = escalate "street" },
    action "settle" {
      "签字达成一致", "Sign the settlement", by = "participant", signers = 3, once = true,
      outcome = "resolved",
    },
    action "put" { "提交表决", "Put it to the vote", by = staff, to = "polled" },
    action "back" { "退回答复", "Back to the parties", by = staff, to = "replied" },
  },
}
