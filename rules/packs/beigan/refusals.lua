-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "already_admitted" { "这件事已经分办", "It has been given to its parties already" },
  refusal "not_admitted" { "还没有分办，不知道该谁答复", "Nobody has been asked to reply yet" },
  refusal "time_past" { "开会时间已经过去", "That time is over" },
  refusal "not_round_table_day" {
    "圆桌会固定在每月的同一天，请改日期", "Round tables are on a fixed day of the month",
  },
  refusal "not_all_here" { "还有责任方没有到会", "Not every party is at the table" },
  refusal "not_used" { "本社区不开每月例会", "No standing meeting is held here" },
}
