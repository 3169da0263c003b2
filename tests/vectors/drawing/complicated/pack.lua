-- Everything that can be drawn, in a pack that no street would want: loops, skips, a poll, soft and
-- hard limits, the whole matter's clock, one reply of each party, titles that break a careless
-- page. tests/unit/drawing draws it; rewrite.sh writes the drawings anew.

local staff = { "community_staff", "community_committee" }

local bodies = require "bodies"

return pack {
  { "复杂事项 <试验> & \"引号\"", "Complicated <matters> & \"quotes\"" },
  id = "complicated",
  version = "2026.1",

  params {
    reply_days = workdays(3, { "答复时限", "Days to reply" }, { min = 3, max = 5 }),
    turnout = ratio(2, 3, { "参与比例", "Turnout" }, { min = 50, max = 100 }),
  },

  level "community" { "社区", "Community", rank = 1 },
  level "street" { "街道", "Street", rank = 2 },
  level "district" { "区", "District", rank = 3 },
  role "resident" { "居民", "Resident" },
  role "owner" { "业主", "Owner" },
  role "community_staff" { "社工", "Social worker", staff = true, level = "community" },
  role "community_committee" {
    "社区两委", "Community committees", staff = true, level = "community",
  },
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },
  role "district_staff" { "区里的联络员", "District liaison", staff = true, level = "district" },
  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
  bodies.units,
  bodies.categories,
  outcome "resolved" { "已解决", "Resolved" },
  outcome "voted_down" { "表决未通过，不再办理", "Voted down, not pursued" },
  outcome "given_up" { "已撤回", "Withdrawn" },
  outcome "overdue" { "逾期终止", "Ended for lateness" },

  procedure "works" {
    { "公共维修", "Common repairs" },
    may_open = {
      opener "resident" { "居民提出", "By residents", roles = { "resident", "owner" } },
      opener "street" { "街道交办", "By the street", roles = { "street_staff" } },
    },
    when = function(m, cmd, now) return true end,

    -- The whole matter: sixty days, ten more with the street, then it ends.
    deadline {
      within = days(60), on_late = escalate "street",
      again = deadline { within = workdays(10), on_late = close "overdue" },
    },

    require "works_parties",
    require "works_table",
    require "works_poll",

    action "nudge" { "催办", "Nudge", by = { "opener", "participant" }, does = "nudge" },
    action "withdraw" { "撤回", "Withdraw", by = "opener", outcome = "given_up" },
    action "take_over" {
      "街道接手，直接开圆桌会", "The street takes over", by = "street_staff", to = "round_table",
    },
  },

  procedure "tip" {
    { "随手拍", "A quick tip" },
    may_open = { "resident" },
    first = "looked_at",
    stage "fixed" {
      "处理完", "Fixed", step = 2,
      deadline { within = days(1), at_end = close "resolved" },
    },
    stage "looked_at" {
      "看一看", "Looked at", step = 1,
      deadline { within = workdays(1), on_late = enter "fixed" },
      action "fix" { "处理", "Fix", by = staff, to = "fixed" },
    },
  },
}
