-- 责任单位，以及每类事项归谁牵头。
-- Bodies that can be made responsible. Who leads what is a default, and so are the six parties:
-- no report names them.

local units = {
  unit "tripartite" { "三方办", "Tripartite office", kind = "office" },
  unit "public_service" { "公共服务办公室", "Public service office", kind = "office" },
  unit "information" { "综合信息中心", "Information centre", kind = "centre" },
  unit "enforcement" { "综合行政执法中队", "Urban enforcement squad", kind = "agency" },
  unit "fire" { "消防站", "Fire station", kind = "agency" },

  -- 六方（默认）/ the six, by default
  unit "party_branch" { "小区党支部", "Compound's party branch", kind = "community" },
  unit "community" { "社区居委会", "Residents' committee", kind = "community" },
  unit "owners" { "业主委员会", "Owners' committee", kind = "committee" },
  unit "property" { "物业公司", "Property company", kind = "company" },
  unit "police" { "派出所", "Police station", kind = "agency" },
  unit "volunteers" { "志愿服务队", "Volunteers", kind = "committee" },
}

local categories = {
  category "noise" { "噪音扰民", "Noise", lead = "enforcement", assisting = { "police" } },
  category "order" { "治安", "Public order", lead = "police", assisting = { "community" } },
  category "fire" { "消防隐患", "Fire hazards", lead = "fire", assisting = { "property" } },
  category "sanitation" {
    "环境卫生", "Sanitation", lead = "enforcement", assisting = { "property" },
  },
  category "property" {
    "物业管理", "Property management",
    lead = "tripartite", assisting = { "owners", "property" },
  },
  category "service" {
    "民生服务", "Services", lead = "public_service", assisting = { "community" },
  },
  category "other" { "其他", "Other", lead = "information", assisting = { "community" } },
}

return { units = units, categories = categories }
