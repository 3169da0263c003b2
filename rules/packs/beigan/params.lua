-- 街道可以改的数字：时限、人数、比例。source 写明出处，没有公开来源的写“街道自定”。
-- Numbers that the street may change. Where a report states one, `source` says which.

local reply = "萧山区北干街道博学圆桌汇：社区工作人员和物业公司必须在 3—5 个工作日内回复（2021-01-13 报道）"
local own = "街道自定，没有公开来源"

return params {
  -- 3—5 个工作日：第 3 天只记一次提醒，再过 2 天（第 5 天）仍有人没有答复，就进圆桌会
  reply_soft_days = workdays(3, { "答复的提醒期限", "Days to reply, soft limit" }, {
    min = 1, max = 5, source = reply,
  }),
  reply_more_days = workdays(2, { "提醒之后的宽限", "Further days to the hard limit" }, {
    min = 1, max = 5, source = reply,
  }),
  feedback_days = days(3, { "居民反馈期限", "Days to say if the answer will do" }, {
    min = 1, max = 15, source = own,
  }),

  -- 0：按需召开；1—28：固定在每月的这一天召开
  round_table_day = count(0, { "圆桌会固定在每月几号（0 为按需）", "Day of the month (0: on need)" }, {
    min = 0, max = 28, source = own,
  }),
  call_days = workdays(3, { "约定圆桌会的时限", "Days to call the table" }, {
    min = 1, max = 10, source = own,
  }),
  table_days = workdays(23, { "开圆桌会的时限", "Days to hold the table" }, {
    min = 5, max = 45, source = own,
  }),
  street_days = workdays(5, { "街道接手后的时限", "Days once the street has it" }, {
    min = 1, max = 15, source = own,
  }),

  -- 博学圆桌汇 meets on need; 360民情圆桌会, which came before it, met every month and may still be held.
  standing_meeting = switch(true, { "每月例会", "Standing meeting" }, { source = own }),
  standing_days = days(30, { "例会间隔", "Days between standing meetings" }, {
    min = 7, max = 92, source = "北干街道 360民情圆桌会：每月召开一次",
  }),
  record_days = workdays(3, { "例会记录时限", "Days to hold and record it" }, {
    min = 1, max = 10, source = own,
  }),
}
