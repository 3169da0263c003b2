#include "tests/fuzz/fuzz_street.h"

#include <utility>

#include "base/check.h"
#include "schema/canonical.h"
#include "schema/limits.h"
#include "schema/signed_command.h"
#include "state/read_members.h"
#include "tests/support/files.h"

namespace yiting::fuzz {

namespace {

constexpr char kPack[] = R"lua(
return pack {
  { "试验", "Test" }, id = "fuzz", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "office" { "办公室" }, category "noise" { "噪音", lead = "office" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  procedure "p" {
    { "规程" }, may_open = { "resident" },
    needs = { title = text { "标题", max = 20, audience = "community", optional = true } },
    stage "first" {
      "一", deadline { within = hours(2), on_late = escalate "street" },
      action "finish" { "办结", by = "worker", outcome = "done",
        when = function(m, cmd, now) return m.late == 0 or now > 0 end },
      action "note" { "说明", by = "resident",
        needs = { why = text { "原因", max = 40, audience = "community" },
          count = number { "数", min = 0, max = 9 } } },
    },
  },
}
)lua";

v1::Payload OpenMatter() {
  v1::Payload payload;
  payload.mutable_open_matter()->set_procedure("p");
  payload.mutable_open_matter()->set_channel(v1::APP);
  return payload;
}

}  // namespace

crypto::SigningKey FuzzKey(char letter) {
  return crypto::SigningKeyFromSeed(Bytes(crypto::kSeedBytes, letter));
}

const rulehost::PackFiles& LibraryFiles() {
  static const rulehost::PackFiles files = [] {
    rulehost::PackFiles read;
    for (const std::string& name : testing::ListRepositoryFolder("rules/lib")) {
      if (!name.ends_with(".lua") && !name.ends_with(".csv")) continue;
      read["lib/" + name] = testing::ReadRepositoryFile("rules/lib/" + name);
    }
    return read;
  }();
  return files;
}

FuzzPack::FuzzPack() {
  rulehost::PackFiles files = LibraryFiles();
  files["pack.lua"] = kPack;
  rulehost::LoadResult loaded =
      rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
  for (const rulehost::Diagnostic& each : loaded.diagnostics) {
    std::fprintf(stderr, "%s\n", rulehost::FormatDiagnostic(each).c_str());
  }
  CHECK(loaded.pack != nullptr);
  pack_ = loaded.pack;
}

FuzzStreet& FuzzStreet::Get() {
  static FuzzStreet street;
  return street;
}

FuzzStreet::FuzzStreet() {
  v1::Payload payload;
  v1::CreateCommunity* create = payload.mutable_create_community();
  create->mutable_title()->set_zh("试验社区");
  create->set_sequencer_key(crypto::PublicKey(FuzzKey('S')));
  create->set_pack_hash(packs_.pack()->hash());
  const std::pair<char, const char*> people[] = {
      {'r', "registrar"}, {'a', "resident"}, {'b', "resident"}, {'w', "worker"}, {'o', "observer"}};
  for (const auto& [letter, role] : people) {
    v1::NewMember* member = create->add_members();
    member->set_member(Bytes(schema::kMemberIdBytes, letter));
    member->set_device(crypto::PublicKey(FuzzKey(letter)));
    member->add_roles()->set_role(role);
  }
  payload.set_actor(Bytes(schema::kMemberIdBytes, 'r'));
  payload.set_device(crypto::PublicKey(FuzzKey('r')));
  payload.set_counter(1);
  auto state = state::Community::Open(":memory:", state::Durability::kCache);
  CHECK(state.has_value());
  auto made = sequencer::Sequencer::Create(
      *std::move(state), packs_, FuzzKey('S'),
      schema::SignCommand(payload, schema::NoCommunity(), {FuzzKey('r')}), kFuzzMs);
  CHECK(made.has_value());
  sequencer_ = *std::move(made);
  entries_.push_back(sequencer_->staged().front().bytes);
  CHECK(sequencer_->Commit().has_value());
  Admit('a', OpenMatter());
  digest_ = sequencer_->state().last_digest();
}

Bytes FuzzStreet::Sign(char by, v1::Payload payload) const {
  const Bytes device = crypto::PublicKey(FuzzKey(by));
  payload.set_actor(Bytes(schema::kMemberIdBytes, by));
  payload.set_device(device);
  const auto known = state::FindDevice(sequencer_->state(), device);
  payload.set_counter(known ? known->counter + 1 : 1);
  return schema::SignCommand(payload, id(), {FuzzKey(by)});
}

void FuzzStreet::Admit(char by, const v1::Payload& payload) {
  AnyContent contents;
  auto answer = sequencer_->Admit(Sign(by, payload), kFuzzMs, contents);
  CHECK(answer.has_value());
  CHECK(std::holds_alternative<sequencer::Admitted>(answer->outcome));
  for (const sequencer::StagedEntry& entry : sequencer_->staged()) entries_.push_back(entry.bytes);
  CHECK(sequencer_->Commit().has_value());
}

void FuzzStreet::Forget() {
  CHECK(sequencer_->Abort().has_value());
  CHECK(sequencer_->state().last_digest() == digest_);
}

}  // namespace yiting::fuzz
