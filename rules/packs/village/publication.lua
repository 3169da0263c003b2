-- 公开: what is published stays open to questions. A question is answered by itself; then the days
-- begin anew, so that nothing is closed over a villager's question. Who doubts what was published
-- turns to the township: 《村民委员会组织法》第三十一条.

local people = require "people"
local deadlines = require "deadlines"

-- Who raised the matter may ask like everybody else.
local askers = { "opener", table.unpack(people.villagers) }

-- Stages of a publication; `after` is what follows when its days are up without a question.
local function publication(id, title, step, after)
  local answering = id .. "_question"
  local township = id .. "_township"
  return {
    stage(id) {
      title = title, step = step,
      hint = { "村民可以质询", "Villagers may ask" },
      deadline { within = days(param "publicity_days"), at_end = after },

      action "question" {
        "质询", "Ask",
        by = askers, to = answering,
        needs = { question = text { "问题", "Question", max = 1000, audience = "community" } },
      },
      action "report_up" {
        "向乡镇反映", "Turn to the township",
        by = askers, to = township,
        needs = { reason = text { "反映的问题", "What is wrong", max = 1000, audience = "community" } },
      },
    },

    stage(answering) {
      "答复质询", "Answering a question",
      hint = { "答复之后继续公开", "Publication goes on once it is answered" },
      deadlines.in_workdays "answer_days",

      action "answer" {
        "答复", "Answer",
        by = "village_committee", to = id,
        needs = { answer = text { "答复", "Answer", max = 1000, audience = "community" } },
      },
    },

    stage(township) {
      "乡镇核实", "The township looks into it",
      hint = { "乡镇调查核实，责令改正", "The township finds out, and orders it mended" },
      deadline { within = workdays(param "township_days"), on_late = enter(id) },

      action "confirm" {
        "公布属实", "It is true",
        by = "street_staff", to = id,
        needs = { findings = text { "核实情况", "Findings", max = 1000, audience = "community" } },
      },
    },
  }
end

return publication
