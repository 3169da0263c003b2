-- 责任单位，以及每类事项归谁牵头。
-- Who answers. Every kind of matter has the community and the property company, as published: both
-- must reply, whatever it is about. The kinds themselves are a default.

local units = {
  unit "community" { "社区居委会", "Residents' committee", kind = "community" },
  unit "property" { "物业公司", "Property company", kind = "company" },
  unit "owners" { "业主委员会", "Owners' committee", kind = "committee" },
}

local categories = {
  category "property" {
    "物业服务", "Property services",
    lead = "property", assisting = { "community" },
  },
  category "facilities" {
    "设施和公共收益", "Facilities and common revenue",
    lead = "property", assisting = { "community", "owners" },
  },
  category "environment" {
    "环境卫生", "Environment",
    lead = "property", assisting = { "community" },
  },
  category "traffic" {
    "道路停车", "Roads and parking",
    lead = "community", assisting = { "property" },
  },
  category "neighbours" {
    "邻里关系", "Between neighbours",
    lead = "community", assisting = { "property" },
  },
  category "services" {
    "社区服务和活动", "Services and activities",
    lead = "community", assisting = { "property" },
  },
}

return { units = units, categories = categories }
