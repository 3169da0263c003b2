-- 指标，每一个都带公式。
-- The street published 125 meetings, 2589 suggestions (20.7 a meeting) and over 300 problems
-- solved. Visits (2018 人次) and the register's size (1508) are counted from the ledger elsewhere:
-- no counter has them.

return {
  metric "meetings" { "议事会场次", "Meetings", version = "1", num = "taken.topic.open_meeting" },
  metric "suggestions" {
    "建议条数", "Suggestions", version = "1",
    num = { "taken.topic.speak", "taken.topic.record" },
  },
  metric "suggestions_per_meeting" {
    "每场建议条数", "Suggestions a meeting", version = "1",
    num = { "taken.topic.speak", "taken.topic.record" },
    den = "taken.topic.open_meeting",
  },
  metric "topics" { "提出的议题", "Topics proposed", version = "1", num = "opened.topic" },
  metric "adopted" {
    "列为议题的比例", "Share taken as topics", version = "1",
    num = "taken.topic.adopt", den = "opened.topic",
  },
  metric "delivered" {
    "已落实议题", "Topics delivered", version = "1",
    num = "closed.topic.delivered",
  },
  metric "delivery_rate" {
    "落实率", "Delivered of adopted", version = "1",
    num = "closed.topic.delivered", den = "taken.topic.adopt",
    note = { "已落实 ÷ 列为议题", "Delivered / adopted" },
  },
  metric "satisfaction" {
    "满意度", "Satisfaction", version = "1",
    num = "satisfied", den = "ratings",
    note = { "4 分和 5 分 ÷ 评价人数", "Scores 4 and 5 / ratings" },
  },
  metric "letters" { "来信", "Letters", version = "1", num = "opened.letter" },
  metric "answered" {
    "来信回应率", "Letters answered or pooled", version = "1",
    num = { "closed.letter.answered", "closed.letter.pooled" }, den = "opened.letter",
  },
  metric "from_web" {
    "来自网络舆情的", "From the web", version = "1", num = "imported.web", den = "opened.letter",
  },
  metric "from_petitions" {
    "来自信访的", "From petitions", version = "1", num = "imported.petition", den = "opened.letter",
  },
  metric "tasks_done" {
    "任务完成率", "Tasks accepted", version = "1",
    num = "tasks_accepted", den = "tasks",
    note = { "验收通过 ÷ 全部任务", "Accepted / all" },
  },
  metric "letters_late" { "逾期来信", "Letters late", version = "1", num = "late.letter.received" },
  metric "joined" { "新入库议事员", "New deliberators", version = "1", num = "closed.joining.joined" },
}
