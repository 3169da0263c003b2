-- 涉及村民利益、经村民会议讨论决定方可办理的事项：《村民委员会组织法》第二十四条. Those that spend or give away what
-- belongs to all need a sum.

local kinds = {
  { "allowances", "误工补贴", "Allowances for work missed" },
  { "income", "集体经济收益的使用", "Use of the collective's income" },
  { "works", "公益事业和筹资筹劳、建设承包", "Public works, money and labour for them" },
  { "land", "土地承包经营方案", "Contracting of land" },
  { "projects", "集体经济项目立项、承包", "Projects of the collective" },
  { "homesteads", "宅基地使用方案", "Use of homesteads" },
  { "compensation", "征地补偿费的使用和分配", "Compensation for land taken" },
  { "assets", "借贷、租赁或处分集体财产", "Lending, letting or disposing of assets" },
  { "other", "其他涉及村民利益的事项", "Other matters of all villagers" },
}

local money = { "allowances", "income", "works", "projects", "compensation", "assets" }

return { kinds = kinds, money = money }
