-- 村务公开: the accounts every month, everything else every quarter. One matter is one series: when its
-- publication is over the next one is due by itself.

local check = require "check"
local publication = require "publication"
local deadlines = require "deadlines"

local function series(id, title, days_id, needs)
  return procedure(id) {
    title = title,

    may_open = { "branch" },
    needs = { title = text { "名称", "Name of the series", max = 60, audience = "public" } },

    stage "writing" {
      "编制", "Writing it",
      step = 1,
      hint = { "按期编制，逾期由乡镇督促", "In time, or the township sees to it" },
      deadlines.in_days(days_id),

      action "hand_in" {
        "提交审核", "Hand in",
        by = { "village_committee", "cooperative" }, to = "checking",
        needs = needs,
      },
    },

    check("checking", 2, "writing", "published"),

    publication("published", { "公开", "Published" }, 3, enter "writing"),

    action "end_series" {
      "停止公开", "End the series",
      by = "street_staff", outcome = "series_ended",
      needs = { reason = text { "理由", "Why", max = 500, audience = "public" } },
    },
  }
end

return {
  series("accounts", { "财务公开", "Accounts" }, "accounts_days", {
    month = instant { "所属月份", "Month" },
    income = number { "收入（元）", "Income (yuan)", min = 0, max = 1000000000 },
    spending = number { "支出（元）", "Spending (yuan)", min = 0, max = 1000000000 },
    accounts = text { "收支明细", "Accounts", max = 5000, audience = "public" },
    photo = photo { "公示栏照片", "Photo of the notice", audience = "public", optional = true },
  }),
  series("affairs", { "一般事项公开", "General affairs" }, "affairs_days", {
    report = text { "公开内容", "Report", max = 5000, audience = "public" },
    photo = photo { "公示栏照片", "Photo of the notice", audience = "public", optional = true },
  }),
}
