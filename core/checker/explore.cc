#include "checker/explore.h"

#include <algorithm>
#include <set>
#include <utility>

#include "checker/gifts.h"
#include "state/read_ledger.h"
#include "state/read_polls.h"

namespace yiting::checker {

namespace {

// People act a minute after what came before, and, where moments matter, also at the last one.
constexpr int64_t kSoonMs = kMinuteMs;
constexpr int64_t kLastMs = kMinuteMs / 2;

bool IsOnlyOpeners(const v1::Action& action) {
  return std::all_of(action.by().begin(), action.by().end(),
                     [](const std::string& by) { return by == "opener"; });
}

class Explorer {
 public:
  Explorer(World& world, const Frame& frame, const Bound& bound)
      : world_(world), frame_(frame), bound_(bound) {
    graph_.actions.resize(frame.actions().size());
    for (size_t i = 0; i < world.roster().size(); ++i) by_name_[world.roster()[i].name] = i;
  }

  Result<Graph> Run();

 private:
  // One of those who stand alike to the matter.
  struct Actor {
    size_t who;
    Frame::Sign sign;
  };

  Status GoTo(uint32_t node);
  Status TryOpenings();
  Status Expand(uint32_t node);
  void LookAround(uint32_t node, const state::Matter& matter);
  std::vector<Actor> ActorsAt(uint32_t node, const state::Matter& matter);
  Status TryActions(uint32_t node, const state::Matter& matter, const std::vector<Actor>& actors,
                    int64_t at_ms);
  // Whether it was accepted, in one way at least.
  Result<bool> TryAction(uint32_t node, const state::Matter& matter, uint32_t action,
                         const Actor& actor, int64_t at_ms);
  Status TryDue(uint32_t node, const state::Matter& matter, const state::Deadline& due);
  Status TryBothOrders(uint32_t node, const state::Matter& matter);
  Result<std::string> OutcomeOf(uint64_t first, uint64_t second);
  void NoteRefusal(const Attempt& attempt);
  void NoteTaken(const Attempt& attempt, uint32_t action, const state::Matter& before);
  bool EndsAlike(uint32_t node, uint32_t action);
  void Arrive(uint32_t from, Edge edge, const Move& move);

  World& world_;
  const Frame& frame_;
  const Bound bound_;
  Graph graph_;
  std::map<std::string, uint32_t> known_;   // by key
  std::map<std::string, size_t> by_name_;   // the roster
  std::set<std::string> asked_;             // functions, in which level: about every role
  std::vector<uint32_t> laid_;              // nodes whose moves lie on the world, from node 0 on
};

Result<Graph> Explorer::Run() {
  graph_.nodes.emplace_back();
  RETURN_IF_ERROR(TryOpenings());
  for (uint32_t node = 1; node < graph_.nodes.size(); ++node) {
    graph_.depth = std::max(graph_.depth, graph_.nodes[node].depth);
    if (graph_.nodes[node].closed()) {
      graph_.nodes[node].expanded = true;
    } else if (world_.decisions() < bound_.decisions) {
      RETURN_IF_ERROR(Expand(node));
    } else {
      graph_.complete = false;
    }
  }
  graph_.decisions = world_.decisions();
  return std::move(graph_);
}

Status Explorer::GoTo(uint32_t node) {
  std::vector<uint32_t> path;
  for (uint32_t at = node; at != 0; at = graph_.nodes[at].parent) path.push_back(at);
  std::reverse(path.begin(), path.end());
  size_t common = 0;
  while (common < path.size() && common < laid_.size() && path[common] == laid_[common]) ++common;
  for (; laid_.size() > common; laid_.pop_back()) RETURN_IF_ERROR(world_.TakeBack());
  for (size_t i = common; i < path.size(); ++i) {
    RETURN_IF_ERROR(world_.Mark());
    laid_.push_back(path[i]);
    ASSIGN_OR_RETURN(World::Outcome outcome, world_.Play(graph_.nodes[path[i]].move));
    if (!outcome.refusal) continue;
    return Fail(ErrorCode::kCorrupt, "the core does not decide the same twice");
  }
  return {};
}

void Explorer::Arrive(uint32_t from, Edge edge, const Move& move) {
  const std::string key = frame_.KeyOf(world_);
  const auto [found, is_new] = known_.emplace(key, static_cast<uint32_t>(graph_.nodes.size()));
  edge.to = found->second;
  graph_.nodes[from].edges.push_back(edge);
  if (!is_new) return;
  const state::Matter matter = world_.matter();
  Node& node = graph_.nodes.emplace_back();
  node.parent = from;
  node.move = move;
  node.depth = graph_.nodes[from].depth + 1;
  node.stage = matter.stage;
  node.level = matter.level;
  node.outcome = matter.outcome;
  node.clocked = matter.deadline != 0 || matter.clock != 0;
  node.led = !matter.lead.empty();
  const bool entered = matter.stage != graph_.nodes[from].stage;
  if (entered && !matter.closed() && !node.clocked) {
    graph_.unclocked.emplace(matter.stage, edge.to);
  }
}

void Explorer::NoteRefusal(const Attempt& attempt) {
  if (attempt.refusal.reason != v1::RULE_FAILED) return;
  graph_.failed_rules.emplace(attempt.refusal.rule + " " + attempt.refusal.detail, attempt);
}

Status Explorer::TryOpenings() {
  const v1::Procedure& procedure = frame_.procedure();
  std::set<std::string> signs;
  bool opened = false;
  std::optional<Attempt> refused;
  for (const v1::OpenerClass& opener : procedure.may_open()) {
    for (size_t who = 0; who < world_.roster().size(); ++who) {
      const Person& person = world_.roster()[who];
      const bool may = std::any_of(opener.roles().begin(), opener.roles().end(),
                                   [&person](const auto& role) { return Holds(person, role); });
      if (!may || !signs.insert(frame_.OpenerSign(person)).second) continue;
      const int64_t at_ms = world_.now_ms() + kSoonMs;
      const Asking asking{frame_,  world_, procedure.fields(), nullptr, procedure.open_hook(),
                          at_ms};
      for (Gifts& gifts : WaysToGive(asking)) {
        const Attempt attempt{
            0, {Move::What::kOpen, who, procedure.id(), std::move(gifts), at_ms}};
        RETURN_IF_ERROR(world_.Mark());
        ASSIGN_OR_RETURN(World::Outcome outcome, world_.Play(attempt.move));
        if (outcome.refusal) {
          NoteRefusal({attempt.node, attempt.move, *outcome.refusal});
          if (!refused) refused = {attempt.node, attempt.move, *outcome.refusal};
        } else {
          opened = true;
          Arrive(0, {0, Edge::kOpen}, attempt.move);
        }
        RETURN_IF_ERROR(world_.TakeBack());
      }
    }
  }
  graph_.nodes[0].expanded = true;
  if (!opened) graph_.refused_opening = refused ? refused : Attempt{};
  return {};
}

Status Explorer::Expand(uint32_t node) {
  RETURN_IF_ERROR(GoTo(node));
  graph_.nodes[node].expanded = true;
  const state::Matter matter = world_.matter();
  LookAround(node, matter);
  const std::optional<state::Deadline> due = world_.NextDue();
  const int64_t now_ms = world_.now_ms();
  // Of two that are due at one instant the second falls before anybody can do anything.
  if (!due || due->due_ms > now_ms) {
    const std::vector<Actor> actors = ActorsAt(node, matter);
    const int64_t left_ms = due ? due->due_ms - now_ms : 2 * kSoonMs;
    RETURN_IF_ERROR(TryActions(node, matter, actors, now_ms + std::min(kSoonMs, left_ms / 2)));
    if (due && frame_.has_moments() && left_ms > 2 * kSoonMs) {
      RETURN_IF_ERROR(TryActions(node, matter, actors, due->due_ms - kLastMs));
    }
  }
  if (!due) return {};
  RETURN_IF_ERROR(TryDue(node, matter, *due));
  return matter.clock != 0 && matter.due_ms == matter.clock_due_ms ? TryBothOrders(node, matter)
                                                                   : Status();
}

// What can be seen without trying anything.
void Explorer::LookAround(uint32_t node, const state::Matter& matter) {
  state::Community& community = world_.community();
  for (size_t i : frame_.ActionsIn(matter.stage)) {
    const v1::Action& action = *frame_.actions()[i].action;
    ActionSeen& seen = graph_.actions[i];
    if (!seen.available) seen.first = node;
    seen.available = true;
    int64_t count = 0;
    if (action.all_parties()) {
      for (const state::Party& party : state::PartiesOf(community, matter.matter)) {
        if (party.replied_ms != 0) ++count;
      }
    } else if (action.signers() > 1) {
      count = state::CountTakes(community, matter, action.id());
    }
    if (count > seen.most) {
      seen.most = count;
      seen.fullest = node;
    }
  }
  if (std::optional<state::Poll> poll = state::FindRunningPoll(community, matter)) {
    PollSeen& seen = graph_.polls[matter.stage];
    // Among options whoever names one is for something.
    const int64_t in_favour = poll->options == 0 ? poll->in_favour : poll->voted;
    if (in_favour > seen.in_favour) {
      seen.in_favour = in_favour;
      seen.best = node;
    }
  }
}

std::vector<Explorer::Actor> Explorer::ActorsAt(uint32_t node, const state::Matter& matter) {
  std::set<size_t> touched;
  for (uint32_t at = node; at != 0; at = graph_.nodes[at].parent) {
    const Move& move = graph_.nodes[at].move;
    if (move.what != Move::What::kDue) touched.insert(move.who);
    for (const Given& given : move.gifts) {
      if (given.kind != v1::Field::MEMBERS) continue;
      for (const std::string& name : given.list) touched.insert(by_name_[name]);
    }
  }
  std::vector<Actor> actors;
  std::set<std::string> known;
  for (size_t who = 0; who < world_.roster().size(); ++who) {
    Frame::Sign sign = frame_.SignOf(world_, matter, who, touched.count(who) != 0);
    if (!known.insert(sign.role + "|" + sign.relation).second) continue;
    actors.push_back({who, std::move(sign)});
  }
  return actors;
}

Status Explorer::TryActions(uint32_t node, const state::Matter& matter,
                            const std::vector<Actor>& actors, int64_t at_ms) {
  for (size_t i : frame_.ActionsIn(matter.stage)) {
    const ActionRef& ref = frame_.actions()[i];
    // Who stands alike to the matter and may act does the same by it, whatever else they are. Only
    // a function can tell their roles apart, and it is asked about all of them once in each level.
    const bool by_role = ref.by_role &&
                         asked_.insert(std::to_string(i) + " " + matter.level).second;
    std::set<std::string> done;
    for (const Actor& actor : actors) {
      const ActionSeen& seen = graph_.actions[i];
      if (ref.inert && seen.accepted) break;
      if (ref.alike && !by_role && !done.empty()) break;
      const std::string like = actor.sign.relation + (by_role ? actor.sign.role : "");
      if (done.count(like) != 0) continue;
      if (decide::WhyNot(world_.community(), world_.pack(), matter, *ref.action,
                         World::MemberOf(actor.who), at_ms)) {
        continue;
      }
      if (ref.alike && seen.accepted && EndsAlike(node, static_cast<uint32_t>(i))) break;
      ASSIGN_OR_RETURN(const bool taken,
                       TryAction(node, matter, static_cast<uint32_t>(i), actor, at_ms));
      if (taken || !(ref.by_role || ref.of_others)) done.insert(like);
    }
  }
  return {};
}

// Ending a matter where nothing but the permission matters is the same everywhere: it need not be
// played again.
bool Explorer::EndsAlike(uint32_t node, uint32_t action) {
  const v1::Action& rule = *frame_.actions()[action].action;
  const auto end = known_.find(Frame::KeyOfEnd(rule.outcome()));
  if (rule.hook() || rule.outcome().empty() || end == known_.end()) return false;
  graph_.nodes[node].edges.push_back({end->second, action, IsOnlyOpeners(rule)});
  return true;
}

Result<bool> Explorer::TryAction(uint32_t node, const state::Matter& matter, uint32_t action,
                                 const Actor& actor, int64_t at_ms) {
  bool taken = false;
  const v1::Action& rule = *frame_.actions()[action].action;
  const Asking asking{frame_, world_, rule.needs(), &rule, rule.hook(), at_ms};
  for (Gifts& gifts : WaysToGive(asking)) {
    Attempt attempt{node, {Move::What::kAct, actor.who, rule.id(), std::move(gifts), at_ms}};
    RETURN_IF_ERROR(world_.Mark());
    ASSIGN_OR_RETURN(World::Outcome outcome, world_.Play(attempt.move));
    if (outcome.refusal) {
      attempt.refusal = *outcome.refusal;
      NoteRefusal(attempt);
      ActionSeen& seen = graph_.actions[action];
      const bool by_rule = outcome.refusal->reason == v1::RULE_REFUSED ||
                           outcome.refusal->reason == v1::RULE_FAILED;
      if (by_rule && !seen.refused_by_rule) seen.refused_by_rule = std::move(attempt);
    } else {
      taken = true;
      NoteTaken(attempt, action, matter);
      Arrive(node, {0, action, IsOnlyOpeners(rule)}, attempt.move);
    }
    RETURN_IF_ERROR(world_.TakeBack());
  }
  return taken;
}

void Explorer::NoteTaken(const Attempt& attempt, uint32_t action, const state::Matter& before) {
  const state::Matter after = world_.matter();
  ActionSeen& seen = graph_.actions[action];
  if (!seen.accepted) {
    seen.taken_in = attempt.node;
    graph_.taken.emplace(action, attempt);
  }
  seen.accepted = true;
  seen.moved = seen.moved || after.visit != before.visit || after.closed();
}

Status Explorer::TryDue(uint32_t node, const state::Matter& matter, const state::Deadline& due) {
  RETURN_IF_ERROR(world_.Mark());
  const Move move{Move::What::kDue, 0, "", {}, due.due_ms};
  ASSIGN_OR_RETURN(World::Outcome outcome, world_.Play(move));
  graph_.fell[due.stage + " " + std::to_string(due.round)] = true;
  for (const v1::Event& event : outcome.events) {
    if (!event.has_tally_published()) continue;
    PollSeen& seen = graph_.polls[matter.stage];
    (event.tally_published().passed() ? seen.passed : seen.failed) = true;
  }
  Arrive(node, {0, Edge::kDue}, move);
  return world_.TakeBack();
}

// The matter's clock and its stage's deadline are due at one instant.
Status Explorer::TryBothOrders(uint32_t node, const state::Matter& matter) {
  if (graph_.race) return {};
  ASSIGN_OR_RETURN(std::string one_way, OutcomeOf(matter.deadline, matter.clock));
  ASSIGN_OR_RETURN(std::string other_way, OutcomeOf(matter.clock, matter.deadline));
  if (one_way != other_way) graph_.race = {node, std::move(one_way), std::move(other_way)};
  return {};
}

// What comes when the first falls and then the second, if it still runs.
Result<std::string> Explorer::OutcomeOf(uint64_t first, uint64_t second) {
  RETURN_IF_ERROR(world_.Mark());
  for (uint64_t number : {first, second}) {
    std::optional<state::Deadline> deadline = state::FindDeadline(world_.community(), number);
    if (!deadline || !deadline->running) continue;
    ASSIGN_OR_RETURN(World::Outcome outcome, world_.LetFall(*deadline));
  }
  std::string key = frame_.KeyOf(world_);
  RETURN_IF_ERROR(world_.TakeBack());
  return key;
}

}  // namespace

Result<Graph> Explore(World& world, const Frame& frame, const Bound& bound) {
  return Explorer(world, frame, bound).Run();
}

std::vector<Move> Graph::PathTo(uint32_t node) const {
  std::vector<Move> path;
  for (uint32_t at = node; at != 0; at = nodes[at].parent) path.push_back(nodes[at].move);
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace yiting::checker
