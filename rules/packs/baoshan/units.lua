-- 居民区的三方，以及可以邀请的区职能部门。
-- Bodies of the compound, and departments of the district that are invited to what one street
-- cannot settle. Which departments those are is a default.

return {
  unit "community" { "居委会", "Residents' committee", kind = "community" },
  unit "owners" { "业主委员会", "Owners' committee", kind = "committee" },
  unit "property" { "物业公司", "Property company", kind = "company" },
  unit "housing" { "区房屋管理局", "Housing bureau", kind = "agency" },
  unit "water" { "区水务局", "Water bureau", kind = "agency" },
  unit "greening" { "区绿化市容局", "Greening bureau", kind = "agency" },
  unit "enforcement" { "区城管执法局", "Urban enforcement bureau", kind = "agency" },
  unit "traffic" { "交警支队", "Traffic police", kind = "agency" },
}
