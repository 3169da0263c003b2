-- Levels and roles. Only a resident's role comes with living here; all others are granted.

return {
  level "community" { "社区", "Community", rank = 1 },
  level "street" { "街道", "Street", rank = 2 },

  -- 居民提请
  role "resident" { "居民", "Resident" },
  role "branch_secretary" { "小区支部书记", "Compound branch secretary" },
  role "building_head" { "楼道长", "Stairwell head" },
  role "owners_committee" { "业委会成员", "Owners' committee member" },

  -- 社区提请
  role "community_committee" { "社区两委", "Community committees", staff = true, level = "community" },
  role "community_staff" { "社工", "Social worker", staff = true, level = "community" },
  role "grid_head" { "网格长", "Grid head", staff = true, level = "community" },
  role "assistant" { "协管员", "Assistant", staff = true, level = "community" },

  -- 街道提请
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },
  role "street_unit" { "下沉站所人员", "Member of a unit posted here", staff = true },

  -- Answers for a party, never opens.
  role "property_staff" { "物业人员", "Property company staff" },

  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
}
