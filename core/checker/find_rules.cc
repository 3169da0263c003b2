// Functions of the pack that fail, and matters in which nobody leads. That a category names exactly
// one lead is asked when the pack is loaded; that a matter has no second one, the core holds.

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

bool IsOnlyLeads(const v1::Action& action) {
  return std::all_of(action.by().begin(), action.by().end(),
                     [](const std::string& by) { return by == "lead"; });
}

// Where the action that sets categories was first taken, once more with this one: nobody sits in
// the unit that leads then.
Status AddDeserted(Case& c, const Attempt& taken, const std::string& field,
                   const v1::Category& category) {
  Story story = c.StoryTo(taken.node);
  Move move = taken.move;
  for (Given& given : move.gifts) {
    if (given.field == field) given.text = category.id();
  }
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  ASSIGN_OR_RETURN(World::Outcome outcome, world->Play(move));
  if (outcome.refusal) return {};  // a `when` keeps this category away
  story.steps.push_back({std::move(move)});
  Expected parties{"parties", {}, true};
  for (const state::Party& party :
       state::PartiesOf(world->community(), world->matter().matter)) {
    parties.values.push_back(party.unit);
  }
  story.steps.back().expected = {{"category", {category.id()}},
                                 {"lead", {category.lead()}},
                                 std::move(parties)};
  c.Add(true, c.source.OfCategory(category.id()), "LEAD",
        Words("类别 " + category.id() + " 的牵头单位 " + category.lead() + " 没有人",
              "nobody sits in " + category.lead() + ", which leads category " + category.id()),
        Words("换一个牵头单位，或先给这个单位登记人员",
              "let another unit lead, or admit somebody for this one"),
        std::move(story));
  return {};
}

Status FindDeserted(Case& c) {
  for (const auto& [action, taken] : c.graph.taken) {
    const v1::Action& rule = *c.frame.actions()[action].action;
    if (!HasEffect(rule, v1::Action::ASSIGN)) continue;
    const auto field = std::find_if(
        rule.needs().begin(), rule.needs().end(),
        [](const v1::Field& each) { return each.kind() == v1::Field::CATEGORY; });
    for (const v1::Category& category : c.pack->model().categories()) {
      if (IsStaffed(c.roster, category.lead())) continue;
      RETURN_IF_ERROR(AddDeserted(c, taken, field->id(), category));
    }
    return {};
  }
  return {};
}

// A stage's own action that waits for the lead while no unit leads.
Status AddUnled(Case& c, uint32_t node, size_t action) {
  const std::string rule = c.RuleOf(action);
  Story story = c.StoryTo(node);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  story.steps.back().expected.push_back({"lead", {""}});
  RETURN_IF_ERROR(c.TryInVain(*world, action, story));
  const std::string& stage = c.graph.nodes[node].stage;
  c.Add(false, c.PlaceOf(action), "LEAD",
        Words("事项走到环节 " + stage + " 时可能还没有类别，也就没有牵头单位，" + rule + " 谁都做不了",
              "a matter can be in stage " + stage +
                  " without a category: no unit leads, and nobody can take " + rule),
        Words("先定类别再进这个环节，或让别人也能做",
              "let a category be set before, or let somebody else do it as well"),
        std::move(story));
  return {};
}

Status FindUnled(Case& c) {
  for (size_t i = 0; i < c.frame.actions().size(); ++i) {
    const ActionRef& ref = c.frame.actions()[i];
    if (ref.stage.empty() || !IsOnlyLeads(*ref.action) || !c.graph.actions[i].accepted) continue;
    const std::vector<size_t>& beside = c.frame.ActionsIn(ref.stage);
    const bool assigns = std::any_of(beside.begin(), beside.end(), [&c](size_t other) {
      return HasEffect(*c.frame.actions()[other].action, v1::Action::ASSIGN);
    });
    for (uint32_t node = 1; node < c.graph.nodes.size() && !assigns; ++node) {
      if (c.graph.nodes[node].stage != ref.stage || c.graph.nodes[node].led) continue;
      RETURN_IF_ERROR(AddUnled(c, node, i));
      break;
    }
  }
  return {};
}

}  // namespace

Status FindLeads(Case& c) {
  RETURN_IF_ERROR(FindDeserted(c));
  return FindUnled(c);
}

}  // namespace yiting::checker
