#include "tests/sim/cast.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "crypto/sha256.h"
#include "schema/signed_command.h"
#include "tests/support/files.h"
#include "yiting/v1/command.pb.h"

namespace yiting::sim {

namespace {

Bytes SeedFrom(const std::string& text) {
  const crypto::Hash hash = crypto::Sha256("sim." + text);
  return Bytes(crypto::AsBytes(hash));
}

Person MakePerson(std::string name, std::string role, std::string household) {
  Person person;
  person.seed = SeedFrom(name);
  person.key = crypto::SigningKeyFromSeed(person.seed);
  person.device = crypto::PublicKey(person.key);
  person.member = schema::MemberIdOf(person.device);
  person.name = std::move(name);
  person.role = std::move(role);
  person.household = std::move(household);
  return person;
}

// Of the calendar the years around the play: what is not asked for need not be loaded.
std::string Calendar() {
  const std::string table = testing::ReadRepositoryFile("rules/lib/holidays-cn.csv");
  std::string kept;
  for (size_t begin = 0; begin < table.size();) {
    const size_t end = std::min(table.find('\n', begin), table.size() - 1);
    const std::string line = table.substr(begin, end - begin + 1);
    const bool near = line.starts_with("2024") || line.starts_with("2025");
    if (line[0] < '0' || line[0] > '9' || near) kept += line;
    begin = end + 1;
  }
  return kept;
}

void Replace(std::string& text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  CHECK(at != text.npos);
  text.replace(at, from.size(), to);
}

Bytes MakeBundle(int edition) {
  rulehost::PackFiles files;
  files["lib/dsl.lua"] = testing::ReadRepositoryFile("rules/lib/dsl.lua");
  files["lib/holidays-cn.csv"] = Calendar();
  std::string pack = testing::ReadRepositoryFile("tests/sim/pack/pack.lua");
  const std::string number = std::to_string(edition + 1);
  Replace(pack, "version = \"1\"", "version = \"" + number + "\"");
  Replace(pack, "deadline { within = workdays(2)", "deadline { within = workdays(" + number + ")");
  files["pack.lua"] = pack;
  return rulehost::EncodeBundle(rulehost::BuildBundle(files));
}

}  // namespace

const std::vector<Person>& Cast() {
  static const std::vector<Person> cast = {
      MakePerson("registrar", "registrar", ""), MakePerson("worker", "worker", ""),
      MakePerson("anna", "resident", "one"),    MakePerson("bert", "resident", "one"),
      MakePerson("carl", "resident", "two"),    MakePerson("dora", "resident", "three"),
      MakePerson("otto", "observer", ""),       MakePerson("boss", "boss", "")};
  return cast;
}

const Person* FindMember(BytesView member) {
  for (const Person& person : Cast()) {
    if (person.member == member) return &person;
  }
  return nullptr;
}

const Person& Stranger() {
  static const Person stranger = MakePerson("stranger", "", "");
  return stranger;
}

crypto::SigningKey SequencerKey() { return crypto::SigningKeyFromSeed(SeedFrom("sequencer")); }

crypto::SigningKey NextSequencerKey() {
  return crypto::SigningKeyFromSeed(SeedFrom("next sequencer"));
}

Bytes StreetSeed(int index) { return SeedFrom("street" + std::to_string(index)); }

const Bytes& PackBundle(int edition) {
  static const std::array<Bytes, kEditions> bundles = {MakeBundle(0), MakeBundle(1),
                                                       MakeBundle(2)};
  return bundles.at(static_cast<size_t>(edition));
}

Bytes PackHashOf(int edition) {
  const crypto::Hash hash = rulehost::PackHash(PackBundle(edition));
  return Bytes(crypto::AsBytes(hash));
}

Bytes FoundingCommand() {
  const Person& registrar = Cast().front();
  v1::Payload payload;
  payload.set_actor(registrar.member);
  payload.set_device(registrar.device);
  payload.set_counter(1);
  v1::CreateCommunity& body = *payload.mutable_create_community();
  body.mutable_title()->set_zh("模拟社区");
  body.set_sequencer_key(crypto::PublicKey(SequencerKey()));
  body.set_pack_hash(PackHashOf(0));
  for (int index : {1, 2}) {
    const crypto::SigningKey street = crypto::SigningKeyFromSeed(StreetSeed(index));
    body.add_street_keys(crypto::PublicKey(street));
  }
  for (const Person& person : Cast()) {
    v1::NewMember& member = *body.add_members();
    member.set_member(person.member);
    member.set_device(person.device);
    if (!person.household.empty()) member.set_household(SeedFrom(person.household).substr(0, 16));
    member.add_roles()->set_role(person.role);
  }
  return schema::SignCommand(payload, schema::NoCommunity(), {registrar.key});
}

Bytes RotatingCommand(BytesView community, uint64_t counter) {
  const Person& registrar = Cast().front();
  v1::Payload payload;
  payload.set_actor(registrar.member);
  payload.set_device(registrar.device);
  payload.set_counter(counter);
  payload.mutable_rotate_key()->set_key(crypto::PublicKey(NextSequencerKey()));
  payload.mutable_rotate_key()->set_replaces(crypto::PublicKey(SequencerKey()));
  return schema::SignCommand(payload, community,
                             {registrar.key, crypto::SigningKeyFromSeed(StreetSeed(1)),
                              crypto::SigningKeyFromSeed(StreetSeed(2)), NextSequencerKey()});
}

}  // namespace yiting::sim
