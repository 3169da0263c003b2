// Effects and conditions that do not go together in one action: the second half of it would be
// refused, always or from the second person on, and the matter would never move.

#include <algorithm>

#include "rulehost/convert.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

struct Pair {
  v1::Action::Effect one;
  v1::Action::Effect other;
  const char* names[2];
};
constexpr Pair kPairs[] = {
    // Who says that they come over stands behind the matter already, and is asked no more if so.
    {v1::Action::ANSWER_LINK, v1::Action::SUPPORT, {"answer_link", "support"}},
    {v1::Action::APPOINT, v1::Action::DISMISS, {"appoint", "dismiss"}},
    {v1::Action::LINK, v1::Action::UNLINK, {"link", "unlink"}},
};

}  // namespace

void PackConverter::CheckTogether(const Item& item, const v1::Action& action) {
  const auto has = [&action](int effect) {
    return std::find(action.effects().begin(), action.effects().end(), effect) !=
           action.effects().end();
  };
  const Place at = LocateKey(item.at, "does");
  for (const Pair& pair : kPairs) {
    if (!has(pair.one) || !has(pair.other)) continue;
    const std::string one = pair.names[0];
    const std::string other = pair.names[1];
    COMPLAIN(at, "EFFECT", one + " 和 " + other + " 不能写在一个动作里",
             one + " and " + other + " cannot stand in one action",
             "写成两个动作，一个 does = \"" + one + "\"，一个 does = \"" + other + "\"",
             "write two actions, one does = \"" + one + "\", one does = \"" + other + "\"");
  }
  const bool by_many = action.signers() > 1 || action.all_parties() || action.all_tasks() ||
                       action.all_reviewers();
  if (!by_many || !(has(v1::Action::LINK) || has(v1::Action::UNLINK))) return;
  COMPLAIN(at, "EFFECT",
           "并案和拆分由第一个人做了就成，后面的人再做会被拒绝，事项走不下去：不能等几个人都做",
           "the first to link or unlink has done it and the next are refused, so the matter never "
           "moves: it cannot wait for several",
           "不写 signers、all_…；要几个人同意，在前面另写一个动作",
           "leave signers and all_… out; let several agree by an action of its own before");
}

}  // namespace yiting::rulehost
