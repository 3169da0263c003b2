-- 村里可以改的数字：时限、人数、比例。source 写明出处，没有公开来源的写“村里自定”。
-- Numbers that the village may change. Where a law states one, `source` says which.

local assembly = "《村民委员会组织法》第二十二条：三分之二以上的户的代表参加，到会人员的过半数通过"
local monthly = "《村民委员会组织法》第三十条：集体财务往来较多的，财务收支情况应当每月公布一次"
local quarterly = "《村民委员会组织法》第三十条：一般事项至少每季度公布一次"
local deputies = "《村民委员会组织法》第二十五条：村民代表由村民按每五户至十五户推选一人"
local meeting = "《村民委员会组织法》第二十五条：人数较多或者居住分散的村，可以设立村民代表会议"
local own = "村里自定，没有公开来源"

return params {
  propose_days = workdays(10, { "支部提议时限", "Days to propose" }, { min = 1, max = 30, source = own }),
  propose_signers = count(2, { "支部提议签字人数", "Signatures to propose" }, {
    min = 1, max = 9, source = own,
  }),
  consult_days = workdays(10, { "“两委”商议时限", "Days to consult" }, {
    min = 1, max = 30, source = own,
  }),
  consult_signers = count(3, { "“两委”商议签字人数", "Signatures to consult" }, {
    min = 1, max = 15, source = own,
  }),

  party_days = days(3, { "党员大会审议天数", "Days of the party members' vote" }, {
    min = 1, max = 15, source = own,
  }),
  party_turnout = ratio(1, 2, { "参加审议的党员比例", "Share of members who must vote" }, {
    min = 50, max = 100, source = own,
  }),
  party_approve = ratio(1, 2, { "同意比例（须超过）", "Share for it, to be exceeded" }, {
    min = 50, max = 100, source = own,
  }),

  assembly_days = days(7, { "村民会议表决天数", "Days of the assembly's vote" }, {
    min = 1, max = 30, source = own,
  }),
  assembly_turnout = ratio(2, 3, { "参加表决的户数比例", "Share of households that must vote" }, {
    min = 66, max = 100, source = assembly,
  }),
  assembly_approve = ratio(1, 2, { "同意比例（须超过）", "Share for it, to be exceeded" }, {
    min = 50, max = 100, source = assembly,
  }),

  deputies = switch(true, { "设立村民代表会议", "The village has deputies" }, { source = meeting }),
  nominate_days = days(7, { "村民代表提名天数", "Days to nominate deputies" }, {
    min = 1, max = 30, source = own,
  }),
  deputy_seats = count(2, { "推选几名村民代表", "Seats of deputies" }, {
    min = 1, max = 30, source = deputies,
  }),
  deputy_turnout = ratio(1, 2, { "参加推选的户数比例", "Share of households that must choose" }, {
    min = 50, max = 100, source = own,
  }),
  grace_hours = hours(24, { "没有网络时投的票，截止后还收几小时", "Hours of grace for ballots cast offline" }, {
    min = 0, max = 72, source = own,
  }),

  announce_days = workdays(3, { "公布决议的时限", "Days to announce" }, {
    min = 1, max = 10, source = own,
  }),
  publicity_days = days(7, { "公开天数", "Days of publication" }, { min = 5, max = 60, source = own }),
  answer_days = workdays(5, { "答复村民的时限", "Days to answer a villager" }, {
    min = 1, max = 10, source = own,
  }),
  work_days = days(180, { "实施期限", "Days to carry it out" }, { min = 7, max = 1095, source = own }),
  check_days = workdays(3, { "监督委员会审核时限", "Days to check" }, { min = 1, max = 30, source = own }),
  check_signers = count(2, { "审核签字人数", "Signatures of a check" }, {
    min = 1, max = 7, source = own,
  }),
  township_days = workdays(10, { "乡镇接手后的时限", "Days once the township has it" }, {
    min = 1, max = 30, source = own,
  }),

  venues = switch(false, { "文化礼堂等场地可以预订", "The village hall can be booked" }, { source = own }),

  -- 编制、审核、公开各占几天，加起来不超过一个月、一个季度
  accounts_days = days(18, { "财务公开的编制天数", "Days to write the accounts" }, {
    min = 1, max = 31, source = monthly,
  }),
  affairs_days = days(77, { "一般事项公开的编制天数", "Days to write the report" }, {
    min = 1, max = 92, source = quarterly,
  }),
}
