-- 村里的组织。
-- Bodies of the village.

return {
  unit "branch" { "村党支部", "Party branch", kind = "committee" },
  unit "village_committee" { "村民委员会", "Villagers' committee", kind = "committee" },
  unit "supervision" { "村务监督委员会", "Supervision committee", kind = "committee" },
  unit "cooperative" { "村集体经济组织", "Collective economic organisation", kind = "company" },
  unit "township" { "乡镇政府", "Township", kind = "office" },
}
