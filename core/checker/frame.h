// A Frame is one procedure as the checker looks at it: all its actions in a row, and which parts of
// a matter's state can make a difference to what may happen next. Two states that agree in those
// parts are one state to the checker, and two people who stand alike to a matter are one person.
//
// What is left out of a key is left out of the check: LeftOut (checker.h) says so in words.
// Pure but for reading the world. Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_FRAME_H_
#define YITING_CHECKER_FRAME_H_

#include <map>
#include <string>
#include <vector>

#include "checker/source_map.h"
#include "checker/world.h"
#include "state/read_polls.h"

namespace yiting::checker {

struct ActionRef {
  const v1::Action* action = nullptr;
  std::string stage;    // empty: can be taken at any time
  bool counted = false;  // how often it was taken in this stage makes a difference
  bool by_role = false;  // a function tells apart who takes it
  bool alike = false;    // who takes it makes no difference, as long as they may
  bool of_others = false;  // nobody takes it about what they said themselves
  bool inert = false;    // that it was taken makes no difference to anything that follows
  bool used_up = false;  // whoever took it may not again, and it would make a difference
};

class Frame {
 public:
  // REQUIRES: the pack, the roster and the map outlive the frame.
  Frame(const rulehost::LoadedPack& pack, const v1::Procedure& procedure, const Roster& roster,
        const SourceMap& source);

  const v1::Procedure& procedure() const { return procedure_; }
  const std::vector<ActionRef>& actions() const { return actions_; }
  // Positions in actions() of what can be taken in the stage, its own first.
  const std::vector<size_t>& ActionsIn(const std::string& stage) const;

  // How many people one invitation names besides one alone, and how many units one alert.
  int64_t group() const { return group_; }
  int64_t unit_group() const { return unit_group_; }
  // False if a function, or signatures, may wait for more people than are tried.
  bool has_reach() const { return has_reach_; }
  bool counts_ratings() const { return ahead_all_.SeesAny({"ratings", "satisfied"}); }
  // Every party is waited for, or functions look at how many there are.
  bool counts_parties() const { return counts_parties_; }
  // Functions look at the input of this field.
  bool SeesInput(const v1::Field& field) const { return ahead_all_.Sees(field.id()); }
  // Functions tell this category from others.
  bool TellsApart(const std::string& category) const;
  // It matters whether a deed comes at once or at the last moment: two clocks run, or functions
  // look at how long something has stood.
  bool has_moments() const { return has_moments_; }

  // The matter's state as far as it matters; equal for equal futures.
  std::string KeyOf(World& world) const;
  static std::string KeyOfEnd(const std::string& outcome) { return "closed " + outcome; }
  // How the person stands to the matter; `touched` if a move has named them.
  struct Sign {
    std::string role;      // what they are in the community
    std::string relation;  // what they are to the matter, and have done in it
  };
  Sign SignOf(World& world, const state::Matter& matter, size_t person, bool touched) const;
  // What the person may do to a matter besides what every opener may; equal for equal rights.
  std::string OpenerSign(const Person& person) const;

 private:
  void AddActions(const google::protobuf::RepeatedPtrField<v1::Action>& actions,
                  const std::string& stage);
  void LookAhead();
  void FindGroup();
  void Classify(ActionRef& ref) const;
  const Sight& Ahead(const std::string& stage) const;
  std::string OpenerKey(const Sight& ahead, const state::Matter& matter) const;
  std::string CategoryKey(const Sight& ahead, const state::Matter& matter) const;
  std::string ClockKey(World& world, const state::Matter& matter) const;
  std::string PartyKey(const Sight& ahead, World& world, const state::Matter& matter) const;
  std::string InviteeKey(const Sight& ahead, World& world, const state::Matter& matter) const;
  std::string TakesKey(World& world, const state::Matter& matter) const;
  std::string WorkKey(const Sight& ahead, World& world, const state::Matter& matter) const;
  std::string VotesKey(World& world, const state::Matter& matter, const state::Poll& poll) const;
  std::string PartySign(World& world, const state::Matter& matter, const Person& person) const;

  const rulehost::LoadedPack& pack_;
  const v1::Procedure& procedure_;
  const Roster& roster_;
  const SourceMap& source_;
  std::vector<ActionRef> actions_;
  std::map<std::string, std::vector<size_t>> in_stage_;
  // What the functions look at that may still be asked from a stage on; and anywhere.
  std::map<std::string, Sight> ahead_;
  Sight ahead_all_;
  int64_t group_ = 1;
  int64_t unit_group_ = 1;
  bool has_reach_ = true;
  int64_t needed_ = 1;  // invitees for something that several of them must take
  bool counts_parties_ = false;
  bool waits_for_parties_ = false;
  bool has_moments_ = false;
  bool tells_openers_ = false;  // what the opener is besides makes a difference
};

bool HasEffect(const v1::Action& action, v1::Action::Effect effect);
// It leads on: to a stage, or to the matter's end.
bool Moves(const v1::Action& action);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_FRAME_H_
