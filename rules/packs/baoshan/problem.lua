-- 从居民的问题到居民公约。
-- From a problem to a convention: problem_screening.lua has stages 1 and 2, problem_discussion.lua
-- 3 to 5, problem_vote.lua 6 and 7; problem_routes.lua has the three classes that go another way.

return procedure "problem" {
  { "居民提出问题", "A resident's problem" },

  -- What comes on paper or by telephone the committee enters for whoever raised it.
  may_open = {
    opener "resident" {
      "居民提出", "Raised by residents", roles = { "resident", "absent_owner", "tenant" },
    },
    opener "body" {
      "业委会、物业提出", "Raised by owners' committee or property company",
      roles = { "owners_committee", "property_staff" },
    },
  },

  needs = {
    title = text { "问题", "Problem", max = 60, audience = "public" },
    body = text { "详细情况", "Details", max = 2000, audience = "community", optional = true },
    place = text { "地点", "Place", max = 60, audience = "community", optional = true },
    photo = photo { "照片", "Photo", audience = "community", optional = true },
  },

  require "problem_screening",
  require "problem_discussion",
  require "problem_vote",
  require "problem_routes",

  -- At any time, until the matter ends:

  -- 党组织领导下，街镇和区职能部门指导、答复: a note of its own, by role.
  action "guide" {
    "指导意见", "Guidance",
    by = { "branch_secretary", "street_staff", "department_staff" },
    needs = { note = text { "指导或答复", "Guidance or answer", max = 2000, audience = "community" } },
  },
  action "nudge" {
    "催办", "Nudge", by = { "opener", "branch_secretary", "street_staff" }, does = "nudge",
  },
}
