-- Votes among options in every method, within a place, by members, households, owners and area: for
-- tests/scenarios/a6_3_*.jsonl.

local picks = poll_options { "选项", "Options", optional = true }

-- A procedure that collects proposals and votes among them.
local function among(id, title, rule, place)
  rule.passed, rule.failed = close "adopted", close "declined"
  return procedure(id) {
    title,
    may_open = { "worker" }, within = place,
    stage "ideas" {
      "征集", "Ideas", deadline { within = days(7), at_end = close "declined" },
      action "propose" {
        "提方案", "Propose", by = { "resident", "worker" }, does = "propose_option",
        needs = {
          option = text { "方案", "Option", max = 60, audience = "public" },
          cost = number { "元", "Yuan", min = 1, max = 100000 },
        },
      },
      action "begin" { "开始表决", "Begin", by = "worker", to = "vote" },
    },
    stage "vote" {
      "表决", "Vote", deadline { within = days(2), at_end = tally }, poll(rule),
      action "vote" { "投票", "Vote", by = "elector", does = "vote", needs = { picks = picks } },
    },
  }
end

return pack {
  { "选项表决", "Votes among options" },
  id = "options",
  version = "1",

  level "street" { "街道", "Street", rank = 1 },
  role "resident" { "居民", "Resident" },
  role "worker" { "社工", "Worker", staff = true, level = "street" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  place_kind "building" { "楼栋", "Building" },
  unit "office" { "办公室", "Office", kind = "office" },
  category "other" { "其他", "Other", lead = "office" },
  outcome "adopted" { "选定", "Chosen" },
  outcome "declined" { "未选出", "Not chosen" },
  owners_vote { where = { "市业主决策平台", "The city's platform" }, source = "试验" },

  among("pick", { "选一个", "Choose one" },
    { electors = { "resident" }, method = "choice", changeable = true, turnout = ratio(1, 2) }),
  among("approve", { "业主选几个", "Owners approve" },
    { electors = { "resident" }, per = "owner", by_area = true, method = "approval", seats = 2,
      approve = ratio(1, 2), of = "decided", above = true }, { "building" }),
  among("rank", { "排序", "Rank" },
    { electors = { "resident" }, per = "household", method = "ranking", grace_hours = 12 }),
  among("spend", { "花预算", "Spend" },
    { electors = { "resident" }, method = "budget", budget = 1000, shown_at_end = true }),
}
