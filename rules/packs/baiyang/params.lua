-- 街道可以改的数字：时限、人数、比例。source 写明出处，没有公开来源的写“街道自定”。
-- Numbers that the street may change. Only the 24 hours were published; everything else is a
-- default.

local own = "街道自定，没有公开来源"

return params {
  settle_hours = hours(24, { "处置完毕时限", "Hours to settlement" }, {
    min = 1, max = 168, source = "白杨街道 2021-06-11 报道：90% 均能在 24 小时内处置完毕",
  }),
  late_hours = hours(24, { "逾期后的时限", "Hours once it is late" }, {
    min = 1, max = 168, source = own,
  }),

  -- 楼道议事
  gather_days = workdays(2, { "建群时限", "Days to call the group" }, {
    min = 1, max = 10, source = own,
  }),
  street_days = workdays(3, { "街道接手后的时限", "Days once the street has it" }, {
    min = 1, max = 15, source = own,
  }),
  talk_days = days(14, { "商议期限", "Days to talk" }, { min = 3, max = 60, source = own }),
  agree_days = days(7, { "签字期限", "Days to sign" }, { min = 2, max = 30, source = own }),
  link_days = workdays(3, { "各方认领时限", "Days for parties to take it on" }, {
    min = 1, max = 10, source = own,
  }),
  watch_days = days(30, { "办理期限", "Days to get it done" }, { min = 3, max = 180, source = own }),
  check_days = days(3, { "验收期限", "Days to check" }, { min = 1, max = 15, source = own }),
  offer_days = days(2, { "找人帮忙的期限", "Days to find help" }, { min = 1, max = 15, source = own }),
  help_days = days(7, { "帮忙的期限", "Days to help" }, { min = 1, max = 60, source = own }),

  vetting_days = workdays(5, { "联审备案时限", "Days for each step of the vetting" }, {
    min = 2, max = 20, source = own,
  }),

  -- 六方联动: the six are not named, so their number can be set too.
  fewest_parties = count(2, { "联动至少几方", "Fewest parties that act together" }, {
    min = 2, max = 6, source = own,
  }),
  fewest_voices = count(2, { "至少几人发言", "Fewest who must have spoken" }, {
    min = 1, max = 50, source = own,
  }),
  agree_signers = count(3, { "商量办签字人数", "Signatures of an agreement" }, {
    min = 2, max = 50, source = own,
  }),
  watch_signers = count(2, { "盯着办验收人数", "People who confirm work" }, {
    min = 1, max = 20, source = own,
  }),
}
