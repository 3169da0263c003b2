#include "demo/cast.h"

#include <algorithm>
#include <set>
#include <utility>

#include "crypto/sha256.h"
#include "demo/prose.h"
#include "schema/signed_command.h"

namespace yiting::demo {

namespace {

constexpr int kResidents = 12;
constexpr char kTerminal[] = "terminal";  // a hint: packs that have one call it so

Bytes Derive(const char* label, BytesView secret, const std::string& id) {
  Bytes message(label);
  message += '\0';
  message += secret;
  message += id;
  return Bytes(crypto::AsBytes(crypto::Sha256(message)));
}

// The role in which people act for a unit: one whose name begins as the unit's does
// ("property_staff" for "property"), else the first staff role without a level.
std::string RoleFor(const v1::Pack& pack, const v1::Unit& unit) {
  for (const v1::Role& role : pack.roles()) {
    if (role.id().starts_with(unit.id() + "_")) return role.id();
  }
  for (const v1::Role& role : pack.roles()) {
    if (role.staff() && role.level().empty() && role.id() != "registrar") return role.id();
  }
  return pack.roles().empty() ? "" : pack.roles(0).id();
}

bool MayOpen(const v1::Pack& pack, const std::string& role) {
  for (const v1::Procedure& procedure : pack.procedures()) {
    for (const v1::OpenerClass& opener : procedure.may_open()) {
      if (std::find(opener.roles().begin(), opener.roles().end(), role) != opener.roles().end()) {
        return true;
      }
    }
  }
  return false;
}

class Casting {
 public:
  Casting(const v1::Pack& pack, BytesView secret) : pack_(pack), secret_(secret) {}

  void Add(const std::string& role_id, const std::string& unit, int count) {
    for (int i = 1; i <= count; ++i) {
      std::string id = role_id;
      if (!unit.empty()) id += "@" + unit;
      if (i > 1) id += "." + std::to_string(i);
      AddOne(id, role_id, unit);
    }
  }
  std::vector<Person> Take() { return std::move(people_); }

 private:
  void AddOne(const std::string& id, const std::string& role_id, const std::string& unit) {
    Person person;
    const size_t index = people_.size();
    person.id = id;
    person.name = NameAt(index);
    person.role = role_id;
    person.unit = unit;
    for (const v1::Role& role : pack_.roles()) {
      if (role.id() != role_id) continue;
      if (IsTerminal(person)) person.name = role.title().zh();
      person.staff = role.staff();
      person.founder = index == 0 || role.appointed();
    }
    person.seed = Derive("yiting.demo.device", secret_, pack_.id() + "/" + id);
    person.device = crypto::PublicKey(person.key());
    person.member = schema::MemberIdOf(person.device);
    if (!person.staff && unit.empty() && !IsTerminal(person)) {
      person.door = index;
      person.room = RoomAt(index);
      person.household = Derive("yiting.demo.household", secret_, person.room).substr(0, 16);
    }
    people_.push_back(std::move(person));
  }

  const v1::Pack& pack_;
  BytesView secret_;
  std::vector<Person> people_;
};

}  // namespace

bool IsTerminal(const Person& person) { return person.role == kTerminal; }

bool IsNeighbour(const Person& person) {
  return !person.household.empty() && person.role != "observer";
}

std::vector<Person> CastOf(const v1::Pack& pack, BytesView secret) {
  Casting casting(pack, secret);
  std::set<std::string> of_units;
  for (const v1::Unit& unit : pack.units()) of_units.insert(RoleFor(pack, unit));
  casting.Add("registrar", "", 1);
  bool first = true;
  bool observer = false;
  for (const v1::Role& role : pack.roles()) {
    if (role.id() == "registrar") continue;
    if (role.id() == "observer") {
      observer = true;
      continue;
    }
    // Some roles are only held for a unit: those people come with the units below.
    const bool only_units = of_units.contains(role.id()) && role.level().empty() &&
                            (role.staff() || !MayOpen(pack, role.id()));
    const int count = first ? kResidents : role.id() == kTerminal ? 1 : 2;
    if (!only_units) casting.Add(role.id(), "", count);
    first = false;
  }
  for (const v1::Unit& unit : pack.units()) casting.Add(RoleFor(pack, unit), unit.id(), 1);
  if (observer) casting.Add("observer", "", 1);
  return casting.Take();
}

}  // namespace yiting::demo
