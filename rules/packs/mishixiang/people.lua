-- 层级和角色。“部门—街道—社区—小区—居民”：居民和小区提出，社区办，逾期到街道，再逾期到部门。
-- Levels and roles. Only a resident's role comes with living here; all others are granted.

return {
  level "community" { "社区", "Community", rank = 1 },
  level "street" { "街道", "Street", rank = 2 },
  level "department" { "区级部门", "District department", rank = 3 },

  -- 居民提请
  role "resident" { "居民", "Resident" },
  role "branch_secretary" { "小区支部书记", "Compound branch secretary" },
  role "building_head" { "楼道长", "Stairwell head" },
  role "stairwell_councillor" { "楼道议事会成员", "Stairwell councillor" },
  role "owners_committee" { "业委会成员", "Owners' committee member" },

  -- 大厅里的议事终端：谁都可以用它按铃 / the terminal in the hall: everybody rings by it
  role "terminal" { "议事终端", "Terminal" },

  -- 社区提请
  role "community_committee" { "社区两委", "Community committees", staff = true, level = "community" },
  role "community_staff" { "社工", "Social worker", staff = true, level = "community" },
  -- 一个小区一名专员，写工作日志 / one to a compound, who keeps its log
  role "compound_officer" { "小区专员", "Compound officer", staff = true, level = "community" },
  role "grid_worker" { "网格员", "Grid worker", staff = true, level = "community" },
  role "grid_head" { "网格长", "Grid head", staff = true, level = "community" },
  role "assistant" { "协管员", "Assistant", staff = true, level = "community" },

  -- 街道提请
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },
  role "street_unit" { "下沉站所人员", "Member of a unit posted here", staff = true },

  -- 指导、答复，街道也逾期时接手；不提请 / guides, and acts when the street is late as well; never opens
  role "department_staff" {
    "区级部门人员", "District department staff", staff = true, level = "department",
  },

  -- Answers for a party, never opens.
  role "property_staff" { "物业人员", "Property company staff" },

  -- 专家库：按专长登记在一个单位名下，有期限；政府购买的专业引导也在这里 / by skill, for a time
  role "expert" { "专家", "Expert" },

  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
}
