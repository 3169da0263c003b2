-- 层级和角色。
-- Levels and roles: the residents' end and the management end.

return {
  level "community" { "社区", "Community", rank = 1 },
  level "street" { "街道", "Street", rank = 2 },

  -- 居民参与端
  role "resident" { "居民", "Resident" },

  -- 小区三方: who answers for which is the unit of the role
  role "property_staff" { "物业人员", "Property company staff" },
  role "owners_committee" { "业委会成员", "Owners' committee member" },

  -- 社区管理端
  role "duty_officer" { "专管员", "Platform duty officer", staff = true, level = "community" },
  role "community_staff" { "社区工作人员", "Community staff", staff = true, level = "community" },
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },

  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
}
