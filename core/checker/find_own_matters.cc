// One person who decides on their own matter: who opened it takes, by a further role of theirs,
// a step that is somebody's decision. The shortest way to each such step is walked again with every
// kind of person as the opener.
//
// If no office has a say in how a private person's own matter ends, or whose it is, that is an
// error. An office that opened the matter itself, a step on the way, one signature of several is a
// warning: the street may want a colleague to do it.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "checker/case.h"
#include "checker/gifts.h"

namespace yiting::checker {

namespace {

// Relations by which the one who opened a matter has a say in it of their own right.
bool IsOwnSay(const std::string& role) {
  return role == "opener" || role == "invitee" || role == "participant" || role == "elector" ||
         role == "reviewer" || role == "supporter" || role == "asked" || role == "neighbour";
}

bool IsDecision(const v1::Action& action) {
  return Moves(action) || HasEffect(action, v1::Action::ASSIGN);
}

bool IsJoint(const v1::Action& action) {
  return action.signers() > 1 || action.all_parties() || action.all_reviewers();
}

// Nobody but private people ends the matter by this, or says whose it is.
bool IsPrivateVerdict(const Case& c, const v1::Action& action) {
  const bool verdict = !action.outcome().empty() || HasEffect(action, v1::Action::ASSIGN);
  return verdict && !IsJoint(action) &&
         std::all_of(action.by().begin(), action.by().end(), [&c](const std::string& by) {
           const v1::Role* role = c.pack->FindRole(by);
           return by == "opener" || (role != nullptr && !role->staff());
         });
}

struct OwnDecision {
  size_t action = 0;
  std::string role;
  Story story;
};
using OwnDecisions = std::vector<OwnDecision>;

// Nodes in which the action could be somebody's: where it was first taken, and the first in each
// level that its stage was escalated to. The nearest first.
std::vector<uint32_t> NodesFor(const Case& c, size_t action) {
  std::set<uint32_t> nodes = {c.graph.actions[action].taken_in};
  std::set<std::string> levels;
  const std::string& stage = c.frame.actions()[action].stage;
  for (uint32_t node = 1; node < c.graph.nodes.size(); ++node) {
    const Node& each = c.graph.nodes[node];
    if (each.closed() || !each.expanded || (!stage.empty() && each.stage != stage)) continue;
    if (levels.insert(each.level).second) nodes.insert(node);
  }
  return {nodes.begin(), nodes.end()};
}

// The story's path with another opener, then the opener's own step; nullopt if that is refused.
Result<std::optional<OwnDecision>> Recast(const Case& c, World& world, uint32_t node,
                                          size_t action, size_t opener) {
  OwnDecision own{action, "", c.StoryTo(node)};
  for (StoryStep& step : own.story.steps) {
    if (step.move.what == Move::What::kOpen) step.move.who = opener;
    ASSIGN_OR_RETURN(World::Outcome outcome, world.Play(step.move));
    if (outcome.refusal) return std::optional<OwnDecision>();
  }
  own.story.steps.back().expected = {};
  const v1::Action& rule = *c.frame.actions()[action].action;
  const std::optional<state::Deadline> due = world.NextDue();
  const int64_t left_ms = due ? due->due_ms - world.now_ms() : 2 * kMinuteMs;
  const int64_t at_ms = world.now_ms() + std::min(kMinuteMs, left_ms / 2);
  for (Gifts& gifts : WaysToGive({c.frame, world, rule.needs(), &rule, rule.hook(), at_ms})) {
    Move move{Move::What::kAct, opener, rule.id(), std::move(gifts), at_ms};
    RETURN_IF_ERROR(world.Mark());
    ASSIGN_OR_RETURN(World::Outcome outcome, world.Play(move));
    std::vector<Expected> standing = Standing(world);
    RETURN_IF_ERROR(world.TakeBack());
    if (outcome.refusal) continue;
    own.role = outcome.events.front().action_taken().role();
    own.story.steps.push_back({std::move(move), {}, std::move(standing)});
    return IsOwnSay(own.role) ? std::optional<OwnDecision>() : std::move(own);
  }
  return std::optional<OwnDecision>();
}

Result<std::optional<OwnDecision>> FindOwn(const Case& c, World& world, size_t action,
                                           const std::vector<size_t>& openers) {
  for (uint32_t node : NodesFor(c, action)) {
    for (size_t opener : openers) {
      RETURN_IF_ERROR(world.Mark());
      ASSIGN_OR_RETURN(std::optional<OwnDecision> own, Recast(c, world, node, action, opener));
      RETURN_IF_ERROR(world.TakeBack());
      if (own) return own;
    }
  }
  return std::optional<OwnDecision>();
}

// One of each kind of person who may open a matter; `staff` ones or the others.
std::vector<size_t> OpenersOf(const Case& c, bool staff) {
  std::vector<size_t> openers;
  std::set<std::string> signs;
  for (size_t who = 0; who < c.roster.size(); ++who) {
    const Person& person = c.roster[who];
    bool may = false;
    for (const v1::OpenerClass& opener : c.procedure.may_open()) {
      may = may || std::any_of(opener.roles().begin(), opener.roles().end(),
                               [&person](const auto& role) { return Holds(person, role); });
    }
    const bool is_staff =
        std::any_of(person.roles.begin(), person.roles.end(), [&c](const Held& held) {
          const v1::Role* role = c.pack->FindRole(held.role);
          return role != nullptr && role->staff();
        });
    if (may && is_staff == staff && signs.insert(c.frame.OpenerSign(person)).second) {
      openers.push_back(who);
    }
  }
  return openers;
}

std::string ListOf(const Case& c, const OwnDecisions& all) {
  std::string list;
  for (const OwnDecision& own : all) {
    list += (list.empty() ? "" : ", ") + c.RuleOf(own.action) + " (" + own.role + ")";
  }
  return list;
}

// The story of the step that comes first in a matter's life.
void Add(const Case& c, bool error, const char* zh, const char* en, OwnDecisions all) {
  if (all.empty()) return;
  const auto first = std::min_element(
      all.begin(), all.end(), [](const OwnDecision& a, const OwnDecision& b) {
        return a.story.steps.size() < b.story.steps.size();
      });
  c.Add(error, c.PlaceOf(first->action), "OWN_MATTER",
        Words(zh + ListOf(c, all), en + ListOf(c, all)),
        Words("让别的角色来定，或在 when 里写 if cmd.by_opener then return refuse \"own_matter\" end",
              "let another role decide, or write in its `when`: "
              "if cmd.by_opener then return refuse \"own_matter\" end"),
        std::move(first->story));
}

}  // namespace

Status FindOwnMatters(Case& c) {
  const std::vector<size_t> privates = OpenersOf(c, false);
  const std::vector<size_t> offices = OpenersOf(c, true);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  OwnDecisions judged;
  OwnDecisions alone;
  OwnDecisions by_office;
  OwnDecisions joint;
  for (size_t i = 0; i < c.graph.actions.size(); ++i) {
    const v1::Action& rule = *c.frame.actions()[i].action;
    if (!c.graph.actions[i].accepted || !IsDecision(rule)) continue;
    ASSIGN_OR_RETURN(std::optional<OwnDecision> own, FindOwn(c, *world, i, privates));
    OwnDecisions& of_private = IsPrivateVerdict(c, rule) ? judged : alone;
    if (own) {
      (IsJoint(rule) ? joint : of_private).push_back(*std::move(own));
      continue;
    }
    ASSIGN_OR_RETURN(own, FindOwn(c, *world, i, offices));
    if (own) (IsJoint(rule) ? joint : by_office).push_back(*std::move(own));
  }
  Add(c, true, "提请人自己就能给自己的事项拍板，没有工作人员把关：",
      "who opened a matter decides on it alone, and no office has a say: ", std::move(judged));
  Add(c, false, "提请人可以用别的身份办自己的事项：",
      "who opened a matter can move it on by another role: ", std::move(alone));
  Add(c, false, "经办人提请的事项，同一个人就能拍板：",
      "an officer who opened a matter can decide on it as well: ", std::move(by_office));
  Add(c, false, "提请人可以是自己事项的签字人之一：",
      "who opened a matter can be one of those who sign it: ", std::move(joint));
  return {};
}

}  // namespace yiting::checker
