-- 非协商事项: not one of the nine steps. The service desk handles it or says who does, by its own
-- clock.

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

return {
  stage "service" {
    "服务台办理", "Service desk",
    hint = { "服务台办理并答复", "The service desk handles it and answers" },
    within "service_days",

    action "serve" {
      "办理答复", "Handle and answer",
      by = { "community_staff", "community_committee" }, outcome = "non_deliberative",
      needs = {
        answer = text { "答复", "Answer", max = 1000, audience = "community" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },
}
