-- 层级和角色。
-- Levels and roles, and who may vote. Membership is by address and real name: one household, one
-- ballot.

local all = {
  level "community" { "居民区", "Residential area", rank = 1 },
  level "street" { "街镇", "Street or town", rank = 2 },

  role "resident" { "居民", "Resident" },
  role "absent_owner" { "外出业主", "Absent owner" },
  role "tenant" { "租户", "Tenant" },
  role "party_member" { "党员", "Party member" },
  role "owners_committee" { "业委会成员", "Owners' committee member" },
  role "property_staff" { "物业人员", "Property company staff" },

  role "branch_secretary" {
    "居民区党组织书记", "Party branch secretary", staff = true, level = "community",
  },
  role "community_committee" { "居委会成员", "Residents' committee", staff = true, level = "community" },
  role "community_staff" { "社工", "Social worker", staff = true, level = "community" },
  role "street_staff" { "街镇工作人员", "Street staff", staff = true, level = "street" },
  role "department_staff" { "区职能部门人员", "Staff of a district department", staff = true },

  role "registrar" { "登记员", "Registrar", staff = true },
  -- 观察模式，只能“潜”不能“说”: officials of district, street and town read everything and never act.
  role "observer" { "观察员（机关干部）", "Observer (official)" },
}

return {
  all = all,
  -- 谁可以投票。业主外出也算数；要让租户投票，在这里加 "tenant"。
  voters = { "resident", "absent_owner" },
  -- 谁可以发言。
  speakers = {
    "resident", "absent_owner", "tenant", "party_member", "owners_committee", "community_committee",
  },
  committee = { "community_committee", "community_staff" },
}
