-- 8+x: the hard problems that become work orders of the grid (网格工单). That there are eight and more
-- was published, not which: these are a default.

return {
  { "illegal_building", "违法搭建", "Illegal building" },
  { "group_renting", "群租", "Group renting" },
  { "stalls", "乱设摊、跨门经营", "Street stalls" },
  { "parking", "占道停车", "Parking in the way" },
  { "escape_routes", "堵塞消防通道", "Blocked escape routes" },
  { "greenery", "毁绿占绿", "Damaged greenery" },
  { "waste", "垃圾和建筑垃圾堆放", "Dumped waste" },
  { "noise", "噪音油烟扰民", "Noise and fumes" },
  { "other", "其他难题（x）", "Other hard problems (x)" },
}
