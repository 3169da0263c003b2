-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "no_appeals" { "本居民区不设申诉", "There is no appeal here" },
  refusal "no_draft" { "还没有提案文本", "Nobody has written the proposal yet" },
  refusal "self_governance_first" {
    "先登记自治处置，再办结或转网格工单", "First record what the residents did themselves",
  },
}
