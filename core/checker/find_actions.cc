// Actions that nobody may take, and those that enough people can never take: signatures, polls,
// answers of every party.

#include <algorithm>
#include <string_view>

#include "checker/case.h"

namespace yiting::checker {

namespace {

const char* const kOfBound = "（只看到限度之内）";
const char* const kOfBoundEn = " (as far as was looked)";

std::string ByOf(const v1::Action& action) {
  std::string by;
  for (const std::string& each : action.by()) by += (by.empty() ? "" : ", ") + each;
  return by;
}

// Looked at in full, it is so; else nothing else was seen.
std::string Unless(bool complete, const char* words) { return complete ? "" : words; }

Status AddRefusedByRule(Case& c, size_t action, const Attempt& attempt) {
  const std::string rule = c.RuleOf(action);
  Story story = c.StoryTo(attempt.node);
  story.steps.push_back({attempt.move, attempt.refusal});
  const std::string& code = attempt.refusal.detail;
  c.Add(c.graph.complete && c.frame.has_reach(), c.PlaceOf(action), "NOBODY",
        Words("动作 " + rule + " 谁都做不成：它的 when 每次都回答 " + code,
              "nobody can take " + rule + ": its `when` always says " + code),
        Words("看看这个条件是不是永远达不到", "see whether the condition can ever be met"),
        std::move(story));
  return {};
}

Status AddIdle(Case& c, size_t action, const ActionSeen& seen) {
  const std::string rule = c.RuleOf(action);
  const v1::Action& model = *c.frame.actions()[action].action;
  Story story = c.StoryTo(seen.first);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  RETURN_IF_ERROR(c.TryInVain(*world, action, story));
  const bool complete = c.graph.complete;
  c.Add(complete, c.PlaceOf(action), "NOBODY",
        Words("动作 " + rule + " 没有人能做：by 写的是 " + ByOf(model) +
                  Unless(complete, kOfBound),
              "nobody may take " + rule + ": its `by` says " + ByOf(model) +
                  Unless(complete, kOfBoundEn)),
        Words("换一个角色，或先让有人成为这种关系（约请、确定责任方）",
              "name another role, or first make somebody an invitee or a party"),
        std::move(story));
  return {};
}

// So many have signed, or answered, and nobody is left who may.
Status AddUnmoved(Case& c, size_t action, const ActionSeen& seen) {
  const std::string rule = c.RuleOf(action);
  const v1::Action& model = *c.frame.actions()[action].action;
  Story story = c.StoryTo(seen.fullest == 0 ? seen.taken_in : seen.fullest);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  RETURN_IF_ERROR(c.TryInVain(*world, action, story));
  const std::string most = std::to_string(seen.most);
  const bool complete = c.graph.complete;
  v1::Text text =
      model.all_parties()
          ? Words("动作 " + rule + " 等不齐：最多 " + most + " 个责任方能答复，还有没人的责任方",
                  rule + " waits in vain: at most " + most +
                      " parties can answer, and a party has nobody")
          : Words("动作 " + rule + " 要 " + std::to_string(model.signers()) + " 个人，最多只有 " +
                      most + " 个人能做",
                  rule + " needs " + std::to_string(model.signers()) + " people, at most " + most +
                      " can take it");
  text.mutable_zh()->append(Unless(complete, kOfBound));
  text.mutable_en()->append(Unless(complete, kOfBoundEn));
  c.Add(complete, c.PlaceOf(action), "THRESHOLD", std::move(text),
        model.all_parties() ? Words("让每个责任方都有人，或不要等所有责任方",
                                    "put somebody into every party, or do not wait for all")
                            : Words("减少 signers，或在 by 里加角色",
                                    "ask for fewer signers, or add a role to `by`"),
        std::move(story));
  return {};
}

// The most votes in favour that there can be, and the time runs out.
Status AddLostPoll(Case& c, const v1::Stage& stage, const PollSeen& seen) {
  Story story = c.StoryTo(seen.best);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  const int64_t visit = world->matter().visit;
  for (int round = 0; round < 8 && world->matter().visit == visit; ++round) {
    const std::optional<state::Deadline> due = world->NextDue();
    if (!due) break;
    story.steps.push_back({{Move::What::kDue, 0, "", {}, due->due_ms}});
    ASSIGN_OR_RETURN(World::Outcome outcome, world->Play(story.steps.back().move));
  }
  story.steps.back().expected = Standing(*world);
  const std::string place = c.procedure.id() + "." + stage.id();
  const std::string most = std::to_string(std::max<int64_t>(0, seen.in_favour));
  const bool complete = c.graph.complete;
  c.Add(complete, c.source.OfStage(c.procedure.id(), stage.id()), "THRESHOLD",
        Words("表决 " + place + " 永远通不过：最多 " + most + " 票同意" +
                  Unless(complete, kOfBound),
              "the poll of " + place + " can never pass: at most " + most + " votes for it" +
                  Unless(complete, kOfBoundEn)),
        Words("降低 turnout 或 approve，或让更多角色投票 electors",
              "lower turnout or approve, or let more roles vote"),
        std::move(story));
  return {};
}

// Does it wait for invitees or parties only, whom another idle action would have made?
bool IsConsequence(const Case& c, const v1::Action& action) {
  const auto only = [&action](std::initializer_list<std::string_view> relations) {
    return std::all_of(action.by().begin(), action.by().end(), [&](const std::string& by) {
      return std::find(relations.begin(), relations.end(), by) != relations.end();
    });
  };
  const bool invitees = only({"invitee"});
  const bool parties = only({"party", "lead"});
  for (size_t i = 0; i < c.blamed_actions.size(); ++i) {
    const v1::Action& other = *c.frame.actions()[i].action;
    if (!c.blamed_actions[i] || &other == &action) continue;
    if (invitees && HasEffect(other, v1::Action::INVITE)) return true;
    if (parties && (HasEffect(other, v1::Action::ALERT) || HasEffect(other, v1::Action::ASSIGN))) {
      return true;
    }
  }
  return false;
}

// Two matters are never played at once, so nothing can be linked, and nobody is asked about a link.
bool NeedsAnother(const v1::Action& action) {
  const bool asks_for_matters =
      std::any_of(action.needs().begin(), action.needs().end(), [](const v1::Field& field) {
        return field.kind() == v1::Field::MATTERS && !field.optional();
      });
  return asks_for_matters || HasEffect(action, v1::Action::ANSWER_LINK);
}

}  // namespace

Status FindIdleActions(Case& c) {
  for (size_t i = 0; i < c.graph.actions.size(); ++i) {
    const ActionSeen& seen = c.graph.actions[i];
    c.blamed_actions[i] =
        seen.available && !seen.accepted && !NeedsAnother(*c.frame.actions()[i].action);
  }
  for (size_t i = 0; i < c.graph.actions.size(); ++i) {
    const ActionSeen& seen = c.graph.actions[i];
    if (!c.blamed_actions[i] || IsConsequence(c, *c.frame.actions()[i].action)) continue;
    if (seen.refused_by_rule) {
      // A function that fails is a finding of its own.
      if (seen.refused_by_rule->refusal.reason == v1::RULE_FAILED) continue;
      RETURN_IF_ERROR(AddRefusedByRule(c, i, *seen.refused_by_rule));
    } else {
      RETURN_IF_ERROR(AddIdle(c, i, seen));
    }
  }
  return {};
}

Status FindThresholds(Case& c) {
  for (size_t i = 0; i < c.graph.actions.size(); ++i) {
    const ActionSeen& seen = c.graph.actions[i];
    if (!seen.accepted || seen.moved || !Moves(*c.frame.actions()[i].action)) continue;
    c.blamed_actions[i] = true;
    RETURN_IF_ERROR(AddUnmoved(c, i, seen));
  }
  for (const v1::Stage& stage : c.procedure.stages()) {
    const auto seen = c.graph.polls.find(stage.id());
    if (!stage.has_poll() || seen == c.graph.polls.end() || seen->second.passed) continue;
    c.blamed_polls.push_back(stage.id());
    RETURN_IF_ERROR(AddLostPoll(c, stage, seen->second));
  }
  return {};
}

}  // namespace yiting::checker
