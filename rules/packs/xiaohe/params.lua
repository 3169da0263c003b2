-- 街道可以改的数字：时限、人数、比例。source 写明出处，没有公开来源的写“街道自定”。
-- Numbers that the street may change. Only the length of a meeting was ever published; everything
-- else is a default.

local own = "街道自定，没有公开来源"

return params {
  -- 热度：近期多少件、多少户说同一件事，才可以提为议题
  heat_items = count(5, { "成为议题的意见件数", "Items that make a topic" }, {
    min = 2, max = 100, source = own,
  }),
  heat_households = count(3, { "成为议题的住户数", "Households behind a topic" }, {
    min = 1, max = 100, source = own,
  }),
  heat_days = days(30, { "“近期”是多少天", "How many days are recent" }, {
    min = 7, max = 365, source = own,
  }),

  reply_days = workdays(3, { "来信回应时限", "Days to answer a letter" }, {
    min = 1, max = 10, source = own,
  }),
  join_days = workdays(5, { "入库审核时限", "Days to decide on joining" }, {
    min = 1, max = 15, source = own,
  }),
  decide_days = workdays(3, { "确定议题时限", "Days to decide on a topic" }, {
    min = 1, max = 10, source = own,
  }),
  match_days = workdays(3, { "匹配议事员时限", "Days to match people" }, {
    min = 1, max = 10, source = own,
  }),
  invite_days = workdays(5, { "邀请确认时限", "Days to invite and open" }, {
    min = 1, max = 15, source = own,
  }),
  session_hours = hours(2, { "一场议事会的时长", "Length of a meeting" }, {
    min = 1, max = 8, source = "小河街道报道：一场一个半小时，另一场两小时以上",
  }),
  record_days = workdays(2, { "超时后的整理时限", "Days to end a long meeting" }, {
    min = 1, max = 5, source = own,
  }),
  vote_hours = hours(24, { "小程序表决时长", "Hours to vote" }, { min = 1, max = 168, source = own }),
  report_days = workdays(5, { "民意报告时限", "Days to write the report" }, {
    min = 1, max = 15, source = own,
  }),
  task_days = workdays(3, { "认领任务时限", "Days to take on a task" }, {
    min = 1, max = 10, source = own,
  }),
  deliver_days = days(60, { "落实时限", "Days to do the work" }, { min = 7, max = 365, source = own }),
  rating_days = days(7, { "评价期限", "Days to rate" }, { min = 3, max = 30, source = own }),
  street_days = workdays(5, { "街道接手后的时限", "Days once the street has it" }, {
    min = 1, max = 15, source = own,
  }),

  min_coming = count(6, { "最少到会人数", "Fewest people who must come" }, {
    min = 3, max = 50, source = own,
  }),
  pseudonyms = switch(false, { "发言不显示姓名", "Opinions without names" }, { source = own }),
  approve = ratio(1, 2, { "赞成比例", "Share that must be for it" }, {
    min = 50, max = 100, source = "参照《城市居民委员会组织法》第十条：由出席人的过半数通过",
  }),
  return_signers = count(3, { "退回落实的人数", "People who send work back" }, {
    min = 1, max = 20, source = own,
  }),
  -- 主持人本身也是议事员；他投不投票，报道没有说。0 不投，1 可以投
  host_votes = count(0, { "主持人可以投票", "The host may vote (1: yes)" }, {
    min = 0, max = 1, source = own,
  }),

  -- 微更新
  works_budget = count(20000, { "微更新预算（元）", "Budget of small works, yuan" }, {
    min = 100, max = 1000000, source = own,
  }),
  works_turnout = ratio(1, 4, { "参加表决的户数比例", "Share of households that must vote" }, {
    min = 0, max = 100, source = own,
  }),
  idea_days = days(14, { "征集点子的天数", "Days for ideas" }, { min = 3, max = 60, source = own }),
  works_days = days(7, { "微更新表决天数", "Days of the vote on small works" }, {
    min = 1, max = 30, source = own,
  }),
  grace_hours = hours(24, { "没有网络时投的票，截止后还收几小时", "Hours of grace for ballots cast offline" }, {
    min = 0, max = 72, source = own,
  }),
}
