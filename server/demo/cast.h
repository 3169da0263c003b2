// The people of a demo community, made out of its pack: a dozen residents, somebody for every role,
// somebody for every unit. Who they are and their devices' keys follow from the pack and one
// secret, so a demo that is started again on its data knows them.
//
// Pure. Tested by tests/unit/server/demo_test.cc

#ifndef YITING_SERVER_DEMO_CAST_H_
#define YITING_SERVER_DEMO_CAST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "rulehost/pack.h"

namespace yiting::demo {

struct Person {
  std::string id;  // "community_staff", "community_staff.2", "street_unit@police"
  std::string name;
  std::string room;
  size_t door = 0;  // the room's number among the demo's (prose.h)
  std::string role;
  std::string unit;
  bool staff = false;
  // Stands in the founding command: the first registrar, and whose role is only ever appointed.
  bool founder = false;
  Bytes seed;  // of the device's key
  Bytes device;
  Bytes member;
  Bytes household;

  crypto::SigningKey key() const { return crypto::SigningKeyFromSeed(seed); }
};

// The machine in the hall by which everybody rings: nobody lives there.
bool IsTerminal(const Person& person);
// Lives here: has a household, and may be invited.
bool IsNeighbour(const Person& person);

// The registrar first, then in the order of the pack's roles, then units, then an observer.
std::vector<Person> CastOf(const v1::Pack& pack, BytesView secret);

}  // namespace yiting::demo

#endif  // YITING_SERVER_DEMO_CAST_H_
