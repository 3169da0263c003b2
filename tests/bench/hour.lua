-- What tests/bench/hour.h plays: a bell that units answer and neighbours meet on, and a question to
-- every household.

local things = {
  category "noise" { "噪音", lead = "office", assisting = { "police", "property" } },
  category "parking" { "停车", lead = "police", assisting = { "property" } },
}

local function words(title)
  return text { title, max = 500, audience = "community" }
end

-- At least half of those who were invited must come.
local function enough(m, cmd, now)
  if m.counts.coming * 2 < m.counts.invited then return refuse "too_few" end
  return true
end

return pack {
  { "一小时" }, id = "hour", version = "1",
  level "street" { "街道", rank = 1 },
  role "resident" { "居民" },
  role "building_head" { "楼道长" },
  role "party_staff" { "责任方" },
  role "worker" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员", staff = true }, role "observer" { "观察员" },
  unit "office" { "办公室" }, unit "police" { "派出所" }, unit "property" { "物业公司" },
  things,
  outcome "resolved" { "已解决" }, outcome "adopted" { "通过" }, outcome "declined" { "未通过" },
  refusal "too_few" { "到会的人不够" },

  procedure "bell" {
    { "按铃" }, may_open = { "resident" },
    needs = { title = words "要说的事" },
    stage "rung" {
      "提出", deadline { within = hours(24), on_late = escalate "street",
                        again = deadline { within = hours(24), on_late = enter "rating" } },
      action "accept" { "受理", by = "worker", to = "answers", does = "assign",
                        needs = { category = things } },
    },
    stage "answers" {
      "答复", deadline { within = workdays(3), on_late = enter "inviting" },
      action "report_in" { "报到", by = "party", does = "report_in" },
      action "reply" { "答复", by = "party", does = "reply", all_parties = true, to = "inviting",
                       needs = { reply = words "答复" } },
    },
    stage "inviting" {
      "约请", deadline { within = workdays(3), on_late = escalate "street" },
      action "invite" { "约请", by = "worker", to = "confirming", does = "invite",
                        needs = { invitees = members { "约请的人" } } },
    },
    stage "confirming" {
      "确认参会", deadline { within = workdays(5), on_late = enter "rating" },
      action "confirm" { "确认参会", by = "invitee", does = "confirm",
        needs = { coming = code { "来吗", options = { { "yes", "来" }, { "no", "不来" } } } } },
      action "meet" { "开会", by = "worker", to = "review", when = enough,
                      needs = { minutes = words "记录" } },
    },
    stage "review" {
      "联审", deadline { within = workdays(5), on_late = escalate "street" },
      action "sign" { "签字", by = { "worker", "boss" }, signers = 2, once = true, to = "rating" },
    },
    stage "rating" {
      "评价", deadline { within = days(7), at_end = close "resolved" },
      action "rate" { "评价", by = "participant", does = "rate",
        needs = { score = number { "满意度", min = 1, max = 5 } } },
    },
    action "nudge" { "催办", by = { "opener", "participant" }, does = "nudge" },
  },

  procedure "question" {
    { "表决" }, may_open = { "worker" },
    needs = { title = words "题目" },
    stage "vote" {
      "投票",
      poll { electors = { "resident" }, per = "household", turnout = ratio(1, 2),
             approve = ratio(1, 2), of = "voted", above = true,
             passed = close "adopted", failed = close "declined" },
      deadline { within = days(5), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = code { "意见",
        options = { { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } } } },
    },
  },
}
