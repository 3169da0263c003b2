-- 专家库和案例库: a written opinion of an expert who was invited, and what a settled matter teaches the
-- next one.

-- The register is the role with its unit and its days; being invited is what brings an expert to
-- one matter. What came on paper is keyed in by staff.
local function is_expert(m, cmd, now)
  local knows = includes(cmd.roles, "expert") or includes(cmd.roles, "community_staff")
  if not knows then return refuse "not_an_expert" end
  return true
end

-- What is not settled teaches nobody yet.
local function is_settled(m, cmd, now)
  if m.stage ~= "rating" then return refuse "not_settled" end
  return true
end

return {
  supporters = { "resident", "branch_secretary", "building_head", "owners_committee" },

  expert_opinion = action "expert_opinion" {
    "专家书面意见", "Expert opinion",
    by = { "invitee", "community_staff" }, when = is_expert,
    needs = {
      opinion = text { "书面意见", "Opinion", max = 5000, audience = "community" },
      basis = text {
        "依据", "What it rests on", max = 1000, audience = "community", optional = true,
      },
    },
  },

  -- 隐去姓名、门牌 before it is for everybody: staff write the summary anew.
  publish = action "publish_case" {
    "编入案例库", "Into the case library",
    by = { "community_staff", "street_staff" }, does = "publish_case", when = is_settled,
    needs = {
      summary = text {
        "案例摘要（不写姓名和门牌）", "Summary, without names and addresses", max = 2000,
        audience = "public",
      },
    },
  },
}
