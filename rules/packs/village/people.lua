-- 层级和角色。
-- Levels and roles. 离村而不离心: who works elsewhere stays a member and votes from there.

local all = {
  level "village" { "村", "Village", rank = 1 },
  level "street" { "乡镇", "Township", rank = 2 },

  role "villager" { "村民", "Villager" },
  role "absent_villager" { "外出村民", "Villager who works away" },
  role "party_member" { "党员", "Party member" },

  -- 村“两委”
  role "branch" { "村党支部委员", "Party branch committee", staff = true, level = "village" },
  role "village_committee" {
    "村民委员会成员", "Villagers' committee", staff = true, level = "village",
  },
  -- 推选产生，村民委员会成员不得担任
  role "supervision" { "村务监督委员会成员", "Supervision committee", staff = true },
  role "cooperative" { "村集体经济组织负责人", "Head of the collective", staff = true },
  role "street_staff" { "乡镇工作人员", "Township staff", staff = true, level = "street" },

  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
}

return {
  all = all,
  villagers = { "villager", "absent_villager" },  -- 户的代表
  committees = { "branch", "village_committee" },
}
