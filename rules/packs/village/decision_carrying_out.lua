-- 两公开: the decision is published, then it is carried out and checked, then the result is published.

local paper = require "paper"
local check = require "check"
local publication = require "publication"
local deadlines = require "deadlines"

return {
  stage "announcing" {
    "公布决议", "Announcing the decision",
    step = 5,
    hint = { "村民委员会公布", "The villagers' committee publishes it" },
    deadlines.in_workdays "announce_days",

    action "announce" {
      "公布决议", "Announce",
      by = "village_committee", does = "tell", to = "decision_published",
      needs = {
        notice = text { "公告", "Notice", max = 2000, audience = "public" },
        photo = photo { "公示栏照片", "Photo of the notice", audience = "public", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },

  publication("decision_published", { "决议公开", "Decision published" }, 5, enter "work"),

  stage "work" {
    "组织实施", "Carrying it out",
    step = 6,
    hint = { "实施进展随时公布", "Progress is published as it happens" },
    deadlines.in_days "work_days",

    action "progress" {
      "公布进展", "Publish progress",
      by = { "village_committee", "cooperative" },
      needs = {
        progress = text { "进展", "Progress", max = 1000, audience = "public" },
        photo = photo { "照片", "Photo", audience = "public", optional = true },
      },
    },
    action "finish" {
      "报告完成", "Report it done",
      by = "village_committee", to = "checking",
      needs = {
        result = text { "实施结果", "Result", max = 2000, audience = "public" },
        spent = number { "支出（元）", "Spent (yuan)", min = 0, max = 1000000000 },
      },
    },
  },

  check("checking", 7, "work", "result_published"),

  publication("result_published", { "实施结果公开", "Result published" }, 8, close "done"),
}
