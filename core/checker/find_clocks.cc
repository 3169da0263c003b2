// Deadlines against each other: two that are due at one instant, an order that a parameter turns
// round, one that never runs out because another always comes first; and stages that are entered
// when no deadline runs any more.

#include <algorithm>
#include <utility>

#include "checker/case.h"
#include "checker/choices.h"

namespace yiting::checker {

namespace {

constexpr int kFallsMax = 64;

// What becomes of a matter that nobody does anything for: every deadline in its order.
struct Course {
  std::string falls;  // which fell, in order
  std::vector<Expected> end;
  int64_t end_ms = 0;
};
Result<Course> CourseOf(const Case& c, rulehost::PackPtr pack, const Move& opening) {
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, World::Make(pack, c.roster, c.start_ms));
  ASSIGN_OR_RETURN(World::Outcome outcome, world->Play(opening));
  Course course;
  if (outcome.refusal) return course;
  for (int i = 0; i < kFallsMax; ++i) {
    const std::optional<state::Deadline> due = world->NextDue();
    if (!due) break;
    course.falls += (due->stage.empty() ? "*" : due->stage) + std::to_string(due->round) + " ";
    ASSIGN_OR_RETURN(outcome, world->LetFall(*due));
  }
  course.end = Standing(*world);
  course.end_ms = world->now_ms();
  return course;
}

bool SameEnd(const Course& a, const Course& b) {
  return a.end[0].key == b.end[0].key && a.end[0].values == b.end[0].values;
}

// Each time parameter at its ends, and each two of them.
std::vector<Choices> Extremes(const v1::Pack& pack) {
  const Choices ends = EndsOf(pack, {v1::Param::WORKDAYS, v1::Param::DAYS, v1::Param::HOURS});
  std::vector<Choices> all;
  for (const Choice& end : ends) all.push_back({end});
  for (size_t i = 0; i < ends.size(); ++i) {
    for (size_t j = i + 1; j < ends.size(); ++j) {
      if (ends[i].id() != ends[j].id()) all.push_back({ends[i], ends[j]});
    }
  }
  return all;
}

// Does any deadline of the procedure differ between the packs?
bool Bears(const rulehost::LoadedPack& one, const rulehost::LoadedPack& other,
           const std::string& procedure) {
  const v1::Procedure& a = *one.FindProcedure(procedure);
  const v1::Procedure& b = *other.FindProcedure(procedure);
  if (a.deadline().SerializeAsString() != b.deadline().SerializeAsString()) return true;
  for (int i = 0; i < a.stages_size(); ++i) {
    if (a.stages(i).deadline().SerializeAsString() != b.stages(i).deadline().SerializeAsString()) {
      return true;
    }
  }
  return false;
}

std::string EndText(const std::vector<Expected>& end) {
  return end[0].key + " " + end[0].values[0];
}

v1::Text RaceMend() {
  return Words("把两个时限错开，或让它们的结果一样", "set them apart, or let both lead to the same");
}

Status AddSameInstant(Case& c, const Race& race) {
  Story story = c.StoryTo(race.node);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  const std::string stage = world->matter().stage;
  const int64_t due_ms = world->matter().due_ms;
  for (std::optional<state::Deadline> due = world->NextDue(); due && due->due_ms == due_ms;
       due = world->NextDue()) {
    ASSIGN_OR_RETURN(World::Outcome outcome, world->LetFall(*due));
  }
  story.steps.push_back({{Move::What::kDue, 0, "", {}, due_ms}, {}, Standing(*world)});
  c.Add(true, c.source.OfStage(c.procedure.id(), stage), "RACE",
        Words("环节 " + stage + " 的时限和整个事项的总时限在同一刻到期，先后不同结果就不同",
              "the deadline of stage " + stage +
                  " and the matter's own clock fall due at one instant, and which comes first "
                  "makes a difference"),
        RaceMend(), std::move(story));
  return {};
}

void AddTurnedRound(Case& c, const Move& opening, const Choices& choices, const Course& as_set,
                    const Course& turned) {
  Story story;
  story.choices = choices;
  story.steps.push_back({opening});
  story.steps.push_back({{Move::What::kDue, 0, "", {}, turned.end_ms}, {}, turned.end});
  c.Add(false, c.source.OfClock(c.procedure.id()), "RACE",
        Words("总时限和环节时限谁先到期取决于参数：" + TextOf(choices) + " 时的结果是 " +
                  EndText(turned.end) + "，现在的结果是 " + EndText(as_set.end),
              "which runs out first, the matter's clock or a stage's deadline, depends on "
              "parameters: with " + TextOf(choices) + " it comes to " + EndText(turned.end) +
                  ", as set to " + EndText(as_set.end)),
        Words("收紧参数的 min 和 max，让先后总是一样",
              "narrow the parameters' min and max, so that the order is always the same"),
        std::move(story));
}

Status FindTurnedRound(Case& c) {
  const Move opening = c.graph.nodes[1].move;
  ASSIGN_OR_RETURN(Course as_set, CourseOf(c, c.pack, opening));
  std::vector<std::string> idle;  // parameters that bear on no deadline here
  for (const Choices& choices : Extremes(c.pack->model())) {
    const bool bears = std::none_of(choices.begin(), choices.end(), [&idle](const Choice& each) {
      return std::find(idle.begin(), idle.end(), each.id()) != idle.end();
    });
    if (!bears) continue;
    rulehost::PackPtr pack = WithChoices(*c.pack, choices);
    if (!pack) continue;
    if (!Bears(*c.pack, *pack, c.procedure.id())) {
      if (choices.size() == 1) idle.push_back(choices[0].id());
      continue;
    }
    ASSIGN_OR_RETURN(Course turned, CourseOf(c, pack, opening));
    if (turned.end.empty() || turned.falls == as_set.falls || SameEnd(turned, as_set)) continue;
    AddTurnedRound(c, opening, choices, as_set, turned);
    return {};
  }
  return {};
}

// The deadline of `round` of the stage, or of a later one, that never fell.
int64_t FirstUnfallen(const Graph& graph, const v1::Stage& stage) {
  const v1::DeadlineRule* rule = stage.has_deadline() ? &stage.deadline() : nullptr;
  for (int64_t round = 0; rule != nullptr; ++round) {
    if (graph.fell.count(stage.id() + " " + std::to_string(round)) == 0) return round;
    rule = rule->on_late().has_again() ? &rule->on_late().again() : nullptr;
  }
  return -1;
}

Status FindNeverLate(Case& c) {
  for (const v1::Stage& stage : c.procedure.stages()) {
    const auto first = std::find_if(
        c.graph.nodes.begin(), c.graph.nodes.end(),
        [&stage](const Node& node) { return node.stage == stage.id(); });
    const int64_t round = FirstUnfallen(c.graph, stage);
    if (first == c.graph.nodes.end() || round < 0) continue;
    // That the clock falls first at one instant is said already.
    if (c.graph.race && c.graph.nodes[c.graph.race->node].stage == stage.id()) continue;
    Story story = c.StoryTo(static_cast<uint32_t>(first - c.graph.nodes.begin()));
    ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
    RETURN_IF_ERROR(c.Lead(*world, story));
    for (int i = 0; i < kFallsMax && world->matter().stage == stage.id(); ++i) {
      const std::optional<state::Deadline> due = world->NextDue();
      if (!due) break;
      ASSIGN_OR_RETURN(World::Outcome outcome, world->LetFall(*due));
      story.steps.push_back({{Move::What::kDue, 0, "", {}, due->due_ms}, {}, Standing(*world)});
    }
    c.Add(false, c.source.OfStage(c.procedure.id(), stage.id()), "NEVER_LATE",
          Words("环节 " + stage.id() + " 的第 " + std::to_string(round + 1) +
                    " 个时限永远不会到期：整个事项的总时限总是先到",
                "deadline " + std::to_string(round + 1) + " of stage " + stage.id() +
                    " never runs out: the matter's own clock always comes first"),
          Words("缩短这个时限，或删掉它", "shorten it, or leave it out"), std::move(story));
  }
  return {};
}

}  // namespace

Status FindRaces(Case& c) {
  if (!c.procedure.has_deadline() || c.graph.nodes.size() < 2) return {};
  if (c.graph.race) RETURN_IF_ERROR(AddSameInstant(c, *c.graph.race));
  RETURN_IF_ERROR(FindTurnedRound(c));
  return c.graph.complete ? FindNeverLate(c) : Status();
}

Status FindUnclocked(Case& c) {
  for (const auto& [stage, node] : c.graph.unclocked) {
    c.Add(false, c.source.OfStage(c.procedure.id(), stage), "NO_DEADLINE",
          Words("事项可以在没有任何时限的时候走进环节 " + stage + "：它自己没有时限，总时限已经用完",
                "a matter can enter stage " + stage +
                    " when no deadline runs: the stage has none, and the matter's clock has run "
                    "out"),
          Words("给环节写 deadline { within = workdays(3) }",
                "give the stage a deadline { within = workdays(3) }"),
          c.StoryTo(node));
  }
  return {};
}

}  // namespace yiting::checker
