// The words of rules/lib/dsl.lua.

#include "rulehost/api_table.h"

namespace yiting::rulehost {

namespace {

const ApiField kId = {"id", "string"};
const ApiField kItem = {"", "Item"};

// word "id" { … }
ApiName Named(const char* name, const char* zh, const char* en, const char* takes) {
  return {name, zh, en, {kId}, {{"", takes}}};
}

// word { … }
ApiName Plain(const char* name, const char* zh, const char* en, const char* takes) {
  return {name, zh, en, {{"body", takes}}, {kItem}};
}

// word "id"
ApiName Reference(const char* name, const char* zh, const char* en, const char* gives) {
  return {name, zh, en, {kId}, {{"", gives}}};
}

ApiName Counted(const char* name, const char* zh, const char* en) {
  return {name,
          zh,
          en,
          {{"amount", "integer | ParamReference"},
           {"title?", "Title", "在 params 里", "in params"},
           {"limits?", "Limits"}},
          {{"", "Quantity"}}};
}

std::vector<ApiName> Structure() {
  return {
      Plain("pack", "规则包，pack.lua 以它结尾。", "The pack; pack.lua ends with it.", "PackBody"),
      Plain("params", "街道可以改的数字和开关。", "Numbers and switches that the street may change.",
            "table<string, Quantity>"),
      Named("level", "层级。", "A level.", "fun(body: LevelBody): Item"),
      Named("role", "角色。", "A role.", "fun(body: RoleBody): Item"),
      Named("unit", "单位。", "A unit.", "fun(body: UnitBody): Item"),
      Named("category", "类别。", "A category.", "fun(body: CategoryBody): Item"),
      Named("outcome", "结果。", "An outcome.", "fun(body: OutcomeBody): Item"),
      Named("refusal", "拒绝的话。", "The text of a refusal.", "fun(body: RefusalBody): Item"),
      Named("procedure", "规程。", "A procedure.", "fun(body: ProcedureBody): Item"),
      Named("opener", "一类提请人。", "A class of openers.", "fun(body: OpenerBody): Item"),
      Named("stage", "环节。", "A stage.", "fun(body: StageBody): Item"),
      Named("action", "动作。", "An action.", "fun(body: ActionBody): Item"),
      Named("metric", "指标。", "A metric.", "fun(body: MetricBody): Item"),
      Plain("deadline", "时限。", "A deadline.", "DeadlineBody"),
      Plain("poll", "表决。", "A vote.", "PollBody"),
      Plain("activation", "谁可以启用另一版规则。", "Who may put another pack in force.",
            "ActivationBody"),
      Named("place_kind", "辖区里的一种地方：小区、楼栋、单元。",
            "A kind of place: a compound, a building, a stairwell.",
            "fun(body: PlaceKindBody): Item"),
      Named("body", "可以设在各处的一种组织：楼道议事会、业委会。",
            "A kind of body that can be founded at places.", "fun(body: BodyBody): Item"),
      Named("indicator", "事前事后各量一次的指标。", "Something measured before and after.",
            "fun(body: IndicatorBody): Item"),
      Named("source", "导入的事项从哪里来。", "Where imported items come from.",
            "fun(body: SourceBody): Item"),
      Plain("owners_vote", "本市规定业主表决要在哪个平台进行才算数。",
            "Where the city says that an owners' vote must be held to bind.", "OwnersVoteBody"),
      Plain("modules", "这个街道用不用系统的各个部分；不写的都用。",
            "Which parts of the system the street uses; what is not said is used.",
            "ModulesBody"),
  };
}

std::vector<ApiName> Values() {
  return {
      Counted("workdays", "工作日，节假日和调休都算对。",
              "Working days by the State Council's notices."),
      Counted("days", "自然日。", "Every day counts."),
      Counted("hours", "小时，按钟表走。", "Hours by the clock."),
      Counted("count", "数量，只在 params 里。", "A number, in params only."),
      {"switch",
       "开关，只在 params 里；when 函数里 value 给 1 或 0。",
       "On or off, in params only; value gives 1 or 0 in when functions.",
       {{"on", "boolean"}, {"title", "Title"}, {"limits?", "Limits"}},
       {{"", "Quantity"}}},
      {"ratio",
       "比例，例如 ratio(1, 2)。",
       "A ratio, as ratio(1, 2).",
       {{"part", "integer"}, {"whole", "integer"}, {"title?", "Title"}, {"limits?", "Limits"}},
       {{"", "Quantity"}}},
      Reference("param", "用一个参数的值。", "The value of a parameter.", "ParamReference"),
      Reference("escalate", "逾期后上报到这一层。", "When late: into the hands of this level.",
                "Verdict"),
      Reference("enter", "然后进入这个环节。", "Then the matter enters this stage.", "Verdict"),
      Reference("close", "然后以此结果结束。", "Then the matter closes with this outcome.",
                "Verdict"),
      {"tally", "期满计票。", "Time is up: the poll is counted.", {}, {{"", "Verdict"}}, true},
  };
}

std::vector<ApiName> FieldKinds() {
  return {
      Plain("text", "填文字。", "Asks for text.", "FieldBody"),
      Plain("photo", "要照片。", "Asks for a photo.", "FieldBody"),
      Plain("code", "从几个选项里选一个。", "Asks for one of some options.", "FieldBody"),
      Plain("number", "填数字。", "Asks for a number.", "FieldBody"),
      Plain("instant", "填时间。", "Asks for a time.", "FieldBody"),
      Plain("members", "选人。", "Asks for members.", "FieldBody"),
      Plain("rule_pack", "选一个规则包。", "Asks for a rule pack.", "FieldBody"),
      Plain("room", "选业主名册里的一套房屋。", "Asks for a room of the owners' register.",
            "FieldBody"),
      Plain("place", "选辖区里的一处地方。", "Asks for a place of the territory.", "FieldBody"),
      Plain("matters", "选一件或几件事项。", "Asks for one or more matters.", "FieldBody"),
      Plain("poll_options", "在表决的选项里选。", "Asks for options of the poll.", "FieldBody"),
  };
}

std::vector<ApiName> InHooks() {
  return {
      Reference("refuse", "when 函数说不。", "A when function says no.", "Refusal"),
      {"includes",
       "列表里有没有这一个？",
       "Does the list have the value?",
       {{"list", "any[]"}, {"value", "any"}},
       {{"", "boolean"}}},
      {"value",
       "参数值；比例有两个数。只在 when 里。",
       "A parameter's value; of a ratio two. In when only.",
       {kId},
       {{"value", "integer"}, {"whole", "integer?"}}},
      {"draw",
       "抽签：1 到 n 里的一个，进入本环节时就定了，谁都选不了、谁都能重算。只在 when 里。",
       "One of 1 to n, fixed when the stage was entered: nobody chooses it, everybody can work it "
       "out. In when only.",
       {{"label", "string", "抽什么，1 到 64 个字节", "what for; 1 to 64 bytes"},
        {"n", "integer"}},
       {{"drawn", "integer"}}},
  };
}

}  // namespace

const std::vector<ApiName>& ApiWords() {
  static const std::vector<ApiName> words = [] {
    std::vector<ApiName> all = Structure();
    for (std::vector<ApiName> more : {Values(), FieldKinds(), InHooks()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }();
  return words;
}

}  // namespace yiting::rulehost
