// The types that are no tables: what may stand for a title, a role, an effect.

#include "rulehost/api_table.h"

namespace yiting::rulehost {

namespace {

std::vector<ApiAlias> Alternatives() {
  return {
      {"Title",
       "中文，或 { 中文, English }。",
       "Chinese, or both.",
       {{"", "string", "\"中文\"", "Chinese alone"},
        {"", "{ [1]: string, [2]: string }", "{ \"中文\", \"English\" }", "both"}}},
      {"Role",
       "角色的编号，或和这件事的关系。",
       "A role's id, or how somebody stands to the matter.",
       {{"", "string", "people.lua 里的角色", "a role of people.lua"},
        {"", "\"opener\"", "提请人", "who opened it"},
        {"", "\"party\"", "责任方的人", "somebody of a party"},
        {"", "\"lead\"", "牵头责任方的人", "somebody of the lead"},
        {"", "\"invitee\"", "被约请的人", "somebody who was invited"},
        {"", "\"participant\"", "提请人、责任方和被约请的人", "opener, parties and invitees"},
        {"", "\"elector\"", "可以投票的人", "who may vote"}}},
      {"Effect",
       "动作带来什么。",
       "What an action brings about.",
       {{"", "\"assign\"", "定类别和责任方，要填 category", "sets category and parties"},
        {"", "\"alert\"", "增加责任方，要填 parties", "adds parties"},
        {"", "\"report_in\"", "责任方报到", "a party reports in"},
        {"", "\"reply\"", "责任方答复", "a party replies"},
        {"", "\"invite\"", "约请，要填 members", "invites members"},
        {"", "\"confirm\"", "说来不来，要填 coming", "says whether they come"},
        {"", "\"vote\"", "投票，要填 choice", "votes by choice"},
        {"", "\"enter_ballot\"", "录入纸票，要填 room 和 choice；两人录入一致才算",
         "enters a paper ballot of room by choice; cast when two officers agree"},
        {"", "\"rate\"", "评价，要填 score", "rates by score"},
        {"", "\"nudge\"", "催办", "asks to hurry"}}},
      {"Audience",
       "谁可以看。",
       "Who may read it.",
       {{"", "\"public\"", "所有人", "everybody"},
        {"", "\"community\"", "本社区", "the community"},
        {"", "\"parties\"", "相关各方", "those concerned"},
        {"", "\"staff\"", "工作人员", "staff"},
        {"", "\"self\"", "本人", "who wrote it"}}},
      {"UnitKind",
       "哪一种单位。",
       "The kind of a unit.",
       {{"", "\"office\"", "科室", "an office of the street"},
        {"", "\"centre\"", "中心", "a centre"},
        {"", "\"community\"", "社区", "a community"},
        {"", "\"agency\"", "站所", "an agency posted here"},
        {"", "\"company\"", "公司", "a company"},
        {"", "\"committee\"", "委员会", "a committee of residents or owners"}}},
      {"PollBase",
       "同意的比例按什么算。",
       "Of what the share in favour is taken.",
       {{"", "\"electors\"", "全体可以投票的人", "all who may vote"},
        {"", "\"voted\"", "投了票的人", "all who voted"},
        {"", "\"decided\"", "投了同意或反对的人", "all who voted for or against"}}},
      {"Asked",
       "要填的一项：text、photo …… 或类别、单位的列表。",
       "Something asked for: text, photo …, or a list of categories or units.",
       {{"", "Item", "写了 { … } 的", "with { … }"},
        {"", "Item[]", "类别或单位里的", "one or some of the list"},
        {"", "fun(body: FieldBody): Item", "光写一个词", "the bare word"}}},
      {"When",
       "小函数：可以就 return true，不可以就 return refuse \"编号\"。",
       "A function: return true, or return refuse \"code\".",
       {{"", "fun(m: MatterCopy, cmd: CommandCopy, now: integer): true | Refusal",
         "事项、指令、此刻（毫秒）", "the matter, the command, now in milliseconds"}}},
  };
}

}  // namespace

const std::vector<ApiAlias>& ApiAliases() {
  static const std::vector<ApiAlias> aliases = Alternatives();
  return aliases;
}

}  // namespace yiting::rulehost
