// What an action brings about, and the conditions under which it does: each effect works on inputs
// of fixed names and kinds.

#include <algorithm>

#include "rulehost/convert.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

struct EffectName {
  const char* name;
  v1::Action::Effect effect;
};
constexpr EffectName kEffects[] = {
    {"assign", v1::Action::ASSIGN},
    {"report_in", v1::Action::REPORT_IN},
    {"invite", v1::Action::INVITE},
    {"confirm", v1::Action::CONFIRM},
    {"rate", v1::Action::RATE},
    {"nudge", v1::Action::NUDGE},
    {"alert", v1::Action::ALERT},
    {"reply", v1::Action::REPLY},
    {"vote", v1::Action::VOTE},
    {"enter_ballot", v1::Action::ENTER_BALLOT},
    {"attend", v1::Action::ATTEND},
    {"name_reviewers", v1::Action::NAME_REVIEWERS},
    {"opine", v1::Action::OPINE},
    {"praise", v1::Action::PRAISE},
    {"report", v1::Action::REPORT},
    {"hide", v1::Action::HIDE},
    {"support", v1::Action::SUPPORT},
    {"link", v1::Action::LINK},
    {"unlink", v1::Action::UNLINK},
    {"answer_link", v1::Action::ANSWER_LINK},
    {"propose_option", v1::Action::PROPOSE_OPTION},
    {"set_task", v1::Action::SET_TASK},
    {"report_task", v1::Action::REPORT_TASK},
    {"judge_task", v1::Action::JUDGE_TASK},
    {"measure", v1::Action::MEASURE},
    {"publish_case", v1::Action::PUBLISH_CASE},
    {"appoint", v1::Action::APPOINT},
    {"dismiss", v1::Action::DISMISS},
    {"tell", v1::Action::TELL},
};

bool HasEffect(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

bool AsksFor(const v1::Action& action, v1::Field::Kind kind) {
  return std::any_of(action.needs().begin(), action.needs().end(),
                     [kind](const v1::Field& field) { return field.kind() == kind; });
}

bool IsByPartyAlone(const v1::Action& action) {
  return std::all_of(action.by().begin(), action.by().end(), [](const std::string& by) {
    return by == "party" || by == "lead";
  });
}

bool HasField(const v1::Action& action, std::string_view id) {
  return std::any_of(action.needs().begin(), action.needs().end(),
                     [id](const v1::Field& field) { return field.id() == id; });
}

bool AreVotes(const google::protobuf::RepeatedPtrField<v1::Named>& options) {
  if (options.size() < 2 || options.size() > 3) return false;
  return options[0].id() == "for" && options[1].id() == "against" &&
         (options.size() == 2 || options[2].id() == "abstain");
}

}  // namespace

const PackConverter::Ids& PackConverter::Relations() {
  static const Ids kRelations = {"opener",   "party",     "lead",  "invitee",  "participant",
                                 "elector",  "reviewer",  "supporter", "asked", "neighbour"};
  return kRelations;
}

void PackConverter::ReadEffects(const Item& item, v1::Action* action) {
  for (const std::string& name : ReadStrings(item, "does")) {
    const auto* found = std::find_if(std::begin(kEffects), std::end(kEffects),
                                     [&](const EffectName& each) { return name == each.name; });
    if (found == std::end(kEffects)) {
      Ids names;
      for (const EffectName& each : kEffects) names.insert(each.name);
      COMPLAIN_UNKNOWN(Locate(item.at, name), "EFFECT", "这种效果", "effect", name, names);
      continue;
    }
    if (HasEffect(*action, found->effect)) {
      COMPLAIN(Locate(item.at, name), "EFFECT", "效果 " + name + " 写了两次",
               "the effect " + name + " is written twice");
      continue;
    }
    action->add_effects(found->effect);
    CheckEffect(item, found->effect, *action);
  }
}

// An effect that only some relations to the matter can have.
void PackConverter::CheckBy(const Item& item, const v1::Action& action, const Ids& relations,
                            const char* effect) {
  for (const std::string& by : action.by()) {
    if (relations.count(by) > 0) continue;
    const std::string write = "by = \"" + *relations.begin() + "\"";
    COMPLAIN(LocateKey(item.at, "by"), "BY", std::string(effect) + " 只能由 " + *relations.begin() +
             " 来做", std::string(effect) + " is for " + *relations.begin(), write, write);
  }
}

// An effect works on an input of a fixed name and kind.
void PackConverter::CheckEffect(const Item& item, v1::Action::Effect effect,
                                const v1::Action& action) {
  const auto need = [&](const char* id, v1::Field::Kind kind, const char* how) -> const v1::Field* {
    for (const v1::Field& field : action.needs()) {
      if (field.id() == id && field.kind() == kind && !field.optional()) return &field;
    }
    COMPLAIN(LocateKey(item.at, "does"), "EFFECT", std::string("这个效果要有一项必填的 ") + id,
             std::string("this effect needs a required input ") + id,
             std::string("needs = { ") + how + " }", std::string("needs = { ") + how + " }");
    return nullptr;
  };
  const v1::Field* field = nullptr;
  switch (effect) {
    case v1::Action::ASSIGN:
      need("category", v1::Field::CATEGORY, "category = categories");
      break;
    case v1::Action::ALERT:
      need("parties", v1::Field::UNITS, "parties = units");
      break;
    case v1::Action::INVITE:
      if (!AsksFor(action, v1::Field::MEMBERS)) {
        need("invitees", v1::Field::MEMBERS, "invitees = members");
      }
      break;
    case v1::Action::REPLY:
      CheckBy(item, action, {"party", "lead"}, "reply");
      break;
    case v1::Action::ENTER_BALLOT:
      if (!AsksFor(action, v1::Field::ROOM) && !AsksFor(action, v1::Field::MEMBERS)) {
        need("room", v1::Field::ROOM, "room = room");
      }
      CheckOfficers(item, action);
      CheckBallotInput(item, action);
      CheckMovesNothing(item, action);
      break;
    case v1::Action::VOTE:
      CheckBy(item, action, {"elector"}, "vote");
      CheckBallotInput(item, action);
      CheckMovesNothing(item, action);
      break;
    case v1::Action::CONFIRM:
      if (HasField(action, "invitee")) {
        need("invitee", v1::Field::MEMBERS, "invitee = members");
        CheckOfficers(item, action);
      }
      CheckCodes(item, "coming", {"yes", "no"},
                 need("coming", v1::Field::CODE, "coming = code { … }"));
      break;
    case v1::Action::ATTEND:
      if (HasField(action, "attendees")) {
        need("attendees", v1::Field::MEMBERS, "attendees = members");
        CheckOfficers(item, action);
      } else {
        CheckBy(item, action, {"invitee", "participant", "party", "opener"}, "attend");
      }
      CheckCodes(item, "mode", {"room", "online"},
                 need("mode", v1::Field::CODE, "mode = code { … }"));
      break;
    case v1::Action::NAME_REVIEWERS:
      need("reviewers", v1::Field::MEMBERS, "reviewers = members");
      break;
    case v1::Action::OPINE:
      need("opinion", v1::Field::TEXT, "opinion = text");
      for (const v1::Field& each : action.needs()) {
        if (each.id() == "from") CheckCodes(item, "from", {"room", "online"}, &each);
        if (each.id() != "reply_to" || each.kind() == v1::Field::NUMBER) continue;
        COMPLAIN(LocateKey(item.at, "reply_to"), "EFFECT", "reply_to 是第几条意见，要写成数字",
                 "reply_to is the number of an opinion",
                 "reply_to = number { min = 1, max = 5000, optional = true }",
                 "reply_to = number { min = 1, max = 5000, optional = true }");
      }
      break;
    case v1::Action::HIDE:
      need("reason", v1::Field::TEXT, "reason = text");
      [[fallthrough]];
    case v1::Action::PRAISE:
    case v1::Action::REPORT:
      need("about", v1::Field::NUMBER, "about = number { min = 1, max = 5000 }");
      CheckMovesNothing(item, action);
      break;
    case v1::Action::SUPPORT:
      CheckMovesNothing(item, action);
      break;
    case v1::Action::LINK:
    case v1::Action::UNLINK:
      need("duplicates", v1::Field::MATTERS, "duplicates = matters");
      break;
    case v1::Action::ANSWER_LINK:
      CheckBy(item, action, {"asked"}, "answer_link");
      CheckCodes(item, "agree", {"yes", "no"},
                 need("agree", v1::Field::CODE, "agree = code { … }"));
      CheckMovesNothing(item, action);
      break;
    case v1::Action::PROPOSE_OPTION:
      need("option", v1::Field::TEXT, "option = text");
      break;
    case v1::Action::SET_TASK:
      // A party takes on what is its own.
      if (!IsByPartyAlone(action)) need("party", v1::Field::UNITS, "party = units");
      need("task", v1::Field::TEXT, "task = text");
      need("due", v1::Field::INSTANT, "due = instant");
      break;
    case v1::Action::REPORT_TASK:
      CheckBy(item, action, {"party", "lead"}, "report_task");
      need("number", v1::Field::NUMBER, "number = number { min = 1, max = 200 }");
      break;
    case v1::Action::JUDGE_TASK:
      need("number", v1::Field::NUMBER, "number = number { min = 1, max = 200 }");
      CheckCodes(item, "accepted", {"yes", "no"},
                 need("accepted", v1::Field::CODE, "accepted = code { … }"));
      break;
    case v1::Action::MEASURE:
      CheckIndicators(item, need("indicator", v1::Field::CODE, "indicator = code { … }"));
      CheckCodes(item, "when", {"before", "after"},
                 need("when", v1::Field::CODE, "when = code { … }"));
      need("value", v1::Field::NUMBER, "value = number { min = 0, max = 1000000 }");
      break;
    case v1::Action::TELL: {
      const bool says = std::any_of(
          action.needs().begin(), action.needs().end(), [](const v1::Field& each) {
            return each.kind() == v1::Field::TEXT && !each.optional() &&
                   (each.audience() == v1::PUBLIC || each.audience() == v1::COMMUNITY);
          });
      if (!says) {
        COMPLAIN(LocateKey(item.at, "does"), "EFFECT", "告知要有一段附议人也看得到的文字",
                 "telling needs a text that supporters may read as well",
                 "needs = { result = text { audience = \"community\" } }",
                 "needs = { result = text { audience = \"community\" } }");
      }
      break;
    }
    case v1::Action::PUBLISH_CASE:
      field = need("summary", v1::Field::TEXT, "summary = text { audience = \"public\" }");
      if (field != nullptr && field->audience() != v1::PUBLIC) {
        COMPLAIN(LocateKey(item.at, "summary"), "AUDIENCE", "案例库对所有人公开",
                 "the case library is for everybody", "audience = \"public\"",
                 "audience = \"public\"");
      }
      break;
    case v1::Action::APPOINT:
    case v1::Action::DISMISS:
      if (item.body->Find("appoints") == nullptr) {
        COMPLAIN(LocateKey(item.at, "does"), "EFFECT", "任免要写是哪个角色 appoints",
                 "which role is given or taken?", "appoints = \"branch_secretary\"",
                 "appoints = \"branch_secretary\"");
      }
      break;
    case v1::Action::RATE:
      field = need("score", v1::Field::NUMBER, "score = number { min = 1, max = 5 }");
      if (field != nullptr && (field->min() != 1 || field->max() != 5)) {
        COMPLAIN(LocateKey(item.at, "score"), "EFFECT", "score 的范围是 1 … 5", "score is 1 … 5");
      }
      break;
    default:
      break;
  }
}


// The options of a code that the mechanism reads are fixed, in their order.
void PackConverter::CheckCodes(const Item& item, const char* id, Keys codes,
                               const v1::Field* field) {
  if (field == nullptr) return;
  const auto& options = field->options();
  const bool same = static_cast<size_t>(options.size()) == codes.size() &&
                    std::equal(codes.begin(), codes.end(), options.begin(),
                               [](std::string_view code, const v1::Named& option) {
                                 return option.id() == code;
                               });
  if (same) return;
  std::string zh;
  std::string en;
  for (const std::string_view code : codes) {
    zh += (zh.empty() ? "" : " 和 ") + std::string(code);
    en += (en.empty() ? "" : " and ") + std::string(code);
  }
  COMPLAIN(LocateKey(item.at, id), "EFFECT", std::string(id) + " 的选项是 " + zh,
           "the options of " + std::string(id) + " are " + en);
}

// What is measured is an indicator of the pack.
void PackConverter::CheckIndicators(const Item& item, const v1::Field* field) {
  if (field == nullptr) return;
  for (const v1::Named& option : field->options()) {
    CheckReference(LocateKey(item.at, "indicator"), option.id(), indicators_, "INDICATOR", "指标",
                   "indicator");
  }
}

// choice of a poll for or against, options of one among options.
void PackConverter::CheckBallotInput(const Item& item, const v1::Action& action) {
  if (AsksFor(action, v1::Field::OPTIONS)) return;
  for (const v1::Field& field : action.needs()) {
    if (field.id() != "choice" || field.kind() != v1::Field::CODE || field.optional()) continue;
    CheckChoice(item, &field);
    return;
  }
  COMPLAIN(LocateKey(item.at, "does"), "EFFECT", "投票要填 choice，或在几个选项里选 poll_options",
           "a ballot needs choice, or poll_options", "needs = { choice = code { … } }",
           "needs = { choice = code { … } }");
}

// Whoever enters what others have written is staff.
void PackConverter::CheckOfficers(const Item& item, const v1::Action& action) {
  for (const std::string& by : action.by()) {
    const auto& roles = model_.roles();
    const bool staff = std::any_of(roles.begin(), roles.end(), [&by](const v1::Role& role) {
      return role.id() == by && role.staff();
    });
    if (staff) continue;
    COMPLAIN(LocateKey(item.at, "by"), "BY", "别人写在纸上的只能由工作人员录入，" + by + " 不是",
             "what others wrote on paper is entered by staff; " + by + " is none", "staff = true",
             "staff = true");
  }
}

void PackConverter::CheckChoice(const Item& item, const v1::Field* field) {
  if (field == nullptr || AreVotes(field->options())) return;
  COMPLAIN(LocateKey(item.at, "choice"), "EFFECT", "choice 的选项是 for、against，可以加 abstain",
           "the options of choice are for and against, and abstain if one may");
}

void PackConverter::CheckMovesNothing(const Item& item, const v1::Action& action) {
  if (action.to().empty() && action.outcome().empty() && action.signers() <= 1) return;
  COMPLAIN(item.at, "EFFECT", "一张票不能让事项往下走：投票的动作不写 to、outcome、signers",
           "one ballot moves nothing: an action that votes has no to, outcome or signers",
           "由时限的 tally 来数票", "let the deadline's tally count the ballots");
}

// When an action may be taken, and when it moves the matter.
void PackConverter::ReadConditions(const Item& item, v1::Action* action) {
  action->set_all_parties(ReadFlag(item, "all_parties"));
  action->set_all_tasks(ReadFlag(item, "all_tasks"));
  action->set_all_reviewers(ReadFlag(item, "all_reviewers"));
  action->set_pseudonymous(ReadSwitch(item, "pseudonymous", false));
  const auto goes_with = [&](bool set, const char* key, v1::Action::Effect effect,
                             const char* name) {
    if (!set || HasEffect(*action, effect)) return;
    const std::string does = std::string("does = \"") + name + "\"";
    COMPLAIN(LocateKey(item.at, key), "EFFECT", std::string(key) + " 要和 " + does + " 一起写",
             std::string(key) + " goes with " + does, does, does);
  };
  goes_with(action->all_parties(), "all_parties", v1::Action::REPLY, "reply");
  goes_with(action->all_tasks(), "all_tasks", v1::Action::JUDGE_TASK, "judge_task");
  goes_with(action->pseudonymous(), "pseudonymous", v1::Action::OPINE, "opine");
  if (action->all_reviewers()) CheckBy(item, *action, {"reviewer"}, "all_reviewers");
  ReadReference(item, "appoints", roles_, "ROLE", "角色", "role", action->mutable_appoints());
  if (!action->appoints().empty() && !HasEffect(*action, v1::Action::DISMISS)) {
    goes_with(true, "appoints", v1::Action::APPOINT, "appoint");
  }
  ReadQuorum(item, action);
  CheckTogether(item, *action);
}

// quorum = { least = 3, share = ratio(1, 2) }: one of them, or both.
void PackConverter::ReadQuorum(const Item& item, v1::Action* action) {
  const Value* quorum = item.body->Find("quorum");
  if (quorum == nullptr) return;
  Item table = item;
  table.body = quorum;
  if (!quorum->IsTable() ||
      (quorum->Find("least") == nullptr && quorum->Find("share") == nullptr)) {
    COMPLAIN(LocateKey(item.at, "quorum"), "SHAPE", "quorum 要写 least（至少几人）或 share（比例）",
             "quorum needs least (so many) or share (a ratio)",
             "quorum = { least = 3, share = ratio(1, 2) }",
             "quorum = { least = 3, share = ratio(1, 2) }");
    return;
  }
  table.is = "quorum";
  table.at = LocateKey(item.at, "quorum");
  CheckKeys(table, {"least", "share"});
  action->mutable_quorum()->set_least(ReadCount(table, "least", 0, 200));
  const Share share = ReadShare(table, "share");
  action->mutable_quorum()->set_part(share.part);
  action->mutable_quorum()->set_whole(share.whole);
}

}  // namespace yiting::rulehost
