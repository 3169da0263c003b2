-- 责任单位，以及每类事项归谁牵头。
-- Bodies that can be made responsible, and what each kind of matter is whose: exactly one lead.

local units = {
  -- 六办
  unit "party_government" { "党政综合办公室", "Party and government office", kind = "office" },
  unit "party_building" { "党建工作办公室", "Party-building office", kind = "office" },
  unit "public_management" { "公共管理办公室", "Public management office", kind = "office" },
  unit "public_service" { "公共服务办公室", "Public service office", kind = "office" },
  unit "public_safety" { "公共安全办公室", "Public safety office", kind = "office" },
  unit "development" { "区域发展办公室", "District development office", kind = "office" },
  -- 三中心
  unit "party_centre" { "党群服务中心", "Party and mass service centre", kind = "centre" },
  unit "command_centre" { "综合信息指挥中心", "Information and command centre", kind = "centre" },
  unit "community_centre" { "社区发展服务中心", "Community development centre", kind = "centre" },
  -- 下沉站所
  unit "enforcement" { "综合行政执法中队", "Urban enforcement squad", kind = "agency" },
  unit "market" { "市场监管所", "Market supervision office", kind = "agency" },
  unit "police" { "派出所", "Police station", kind = "agency" },
  -- 小区三方
  unit "community" { "社区居委会", "Residents' committee", kind = "community" },
  unit "owners" { "业主委员会", "Owners' committee", kind = "committee" },
  unit "property" { "物业公司", "Property company", kind = "company" },
}

-- 专家库的专长 / skills of the expert register: units that nobody is made responsible by.
local experts = {
  unit "law" { "法务", "Law", kind = "committee" },
  unit "mediation" { "调解", "Mediation", kind = "committee" },
  unit "arbitration" { "仲裁", "Arbitration", kind = "committee" },
  unit "architecture" { "建筑", "Architecture", kind = "committee" },
  unit "municipal" { "市政", "Municipal works", kind = "committee" },
  unit "facilitation" { "专业引导（政府购买）", "Facilitation, bought in", kind = "committee" },
}

local categories = {
  category "property" {
    "物业管理", "Property management",
    lead = "public_management", assisting = { "community", "owners", "property" },
  },
  category "urban" {
    "城管城建", "City management and works",
    lead = "public_management", assisting = { "enforcement", "community" },
  },
  category "renewal" {
    "有机更新", "Urban renewal",
    lead = "development", assisting = { "public_management", "community", "owners" },
  },
  category "safety" {
    "治安消防", "Public order and fire safety",
    lead = "public_safety", assisting = { "police", "property" },
  },
  category "sanitation" {
    "环境卫生", "Sanitation",
    lead = "public_management", assisting = { "enforcement", "property" },
  },
  category "parking" {
    "停车交通", "Parking and traffic",
    lead = "public_management", assisting = { "police", "property", "owners" },
  },
  category "neighbours" {
    "邻里纠纷", "Disputes between neighbours",
    lead = "public_safety", assisting = { "community", "police" },
  },
  category "welfare" {
    "民生服务", "Welfare and services",
    lead = "public_service", assisting = { "community_centre", "community" },
  },
  category "trade" {
    "市场经营", "Shops and trade",
    lead = "development", assisting = { "market", "enforcement" },
  },
  category "other" {
    "其他", "Other",
    lead = "party_government", assisting = { "command_centre", "community" },
  },
}

return { units = units, experts = experts, categories = categories }
