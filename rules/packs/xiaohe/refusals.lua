-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "below_heat" { "意见件数还不够，暂不能提为议题", "Too few items for a topic yet" },
  refusal "few_households" { "涉及的住户还不够多", "Too few households are behind it" },
  refusal "not_recent" { "最早一件意见不在近期", "The oldest item is not recent" },
  refusal "not_arranged" { "还没有定时间和地点", "Time and place are not fixed yet" },
  refusal "no_opinions" { "还没有人发表意见", "Nobody has spoken yet" },
  refusal "host_votes" { "主持人不参加表决", "The host does not vote" },
}
