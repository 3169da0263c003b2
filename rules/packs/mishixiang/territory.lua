-- 辖区：社区以下的网格、小区、楼栋、单元，房屋在最里面。业委会、楼道议事会设在哪一级。
-- The territory below the community, and the bodies that can be founded in it. Rooms lie inside.

return {
  place_kind "grid" { "网格", "Grid" },
  place_kind "compound" { "小区", "Compound" },
  place_kind "building" { "楼栋", "Building" },
  place_kind "stairwell" { "单元", "Stairwell" },

  body "owners_committee" { "业主委员会", "Owners' committee", at = "compound" },
  body "stairwell_council" { "楼道议事会", "Stairwell council", at = "stairwell" },
}
