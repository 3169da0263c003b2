// A Frame is one procedure as the checker looks at it: all its actions in a row, and which parts of
// a matter's state can make a difference to what may happen next. Two states that agree in those
// parts are one state to the checker, and two people who stand alike to a matter are one person.
//
// What is left out of a key is left out of the check: bound.cc says so in words.
// Pure but for reading the world. Tested by tests/unit/checker/frame_test.cc

#ifndef YITING_CHECKER_FRAME_H_
#define YITING_CHECKER_FRAME_H_

#include <string>
#include <vector>

#include "checker/source_map.h"
#include "checker/world.h"

namespace yiting::checker {

struct ActionRef {
  const v1::Action* action = nullptr;
  std::string stage;    // empty: can be taken at any time
  bool counted = false;  // how often it was taken in this stage makes a difference
  bool alike = false;    // who takes it makes no difference, as long as they may
  bool inert = false;    // that it was taken makes no difference to anything that follows
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

  // How many people one invitation names besides one alone; invited and rating people are counted
  // up to one more.
  int64_t group() const { return group_; }
  // False if a function may wait for more people than are tried.
  bool has_reach() const { return has_reach_; }
  // Functions look at how many were invited, or answer.
  bool counts_invitees() const { return counts_invitees_; }
  bool counts_ratings() const { return counts_ratings_; }
  // Every party is waited for, or functions look at how many there are.
  bool counts_parties() const { return counts_parties_; }
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
  void Classify(ActionRef& ref) const;
  void AddActions(const google::protobuf::RepeatedPtrField<v1::Action>& actions,
                  const std::string& stage, const SourceMap& source);
  std::string ClockKey(World& world, const state::Matter& matter) const;
  std::string PartyKey(World& world, const state::Matter& matter) const;
  std::string InviteeKey(World& world, const state::Matter& matter) const;
  std::string TakesKey(World& world, const state::Matter& matter) const;
  std::string PartySign(World& world, const state::Matter& matter, const Person& person) const;

  const rulehost::LoadedPack& pack_;
  const v1::Procedure& procedure_;
  const Roster& roster_;
  std::vector<ActionRef> actions_;
  std::map<std::string, std::vector<size_t>> in_stage_;
  int64_t group_ = 1;
  bool has_reach_ = true;
  bool counts_invitees_ = false;
  bool counts_ratings_ = false;
  bool counts_parties_ = false;
  bool sees_reports_ = false;
  bool sees_category_ = false;
  bool sees_opener_class_ = false;
  bool has_moments_ = false;
  bool waits_for_parties_ = false;
};

bool HasEffect(const v1::Action& action, v1::Action::Effect effect);
// It leads on: to a stage, or to the matter's end.
bool Moves(const v1::Action& action);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_FRAME_H_
