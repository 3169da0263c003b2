// A Case is one procedure that was explored: what every question to it needs. Behind checker.h; the
// find_*.cc files share it.

#ifndef YITING_CHECKER_CASE_H_
#define YITING_CHECKER_CASE_H_

#include <memory>
#include <string>
#include <vector>

#include "checker/finding.h"
#include "checker/frame.h"
#include "checker/graph.h"

namespace yiting::checker {

struct Case {
  rulehost::PackPtr pack;
  const v1::Procedure& procedure;
  const Roster& roster;
  const SourceMap& source;
  const Frame& frame;
  const Graph& graph;
  int64_t start_ms;
  // Besides the pack's own: without them the procedure is switched off.
  std::vector<v1::PackBundle::Choice> choices;
  std::vector<Finding>& findings;
  // Actions, by position, and stages of polls that have a finding already: what follows from them
  // is not said again.
  std::vector<bool> blamed_actions;
  std::vector<std::string> blamed_polls = {};

  void Add(bool error, const Place& place, const char* code, v1::Text text, v1::Text mend,
           Story story) const;
  // Node → its path, accepted step by step, and what holds at its end.
  Story StoryTo(uint32_t node) const;
  // "bell.applied.accept"
  std::string RuleOf(size_t action) const;
  Place PlaceOf(size_t action) const;
  Result<std::unique_ptr<World>> NewWorld() const { return World::Make(pack, roster, start_ms); }
  // Leads the world from its beginning through the story's accepted steps.
  Status Lead(World& world, const Story& story) const;
  // Adds to the story how everybody whom the action could mean tries it and is refused. The world
  // stands where the story ends, and stays there.
  Status TryInVain(World& world, size_t action, Story& story) const;
};

v1::Text Words(std::string zh, std::string en);
// What the world's matter looks like: its stage, or how it ended.
std::vector<Expected> Standing(World& world);

// find_actions.cc
Status FindIdleActions(Case& c);
Status FindThresholds(Case& c);
// find_own_matters.cc
Status FindOwnMatters(Case& c);
// find_stages.cc
Status FindUnreachable(Case& c);
Status FindDeadEnds(Case& c);
// find_clocks.cc
Status FindRaces(Case& c);
Status FindUnclocked(Case& c);
// find_rules.cc
Status FindFailingRules(Case& c);
Status FindLeads(Case& c);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_CASE_H_
