// A scenario: the life of one community as a file of JSON lines, read into steps that are ready to
// be played. docs/formats/scenario.md is the format; a stranger can write one.
//
// Everything that can be wrong about the file itself is found here, before anything is played: the
// player (play.h) only meets what the rules say. Names become keys, ids and salts by hashing, so
// one file always gives one ledger.
// Pure but for reading the pack through Io. Tested by tests/unit/verbs/scenario_test.cc

#ifndef YITING_VERBS_SCENARIO_H_
#define YITING_VERBS_SCENARIO_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "rulehost/pack.h"
#include "verbs/json.h"
#include "verbs/names.h"
#include "verbs/verbs.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {

// The key of a name: the seed is SHA-256("yiting.scenario.key\0" || name).
crypto::SigningKey KeyOf(const std::string& name);
// The member that a device of this name makes of itself (schema::MemberIdOf).
Bytes MemberOf(const std::string& name);
// The first 16 bytes of SHA-256("yiting.scenario.household\0" || name).
Bytes HouseholdOf(const std::string& name);

// The first 16 bytes of SHA-256("yiting.scenario.room\0" || name).
Bytes RoomOf(const std::string& name);

// The first 16 bytes of SHA-256("yiting.scenario.place\0" || name).
Bytes PlaceOf(const std::string& name);
// The first 16 bytes of SHA-256("yiting.scenario.venue\0" || name).
Bytes VenueOf(const std::string& name);
// SHA-256("yiting.scenario.person\0" || name).
Bytes PersonOf(const std::string& name);
// "council@1-1" is the council at the place "1-1"; any other name is itself.
std::string UnitOf(const std::string& name);

// The name of the key that signs checkpoints and rejections.
inline constexpr char kSequencerName[] = "sequencer";

struct ScenarioContent {
  Bytes commitment;
  Bytes salt;
  Bytes data;
};

struct Expectation {
  bool any = false;  // random commands: whatever comes, it must come everywhere
  bool accepted = true;
  v1::Reason reason = v1::REASON_UNSPECIFIED;
  std::optional<std::string> rule;  // compared only where the line names it
  std::optional<std::string> detail;
};

// One line that has a date, or a check.
struct Step {
  enum class What {
    kCommand,
    kRaw,    // bytes that are no command
    kAgain,  // the last command once more
    kWait,   // nothing but time
    kCheck,
  };
  What what = What::kWait;
  int line = 0;
  std::optional<int64_t> at_ms;  // only checks may lack it

  // Of commands. `payload` lacks what only playing tells (ids of messages, the device's counter,
  // the tree's size) and has the aliases of matters where their ids will be.
  v1::Payload payload;
  std::string device;                // name of the key that signs first
  std::vector<std::string> others;   // names of further keys that sign
  std::string matter;                // alias of the matter acted on, or of the vote that was won
  std::vector<std::string> matters;  // aliases of those that migrate
  std::string message;               // alias of the message converted
  std::string as;                    // alias of what it opens
  std::vector<ScenarioContent> contents;
  std::optional<uint64_t> counter;
  bool wrong_signature = false;
  bool other_community = false;  // signed for another community's id
  bool withhold_contents = false;
  bool open_ballot = false;    // a sealed poll's, sent as it is written
  bool copied_ballot = false;  // sealed in the name of somebody else
  Bytes raw;
  Expectation expect;

  Json check;  // the line, of kCheck
};

// A rule pack that a scenario names.
struct ScenarioPack {
  Bytes hash;
  Bytes bundle;
  rulehost::PackPtr pack;  // null: the machine that plays lacks it
};

struct Scenario {
  std::string file;
  v1::Text title;
  rulehost::PackPtr pack;                     // that the community is made with
  std::map<std::string, ScenarioPack> packs;  // by alias, that one among them
  std::vector<std::string> street_keys;       // names of keys
  int64_t start_ms = 0;
  std::string registrar;              // name of the first one; it creates the community
  std::vector<v1::NewMember> roster;  // the registrar first
  std::vector<ScenarioContent> roster_contents;
  std::vector<Step> steps;
  Names names;
};

// kInvalid with "FILE:LINE: what is wrong; what to write".
Result<Scenario> ReadScenario(Io& io, const std::string& file);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_SCENARIO_H_
