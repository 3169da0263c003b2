#include <algorithm>

#include "rulehost/convert.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

constexpr int64_t kAmountMax = 3'650;
constexpr int kRoundsMax = 4;

// Does the rule, in any of its rounds, lead out of the stage?
bool LeadsOut(const v1::DeadlineRule& rule) {
  const v1::Late& late = rule.on_late();
  return !late.to().empty() || !late.outcome().empty() || late.tally() ||
         (late.has_again() && LeadsOut(late.again()));
}

}  // namespace

void PackConverter::ConvertProcedures(const std::vector<Item>& items) {
  Ids taken;
  for (const Item& item : items) {
    if (item.is == "procedure" && CheckId(item, taken)) ConvertProcedure(item);
  }
  if (taken.empty()) {
    COMPLAIN(root_, "PROCEDURE", "规则包里没有规程", "the pack has no procedure",
             "写 procedure \"bell\" { … }", "write procedure \"bell\" { … }");
  }
}

void PackConverter::ConvertProcedure(Item item) {
  v1::Procedure* procedure = model_.add_procedures();
  procedure->set_id(item.id);
  ReadTitle(item, procedure->mutable_title());
  CheckKeys(item, {"title", "may_open", "needs", "first", "when", "within", "reopen_days"});
  for (const std::string& kind : ReadStrings(item, "within")) {
    CheckReference(item.at, kind, place_kinds_, "PLACE_KIND", "这种地方", "place kind");
    procedure->add_within(kind);
  }
  procedure->set_reopen_days(static_cast<uint32_t>(
      ReadCount(item, "reopen_days", 0, kAmountMax, v1::Param::DAYS)));
  const std::vector<Item> parts = ItemsIn(item, {"stage", "action", "deadline"});
  Ids stages;
  for (const Item& part : parts) {
    if (part.is == "stage") CheckId(part, stages);
  }
  if (stages.empty()) {
    COMPLAIN(item.at, "STAGE", "规程 " + item.id + " 没有环节",
             "procedure " + item.id + " has no stage");
  }
  ConvertOpeners(item, procedure);
  ReadNeeds(item, procedure->mutable_fields());
  bool open_hook = false;
  ReadHook(item, item.id + ".open", &open_hook);
  procedure->set_open_hook(open_hook);
  Ids always;
  for (const Item& part : parts) {
    if (part.is != "action" || !CheckId(part, always)) continue;
    ConvertAction(part, item.id + ".*." + part.id, stages, procedure->add_actions());
  }
  for (const Item& part : parts) {
    if (part.is == "deadline") ConvertClock(part, stages, procedure);
  }
  for (const Item& part : parts) {
    if (part.is == "stage") ConvertStage(part, procedure, stages, always);
  }
  std::string first = procedure->stages().empty() ? "" : procedure->stages(0).id();
  if (item.body->Find("first") != nullptr) {
    ReadReference(item, "first", stages, "STAGE", "环节", "stage", &first);
  }
  procedure->set_first(first);
  CheckProposals(item, *procedure);
}

// The clock of the whole matter.
void PackConverter::ConvertClock(const Item& item, const Ids& stages, v1::Procedure* procedure) {
  if (procedure->has_deadline()) {
    COMPLAIN(item.at, "DEADLINE", "规程 " + procedure->id() + " 写了两个总时限",
             "procedure " + procedure->id() + " has two deadlines of its own");
    return;
  }
  ConvertDeadline(item, stages, 0, procedure->mutable_deadline());
  if (procedure->deadline().on_late().tally()) {
    COMPLAIN(LocateKey(item.at, "at_end"), "POLL", "总时限不能计票，写在投票的环节里",
             "the clock of a whole matter counts no poll; write it in the stage that votes");
  }
}

// { "resident", "street_staff" } makes one class; opener "resident" { … } makes one each.
void PackConverter::ConvertOpeners(const Item& item, v1::Procedure* procedure) {
  const Value* may_open = item.body->Find("may_open");
  Item owner = item;
  owner.is = "may_open";
  owner.body = may_open;
  const bool list = may_open != nullptr && may_open->IsTable() && !may_open->items.empty();
  if (list && may_open->items[0].IsTable()) {
    owner.rest = 0;
    Ids taken;
    for (Item each : ItemsIn(owner, {"opener"})) {
      if (!CheckId(each, taken)) continue;
      v1::OpenerClass* opener = procedure->add_may_open();
      opener->set_id(each.id);
      ReadTitle(each, opener->mutable_title());
      CheckKeys(each, {"title", "roles"});
      for (const std::string& role : ReadStrings(each, "roles")) {
        CheckReference(each.at, role, roles_, "ROLE", "角色", "role");
        opener->add_roles(role);
      }
      if (opener->roles().empty()) {
        COMPLAIN(each.at, "OPENER", "这一类提请人没有角色", "this class of openers has no role",
                 "roles = { \"resident\" }", "roles = { \"resident\" }");
      }
    }
    return;
  }
  const std::vector<std::string> roles = ReadStrings(item, "may_open");
  if (roles.empty()) {
    COMPLAIN(item.at, "OPENER", "规程 " + item.id + " 没有写谁可以提请",
             "procedure " + item.id + " does not say who may open a matter",
             "may_open = { \"resident\" }", "may_open = { \"resident\" }");
    return;
  }
  v1::OpenerClass* opener = procedure->add_may_open();
  opener->set_id("all");
  opener->mutable_title()->set_zh("提请人");
  opener->mutable_title()->set_en("Openers");
  for (const std::string& role : roles) {
    CheckReference(item.at, role, roles_, "ROLE", "角色", "role");
    opener->add_roles(role);
  }
}

void PackConverter::ConvertStage(Item item, v1::Procedure* procedure, const Ids& stages,
                                 Ids& always) {
  v1::Stage* stage = procedure->add_stages();
  stage->set_id(item.id);
  ReadTitle(item, stage->mutable_title());
  CheckKeys(item, {"title", "step", "hint"});
  stage->set_step(static_cast<uint32_t>(ReadInteger(item, "step", 0, 0, 99)));
  ReadText(item, "hint", stage->mutable_hint());
  Ids actions;
  bool leads_out = false;
  for (const Item& part : ItemsIn(item, {"deadline", "action", "poll"})) {
    if (part.is == "poll") {
      if (stage->has_poll()) {
        COMPLAIN(part.at, "POLL", "一个环节只能有一次表决", "a stage has one poll");
      }
      ConvertPoll(part, stages, stage->mutable_poll());
      continue;
    }
    if (part.is == "deadline") {
      if (stage->has_deadline()) {
        COMPLAIN(part.at, "DEADLINE", "环节 " + item.id + " 写了两个时限",
                 "stage " + item.id + " has two deadlines", "超时后的下一个时限写在 again 里",
                 "the next one goes into again");
        continue;
      }
      ConvertDeadline(part, stages, 0, stage->mutable_deadline());
      leads_out = leads_out || LeadsOut(stage->deadline());
      continue;
    }
    if (!CheckId(part, actions)) continue;
    if (always.count(part.id) > 0) {
      COMPLAIN(part.at, "DUPLICATE_ID", "动作 " + part.id + " 已经是随时可做的动作",
               "action " + part.id + " is already one that can be taken at any time");
    }
    v1::Action* action = stage->add_actions();
    ConvertAction(part, procedure->id() + "." + item.id + "." + part.id, stages, action);
    leads_out = leads_out || !action->to().empty() || !action->outcome().empty();
  }
  CheckPollStage(item, *stage);
  if (!stage->has_deadline() && !procedure->has_deadline()) {
    COMPLAIN(item.at, "DEADLINE", "环节 " + item.id + " 没有时限",
             "stage " + item.id + " has no deadline", "deadline { within = workdays(3) }",
             "deadline { within = workdays(3) }");
  }
  if (!leads_out) {
    COMPLAIN(item.at, "DEAD_END", "环节 " + item.id + " 没有出路：没有一个动作或时限离开它",
             "stage " + item.id + " has no way out: no action and no deadline leaves it",
             "给一个动作写 to = \"环节\" 或 outcome = \"结果\"",
             "give an action to = \"stage\" or outcome = \"outcome\"");
  }
}

void PackConverter::ConvertDeadline(const Item& item, const Ids& stages, int depth,
                                    v1::DeadlineRule* rule) {
  CheckKeys(item, {"within", "on_late", "at_end", "again"});
  if (!item.body->items.empty()) {
    COMPLAIN(item.at, "SHAPE", "deadline 里每一项都要有名字",
             "every entry of deadline needs a name",
             "deadline { within = workdays(3), on_late = escalate \"street\" }",
             "deadline { within = workdays(3), on_late = escalate \"street\" }");
  }
  ReadDuration(item, rule);
  const bool on_late = item.body->Find("on_late") != nullptr;
  const bool at_end = item.body->Find("at_end") != nullptr;
  if (on_late && at_end) {
    COMPLAIN(LocateKey(item.at, "at_end"), "DEADLINE",
             "on_late（超时）和 at_end（期满）只能写一个",
             "either on_late (somebody is late) or at_end (a period is over)");
  } else if (on_late || at_end) {
    ConvertLate(item, at_end ? "at_end" : "on_late", stages, rule->mutable_on_late());
  }
  const Value* again = item.body->Find("again");
  if (again == nullptr) return;
  const Item next = ReadItem(*again);
  const v1::Late& then = rule->on_late();
  const bool ends = !then.to().empty() || !then.outcome().empty() || then.tally();
  if (next.is != "deadline" || ends || depth + 1 >= kRoundsMax) {
    COMPLAIN(LocateKey(item.at, "again"), "DEADLINE",
             "again 是提醒或上报之后的下一个 deadline { … }，最多三个",
             "again is the next deadline { … } after a soft limit or an escalation, at most three");
    return;
  }
  ConvertDeadline(next, stages, depth + 1, rule->mutable_on_late()->mutable_again());
}

void PackConverter::ConvertLate(const Item& deadline, std::string_view key, const Ids& stages,
                                v1::Late* late) {
  const Item item = ReadItem(*deadline.body->Find(key));
  late->set_expected(key == "at_end");
  if (item.is == "escalate" && !late->expected()) {
    late->set_escalate(item.id);
    CheckReference(item.at, item.id, levels_, "LEVEL", "层级", "level");
    const auto& roles = model_.roles();
    const bool someone = std::any_of(roles.begin(), roles.end(),
                                     [&](const v1::Role& role) { return role.level() == item.id; });
    if (!someone && levels_.count(item.id) > 0) {
      COMPLAIN(item.at, "LEVEL", "层级 " + item.id + " 没有角色，上报了也没有人接",
               "no role has the level " + item.id + ": nobody would take it up",
               "给一个角色写 level = \"" + item.id + "\"",
               "give a role level = \"" + item.id + "\"");
    }
  } else if (item.is == "enter") {
    late->set_to(item.id);
    CheckReference(item.at, item.id, stages, "STAGE", "环节", "stage");
  } else if (item.is == "close") {
    late->set_outcome(item.id);
    CheckReference(item.at, item.id, outcomes_, "OUTCOME", "结果", "outcome");
  } else if (item.is == "tally" && late->expected()) {
    late->set_tally(true);
  } else {
    const char* zh = late->expected() ? "at_end 要写 enter \"环节\"、close \"结果\" 或 tally"
                                      : "on_late 要写 escalate \"层级\"、enter \"环节\" 或 "
                                        "close \"结果\"；投票期满计票写 at_end = tally";
    const char* en = late->expected()
                         ? "at_end must be enter \"stage\", close \"outcome\" or tally"
                         : "on_late must be escalate \"level\", enter \"stage\" or close "
                           "\"outcome\"; a poll is counted by at_end = tally";
    COMPLAIN(LocateKey(deadline.at, key), "DEADLINE", zh, en);
  }
}

void PackConverter::ReadDuration(const Item& deadline, v1::DeadlineRule* rule) {
  const Value* within = deadline.body->Find("within");
  const Item item = within == nullptr ? Item{} : ReadItem(*within);
  const std::string& is = item.is;
  if (is != "workdays" && is != "days" && is != "hours") {
    COMPLAIN(within == nullptr ? deadline.at : LocateKey(deadline.at, "within"), "DEADLINE",
             "时限要写 within = workdays(…)、days(…) 或 hours(…)",
             "a deadline needs within = workdays(…), days(…) or hours(…)");
    return;
  }
  rule->set_clock(is == "workdays" ? v1::DeadlineRule::WORKDAYS
                  : is == "days"   ? v1::DeadlineRule::DAYS
                                   : v1::DeadlineRule::HOURS);
  const Value* amount = item.value->Find("amount");
  if (amount != nullptr && amount->IsInteger()) {
    rule->set_amount(amount->integer);
    if (amount->integer < 1 || amount->integer > kAmountMax) {
      COMPLAIN(item.at, "NUMBER", "时限的数字要在 1 … 3650 之间",
               "the number of a deadline must be in 1 … 3650");
    }
    return;
  }
  const Item reference = amount == nullptr ? Item{} : ReadItem(*amount);
  const v1::Param* param = reference.is == "param" ? FindParam(reference.id) : nullptr;
  if (reference.is == "param" && param == nullptr) {
    COMPLAIN_UNKNOWN(Locate(reference.at, reference.id), "PARAM", "参数", "parameter", reference.id,
                    params_);
  } else if (param == nullptr) {
    COMPLAIN(item.at, "DEADLINE", is + "(…) 里要写一个整数或 param \"参数\"",
             is + "(…) takes an integer or param \"name\"");
  } else {
    const v1::Param::Kind kind = is == "workdays" ? v1::Param::WORKDAYS
                                 : is == "days"   ? v1::Param::DAYS
                                                  : v1::Param::HOURS;
    rule->set_amount(param->value());
    if (param->kind() != kind) {
      COMPLAIN(item.at, "PARAM", "参数 " + param->id() + " 的单位和 " + is + " 不同",
               "parameter " + param->id() + " is not counted in " + is,
               "params 里也写 " + is + "(…)", "write " + is + "(…) in params as well");
    }
  }
}

void PackConverter::ReadHook(const Item& item, const std::string& place, bool* has) {
  const Value* when = item.body->Find("when");
  if (when == nullptr) return;
  if (!when->IsFunction()) {
    COMPLAIN(LocateKey(item.at, "when"), "SHAPE", "when 要写成函数", "when must be a function",
             "when = function(m, cmd, now) return true end",
             "when = function(m, cmd, now) return true end");
    return;
  }
  *has = true;
  hooks_[place] = when->path;
}

const v1::Param* PackConverter::FindParam(std::string_view id) const {
  for (const v1::Param& param : model_.params()) {
    if (param.id() == id) return &param;
  }
  return nullptr;
}

}  // namespace yiting::rulehost
