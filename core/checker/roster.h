// The people that a check plays with: two for each role of the pack, more where signatures or a
// poll need them, and one who sits in each unit. Or a community's own, from a scenario's roster.
//
// Not to be confused with the state's members: these are names and roles before anything happened.
// Pure. Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_ROSTER_H_
#define YITING_CHECKER_ROSTER_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "yiting/v1/pack.pb.h"

namespace yiting::checker {

struct Held {
  std::string role;
  std::string unit;  // or empty

  friend bool operator==(const Held&, const Held&) = default;
  friend bool operator<(const Held& a, const Held& b) {
    return std::tie(a.role, a.unit) < std::tie(b.role, b.unit);
  }
};

struct Person {
  std::string name;
  std::vector<Held> roles;
  std::string household;  // or empty
  std::string room = "";      // that their household owns or rents, or empty
  std::string landlord = "";  // the household that owns the room, if theirs does not
  uint64_t area = 0;          // of the room, hundredths of a square metre
};

// The first who holds the role `registrar` makes the community.
using Roster = std::vector<Person>;

// Nobody asks for more signatures than this; what does is a finding.
inline constexpr uint32_t kHoldersMax = 12;

Roster MakeRoster(const v1::Pack& pack, uint32_t members_a_role);
// The places of a check: one of each kind that a procedure of the pack is held within, each inside
// the one before, the largest first. Everybody's room lies in the last one, so in all of them.
struct Spot {
  std::string name;
  std::string kind;
};
inline constexpr char kPlaceName[] = "1-1";  // of the first
std::vector<Spot> PlacesOf(const v1::Pack& pack);
// Where a check opens a matter of the procedure; empty: about the whole community.
std::string PlaceFor(const v1::Pack& pack, const std::string& procedure);
// Where owners vote, everybody who may is given a room of their own, and a household if they have
// none; where matters are about a place, everybody lives there, the others in rooms of one of the
// owners. Each owner holds as much as every other, so that a poll by area is one by heads.
void GiveRooms(const v1::Pack& pack, Roster& roster);
// Is one of their roles given by appointment alone?
bool HasAppointment(const v1::Pack& pack, const Person& person);
// The same people, but of those who are alike only kHoldersMax: more make no difference.
Roster Thinned(const Roster& roster);

bool Holds(const Person& person, const std::string& role);
bool SitsIn(const Person& person, const std::string& unit);
// Does anybody who may act sit in the unit?
bool IsStaffed(const Roster& roster, const std::string& unit);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_ROSTER_H_
