#include "checker/roster.h"

#include <algorithm>
#include <map>
#include <set>

#include "state/check_event.h"

namespace yiting::checker {

namespace {

constexpr char kRegistrar[] = "registrar";
// So that a poll can come out either way and be a tie.
constexpr uint32_t kElectorsMin = 3;
constexpr uint64_t kRoomArea = 100'00;

using Counts = std::map<std::string, uint32_t>;

// Raises the counts of `roles` in turn until together they are `needed`.
void Raise(const std::vector<std::string>& roles, uint32_t needed, Counts& counts) {
  std::vector<std::string> known;
  uint32_t sum = 0;
  for (const std::string& role : roles) {
    if (counts.count(role) == 0 || role == kRegistrar || role == state::kObserverRole) continue;
    known.push_back(role);
    sum += counts[role];
  }
  for (size_t i = 0; !known.empty() && sum < std::min(needed, kHoldersMax); ++i, ++sum) {
    ++counts[known[i % known.size()]];
  }
}

std::vector<std::string> RolesOf(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  return {ids.begin(), ids.end()};
}

// How often the pack lets the role do something by itself.
int CountUses(const v1::Pack& pack, const std::string& role) {
  int uses = 0;
  const auto named = [&role](const auto& ids) {
    return std::find(ids.begin(), ids.end(), role) != ids.end() ? 1 : 0;
  };
  for (const v1::Procedure& procedure : pack.procedures()) {
    for (const v1::OpenerClass& opener : procedure.may_open()) uses += named(opener.roles());
    for (const v1::Action& action : procedure.actions()) uses += named(action.by());
    for (const v1::Stage& stage : procedure.stages()) {
      for (const v1::Action& action : stage.actions()) uses += named(action.by());
      uses += named(stage.poll().electors());
    }
  }
  return uses;
}

// The role for who sits in a unit: the one that has the least say of its own, so that what a party
// may do shows as a party's. A pack does not say which roles a unit's people have.
std::string PlainestRole(const v1::Pack& pack) {
  std::string plainest;
  int fewest = 0;
  for (const v1::Role& role : pack.roles()) {
    if (role.id() == kRegistrar || role.id() == state::kObserverRole) continue;
    const int uses = CountUses(pack, role.id());
    if (!plainest.empty() && uses >= fewest) continue;
    plainest = role.id();
    fewest = uses;
  }
  return plainest;
}

void Enlarge(const v1::Pack& pack, Counts& counts) {
  for (const v1::Procedure& procedure : pack.procedures()) {
    for (const v1::Action& action : procedure.actions()) {
      Raise(RolesOf(action.by()), action.signers(), counts);
    }
    for (const v1::Stage& stage : procedure.stages()) {
      for (const v1::Action& action : stage.actions()) {
        Raise(RolesOf(action.by()), action.signers(), counts);
      }
      if (stage.has_poll()) Raise(RolesOf(stage.poll().electors()), kElectorsMin, counts);
    }
  }
}

}  // namespace

Roster MakeRoster(const v1::Pack& pack, uint32_t members_a_role) {
  Counts counts;
  for (const v1::Role& role : pack.roles()) {
    const bool one = role.id() == kRegistrar || role.id() == state::kObserverRole;
    counts[role.id()] = one ? 1 : members_a_role;
  }
  Enlarge(pack, counts);
  Roster roster;
  std::set<std::string> taken;
  for (const v1::Role& role : pack.roles()) {
    for (uint32_t i = 1; i <= counts[role.id()]; ++i) {
      roster.push_back({role.id() + "_" + std::to_string(i), {{role.id(), ""}}, ""});
      taken.insert(roster.back().name);
    }
  }
  const std::string plainest = PlainestRole(pack);
  for (const v1::Unit& unit : pack.units()) {
    std::string name = unit.id();
    while (!taken.insert(name).second) name += "_";
    roster.push_back({name, {{plainest, unit.id()}}, ""});
  }
  return roster;
}

std::vector<Spot> PlacesOf(const v1::Pack& pack) {
  std::vector<Spot> places;
  std::string name = kPlaceName;
  for (const v1::Named& kind : pack.place_kinds()) {
    const auto& procedures = pack.procedures();
    const bool used = std::any_of(procedures.begin(), procedures.end(), [&kind](const auto& each) {
      return !each.within().empty() && each.within(0) == kind.id();
    });
    if (!used) continue;
    places.push_back({name, kind.id()});
    name += "-1";
  }
  return places;
}

std::string PlaceFor(const v1::Pack& pack, const std::string& procedure) {
  for (const v1::Procedure& each : pack.procedures()) {
    if (each.id() != procedure || each.within().empty()) continue;
    for (const Spot& spot : PlacesOf(pack)) {
      if (spot.kind == each.within(0)) return spot.name;
    }
  }
  return "";
}

void GiveRooms(const v1::Pack& pack, Roster& roster) {
  const bool everybody = !PlacesOf(pack).empty();
  std::set<std::string> owners;  // roles
  for (const v1::Procedure& procedure : pack.procedures()) {
    for (const v1::Stage& stage : procedure.stages()) {
      if (!stage.poll().by_owner()) continue;
      owners.insert(stage.poll().electors().begin(), stage.poll().electors().end());
    }
  }
  Person* landlord = nullptr;
  std::vector<Person*> tenants;
  for (Person& person : roster) {
    const bool owns = owners.empty() || std::any_of(
        person.roles.begin(), person.roles.end(),
        [&owners](const Held& held) { return owners.count(held.role) != 0; });
    if (!everybody && (owners.empty() || !owns)) continue;
    if (person.household.empty()) person.household = "household of " + person.name;
    person.room = "room of " + person.name;
    person.area = owns ? kRoomArea : 1;
    if (owns && landlord == nullptr) landlord = &person;
    if (!owns) tenants.push_back(&person);
  }
  for (Person* tenant : tenants) {
    if (landlord == nullptr) break;
    tenant->landlord = landlord->household;
    landlord->area -= tenant->area;
  }
}

bool HasAppointment(const v1::Pack& pack, const Person& person) {
  return std::any_of(pack.roles().begin(), pack.roles().end(), [&person](const v1::Role& role) {
    return role.appointed() && Holds(person, role.id());
  });
}

Roster Thinned(const Roster& roster) {
  std::map<std::vector<Held>, uint32_t> counts;
  Roster thinned;
  for (const Person& person : roster) {
    std::vector<Held> roles = person.roles;
    std::sort(roles.begin(), roles.end());
    if (++counts[roles] <= kHoldersMax) thinned.push_back(person);
  }
  return thinned;
}

bool Holds(const Person& person, const std::string& role) {
  return std::any_of(person.roles.begin(), person.roles.end(),
                     [&role](const Held& held) { return held.role == role; });
}

bool SitsIn(const Person& person, const std::string& unit) {
  return std::any_of(person.roles.begin(), person.roles.end(),
                     [&unit](const Held& held) { return held.unit == unit; });
}

bool IsStaffed(const Roster& roster, const std::string& unit) {
  return std::any_of(roster.begin(), roster.end(), [&unit](const Person& person) {
    return SitsIn(person, unit) && !Holds(person, state::kObserverRole);
  });
}

}  // namespace yiting::checker
