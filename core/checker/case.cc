#include "checker/case.h"

#include <algorithm>
#include <set>

#include "checker/gifts.h"

namespace yiting::checker {

namespace {

// Could the action's `by` mean this person: by a role, or by a relation that anybody may come into?
bool CouldBeMeant(const v1::Action& action, const Person& person, bool opener) {
  return std::any_of(action.by().begin(), action.by().end(), [&](const std::string& by) {
    return Holds(person, by) || (opener && (by == "opener" || by == "participant"));
  });
}

}  // namespace

v1::Text Words(std::string zh, std::string en) {
  v1::Text text;
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
  return text;
}

std::vector<Expected> Standing(World& world) {
  const state::Matter matter = world.matter();
  if (matter.closed()) return {{"outcome", {matter.outcome}}};
  return {{"stage", {matter.stage}}};
}

void Case::Add(bool error, const Place& place, const char* code, v1::Text text, v1::Text mend,
               Story story) const {
  Finding& finding = findings.emplace_back();
  finding.error = error;
  finding.diagnostic.file = place.file;
  finding.diagnostic.line = place.line;
  finding.diagnostic.column = place.column;
  finding.diagnostic.code = code;
  finding.diagnostic.text = std::move(text);
  finding.diagnostic.mend = std::move(mend);
  finding.story = std::move(story);
  finding.story.choices.insert(finding.story.choices.begin(), choices.begin(), choices.end());
}

Story Case::StoryTo(uint32_t node) const {
  Story story;
  for (Move& move : graph.PathTo(node)) story.steps.push_back({std::move(move)});
  if (story.steps.empty()) return story;
  const Node& last = graph.nodes[node];
  story.steps.back().expected = {last.closed() ? Expected{"outcome", {last.outcome}}
                                               : Expected{"stage", {last.stage}}};
  return story;
}

std::string Case::RuleOf(size_t action) const {
  const ActionRef& ref = frame.actions()[action];
  return procedure.id() + "." + (ref.stage.empty() ? "*" : ref.stage) + "." + ref.action->id();
}

Place Case::PlaceOf(size_t action) const {
  const ActionRef& ref = frame.actions()[action];
  return source.OfAction(procedure.id(), ref.stage, ref.action->id());
}

Status Case::Lead(World& world, const Story& story) const {
  for (const StoryStep& step : story.steps) {
    if (step.refused) continue;
    ASSIGN_OR_RETURN(World::Outcome outcome, world.Play(step.move));
    if (outcome.refusal) {
      return Fail(ErrorCode::kCorrupt, "the core does not decide the same twice");
    }
  }
  return {};
}

Status Case::TryInVain(World& world, size_t action, Story& story) const {
  const v1::Action& rule = *frame.actions()[action].action;
  const state::Matter matter = world.matter();
  std::vector<size_t> actors;
  std::vector<size_t> others;
  std::set<std::string> known;
  for (size_t who = 0; who < roster.size(); ++who) {
    const Frame::Sign sign = frame.SignOf(world, matter, who, true);
    if (!known.insert(sign.role + "|" + sign.relation).second) continue;
    const bool opener = World::MemberOf(who) == matter.opener;
    (CouldBeMeant(rule, roster[who], opener) ? actors : others).push_back(who);
  }
  if (actors.empty()) actors = std::move(others);
  const std::optional<state::Deadline> due = world.NextDue();
  int64_t at_ms = world.now_ms();
  const int64_t left_ms = due ? std::min(kHourMs, due->due_ms - at_ms) : kHourMs;
  int64_t step_ms = std::max<int64_t>(1, left_ms / (2 * static_cast<int64_t>(actors.size() + 1)));
  if (step_ms > kSecondMs) step_ms -= step_ms % kSecondMs;
  for (size_t who : actors) {
    at_ms += step_ms;
    const Asking asking{frame, world, rule.needs(), &rule, rule.hook(), at_ms};
    std::vector<Gifts> ways = WaysToGive(asking);
    Move move{Move::What::kAct, who, rule.id(), ways.empty() ? Gifts() : ways[0], at_ms};
    RETURN_IF_ERROR(world.Mark());
    ASSIGN_OR_RETURN(World::Outcome outcome, world.Play(move));
    RETURN_IF_ERROR(world.TakeBack());
    // One of many signatures may still be taken; it is no part of what is shown.
    if (outcome.refusal) story.steps.push_back({std::move(move), *outcome.refusal});
  }
  return {};
}

}  // namespace yiting::checker
