#include "tests/unit/checker/oracle.h"

#include <algorithm>
#include <map>
#include <vector>

#include "state/read_ledger.h"
#include "state/read_polls.h"

namespace yiting::checker {

namespace {

std::string Text(int64_t number) { return std::to_string(number) + ","; }

std::string LedFact(const std::string& stage, bool led) {
  return (led ? "led " : "unled ") + stage;
}

class Oracle {
 public:
  Oracle(World& world, const OracleBound& bound)
      : world_(world), bound_(bound), procedure_(*world.pack().FindProcedure("p")) {}

  OracleAnswer Run();

 private:
  struct State {
    std::string stage;  // empty: closed
    int depth = 0;      // least that it was entered at
    std::set<uint32_t> next;
  };

  // The matter as it stands was entered from `from`; goes on from it.
  void Enter(uint32_t from, int depth);
  void Visit(uint32_t state, int depth);
  void TryEverything(uint32_t state, int depth, const std::vector<const v1::Action*>& actions,
                     int64_t at_ms);
  void Try(uint32_t state, int depth, const Move& move, const std::string& rule);
  void LetFall(uint32_t state, int depth);
  std::string KeyOf();
  std::string KeyOfPerson(const state::Matter& matter, size_t who);
  std::vector<Gifts> WaysToFill(const google::protobuf::RepeatedPtrField<v1::Field>& fields,
                                int64_t at_ms);
  std::vector<Given> ValuesOf(const v1::Field& field, int64_t at_ms);
  void AddTraps();
  bool IsOver();

  World& world_;
  const OracleBound bound_;
  const v1::Procedure& procedure_;
  std::map<std::string, uint32_t> known_;
  std::vector<State> states_ = {State()};
  OracleAnswer answer_;
};

bool Oracle::IsOver() {
  if (world_.decisions() < bound_.decisions) return false;
  answer_.complete = false;
  return true;
}

OracleAnswer Oracle::Run() {
  for (size_t who = 0; who < world_.roster().size(); ++who) {
    const int64_t at_ms = kTrialStartMs + kMinuteMs;
    for (Gifts& gifts : WaysToFill(procedure_.fields(), at_ms)) {
      Try(0, 0, {Move::What::kOpen, who, procedure_.id(), std::move(gifts), at_ms}, "");
    }
  }
  if (answer_.complete) AddTraps();
  answer_.states = states_.size();
  answer_.decisions = world_.decisions();
  return std::move(answer_);
}

void Oracle::Try(uint32_t state, int depth, const Move& move, const std::string& rule) {
  if (IsOver()) return;
  const bool opens = move.what == Move::What::kOpen;
  const int64_t visit = opens ? 0 : world_.matter().visit;
  ASSERT_TRUE(world_.Mark().has_value());
  const Result<World::Outcome> outcome = world_.Play(move);
  ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
  if (outcome->refusal) {
    const decide::Refusal& refusal = *outcome->refusal;
    const bool failed = refusal.reason == v1::RULE_FAILED;
    if (failed) answer_.facts.insert("failed " + refusal.rule + " " + refusal.detail);
  } else {
    const state::Matter after = world_.matter();
    if (!opens) answer_.facts.insert("took " + rule);
    if (!opens && (after.visit != visit || after.closed())) answer_.facts.insert("moved " + rule);
    Enter(state, depth + 1);
  }
  ASSERT_TRUE(world_.TakeBack().has_value());
}

void Oracle::Enter(uint32_t from, int depth) {
  const state::Matter matter = world_.matter();
  const auto [found, is_new] =
      known_.emplace(KeyOf(), static_cast<uint32_t>(states_.size()));
  const uint32_t state = found->second;
  states_[from].next.insert(state);
  if (is_new) {
    states_.push_back({matter.stage, depth, {}});
    if (matter.closed()) answer_.facts.insert("outcome " + matter.outcome);
    if (!matter.closed()) answer_.facts.insert("stage " + matter.stage);
    if (!matter.closed()) answer_.facts.insert(LedFact(matter.stage, !matter.lead.empty()));
    if (!matter.level.empty()) {
      answer_.facts.insert("level " + matter.stage + " " + matter.level);
    }
  } else if (bound_.depth == kNoDepth || states_[state].depth <= depth) {
    return;
  }
  states_[state].depth = depth;
  if (matter.closed()) return;
  if (depth < bound_.depth) {
    Visit(state, depth);
  } else {
    answer_.complete = false;
  }
}

void Oracle::Visit(uint32_t state, int depth) {
  const state::Matter matter = world_.matter();
  std::vector<const v1::Action*> actions;
  for (const v1::Stage& stage : procedure_.stages()) {
    if (stage.id() != matter.stage) continue;
    for (const v1::Action& action : stage.actions()) actions.push_back(&action);
  }
  for (const v1::Action& action : procedure_.actions()) actions.push_back(&action);
  const std::optional<state::Deadline> due = world_.NextDue();
  const int64_t now_ms = world_.now_ms();
  const int64_t left_ms = due ? due->due_ms - now_ms : kHourMs;
  // Of two deadlines at one instant the second falls before anybody can do anything.
  if (left_ms > 0) {
    TryEverything(state, depth, actions, now_ms + std::min(kMinuteMs, left_ms / 2));
    if (due && procedure_.has_deadline() && left_ms > 2 * kMinuteMs) {
      TryEverything(state, depth, actions, due->due_ms - kMinuteMs / 2);
    }
  }
  if (due) LetFall(state, depth);
}

void Oracle::LetFall(uint32_t state, int depth) {
  if (IsOver()) return;
  const std::string stage = world_.matter().stage;
  const state::Deadline due = *world_.NextDue();
  ASSERT_TRUE(world_.Mark().has_value());
  const Result<World::Outcome> outcome =
      world_.Play({Move::What::kDue, 0, "", {}, due.due_ms});
  ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
  answer_.facts.insert("fell " + due.stage + " " + std::to_string(due.round));
  for (const v1::Event& event : outcome->events) {
    if (!event.has_tally_published()) continue;
    answer_.facts.insert((event.tally_published().passed() ? "passed " : "failed ") + stage);
  }
  Enter(state, depth + 1);
  ASSERT_TRUE(world_.TakeBack().has_value());
}

void Oracle::TryEverything(uint32_t state, int depth,
                           const std::vector<const v1::Action*>& actions, int64_t at_ms) {
  for (const v1::Action* action : actions) {
    const auto& always = procedure_.actions();
    const bool any = std::any_of(always.begin(), always.end(), [action](const v1::Action& each) {
      return &each == action;
    });
    const std::string rule = (any ? "*" : world_.matter().stage) + "." + action->id();
    for (size_t who = 0; who < world_.roster().size(); ++who) {
      for (Gifts& gifts : WaysToFill(action->needs(), at_ms)) {
        Try(state, depth, {Move::What::kAct, who, action->id(), std::move(gifts), at_ms}, rule);
      }
    }
  }
}

std::string Oracle::KeyOfPerson(const state::Matter& matter, size_t who) {
  state::Community& community = world_.community();
  const Bytes member = World::MemberOf(who);
  const std::optional<state::Invitee> invitee =
      state::FindInvitee(community, matter.matter, member);
  std::string key = matter.opener == member ? "o" : "";
  key += invitee ? "i" + Text(invitee->answer) : "";
  const std::optional<state::Ballot> ballot = state::FindBallot(community, matter, member);
  key += ballot ? "b" + Text(ballot->choice) : "";
  for (const v1::Stage& stage : procedure_.stages()) {
    for (const v1::Action& action : stage.actions()) {
      key += state::HasTaken(community, matter, action.id(), member) ? "1" : "0";
    }
  }
  for (const v1::Action& action : procedure_.actions()) {
    key += state::HasTaken(community, matter, action.id(), member) ? "1" : "0";
  }
  return key + ";";
}

std::string Oracle::KeyOf() {
  const state::Matter matter = world_.matter();
  if (matter.closed()) return matter.outcome;
  state::Community& community = world_.community();
  std::string key = matter.stage + "|" + matter.level + "|" + matter.opener_class + "|" +
                    matter.category + "|" + matter.lead + "|";
  for (uint64_t number : {matter.deadline, matter.clock}) {
    std::optional<state::Deadline> deadline;
    if (number != 0) deadline = state::FindDeadline(community, number);
    // How much time is left matters where two run.
    const bool both = deadline && procedure_.has_deadline();
    key += deadline ? Text(deadline->round) : "-";
    key += both ? Text(deadline->due_ms - world_.now_ms()) : "";
  }
  for (const state::Party& party : state::PartiesOf(community, matter.matter)) {
    key += "|" + party.unit + (party.lead ? "*" : "") + (party.reported_ms != 0 ? "r" : "") +
           (party.replied_ms != 0 ? "a" : "");
  }
  const state::Ratings ratings = state::RatingsOf(community, matter.matter);
  key += "|" + Text(ratings.count) + Text(ratings.satisfied);
  for (size_t who = 0; who < world_.roster().size(); ++who) key += KeyOfPerson(matter, who);
  return key;
}

std::vector<Given> Oracle::ValuesOf(const v1::Field& field, int64_t at_ms) {
  Given given;
  given.field = field.id();
  given.kind = field.kind();
  given.audience = field.audience();
  std::vector<Given> values;
  const auto text = [&](const std::string& value) {
    values.push_back(given);
    values.back().text = value;
  };
  const auto list = [&](const std::string& value) {
    values.push_back(given);
    values.back().list = {value};
  };
  switch (field.kind()) {
    case v1::Field::CODE:
      for (const v1::Named& option : field.options()) text(option.id());
      break;
    case v1::Field::CATEGORY:
      for (const v1::Category& each : world_.pack().model().categories()) text(each.id());
      break;
    case v1::Field::UNITS:
      for (const v1::Unit& unit : world_.pack().model().units()) list(unit.id());
      break;
    case v1::Field::MEMBERS:
      for (const Person& person : world_.roster()) list(person.name);
      break;
    case v1::Field::NUMBER:
      for (int64_t number = field.min(); number <= field.max(); ++number) {
        values.push_back(given);
        values.back().number = number;
      }
      break;
    case v1::Field::INSTANT:
      values.push_back(given);
      values.back().number = at_ms + kDayMs;
      break;
    default:
      text("说明");
      break;
  }
  return values;
}

std::vector<Gifts> Oracle::WaysToFill(const google::protobuf::RepeatedPtrField<v1::Field>& fields,
                                      int64_t at_ms) {
  std::vector<Gifts> ways = {{}};
  for (const v1::Field& field : fields) {
    std::vector<Gifts> longer;
    for (const Gifts& way : ways) {
      if (field.optional()) longer.push_back(way);
      for (Given& value : ValuesOf(field, at_ms)) {
        longer.push_back(way);
        longer.back().push_back(std::move(value));
      }
    }
    ways = std::move(longer);
  }
  return ways;
}

// Which states reach a goal: by going through all edges until nothing changes.
template <class State, class NextOf, class IsGoal>
std::vector<bool> CanReach(const std::vector<State>& states, NextOf next_of, IsGoal is_goal) {
  std::vector<bool> can(states.size());
  for (size_t i = 0; i < states.size(); ++i) can[i] = is_goal(i);
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = states.size(); i-- > 0;) {
      if (can[i]) continue;
      for (uint32_t next : next_of(i)) {
        if (!can[next]) continue;
        can[i] = true;
        changed = true;
        break;
      }
    }
  }
  return can;
}

// "stuck": the stage is never left from there. "endless": the matter never ends from there.
template <class State, class NextOf>
void AddTrapFacts(const std::vector<State>& states, NextOf next_of, Facts& facts) {
  const auto ends = CanReach(states, next_of, [&](size_t i) {
    return i != 0 && states[i].stage.empty();
  });
  const auto leaves = CanReach(states, next_of, [&](size_t i) {
    const auto next = next_of(i);
    return states[i].stage.empty() || std::any_of(next.begin(), next.end(), [&](uint32_t to) {
             return states[to].stage != states[i].stage;
           });
  });
  for (size_t i = 1; i < states.size(); ++i) {
    if (!leaves[i]) facts.insert("stuck " + states[i].stage);
    if (!ends[i]) facts.insert("endless " + states[i].stage);
  }
}

void Oracle::AddTraps() {
  AddTrapFacts(states_, [this](size_t i) { return states_[i].next; }, answer_.facts);
}

}  // namespace

OracleAnswer AskOracle(const rulehost::PackPtr& pack, const Roster& roster,
                       const OracleBound& bound) {
  Result<std::unique_ptr<World>> world = World::Make(pack, roster, kTrialStartMs);
  EXPECT_TRUE(world.has_value());
  return Oracle(**world, bound).Run();
}

Facts FactsOf(const Explored& explored) {
  const Graph& graph = explored.graph;
  Facts facts;
  for (const Node& node : graph.nodes) {
    if (node.closed()) facts.insert("outcome " + node.outcome);
    if (!node.stage.empty()) facts.insert("stage " + node.stage);
    if (!node.stage.empty()) facts.insert(LedFact(node.stage, node.led));
    if (!node.level.empty()) facts.insert("level " + node.stage + " " + node.level);
  }
  for (size_t i = 0; i < graph.actions.size(); ++i) {
    const ActionRef& ref = explored.frame.actions()[i];
    const std::string rule = (ref.stage.empty() ? "*" : ref.stage) + "." + ref.action->id();
    if (graph.actions[i].accepted) facts.insert("took " + rule);
    if (graph.actions[i].moved) facts.insert("moved " + rule);
  }
  for (const auto& [rule, attempt] : graph.failed_rules) facts.insert("failed " + rule);
  for (const auto& [fell, yes] : graph.fell) facts.insert("fell " + fell);
  for (const auto& [stage, poll] : graph.polls) {
    if (poll.passed) facts.insert("passed " + stage);
    if (poll.failed) facts.insert("failed " + stage);
  }
  AddTrapFacts(
      graph.nodes,
      [&graph](size_t i) {
        std::set<uint32_t> next;
        for (const Edge& edge : graph.nodes[i].edges) next.insert(edge.to);
        return next;
      },
      facts);
  return facts;
}

std::string Difference(const Facts& oracle, const Facts& checker) {
  std::string text;
  for (const std::string& fact : oracle) {
    if (checker.count(fact) == 0) text += "only the oracle: " + fact + "\n";
  }
  for (const std::string& fact : checker) {
    if (oracle.count(fact) == 0) text += "only the checker: " + fact + "\n";
  }
  return text;
}

}  // namespace yiting::checker
