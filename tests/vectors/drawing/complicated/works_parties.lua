-- Sorting, and replies of the parties.

local bodies = require "bodies"

local staff = { "community_staff", "community_committee" }

local function why(zh, en)
  return text { zh, en, max = 500, audience = "community" }
end

return {
  stage "sorted" {
    "分类", "Sorting",
    hint = { "社区看是哪一类事、归谁办", "The community says what it is and whose" },
    deadline { within = hours(24), on_late = enter "replied" },
    action "assign" {
      "分派责任方", "Assign the parties",
      by = staff, to = "replied",
      needs = { category = bodies.categories }, does = "assign",
    },
    action "at_once" {
      "当场解决", "Solve it at once", by = staff, outcome = "resolved",
      needs = { how = why("怎么解决的", "How") },
    },
    action "straight" {
      "直接表决", "Straight to the poll", by = "street_staff", to = "polled",
    },
  },

  stage "replied" {
    "责任方答复", "Parties reply",
    hint = { "每一个责任方都要答复", "Every party must reply" },
    -- Soft: on the record. Then up, and up again.
    deadline {
      within = workdays(param "reply_days"),
      again = deadline {
        within = workdays(2), on_late = escalate "street",
        again = deadline {
          within = workdays(1), on_late = escalate "district",
          again = deadline { within = hours(48), on_late = enter "round_table" },
        },
      },
    },
    action "reply" {
      "答复", "Reply",
      by = { "party", "lead" }, does = "reply", all_parties = true, to = "checked",
      needs = { answer = why("答复", "Answer") },
    },
    action "more" {
      "增加责任方", "Alert further parties",
      by = staff, does = "alert",
      needs = { parties = bodies.units },
    },
    action "again" { "重新计时", "Start the clock again", by = "street_staff", to = "replied" },
  },
}
