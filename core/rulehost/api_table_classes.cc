// The tables that a pack is written in, key by key, and those that a `when` function is given.

#include "rulehost/api_table.h"

namespace yiting::rulehost {

namespace {

const ApiField kTitle = {"title?", "Title", "名称；或写在最前面", "or stands first"};

std::vector<ApiClass> PackBodies() {
  return {
      {"PackBody",
       "pack",
       "规则包本身。",
       "The pack itself.",
       {kTitle,
        {"id", "string", "小写英文编号", "small letters"},
        {"version", "string", "改了规矩就换一个", "a new one for new rules"}}},
      {"Limits",
       "params",
       "参数的范围和出处。",
       "A parameter's range and source.",
       {{"min?", "integer", "比例以百分数计", "of a ratio in percent"},
        {"max?", "integer"},
        {"source?", "string", "哪部法规或通知写的", "the law or notice that it comes from"}}},
      {"LevelBody",
       "level",
       "层级。",
       "A level.",
       {kTitle, {"rank", "integer", "1 是社区，2 是街道", "1 = community, 2 = street"}}},
      {"RoleBody",
       "role",
       "角色。",
       "A role.",
       {kTitle,
        {"staff?", "boolean", "工作人员", "reads what staff may read"},
        {"level?", "string", "上报到哪一层由他接手", "takes over what is escalated to it"}}},
      {"UnitBody",
       "unit",
       "科室、站所、公司。",
       "An office, agency or company.",
       {kTitle,
        {"kind?",
         "\"office\" | \"centre\" | \"community\" | \"agency\" | \"company\" | "
         "\"committee\""}}},
      {"CategoryBody",
       "category",
       "事项的类别：归谁牵头。",
       "A kind of matter: who leads.",
       {kTitle,
        {"lead", "string", "牵头单位，只有一个", "exactly one unit"},
        {"assisting?", "string[]", "协办单位", "units"}}},
      {"OutcomeBody", "outcome", "事项怎样结束。", "How a matter can end.", {kTitle}},
      {"RefusalBody",
       "refusal",
       "拒绝时给人看的话。",
       "What a person reads for a refusal.",
       {kTitle}},
      {"OpenerBody",
       "opener",
       "一类提请人。",
       "A class of those who may open.",
       {kTitle, {"roles", "string[]"}}},
      {"ActivationBody",
       "activation",
       "谁可以启用另一版规则。",
       "Who may put another pack in force.",
       {{"by", "string | string[]", "角色", "roles"},
        {"signers?", "integer", "几个人签", "so many members"},
        {"procedure?", "string", "先要这个规程表决", "a vote of this procedure first"},
        {"outcome?", "string", "并以此结果结束", "closed with this outcome"}}},
      {"MetricBody",
       "metric",
       "指标和它的公式。",
       "A figure with its formula.",
       {kTitle,
        {"version", "string", "改公式就换一个", "a new one for a new formula"},
        {"num", "string | string[]", "分子：计数之和", "counters, added"},
        {"num_minus?", "string | string[]"},
        {"den?", "string | string[]", "分母", "denominator"},
        {"den_minus?", "string | string[]"},
        {"note?", "Title"}}},
  };
}

std::vector<ApiClass> ProcedureBodies() {
  return {
      {"ProcedureBody",
       "procedure",
       "规程：环节、动作，也许还有总时限。",
       "A procedure: stages, actions, perhaps a clock of the whole matter.",
       {kTitle,
        {"may_open", "(string | Item)[]", "角色，或 opener { … }", "roles, or opener { … }"},
        {"needs?", "table<string, any>", "提请时要填什么", "what opening asks for"},
        {"first?", "string", "从哪个环节开始", "the stage it begins in"},
        {"when?", "When"}}},
      {"StageBody",
       "stage",
       "环节：动作、时限、表决。",
       "A stage: actions, a deadline, a poll.",
       {kTitle, {"step?", "integer", "公布的第几步", "the published number"}, {"hint?", "Title"}}},
      {"DeadlineBody",
       "deadline",
       "时限。",
       "A deadline.",
       {{"within", "Quantity", "workdays、days 或 hours", "workdays, days or hours"},
        {"on_late?", "Verdict", "有人逾期：escalate、enter 或 close",
         "somebody is late: escalate, enter or close"},
        {"at_end?", "Verdict", "期满：close、enter 或 tally",
         "a period is over: close, enter or tally"},
        {"again?", "Item", "下一个 deadline", "the next deadline"}}},
      {"PollBody",
       "poll",
       "表决。",
       "A vote.",
       {{"electors", "string[]", "可以投票的角色", "roles"},
        {"per?", "\"member\" | \"household\""},
        {"turnout?", "Quantity | ParamReference", "至少多少人参加", "so many must take part"},
        {"approve", "Quantity | ParamReference", "多少同意才通过", "so many must be for it"},
        {"of", "\"electors\" | \"voted\" | \"decided\"", "按什么算", "of what"},
        {"above?", "boolean", "要超过，不是达到", "more than, not at least"},
        {"passed", "Verdict", "enter 或 close", "enter or close"},
        {"failed", "Verdict", "enter 或 close", "enter or close"}}},
      {"ActionBody",
       "action",
       "动作：谁做、填什么、然后怎样。",
       "An action: by whom, with what, and what follows.",
       {kTitle,
        {"by", "Role | Role[]"},
        {"needs?", "table<string, any>", "要填什么", "what it asks for"},
        {"does?", "Effect | Effect[]"},
        {"to?", "string", "去哪个环节", "the next stage"},
        {"outcome?", "string", "以此结果结束", "closes the matter"},
        {"signers?", "integer | ParamReference", "要几个人", "so many members"},
        {"all_parties?", "boolean", "每个责任方都答复了才走", "moves when every party replied"},
        {"once?", "boolean", "每人一次", "once a member"},
        {"when?", "When"}}},
      {"FieldBody",
       "text",
       "要填的一项。",
       "Something that is asked for.",
       {kTitle,
        {"optional?", "boolean", "可以不填", "may be left out"},
        {"audience?", "Audience", "谁可以看", "who may read it"},
        {"min?", "integer"},
        {"max?", "integer"},
        {"options?", "{ [1]: string, [2]: string, [3]: string? }[]", "编号、中文、English", ""}}},
  };
}

std::vector<ApiClass> HookCopies() {
  return {
      {"MatterCopy",
       "",
       "when 函数看到的事项：只有结构，没有文字。",
       "The matter as a when function sees it: structure, never prose.",
       {{"id", "string"},
        {"procedure", "string"},
        {"stage", "string"},
        {"category", "string"},
        {"lead", "string"},
        {"level", "string", "上报到的层级，没有就是空", "escalated to, or empty"},
        {"opener_class", "string"},
        {"opened_ms", "integer"},
        {"stage_ms", "integer", "进入本环节的时刻", "when the stage was entered"},
        {"counts", "table<string, integer>", "例如 coming、taken.动作；没有的是 0",
         "as coming, taken.ACTION; else 0"}}},
      {"CommandCopy",
       "",
       "when 函数看到的指令。",
       "The command as a when function sees it.",
       {{"inputs", "table<string, any>", "填了什么", "what was filled in"},
        {"roles", "string[]", "做的人的角色和关系", "roles and relations of who acts"},
        {"by_opener", "boolean", "做的人就是提请人，或替他提请的人",
         "who acts opened the matter, for themselves or for another"}}},
      {"Item", "", "规则包里的一项。", "An entry of a pack.", {}},
      {"Quantity", "", "时间、数量或比例。", "A time, a number or a ratio.", {}},
      {"ParamReference", "", "对一个参数的引用。", "Refers to a parameter.", {}},
      {"Verdict", "", "时限或表决之后怎样。", "What follows a deadline or a vote.", {}},
      {"Refusal", "", "拒绝。", "A refusal.", {}},
      {"CalendarApi",
       "",
       "节假日和调休都算对的日历。",
       "The calendar, holidays and make-up days included.",
       {}},
  };
}

}  // namespace

const std::vector<ApiClass>& ApiClasses() {
  static const std::vector<ApiClass> classes = [] {
    std::vector<ApiClass> all = PackBodies();
    for (std::vector<ApiClass> more : {ProcedureBodies(), HookCopies()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }();
  return classes;
}

}  // namespace yiting::rulehost
