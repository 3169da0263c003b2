-- 规则说“不行”时给人看的话。
-- What a person reads when one of the rules' functions says no.

return {
  refusal "too_few_coming" { "确认到会的人数不够", "Too few have said that they come" },
  refusal "no_quorum" { "确认到会的不到约请人数的规定比例", "Too small a share of the invitees comes" },
}
