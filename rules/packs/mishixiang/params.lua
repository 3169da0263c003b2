-- Numbers that the street may change without touching the procedure; the console shows a form.

return params {
  accept_days = workdays(2, { "受理时限", "Days to accept" }, { min = 1, max = 5 }),
  invite_days = workdays(3, { "发起约请时限", "Days to send invitations" }, { min = 1, max = 10 }),
  prepare_days = workdays(5, { "对接时限", "Days to prepare" }, { min = 1, max = 15 }),
  notice_days = workdays(3, { "会议通知时限", "Days to fix the meeting" }, { min = 1, max = 10 }),
  confirm_days = workdays(5, { "确认参会时限", "Days to confirm attendance" }, { min = 1, max = 10 }),
  meeting_days = workdays(10, { "开会及记录时限", "Days to meet and record" }, { min = 1, max = 30 }),
  review_days = workdays(5, { "联审时限", "Days for the joint review" }, { min = 1, max = 15 }),
  announce_days = workdays(3, { "通报时限", "Days to announce" }, { min = 1, max = 10 }),
  street_days = workdays(5, { "街道接手后的时限", "Days once the street has it" }, { min = 1, max = 15 }),
  rating_days = days(7, { "评价期限", "Days to rate" }, { min = 3, max = 30 }),

  quorum = ratio(1, 2, { "到会比例", "Share of invitees who must come" }, {
    min = 10, max = 100, source = "参照《城市居民委员会组织法》第十条：居民会议过半数出席",
  }),
  min_coming = count(3, { "最少到会人数", "Fewest people who must come" }, { min = 2, max = 50 }),
  review_signers = count(3, { "联审签字人数", "Signatures for the joint review" }, { min = 1, max = 9 }),
}
