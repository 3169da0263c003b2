-- 街道可以改的数字：时限、人数、比例。source 写明出处，没有公开来源的写“街道自定”。
-- Numbers that the street may change without touching the procedure; the console shows a form.

local own = "街道自定，没有公开来源"

return params {
  accept_days = workdays(2, { "受理时限", "Days to accept" }, { min = 1, max = 5, source = own }),
  invite_days = workdays(3, { "发起约请时限", "Days to send invitations" }, {
    min = 1, max = 10, source = own,
  }),
  prepare_days = workdays(5, { "对接时限", "Days to prepare" }, { min = 1, max = 15, source = own }),
  notice_days = workdays(3, { "会议通知时限", "Days to fix the meeting" }, {
    min = 1, max = 10, source = own,
  }),
  confirm_days = workdays(5, { "确认参会时限", "Days to confirm attendance" }, {
    min = 1, max = 10, source = own,
  }),
  meeting_days = workdays(10, { "开会及记录时限", "Days to meet and record" }, {
    min = 1, max = 30, source = own,
  }),
  review_days = workdays(5, { "联审时限", "Days for the joint review" }, {
    min = 1, max = 15, source = own,
  }),
  announce_days = workdays(3, { "通报时限", "Days to announce" }, { min = 1, max = 10, source = own }),
  service_days = workdays(3, { "服务台办理时限", "Days for the service desk" }, {
    min = 1, max = 15, source = own,
  }),
  street_days = workdays(5, { "街道接手后的时限", "Days once the street has it" }, {
    min = 1, max = 15, source = own,
  }),
  rating_days = days(7, { "评价期限", "Days to rate" }, { min = 3, max = 30, source = own }),

  reopen_days = days(90, { "办结后多少天内可以再提", "Days to take a closed matter up again" }, {
    min = 0, max = 365, source = own,
  }),

  quorum = ratio(1, 2, { "到会比例", "Share of invitees who must come" }, {
    min = 10, max = 100, source = "参照《城市居民委员会组织法》第十条：居民会议过半数出席",
  }),
  min_coming = count(3, { "最少到会人数", "Fewest people who must come" }, {
    min = 2, max = 50, source = own,
  }),
  review_signers = count(3, { "联审人至少几人", "Fewest reviewers of a result" }, {
    min = 1, max = 9, source = own,
  }),

  -- 楼道会客厅、加装电梯、工作日志
  salon_days = days(7, { "楼道说事期限", "Days to talk in the stairwell" }, {
    min = 2, max = 30, source = own,
  }),
  salon_vote_days = days(3, { "逐户表态期限", "Days for each household to say" }, {
    min = 1, max = 15, source = own,
  }),
  salon_turnout = ratio(1, 2, { "逐户表态参与比例", "Share of households that must say" }, {
    min = 0, max = 100, source = own,
  }),
  lift_days = days(60, { "加装电梯征求意见期限", "Days to consult on a lift" }, {
    min = 7, max = 180, source = own,
  }),
  lift_vote_days = days(15, { "加装电梯表决期限", "Days to vote on a lift" }, {
    min = 7, max = 60, source = own,
  }),
  lift_publicity_days = days(10, { "加装电梯公示期限", "Days of publicity of a lift" }, {
    min = 5, max = 30, source = own,
  }),
  city_votes = switch(false, {
    "业主表决要在市里的平台上进行才算数", "Owners' votes bind on the city's platform alone",
  }, { source = "没有查到公开来源；市房产主管部门有这样的规定就打开" }),
  worklog_days = days(0, { "日志延后几天封存", "Days after which a day's log is closed" }, {
    min = 0, max = 3, source = own,
  }),
}
