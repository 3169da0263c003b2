#include <algorithm>

#include "rulehost/convert.h"
#include "schema/limits.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

constexpr int64_t kWholeMax = 1'000'000;

struct BaseName {
  const char* name;
  v1::Poll::Base base;
};
constexpr BaseName kBases[] = {
    {"electors", v1::Poll::ELECTORS}, {"voted", v1::Poll::VOTED}, {"decided", v1::Poll::DECIDED}};

struct MethodName {
  const char* name;
  v1::Poll::Method method;
};
constexpr MethodName kMethods[] = {{"for_against", v1::Poll::FOR_AGAINST},
                                   {"choice", v1::Poll::CHOICE},
                                   {"approval", v1::Poll::APPROVAL},
                                   {"ranking", v1::Poll::RANKING},
                                   {"budget", v1::Poll::BUDGET}};

constexpr int64_t kFenInYuan = 100;
constexpr int64_t kBudgetYuanMax = 1'000'000'000;
constexpr int64_t kSeatsMax = 50;
// Three days: who was that long without a network votes on paper.
constexpr int64_t kGraceHoursMax = 72;

constexpr char kPollMend[] =
    "poll { electors = { \"resident\" }, approve = ratio(1, 2), of = \"voted\", above = true, "
    "passed = enter \"announce\", failed = close \"declined\" }";

bool Does(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

bool Votes(const v1::Action& action) { return Does(action, v1::Action::VOTE); }

// What proposes an option for a poll; nothing: no action of the procedure does.
std::vector<const v1::Action*> Proposing(const v1::Procedure& procedure) {
  std::vector<const v1::Action*> found;
  const auto look = [&found](const auto& actions) {
    for (const v1::Action& action : actions) {
      if (Does(action, v1::Action::PROPOSE_OPTION)) found.push_back(&action);
    }
  };
  look(procedure.actions());
  for (const v1::Stage& stage : procedure.stages()) look(stage.actions());
  return found;
}

bool HasPrice(const v1::Action& action) {
  return std::any_of(action.needs().begin(), action.needs().end(), [](const v1::Field& field) {
    return field.id() == "cost" && field.kind() == v1::Field::NUMBER && !field.optional();
  });
}

}  // namespace

void PackConverter::ConvertPoll(const Item& item, const Ids& stages, v1::Poll* poll) {
  CheckKeys(item, {"electors", "per", "by_area", "turnout", "turnout_above", "approve", "of",
                   "above", "changeable", "passed", "failed", "method", "options", "seats",
                   "budget", "grace_hours", "shown_at_end", "sealed", "urn_hours",
                   "advisory"});
  ReadElectors(item, poll);
  ReadMethod(item, poll);
  ReadShares(item, poll);
  poll->set_changeable(ReadFlag(item, "changeable"));
  poll->set_advisory(ReadFlag(item, "advisory"));
  poll->set_grace_hours(ReadCount(item, "grace_hours", 0, kGraceHoursMax, v1::Param::HOURS));
  // A phone's clock proves nothing, so that nobody may know how it stands while late ballots come.
  poll->set_sealed(ReadFlag(item, "sealed"));
  poll->set_urn_hours(ReadCount(item, "urn_hours", 0, kGraceHoursMax, v1::Param::HOURS));
  if (poll->urn_hours() > 0 && !poll->sealed()) {
    COMPLAIN(LocateKey(item.at, "urn_hours"), "POLL",
             "urn_hours 只用于密封表决：票箱在截止后才打开",
             "urn_hours is for a sealed poll: its urn is opened after the close", "sealed = true",
             "sealed = true");
  }
  poll->set_shown_at_end(ReadFlag(item, "shown_at_end") || poll->grace_hours() > 0 ||
                         poll->sealed());
  ReadVerdict(item, "passed", stages, poll->mutable_passed_to(), poll->mutable_passed_outcome());
  ReadVerdict(item, "failed", stages, poll->mutable_failed_to(), poll->mutable_failed_outcome());
}

void PackConverter::ReadElectors(const Item& item, v1::Poll* poll) {
  for (const std::string& role : ReadStrings(item, "electors")) {
    CheckReference(item.at, role, roles_, "ROLE", "角色", "role");
    poll->add_electors(role);
  }
  if (poll->electors().empty()) {
    COMPLAIN(item.at, "POLL", "表决没有写谁可以投票 electors", "the poll does not say who may vote",
             kPollMend, kPollMend);
  }
  const std::string per = ReadString(item, "per", false);
  if (!per.empty()) {
    CheckReference(item.at, per, {"member", "household", "owner"}, "POLL", "计票单位", "per");
  }
  poll->set_by_household(per == "household");
  poll->set_by_owner(per == "owner");
  poll->set_by_area(ReadFlag(item, "by_area"));
  if (poll->by_area() && !poll->by_owner()) {
    COMPLAIN(LocateKey(item.at, "by_area"), "POLL",
             "按面积计票要写 per = \"owner\"：面积在业主名册里",
             "counting by area needs per = \"owner\": the area is in the owners' register",
             "per = \"owner\"", "per = \"owner\"");
  }
}

void PackConverter::ReadMethod(const Item& item, v1::Poll* poll) {
  const std::string method = ReadString(item, "method", false);
  Ids names;
  for (const MethodName& each : kMethods) {
    names.insert(each.name);
    if (method == each.name) poll->set_method(each.method);
  }
  if (!method.empty()) CheckReference(item.at, method, names, "POLL", "计票方式", "method");
  if (item.body->Find("options") != nullptr) ReadOptions(item, "poll", poll->mutable_options());
  poll->set_seats(static_cast<uint32_t>(ReadCount(item, "seats", 1, kSeatsMax)));
  poll->set_budget(ReadCount(item, "budget", 1, kBudgetYuanMax) * kFenInYuan);
  const auto only = [&](bool wrong, const char* key, const char* which) {
    if (!wrong) return;
    COMPLAIN(LocateKey(item.at, key), "POLL",
             std::string(key) + " 只在 method = \"" + which + "\" 时有用",
             std::string(key) + " is for method = \"" + which + "\" alone");
  };
  only(poll->seats() != 0 && poll->method() != v1::Poll::APPROVAL, "seats", "approval");
  only(poll->budget() != 0 && poll->method() != v1::Poll::BUDGET, "budget", "budget");
  only(!poll->options().empty() && poll->method() == v1::Poll::FOR_AGAINST, "options", "choice");
  if (static_cast<size_t>(poll->options_size()) > schema::kPollOptionsMax) {
    const std::string most = std::to_string(schema::kPollOptionsMax);
    COMPLAIN(LocateKey(item.at, "options"), "POLL", "一次表决最多 " + most + " 个选项",
             "a poll has at most " + most + " options");
  }
  const bool one_weight = poll->method() == v1::Poll::RANKING || poll->method() == v1::Poll::BUDGET;
  if (poll->by_area() && one_weight) {
    COMPLAIN(LocateKey(item.at, "by_area"), "POLL", "排序和预算不能按面积计票",
             "a ranking and a budget are not counted by area");
  }
  if (poll->method() == v1::Poll::BUDGET && poll->budget() == 0) {
    COMPLAIN(item.at, "POLL", "按预算表决要写预算 budget", "a poll on a budget needs budget",
             "budget = 200000", "budget = 200000");
  }
  if (poll->method() == v1::Poll::BUDGET && !poll->options().empty()) {
    COMPLAIN(LocateKey(item.at, "options"), "POLL", "预算的选项各有价钱，要由人提出来",
             "the options of a budget have prices and are proposed", "does = \"propose_option\"",
             "does = \"propose_option\"");
  }
}

void PackConverter::ReadShares(const Item& item, v1::Poll* poll) {
  poll->set_turnout_above(ReadFlag(item, "turnout_above"));
  const Share turnout = ReadShare(item, "turnout");
  poll->set_turnout_part(turnout.part);
  poll->set_turnout_whole(turnout.whole);
  const Share approve = ReadShare(item, "approve");
  const bool votes_for = poll->method() == v1::Poll::FOR_AGAINST;
  if (approve.whole == 0 && votes_for) {
    COMPLAIN(item.at, "POLL", "表决没有写多少同意才算通过 approve",
             "the poll does not say how many must be for it", kPollMend, kPollMend);
  }
  if (approve.whole != 0 && poll->method() == v1::Poll::RANKING) {
    COMPLAIN(LocateKey(item.at, "approve"), "POLL", "排序表决总要过半，不另写 approve",
             "a ranking always asks for more than half");
  }
  if (approve.whole != 0 && !votes_for && item.body->Find("of") == nullptr) {
    COMPLAIN(LocateKey(item.at, "approve"), "POLL", "approve 是占谁的几成，要写 of",
             "approve is a share of whom? Write of", "of = \"voted\"", "of = \"voted\"");
  }
  poll->set_approve_part(approve.part);
  poll->set_approve_whole(approve.whole);
  poll->set_above(ReadFlag(item, "above"));
  const std::string of = ReadString(item, "of", votes_for);
  if (of.empty()) return;
  Ids names;
  for (const BaseName& each : kBases) {
    names.insert(each.name);
    if (of == each.name) poll->set_base(each.base);
  }
  CheckReference(item.at, of, names, "POLL", "计算基数", "base");
}

// ratio(1, 2), or param "quorum"; 0 and 0 when it is not written.
PackConverter::Share PackConverter::ReadShare(const Item& item, std::string_view key) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return {};
  const Item share = ReadItem(*value);
  if (share.is == "param") {
    const v1::Param* param = FindParam(share.id);
    if (param == nullptr) {
      COMPLAIN_UNKNOWN(Locate(share.at, share.id), "PARAM", "参数", "parameter", share.id, params_);
      return {};
    }
    if (param->kind() == v1::Param::RATIO) return {param->value(), param->denominator()};
  } else if (share.is == "ratio") {
    const Value* part = share.value->Find("amount");
    const Value* whole = share.value->Find("whole");
    if (part != nullptr && whole != nullptr && part->IsInteger() && whole->IsInteger() &&
        part->integer >= 0 && part->integer <= whole->integer && whole->integer >= 1 &&
        whole->integer <= kWholeMax) {
      return {part->integer, whole->integer};
    }
  }
  COMPLAIN(LocateKey(item.at, key), "NUMBER",
           std::string(key) + " 要写 ratio(1, 2) 或 param \"比例参数\"",
           std::string(key) + " must be ratio(1, 2) or param \"a ratio\"");
  return {};
}

// passed = enter "stage", or close "outcome".
void PackConverter::ReadVerdict(const Item& item, std::string_view key, const Ids& stages,
                                std::string* to, std::string* outcome) {
  const Value* value = item.body->Find(key);
  const Item verdict = value == nullptr ? Item{} : ReadItem(*value);
  if (verdict.is == "enter") {
    *to = verdict.id;
    CheckReference(verdict.at, verdict.id, stages, "STAGE", "环节", "stage");
  } else if (verdict.is == "close") {
    *outcome = verdict.id;
    CheckReference(verdict.at, verdict.id, outcomes_, "OUTCOME", "结果", "outcome");
  } else {
    COMPLAIN(value == nullptr ? item.at : LocateKey(item.at, key), "POLL",
             std::string("表决要写 ") + std::string(key) + " = enter \"环节\" 或 close \"结果\"",
             std::string("the poll needs ") + std::string(key) +
                 " = enter \"stage\" or close \"outcome\"");
  }
}

// A poll, somebody who votes and a deadline that counts belong together.
void PackConverter::CheckPollStage(const Item& item, const v1::Stage& stage) {
  const bool votes = std::any_of(stage.actions().begin(), stage.actions().end(), Votes);
  const bool counts = stage.deadline().on_late().tally();
  if (!stage.has_poll()) {
    if (votes || counts) {
      COMPLAIN(item.at, "POLL", "环节 " + item.id + " 要投票，却没有写 poll { … }",
               "stage " + item.id + " votes and has no poll { … }", kPollMend, kPollMend);
    }
    return;
  }
  const bool paper =
      std::any_of(stage.actions().begin(), stage.actions().end(), [](const v1::Action& action) {
    return Does(action, v1::Action::ENTER_BALLOT);
  });
  if (stage.poll().sealed() && paper != (stage.poll().urn_hours() > 0)) {
    COMPLAIN(item.at, "POLL",
             paper ? "密封表决要写截止后用几小时录入纸质票 urn_hours"
                   : "这个密封表决没有纸质票，不用写 urn_hours",
             paper ? "a sealed poll with paper says for how long its urn is open: urn_hours"
                   : "this sealed poll has no paper: it needs no urn_hours",
             paper ? "urn_hours = 24" : "", paper ? "urn_hours = 24" : "");
  }
  if (!votes) {
    COMPLAIN(item.at, "POLL", "环节 " + item.id + " 有表决，却没有投票的动作",
             "stage " + item.id + " has a poll and no action that votes",
             "action \"vote\" { \"投票\", by = \"elector\", does = \"vote\", … }",
             "action \"vote\" { \"投票\", by = \"elector\", does = \"vote\", … }");
  }
  for (const v1::Action& action : stage.actions()) {
    if (!Votes(action)) continue;
    const bool names_options =
        std::any_of(action.needs().begin(), action.needs().end(),
                    [](const v1::Field& field) { return field.kind() == v1::Field::OPTIONS; });
    if (names_options == (stage.poll().method() != v1::Poll::FOR_AGAINST)) continue;
    COMPLAIN(item.at, "POLL",
             names_options ? "这个表决只有同意和反对，没有选项：投票要填 choice"
                           : "这个表决在几个选项里选：投票要填 poll_options",
             names_options ? "this poll is for or against: its ballots need choice"
                           : "this poll is among options: its ballots need poll_options");
  }
  if (!counts) {
    COMPLAIN(item.at, "POLL", "表决期满要计票", "a poll is counted when its time is up",
             "deadline { within = days(7), at_end = tally }",
             "deadline { within = days(7), at_end = tally }");
  }
}

// Where people vote among proposals, somebody can make them, and before the vote; what a budget is
// to pay for has a price.
void PackConverter::CheckProposals(const Item& item, const v1::Procedure& procedure) {
  for (const v1::Stage& stage : procedure.stages()) {
    const v1::Poll& poll = stage.poll();
    if (poll.method() == v1::Poll::FOR_AGAINST || !poll.options().empty()) continue;
    const auto proposing = Proposing(procedure);
    if (proposing.empty() || stage.id() == procedure.first()) {
      COMPLAIN(item.at, "POLL",
               "环节 " + stage.id() + " 要在提出来的选项里选，却没有人能在此前提选项",
               "stage " + stage.id() + " votes among proposals, and nobody can make one before",
               "options = { { \"a\", \"甲\" }, … }，或在前一个环节写 does = \"propose_option\"",
               "options = { { \"a\", \"A\" }, … }, or does = \"propose_option\" in a stage before");
    }
    for (const v1::Action* action : proposing) {
      if (poll.method() != v1::Poll::BUDGET || HasPrice(*action)) continue;
      COMPLAIN(item.at, "POLL", "动作 " + action->id() + " 提出要用预算的选项，要写价钱 cost",
               "action " + action->id() + " proposes what a budget is to pay for: it needs cost",
               "cost = number { \"多少元\", min = 1, max = 100000 }",
               "cost = number { \"Yuan\", min = 1, max = 100000 }");
    }
  }
}

}  // namespace yiting::rulehost
