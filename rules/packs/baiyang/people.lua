-- 层级和角色。
-- Levels and roles. The stairwell head calls groups together; those who join them are residents.

return {
  level "community" { "社区", "Community", rank = 1 },
  level "street" { "街道", "Street", rank = 2 },

  role "resident" { "居民", "Resident" },
  role "volunteer" { "志愿者", "Volunteer" },
  role "party_member" { "党员", "Party member" },
  role "stairwell_head" { "楼道长", "Stairwell head" },
  role "owners_committee" { "业委会成员", "Owners' committee member" },
  role "property_staff" { "物业人员", "Property company staff" },

  role "grid_head" { "网格长", "Grid head", staff = true, level = "community" },
  role "community_committee" { "社区两委", "Community committees", staff = true, level = "community" },
  role "community_staff" { "社工", "Social worker", staff = true, level = "community" },

  -- 经联审备案的，有任期 / registered after a joint review, for a term
  role "registered_committee" {
    "备案的两委成员", "Registered committee member", staff = true, level = "community", appointed = true,
  },
  role "registered_owners" {
    "备案的业委会成员", "Registered owners' committee member", appointed = true,
  },

  role "unit_staff" { "科室、站所人员", "Member of a unit", staff = true },
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },

  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
}
