-- What the simulator plays: a bell that climbs when nobody answers, a rating, a vote that may be
-- cast anew, somebody who may only watch. As small as can be, for thousands of schedules.

local function words(title, who)
  return text { title, max = 500, audience = who or "community" }
end

return pack {
  { "模拟" }, id = "simulated", version = "1",
  level "street" { "街道", rank = 1 },
  level "district" { "区", rank = 2 },
  role "resident" { "居民" },
  role "worker" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "chief" { "区里", staff = true, level = "district" },
  role "registrar" { "登记员", staff = true },
  role "observer" { "观察员" },
  outcome "resolved" { "已解决" }, outcome "adopted" { "通过" }, outcome "declined" { "未通过" },
  outcome "withdrawn" { "已撤回" },

  procedure "bell" {
    { "按铃" }, may_open = { "resident" },
    needs = { title = words "要说的事" },
    stage "rung" {
      "提出", deadline { within = workdays(2), on_late = escalate "street",
                        again = deadline { within = hours(20), on_late = escalate "district",
                          again = deadline { within = hours(20), on_late = enter "rating" } } },
      action "accept" { "受理", by = "worker", to = "handled" },
    },
    stage "handled" {
      "办理", deadline { within = workdays(3), on_late = escalate "street",
                        again = deadline { within = workdays(1), on_late = enter "rating" } },
      action "answer" { "答复", by = "worker", to = "rating",
                        needs = { answer = words("答复", "parties") } },
    },
    stage "rating" {
      "评价", deadline { within = days(5), at_end = close "resolved" },
      action "rate" { "评价", by = "participant", does = "rate",
        needs = { score = number { "满意度", min = 1, max = 5 } } },
    },
    action "nudge" { "催办", by = { "opener", "participant" }, does = "nudge" },
    action "withdraw" { "撤回", by = "opener", outcome = "withdrawn" },
  },

  procedure "question" {
    { "表决" }, may_open = { "worker" },
    needs = { title = words "题目" },
    stage "vote" {
      "投票",
      poll { electors = { "resident" }, per = "household", turnout = ratio(1, 3),
             approve = ratio(1, 2), of = "voted", above = true, changeable = true,
             passed = close "adopted", failed = close "declined" },
      deadline { within = workdays(4), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = code { "意见",
        options = { { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } } } },
    },
  },
}
