// Functions of the pack that fail, and matters that come to two leads or none.

#include <algorithm>
#include <utility>

#include "checker/case.h"

namespace yiting::checker {

namespace {

// The rule's place in the pack's text: "bell.applied.accept", "bell.*.nudge", "bell.open".
Place PlaceOfRule(const Case& c, const Attempt& attempt) {
  if (attempt.move.what == Move::What::kOpen) return c.source.OfProcedure(c.procedure.id());
  const std::string always = c.procedure.id() + ".*.";
  const bool any = attempt.refusal.rule.starts_with(always);
  return c.source.OfAction(c.procedure.id(), any ? "" : c.graph.nodes[attempt.node].stage,
                           attempt.move.name);
}

}  // namespace

Status FindFailingRules(Case& c) {
  for (const auto& [rule, attempt] : c.graph.failed_rules) {
    Story story = c.StoryTo(attempt.node);
    story.steps.push_back({attempt.move, attempt.refusal});
    c.Add(true, PlaceOfRule(c, attempt), "HOOK",
          Words("规则 " + attempt.refusal.rule + " 的 when 会出错（" + attempt.refusal.detail +
                    "），这时谁都做不成",
                "the `when` of " + attempt.refusal.rule + " can fail (" + attempt.refusal.detail +
                    "), and then nobody can do it"),
          Words("改好这个函数，让它总是返回 true 或 refuse \"原因\"",
                "mend the function, so that it always returns true or refuse \"code\""),
          std::move(story));
  }
  return {};
}

namespace {

int LeadsOf(World& world) {
  int leads = 0;
  for (const state::Party& party :
       state::PartiesOf(world.community(), world.matter().matter)) {
    if (party.lead) ++leads;
  }
  return leads;
}

Status AddLeads(Case& c, World& world, Story story) {
  const state::Matter matter = world.matter();
  Expected parties{"parties", {}, true};
  for (const state::Party& party : state::PartiesOf(world.community(), matter.matter)) {
    parties.values.push_back(party.unit);
  }
  story.steps.back().expected = {{"category", {matter.category}},
                                 {"lead", {matter.lead}},
                                 std::move(parties)};
  const std::string leads = std::to_string(LeadsOf(world));
  c.Add(true, c.source.OfCategory(matter.category), "LEAD",
        Words("类别 " + matter.category + " 的事项有 " + leads + " 个牵头责任方，应当正好一个",
              "a matter of category " + matter.category + " has " + leads +
                  " leading parties; it must have exactly one"),
        Words("不要把牵头单位再写进 assisting，也不要重新定类别",
              "do not name the lead among assisting, and set a category only once"),
        std::move(story));
  return {};
}

// Where the action was first taken, once more with each category.
Status TryEveryCategory(Case& c, size_t action) {
  const v1::Action& rule = *c.frame.actions()[action].action;
  const auto field = std::find_if(
      rule.needs().begin(), rule.needs().end(),
      [](const v1::Field& each) { return each.kind() == v1::Field::CATEGORY; });
  const auto taken = c.graph.taken.find(action);
  if (field == rule.needs().end() || taken == c.graph.taken.end()) return {};
  Story story = c.StoryTo(taken->second.node);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  for (const v1::Category& category : c.pack->model().categories()) {
    Move move = taken->second.move;
    for (Given& given : move.gifts) {
      if (given.field == field->id()) given.text = category.id();
    }
    RETURN_IF_ERROR(world->Mark());
    ASSIGN_OR_RETURN(World::Outcome outcome, world->Play(move));
    if (!outcome.refusal && !world->matter().closed() && LeadsOf(*world) != 1) {
      Story longer = story;
      longer.steps.push_back({std::move(move)});
      return AddLeads(c, *world, std::move(longer));
    }
    RETURN_IF_ERROR(world->TakeBack());
  }
  return {};
}

}  // namespace

Status FindLeads(Case& c) {
  if (c.graph.two_leads) {
    Story story = c.StoryTo(c.graph.two_leads->node);
    story.steps.push_back({c.graph.two_leads->move});
    ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
    RETURN_IF_ERROR(c.Lead(*world, story));
    return AddLeads(c, *world, std::move(story));
  }
  for (size_t i = 0; i < c.graph.actions.size(); ++i) {
    if (!HasEffect(*c.frame.actions()[i].action, v1::Action::ASSIGN)) continue;
    const size_t before = c.findings.size();
    RETURN_IF_ERROR(TryEveryCategory(c, i));
    if (c.findings.size() != before) break;
  }
  return {};
}

}  // namespace yiting::checker
