// What the files that read a scenario share among themselves; nobody else includes it.
//   scenario_reader.cc: lines, the head, the roster
//   scenario_packs.cc:  the rule packs that the head names
//   scenario_steps.cc:  dated lines and checks
//   scenario_bodies.cc: the commands; scenario_places.cc: those of the territory,
//   scenario_venues.cc: those of venues; scenario_contents.cc: those that take something back
//   scenario_inputs.cc: inputs, roles, members, contents

#ifndef YITING_VERBS_SCENARIO_READER_H_
#define YITING_VERBS_SCENARIO_READER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "verbs/scenario.h"
#include "verbs/scenario_line.h"
#include "verbs/show.h"

namespace yiting::verbs {

// A scenario while it is read: what has been named so far.
struct Reading {
  Io& io;
  Scenario& scenario;
  std::set<std::string> people = {};                // members and strangers
  std::set<std::string> devices = {};               // further devices
  std::map<std::string, std::string> matters = {};  // alias -> procedure
  std::set<std::string> messages = {};
  std::set<std::string> invitations = {};
  std::set<std::string> bookings = {};
  std::map<std::string, Bytes> contents = {};  // text -> commitment, of the last that says it
  int64_t last_ms = 0;
  uint64_t salts = 0;
};

using Inputs = google::protobuf::RepeatedPtrField<v1::Input>;
using Fields = google::protobuf::RepeatedPtrField<v1::Field>;
// What an opening or an action asks for, in whatever stage it stands: the community's own pack
// first, then the others by alias. Empty: no pack has it.
using FieldsByPack = std::vector<const Fields*>;
FieldsByPack FieldsOfOpening(const Reading& reading, const std::string& procedure);
FieldsByPack FieldsOfAction(const Reading& reading, const std::string& procedure,
                            const std::string& action);

// "pack", "choices" and "packs" of the head.
Status ReadPacks(Reading& reading, const ScenarioLine& line);
// The hash of a pack by its alias.
Result<Bytes> FindPack(const Reading& reading, const std::string& alias);
Result<Bytes> ReadPackAlias(const Reading& reading, const ScenarioLine& line,
                            const std::string& key);

// Makes a content with the next salt, puts it among `contents` and names its commitment.
v1::ContentRef MakeContent(Reading& reading, const std::string& data, v1::Audience audience,
                           const std::string& media, std::vector<ScenarioContent>& contents);

// {"field": value, …} as inputs, sorted by field; the pack's field says what a value means. A value
// written as {"code": …}, {"number": …}, {"instant": …}, {"text": …}, {"photo": …}, {"codes": […]},
// {"members": […]}, {"pack": …} or {"room": …} says so itself, which is how a scenario gives a
// wrong one on purpose.
Status ReadInputs(Reading& reading, const ScenarioLine& line, const FieldsByPack& fields,
                  Inputs& inputs, std::vector<ScenarioContent>& contents);

// A member by name, who must have been named before.
Result<std::string> ReadPerson(const Reading& reading, const ScenarioLine& line,
                               const std::string& key);
// "role", "roles", "unit", "from", "until" of a line.
Result<std::vector<v1::RoleGrant>> ReadRoles(const ScenarioLine& line);
// A member as the roster and `admit` have one; the name is known from now on.
Result<v1::NewMember> ReadNewMember(Reading& reading, const ScenarioLine& line,
                                    std::vector<ScenarioContent>& contents);
inline const std::vector<std::string> kNewMemberKeys = {"member", "roles", "unit",   "household",
                                                        "from",   "until", "device", "profile",
                                                        "person"};

// The alias of a matter that a line above opens.
Result<std::string> ReadMatter(const Reading& reading, const ScenarioLine& line);
Status CheckMatterAlias(const Reading& reading, const std::string& name);

struct StepContext {
  Reading& reading;
  const ScenarioLine& line;
  Step& step;

  const rulehost::LoadedPack& pack() const { return *reading.scenario.pack; }
};

// The commands by the word after "do": how a body is read, and which keys it has.
struct ScenarioVerb {
  const char* word;
  Status (*read)(StepContext& context);
  std::vector<std::string> keys;
};
const std::vector<ScenarioVerb>& ScenarioVerbs();

// A line with "do", or a check.
Status ReadStep(Reading& reading, const Json& json, int number);

// The name after "as", which nothing above has; also in `step.as`.
Status NewAlias(StepContext& context);

// "keys": further keys that sign, of the street, of people or one of `besides`.
Status ReadSigners(StepContext& context, const std::set<std::string>& besides);

// scenario_places.cc
Status ReadRooms(StepContext& context);
Status ReadPlaces(StepContext& context);
Status ReadFound(StepContext& context);

// scenario_venues.cc
Status ReadSetVenue(StepContext& context);
Status ReadBookVenue(StepContext& context);
Status ReadCancelBooking(StepContext& context);

// scenario_contents.cc
Status ReadErase(StepContext& context);
Status ReadChangeProfile(StepContext& context);
Status ReadLeave(StepContext& context);
Status ReadRotateKey(StepContext& context);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_SCENARIO_READER_H_
