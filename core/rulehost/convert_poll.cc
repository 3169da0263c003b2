#include <algorithm>

#include "rulehost/convert.h"

namespace yiting::rulehost {
namespace {

constexpr int64_t kWholeMax = 1'000'000;

struct BaseName {
  const char* name;
  v1::Poll::Base base;
};
constexpr BaseName kBases[] = {
    {"electors", v1::Poll::ELECTORS}, {"voted", v1::Poll::VOTED}, {"decided", v1::Poll::DECIDED}};

constexpr char kPollMend[] =
    "poll { electors = { \"resident\" }, approve = ratio(1, 2), of = \"voted\", above = true, "
    "passed = enter \"announce\", failed = close \"declined\" }";

bool Votes(const v1::Action& action) {
  return std::find(action.effects().begin(), action.effects().end(), v1::Action::VOTE) !=
         action.effects().end();
}

bool AreVotes(const google::protobuf::RepeatedPtrField<v1::Named>& options) {
  if (options.size() < 2 || options.size() > 3) return false;
  return options[0].id() == "for" && options[1].id() == "against" &&
         (options.size() == 2 || options[2].id() == "abstain");
}

}  // namespace

void PackConverter::ConvertPoll(const Item& item, const Ids& stages, v1::Poll* poll) {
  CheckKeys(item, {"electors", "per", "by_area", "turnout", "turnout_above", "approve", "of",
                   "above", "changeable", "passed", "failed"});
  for (const std::string& role : ReadStrings(item, "electors")) {
    CheckReference(item.at, role, roles_, "ROLE", "角色", "role");
    poll->add_electors(role);
  }
  if (poll->electors().empty()) {
    Complain(item.at, "POLL", "表决没有写谁可以投票 electors", "the poll does not say who may vote",
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
    Complain(LocateKey(item.at, "by_area"), "POLL", "按面积计票要写 per = \"owner\"：面积在业主名册里",
             "counting by area needs per = \"owner\": the area is in the owners' register",
             "per = \"owner\"", "per = \"owner\"");
  }
  poll->set_turnout_above(ReadFlag(item, "turnout_above"));
  poll->set_changeable(ReadFlag(item, "changeable"));
  const Share turnout = ReadShare(item, "turnout");
  poll->set_turnout_part(turnout.part);
  poll->set_turnout_whole(turnout.whole);
  const Share approve = ReadShare(item, "approve");
  if (approve.whole == 0) {
    Complain(item.at, "POLL", "表决没有写多少同意才算通过 approve",
             "the poll does not say how many must be for it", kPollMend, kPollMend);
  }
  poll->set_approve_part(approve.part);
  poll->set_approve_whole(approve.whole);
  const std::string of = ReadString(item, "of", true);
  Ids names;
  for (const BaseName& each : kBases) {
    names.insert(each.name);
    if (of == each.name) poll->set_base(each.base);
  }
  if (!of.empty()) CheckReference(item.at, of, names, "POLL", "计算基数", "base");
  poll->set_above(ReadFlag(item, "above"));
  ReadVerdict(item, "passed", stages, poll->mutable_passed_to(), poll->mutable_passed_outcome());
  ReadVerdict(item, "failed", stages, poll->mutable_failed_to(), poll->mutable_failed_outcome());
}

// ratio(1, 2), or param "quorum"; 0 and 0 when it is not written.
PackConverter::Share PackConverter::ReadShare(const Item& item, std::string_view key) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return {};
  const Item share = ReadItem(*value);
  if (share.is == "param") {
    const v1::Param* param = FindParam(share.id);
    if (param == nullptr) {
      ComplainUnknown(Locate(share.at, share.id), "PARAM", "参数", "parameter", share.id, params_);
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
  Complain(LocateKey(item.at, key), "NUMBER",
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
    Complain(value == nullptr ? item.at : LocateKey(item.at, key), "POLL",
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
      Complain(item.at, "POLL", "环节 " + item.id + " 要投票，却没有写 poll { … }",
               "stage " + item.id + " votes and has no poll { … }", kPollMend, kPollMend);
    }
    return;
  }
  if (!votes) {
    Complain(item.at, "POLL", "环节 " + item.id + " 有表决，却没有投票的动作",
             "stage " + item.id + " has a poll and no action that votes",
             "action \"vote\" { \"投票\", by = \"elector\", does = \"vote\", … }",
             "action \"vote\" { \"投票\", by = \"elector\", does = \"vote\", … }");
  }
  if (!counts) {
    Complain(item.at, "POLL", "表决期满要计票", "a poll is counted when its time is up",
             "deadline { within = days(7), at_end = tally }",
             "deadline { within = days(7), at_end = tally }");
  }
}

// Whoever enters what others have written is staff.
void PackConverter::CheckOfficers(const Item& item, const v1::Action& action) {
  for (const std::string& by : action.by()) {
    const auto& roles = model_.roles();
    const bool staff = std::any_of(roles.begin(), roles.end(), [&by](const v1::Role& role) {
      return role.id() == by && role.staff();
    });
    if (staff) continue;
    Complain(LocateKey(item.at, "by"), "BY", "纸票只能由工作人员录入，" + by + " 不是",
             "paper ballots are entered by staff; " + by + " is none", "staff = true",
             "staff = true");
  }
}

void PackConverter::CheckChoice(const Item& item, const v1::Field* field) {
  if (field == nullptr || AreVotes(field->options())) return;
  Complain(LocateKey(item.at, "choice"), "EFFECT", "choice 的选项是 for、against，可以加 abstain",
           "the options of choice are for and against, and abstain if one may");
}

void PackConverter::CheckMovesNothing(const Item& item, const v1::Action& action) {
  if (action.to().empty() && action.outcome().empty() && action.signers() <= 1) return;
  Complain(item.at, "EFFECT", "一张票不能让事项往下走：投票的动作不写 to、outcome、signers",
           "one ballot moves nothing: an action that votes has no to, outcome or signers",
           "由时限的 tally 来数票", "let the deadline's tally count the ballots");
}

}  // namespace yiting::rulehost
