-- 意见池的几个来源，以及办前办后的指标。
-- Where imported items come from, and what is measured before and after.

return {
  source "mailbox" { "居民信箱", "Mailbox" },
  source "web" { "网络舆情", "Web" },
  source "petition" { "信访", "Petition" },

  indicator "complaints" { "每月反映件数", "Complaints a month" },
  indicator "vehicles" { "高峰时段停车数", "Vehicles at the busiest hour" },
  indicator "visitors" { "每日到访人数", "Visitors a day" },
}
