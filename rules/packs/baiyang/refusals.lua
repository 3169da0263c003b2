-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "too_few_parties" { "联动的责任方太少", "Too few parties act together" },
  refusal "own_matter" { "自己提出的不能自己定", "Nobody decides on what they proposed" },
  refusal "too_few_voices" { "发言的人还太少", "Too few have spoken" },
}
