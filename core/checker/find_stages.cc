// Stages that nothing reaches, and places from which a matter gets no further.

#include <algorithm>
#include <map>
#include <set>

#include "checker/case.h"

namespace yiting::checker {

namespace {

constexpr int64_t kYearMs = 365 * kDayMs;
constexpr int kDeadlinesMax = 400;

// Where the pack's text leads to a stage from.
struct Lead {
  std::string from;
  bool blamed;  // that it does not happen has a finding of its own
};
using Leads = std::map<std::string, std::vector<Lead>>;  // by the stage that they lead to

void AddLate(const v1::DeadlineRule& rule, const std::string& from, Leads& leads) {
  const v1::Late& late = rule.on_late();
  if (!late.to().empty()) leads[late.to()].push_back({from, false});
  if (late.has_again()) AddLate(late.again(), from, leads);
}

Leads LeadsOf(const Case& c) {
  Leads leads;
  for (const v1::Stage& stage : c.procedure.stages()) {
    AddLate(stage.deadline(), stage.id(), leads);
    AddLate(c.procedure.deadline(), stage.id(), leads);
    const bool lost = std::find(c.blamed_polls.begin(), c.blamed_polls.end(), stage.id()) !=
                      c.blamed_polls.end();
    const v1::Poll& poll = stage.poll();
    if (!poll.passed_to().empty()) leads[poll.passed_to()].push_back({stage.id(), lost});
    if (!poll.failed_to().empty()) leads[poll.failed_to()].push_back({stage.id(), false});
    for (size_t i : c.frame.ActionsIn(stage.id())) {
      const std::string& to = c.frame.actions()[i].action->to();
      if (!to.empty()) leads[to].push_back({stage.id(), c.blamed_actions[i]});
    }
  }
  return leads;
}

// Without end, the deepest way that there is.
uint32_t NearestEnd(const Graph& graph) {
  for (uint32_t node = 1; node < graph.nodes.size(); ++node) {
    if (graph.nodes[node].closed()) return node;
  }
  return static_cast<uint32_t>(graph.nodes.size()) - 1;
}

void AddUnreachable(Case& c, const std::string& stage) {
  const bool complete = c.graph.complete;
  c.Add(complete, c.source.OfStage(c.procedure.id(), stage), "UNREACHABLE",
        Words("没有办法走到环节 " + stage + (complete ? "" : "（只看到限度之内）"),
              "stage " + stage + " is never reached" +
                  (complete ? "" : " (as far as was looked)")),
        Words("让一个动作 to = \"" + stage + "\"，或删掉它",
              "let an action go to it, or leave it out"),
        c.StoryTo(NearestEnd(c.graph)));
}

// Every state from which one of `goals` can be reached over the edges that `uses` allows.
template <class Uses>
std::vector<bool> Reaching(const Graph& graph, const std::vector<bool>& goals, Uses uses) {
  std::vector<std::vector<uint32_t>> back(graph.nodes.size());
  for (uint32_t node = 0; node < graph.nodes.size(); ++node) {
    for (const Edge& edge : graph.nodes[node].edges) {
      if (uses(node, edge)) back[edge.to].push_back(node);
    }
  }
  std::vector<bool> reaching = goals;
  std::vector<uint32_t> open;
  for (uint32_t node = 0; node < goals.size(); ++node) {
    if (goals[node]) open.push_back(node);
  }
  while (!open.empty()) {
    const uint32_t node = open.back();
    open.pop_back();
    for (uint32_t from : back[node]) {
      if (reaching[from]) continue;
      reaching[from] = true;
      open.push_back(from);
    }
  }
  return reaching;
}

// States from which the matter can end, or of which nobody looked where they lead.
std::vector<bool> Ends(const Graph& graph) {
  std::vector<bool> ends(graph.nodes.size());
  for (size_t i = 0; i < ends.size(); ++i) {
    ends[i] = graph.nodes[i].closed() || !graph.nodes[i].expanded;
  }
  return ends;
}

// States whose stage is left by an edge that `uses` allows, or not looked at.
template <class Uses>
std::vector<bool> Leaves(const Graph& graph, Uses uses) {
  std::vector<bool> leaves(graph.nodes.size());
  for (uint32_t node = 0; node < leaves.size(); ++node) {
    const Node& from = graph.nodes[node];
    leaves[node] = from.closed() || !from.expanded;
    for (const Edge& edge : from.edges) {
      const bool other = graph.nodes[edge.to].stage != from.stage;
      leaves[node] = leaves[node] || (other && uses(node, edge));
    }
  }
  return leaves;
}

// The story goes on for a year in which nobody does anything more.
Status WaitAYear(Story& story, World& world) {
  const int64_t until_ms = world.now_ms() + kYearMs;
  for (int i = 0; i < kDeadlinesMax && !world.matter().closed(); ++i) {
    const std::optional<state::Deadline> due = world.NextDue();
    if (!due || due->due_ms > until_ms) break;
    ASSIGN_OR_RETURN(World::Outcome outcome, world.LetFall(*due));
  }
  story.steps.push_back({{Move::What::kDue, 0, "", {}, until_ms}, {}, Standing(world)});
  return {};
}

// To the node, in vain out of it by `tried`, and a year later it is still there.
Result<Story> StuckStory(const Case& c, uint32_t node, const std::vector<size_t>& tried = {}) {
  Story story = c.StoryTo(node);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world, c.NewWorld());
  RETURN_IF_ERROR(c.Lead(*world, story));
  for (size_t i : tried) RETURN_IF_ERROR(c.TryInVain(*world, i, story));
  RETURN_IF_ERROR(WaitAYear(story, *world));
  return story;
}

std::vector<size_t> MovingActionsIn(const Case& c, const std::string& stage) {
  std::vector<size_t> moving;
  for (size_t i : c.frame.ActionsIn(stage)) {
    if (Moves(*c.frame.actions()[i].action)) moving.push_back(i);
  }
  return moving;
}

bool IsBlamed(const Case& c, const std::string& stage) {
  for (size_t i : MovingActionsIn(c, stage)) {
    if (c.blamed_actions[i]) return true;
  }
  return std::find(c.blamed_polls.begin(), c.blamed_polls.end(), stage) != c.blamed_polls.end();
}

Status AddDeadEnd(Case& c, uint32_t node) {
  const std::string& stage = c.graph.nodes[node].stage;
  if (IsBlamed(c, stage)) return {};
  ASSIGN_OR_RETURN(Story story, StuckStory(c, node, MovingActionsIn(c, stage)));
  c.Add(true, c.source.OfStage(c.procedure.id(), stage), "DEAD_END",
        Words("事项会卡死在环节 " + stage + "：没有一个动作或时限能让它离开",
              "a matter can get stuck in stage " + stage +
                  ": no action and no deadline leads on"),
        Words("给时限写 on_late = enter 或 close，或让谁总能离开这个环节",
              "let a deadline enter a stage or close, or let somebody always move it on"),
        std::move(story));
  return {};
}

Status AddEndless(Case& c, uint32_t node, const std::vector<bool>& ends) {
  std::set<std::string> stages;
  for (uint32_t i = 1; i < c.graph.nodes.size(); ++i) {
    if (!ends[i]) stages.insert(c.graph.nodes[i].stage);
  }
  std::string list;
  for (const std::string& each : stages) list += (list.empty() ? "" : ", ") + each;
  const std::string& stage = c.graph.nodes[node].stage;
  ASSIGN_OR_RETURN(Story story, StuckStory(c, node));
  c.Add(true, c.source.OfStage(c.procedure.id(), stage), "ENDLESS",
        Words("进了环节 " + stage + "，事项再也不能结束；只能在这些环节里打转：" + list,
              "once in stage " + stage + " a matter can never end; it goes round in " + list),
        Words("给一个动作或时限写 outcome / close", "give an action or a deadline an outcome"),
        std::move(story));
  return {};
}

Status AddOnlyOpener(Case& c, uint32_t node) {
  const std::string& stage = c.graph.nodes[node].stage;
  ASSIGN_OR_RETURN(Story story, StuckStory(c, node));
  c.Add(false, c.source.OfStage(c.procedure.id(), stage), "ONLY_OPENER",
        Words("环节 " + stage + " 只有提请人自己能让它往下走；提请人不来，事项就一直停着",
              "only who opened the matter can move it out of stage " + stage +
                  "; without them it stays"),
        Words("给时限写 on_late = close，或让工作人员也能办",
              "let a deadline close it, or let staff do it as well"),
        std::move(story));
  return {};
}

}  // namespace

Status FindUnreachable(Case& c) {
  std::set<std::string> reached;
  for (const Node& node : c.graph.nodes) reached.insert(node.stage);
  const Leads leads = LeadsOf(c);
  // What is explained: by another finding, or by a stage before it that is never reached.
  std::set<std::string> explained;
  const auto spread = [&] {
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [stage, from] : leads) {
        for (const Lead& lead : from) {
          if (reached.count(stage) != 0 || (!lead.blamed && explained.count(lead.from) == 0)) {
            continue;
          }
          grown = explained.insert(stage).second || grown;
        }
      }
    }
  };
  spread();
  // Those first to which only what is reached leads, or nothing.
  for (bool only_roots : {true, false}) {
    for (const v1::Stage& stage : c.procedure.stages()) {
      if (reached.count(stage.id()) + explained.count(stage.id()) != 0) continue;
      const auto from = leads.find(stage.id());
      const bool root =
          from == leads.end() ||
          std::all_of(from->second.begin(), from->second.end(), [&](const Lead& lead) {
            return reached.count(lead.from) != 0 || lead.from == stage.id();
          });
      if (only_roots && !root) continue;
      AddUnreachable(c, stage.id());
      explained.insert(stage.id());
      spread();
    }
  }
  return {};
}

Status FindDeadEnds(Case& c) {
  const Graph& graph = c.graph;
  const auto every = [](uint32_t, const Edge&) { return true; };
  const auto not_opener = [](uint32_t, const Edge& edge) { return !edge.by_opener; };
  const std::vector<bool> ends = Reaching(graph, Ends(graph), every);
  const std::vector<bool> leaves = Reaching(graph, Leaves(graph, every), every);
  const std::vector<bool> led_on = Reaching(graph, Leaves(graph, not_opener), not_opener);
  std::vector<bool> stuck(graph.nodes.size());
  std::set<std::string> said;
  for (uint32_t node = 1; node < graph.nodes.size(); ++node) {
    stuck[node] = !leaves[node];
    if (stuck[node] && said.insert(graph.nodes[node].stage).second) {
      RETURN_IF_ERROR(AddDeadEnd(c, node));
    }
  }
  // Endless, but not because it can run into a dead end.
  const std::vector<bool> to_stuck = Reaching(graph, stuck, every);
  for (uint32_t node = 1; node < graph.nodes.size(); ++node) {
    if (ends[node] || to_stuck[node]) continue;
    RETURN_IF_ERROR(AddEndless(c, node, ends));
    break;
  }
  for (uint32_t node = 1; node < graph.nodes.size(); ++node) {
    if (led_on[node] || !leaves[node] || !said.insert(graph.nodes[node].stage).second) continue;
    RETURN_IF_ERROR(AddOnlyOpener(c, node));
  }
  return {};
}

}  // namespace yiting::checker
