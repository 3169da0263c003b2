-- 责任单位，以及每类事项归谁牵头。
-- Bodies that can be made responsible. The meetings reported on had the school, the traffic
-- police, the community, the property company, the management committee of 小河直街 and social
-- organisations. The street's offices are defaults.

local units = {
  unit "public_management" { "公共管理办公室", "Public management office", kind = "office" },
  unit "public_service" { "公共服务办公室", "Public service office", kind = "office" },
  unit "development" { "区域发展办公室", "District development office", kind = "office" },
  unit "enforcement" { "综合行政执法中队", "Urban enforcement squad", kind = "agency" },
  unit "traffic_police" { "交警中队", "Traffic police", kind = "agency" },
  unit "school" { "学校", "School", kind = "agency" },
  unit "old_street" { "小河直街管委会", "Old street's management committee", kind = "committee" },
  unit "social" { "社会组织", "Social organisations", kind = "committee" },
  unit "merchants" { "商户代表", "Merchants", kind = "company" },
  unit "community" { "社区居委会", "Residents' committee", kind = "community" },
  unit "property" { "物业公司", "Property company", kind = "company" },
}

-- The three fields that topics come from, as published. Who leads is a default.
local categories = {
  category "service" {
    "公共服务", "Public services",
    lead = "public_service", assisting = { "community" },
  },
  category "benefit" {
    "公益事业", "Public benefit",
    lead = "development", assisting = { "merchants", "social", "community" },
  },
  category "concern" {
    "居民关心的问题", "What residents care about",
    lead = "public_management", assisting = { "community", "property" },
  },
}

return { units = units, categories = categories }
