-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "amount_missing" { "动用集体资金要写金额", "A sum is needed where collective money is used" },
  refusal "no_deputies" { "本村不设村民代表会议", "This village has no deputies" },
  refusal "own_matter" {
    "村民委员会成员不得审核村务", "Who sits in the villagers' committee does not check it",
  },
}
