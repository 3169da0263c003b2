// Functions of the pack that fail, and matters that come to two leads or none.

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

Status FindLeads(Case& c) {
  if (!c.graph.two_leads) return {};
  const Attempt& attempt = *c.graph.two_leads;
  Story story = c.StoryTo(attempt.node);
  story.steps.push_back({attempt.move});
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  const state::Matter matter = world->matter();
  Expected parties{"parties", {}, true};
  int leads = 0;
  for (const state::Party& party : state::PartiesOf(world->community(), matter.matter)) {
    parties.values.push_back(party.unit);
    if (party.lead) ++leads;
  }
  story.steps.back().expected = {{"category", {matter.category}},
                                 {"lead", {matter.lead}},
                                 std::move(parties)};
  c.Add(true, c.source.OfCategory(matter.category), "LEAD",
        Words("类别 " + matter.category + " 的事项有 " + std::to_string(leads) +
                  " 个牵头责任方，应当正好一个",
              "a matter of category " + matter.category + " has " + std::to_string(leads) +
                  " leading parties; it must have exactly one"),
        Words("不要把牵头单位再写进 assisting，也不要重新定类别",
              "do not name the lead among assisting, and set a category only once"),
        std::move(story));
  return {};
}

}  // namespace yiting::checker
