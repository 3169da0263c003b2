-- 层级和角色。
-- Levels and roles. A role may be given for a time only: a school or a traffic policeman comes
-- for one topic, a host for one meeting.

return {
  level "community" { "社区", "Community", rank = 1 },
  level "street" { "街道", "Street", rank = 2 },

  role "resident" { "居民", "Resident" },
  role "merchant" { "商户", "Merchant" },
  role "guest" { "外部相关方", "Stakeholder from outside" },  -- 学校、交警、管委会、社会组织

  -- 红茶议事员（议事员库）；主持人是社会组织负责人，自己也可以是议事员
  role "deliberator" { "红茶议事员", "Deliberator" },
  role "host" { "主持人", "Host" },

  role "property_staff" { "物业人员", "Property company staff" },
  role "community_committee" { "社区两委", "Community committees", staff = true, level = "community" },
  role "community_staff" { "社工", "Social worker", staff = true, level = "community" },
  role "street_staff" { "街道工作人员", "Street staff", staff = true, level = "street" },

  role "registrar" { "登记员", "Registrar", staff = true },
  role "observer" { "观察员", "Observer" },
}
