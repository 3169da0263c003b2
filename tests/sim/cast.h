// Who plays: the members of the simulated community, their devices, the rule packs, and the command
// that founds it. The same in every schedule, so that packs are loaded once a program.
// Pure but for reading the pack's files, once.

#ifndef YITING_TESTS_SIM_CAST_H_
#define YITING_TESTS_SIM_CAST_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "rulehost/pack.h"

namespace yiting::sim {

// Monday 2024-03-04, 09:00 in China; the calendar covers the years around it.
inline constexpr int64_t kBeginMs = 1'709'514'000'000;

struct Person {
  std::string name;
  std::string role;
  std::string household;  // two of one name vote together
  crypto::SigningKey key;
  Bytes seed;
  Bytes device;
  Bytes member;
};

// Registrar, worker, residents, an observer, somebody of the street.
const std::vector<Person>& Cast();
// Null: nobody of the cast.
const Person* FindMember(BytesView member);

// Not a member: who tries things.
const Person& Stranger();
crypto::SigningKey SequencerKey();
// That the ledger is signed by once the street has rotated it.
crypto::SigningKey NextSequencerKey();
Bytes StreetSeed(int index);

// The pack of tests/sim/pack, and others of it: `edition` 0 is that with which the community is
// founded, those after it have other deadlines.
inline constexpr int kEditions = 3;
const Bytes& PackBundle(int edition);
Bytes PackHashOf(int edition);

// The signed CreateCommunity.
Bytes FoundingCommand();
// The signed RotateKey, by a registrar and two street keys.
Bytes RotatingCommand(BytesView community, uint64_t counter);

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_CAST_H_
