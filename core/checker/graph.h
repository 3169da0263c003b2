// A Graph is what the exploration of one procedure found: every state that could be reached, how it
// was reached first, where each leads, and what was noticed on the way. Findings (find.h) are
// questions to it. Node 0 is the community before the matter is opened. Data and walks over it.
//
// Tested by tests/unit/checker/explore_test.cc

#ifndef YITING_CHECKER_GRAPH_H_
#define YITING_CHECKER_GRAPH_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/deed.h"
#include "decide/decide.h"

namespace yiting::checker {

struct Edge {
  // Besides positions in Frame::actions().
  static constexpr uint32_t kDue = UINT32_MAX;
  static constexpr uint32_t kOpen = UINT32_MAX - 1;

  uint32_t to = 0;
  uint32_t action = kDue;
  bool by_opener = false;  // by nothing else than by having opened the matter
};

struct Node {
  uint32_t parent = 0;  // that it was reached from first, and by:
  Move move;
  uint32_t depth = 0;
  std::string level;    // escalated to, or empty
  std::string stage;    // empty when closed, and in node 0
  std::string outcome;  // empty while open
  bool clocked = false;  // a deadline runs
  bool led = false;      // a unit leads
  bool expanded = false;
  std::vector<Edge> edges;

  bool closed() const { return !outcome.empty(); }
};

// Something that was tried in a node.
struct Attempt {
  uint32_t node = 0;
  Move move;
  decide::Refusal refusal = {};  // if it was refused
};

struct ActionSeen {
  bool available = false;  // a stage that has it was reached
  uint32_t first = 0;      // the first node of such a stage
  bool accepted = false;
  uint32_t taken_in = 0;  // the first node in which it was; Graph::taken has the move
  bool moved = false;     // led to another stage, or to the matter's end
  // The node in which most have taken it, or most parties have answered, and it still did not move.
  uint32_t fullest = 0;
  int64_t most = 0;
  std::optional<Attempt> refused_by_rule;  // by its `when` function
};

struct PollSeen {
  bool passed = false;
  bool failed = false;
  uint32_t best = 0;  // the node with the most votes in favour
  int64_t in_favour = -1;
};

// Two deadlines of one matter, due at one instant, and what comes of either order.
struct Race {
  uint32_t node = 0;
  std::string one_way;
  std::string other_way;
};

struct Graph {
  std::vector<Node> nodes;
  std::vector<ActionSeen> actions;                // as Frame::actions()
  std::map<size_t, Attempt> taken;                // by action: how it was taken first
  std::map<std::string, PollSeen> polls;          // by stage
  std::map<std::string, Attempt> failed_rules;    // by place and code: a function that failed
  std::optional<Attempt> refused_opening;         // if nobody could open a matter
  std::optional<Race> race;
  std::map<std::string, uint32_t> unclocked;      // stage that was entered with no deadline running
  std::map<std::string, bool> fell;               // "stage round" of deadlines that fell
  bool complete = true;                           // nothing was left unlooked at within the bound
  uint32_t depth = 0;
  uint64_t decisions = 0;

  // From node 0 to the node: its moves, first to last.
  std::vector<Move> PathTo(uint32_t node) const;
};

}  // namespace yiting::checker

#endif  // YITING_CHECKER_GRAPH_H_
