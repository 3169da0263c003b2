-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "not_an_expert" { "书面意见由专家库里的人来写", "Only experts of the register write one" },
  refusal "not_settled" { "协商结果通报以后才能编入案例库", "Only a settled matter is a case" },
  refusal "few_reviewers" { "联审人还不够", "Too few reviewers are named" },
}
