// Who takes an action, with what, and where the matter goes then.

#include <algorithm>

#include "rulehost/convert.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

// What a person says of themselves, and can have said on paper. A ballot is none: two officers
// enter it.
bool IsTheirsToSay(int effect) {
  switch (effect) {
    case v1::Action::RATE:
    case v1::Action::SUPPORT:
    case v1::Action::CONFIRM:
    case v1::Action::ATTEND:
    case v1::Action::OPINE:
    case v1::Action::JUDGE_TASK:
    case v1::Action::ANSWER_LINK:
      return true;
    default:
      return false;
  }
}

}  // namespace

void PackConverter::ConvertAction(Item item, const std::string& place, const Ids& stages,
                                  v1::Action* action) {
  action->set_id(item.id);
  ReadTitle(item, action->mutable_title());
  CheckKeys(item, {"title", "by", "needs", "to", "outcome", "does", "signers", "once", "when",
                   "all_parties", "all_tasks", "all_reviewers", "quorum", "pseudonymous",
                   "appoints", "helpers"});
  if (item.body->items.size() > item.rest) {
    COMPLAIN(item.at, "SHAPE", "动作 " + item.id + " 里有一项没有名字",
             "an entry of action " + item.id + " has no name");
  }
  ReadBy(item, action);
  ReadNeeds(item, action->mutable_needs());
  ReadTarget(item, stages, action);
  ReadSigners(item, action);
  action->set_once(ReadFlag(item, "once"));
  ReadEffects(item, action);
  ReadConditions(item, action);
  ReadHelpers(item, action);
  bool hook = false;
  ReadHook(item, place, &hook);
  action->set_hook(hook);
}

void PackConverter::ReadBy(const Item& item, v1::Action* action) {
  Ids known = roles_;
  known.insert(Relations().begin(), Relations().end());
  for (const std::string& by : ReadStrings(item, "by")) {
    CheckReference(item.at, by, known, "ROLE", "角色", "role");
    action->add_by(by);
  }
  if (action->by().empty()) {
    COMPLAIN(item.at, "BY", "动作 " + item.id + " 没有写谁来做 by",
             "action " + item.id + " does not say who takes it", "by = \"community_staff\"",
             "by = \"community_staff\"");
  }
}

void PackConverter::ReadTarget(const Item& item, const Ids& stages, v1::Action* action) {
  ReadReference(item, "outcome", outcomes_, "OUTCOME", "结果", "outcome",
                action->mutable_outcome());
  const std::string to = ReadString(item, "to", false);
  if (to == "closed" && stages.count(to) == 0) {
    if (action->outcome().empty()) {
      COMPLAIN(LocateKey(item.at, "to"), "OUTCOME", "结束事项要写 outcome",
               "closing a matter needs an outcome", "outcome = \"resolved\"",
               "outcome = \"resolved\"");
    }
    return;
  }
  if (to.empty()) return;
  CheckReference(item.at, to, stages, "STAGE", "环节", "stage");
  action->set_to(to);
  if (!action->outcome().empty()) {
    COMPLAIN(LocateKey(item.at, "to"), "OUTCOME",
             "to 和 outcome 只能写一个：去下一个环节，或者结束",
             "either to or outcome: go on, or close");
  }
}

void PackConverter::ReadSigners(const Item& item, v1::Action* action) {
  action->set_signers(static_cast<uint32_t>(ReadCount(item, "signers", 1, 99)));
}

// helpers = { "social_worker" }: who enters it for those who said it on paper.
void PackConverter::ReadHelpers(const Item& item, v1::Action* action) {
  for (const std::string& helper : ReadStrings(item, "helpers")) {
    CheckReference(item.at, helper, roles_, "ROLE", "角色", "role");
    action->add_helpers(helper);
  }
  if (action->helpers().empty()) return;
  const auto& effects = action->effects();
  if (!effects.empty() && std::all_of(effects.begin(), effects.end(), IsTheirsToSay)) return;
  COMPLAIN(LocateKey(item.at, "helpers"), "EFFECT",
           "helpers 只能用于本人说的话：rate support confirm attend opine judge_task answer_link"
           "；纸面选票由两个人各录一遍",
           "helpers goes with what people say of themselves: rate support confirm attend opine "
           "judge_task answer_link; paper ballots are entered by two officers",
           "does = \"enter_ballot\"", "does = \"enter_ballot\"");
}

}  // namespace yiting::rulehost
