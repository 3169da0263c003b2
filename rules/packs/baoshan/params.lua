-- 街道可以改的数字：时限、人数、比例。source 写明出处，没有公开来源的写“街道自定”。
-- Numbers that the street may change. Where a law states one, `source` says which; all others are
-- defaults.

local law = "《城市居民委员会组织法》第十条：户的代表过半数出席，决定由出席人的过半数通过"
local house_rules = "社区通报道（宝月尚园）：公示时间由居民表决通过的议事规则规定"
local own = "街道自定，没有公开来源"

return params {
  sort_days = workdays(2, { "分类时限", "Days to sort a problem" }, { min = 1, max = 5, source = own }),
  screening_days = workdays(3, { "筛选时限", "Days to screen" }, { min = 1, max = 10, source = own }),
  appeals = switch(true, { "可以申诉", "Appeals" }, { source = own }),
  appeal_days = days(7, { "申诉期限", "Days to appeal" }, { min = 3, max = 30, source = own }),
  discussion_days = days(14, { "广泛讨论的天数", "Days of discussion" }, {
    min = 7, max = 60, source = own,
  }),
  topic_days = workdays(5, { "形成议题的时限", "Days to form the topic" }, {
    min = 1, max = 15, source = own,
  }),
  proposal_days = workdays(10, { "形成提案的时限", "Days to write the proposal" }, {
    min = 1, max = 30, source = own,
  }),
  proposal_signers = count(2, { "提案签字人数", "Signatures under a proposal" }, {
    min = 1, max = 9, source = own,
  }),

  -- 户数与票数：户的代表过半数参加，参加的过半数同意
  vote_days = days(7, { "投票天数", "Days to vote" }, { min = 3, max = 30, source = own }),
  turnout = ratio(1, 2, { "参加投票的户数比例", "Share of households that must vote" }, {
    min = 50, max = 100, source = law,
  }),
  approve = ratio(1, 2, { "同意比例（须超过）", "Share for it, to be exceeded" }, {
    min = 50, max = 100, source = law,
  }),
  -- 宽限：截止前在没有网络的地方投好的票，截止后几小时内送到仍然算数；期间谁也看不到票数
  grace_hours = hours(0, { "没有网络时投的票，截止后还收几小时", "Hours of grace for ballots cast offline" }, {
    min = 0, max = 72, source = own,
  }),
  publicity_days = days(7, { "公示天数", "Days of publicity" }, {
    min = 3, max = 30, source = house_rules,
  }),
  answer_days = workdays(3, { "答复异议的时限", "Days to answer an objection" }, {
    min = 1, max = 10, source = own,
  }),
  adopt_days = workdays(5, { "公布公约的时限", "Days to issue the convention" }, {
    min = 1, max = 15, source = own,
  }),

  consult_days = workdays(3, { "咨询建议的答复时限", "Days to answer a question" }, {
    min = 1, max = 10, source = own,
  }),
  handle_days = workdays(10, { "自治处置时限", "Days for self-governance" }, {
    min = 1, max = 30, source = own,
  }),
  order_days = workdays(15, { "工单办理时限", "Days for a work order" }, {
    min = 3, max = 60, source = own,
  }),
  departments_days = workdays(15, { "部门答复时限", "Days for departments to answer" }, {
    min = 5, max = 60, source = own,
  }),
  joint_days = workdays(10, { "联席会商时限", "Days to settle it jointly" }, {
    min = 5, max = 60, source = own,
  }),
  street_days = workdays(5, { "街镇接手后的时限", "Days once the street has it" }, {
    min = 1, max = 15, source = own,
  }),

  comment_days = days(7, { "规则征求意见的天数", "Days to comment on rules" }, {
    min = 3, max = 60, source = own,
  }),
}
