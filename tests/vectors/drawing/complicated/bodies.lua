-- Who answers for what.

return {
  units = {
    unit "community" { "社区居委会", "Residents' committee", kind = "community" },
    unit "property" { "物业公司", "Property company", kind = "company" },
  },
  categories = {
    category "works" { "工程", "Works", lead = "community", assisting = { "property" } },
  },
}
