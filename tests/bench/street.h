// A street to measure on: a community in memory under the pack of 小区协商铃, with members whose
// ids and devices are one letter each. What a bench admits must be admitted.
#ifndef YITING_TESTS_BENCH_STREET_H_
#define YITING_TESTS_BENCH_STREET_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/check.h"
#include "decide/compose.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "schema/signed_command.h"
#include "state/community.h"
#include "tests/support/files.h"

namespace yiting::bench {

inline constexpr int64_t kStartMs = 1'577'930'400'000;  // 2020-01-02T10:00+08:00

inline rulehost::PackFiles ReadPack(const std::string& name) {
  rulehost::PackFiles files;
  auto add = [&files](const std::string& folder, const std::string& prefix) {
    for (const std::string& file : testing::ListRepositoryFolder(folder)) {
      const bool wanted = file.ends_with(".lua") || file.ends_with(".csv");
      if (wanted) files[prefix + file] = testing::ReadRepositoryFile(folder + "/" + file);
    }
  };
  add("rules/packs/" + name, "");
  add("rules/lib", "lib/");
  return files;
}

class OnePack : public decide::PackSource {
 public:
  explicit OnePack(const std::string& name) {
    const Bytes bundle = rulehost::EncodeBundle(rulehost::BuildBundle(ReadPack(name)));
    rulehost::LoadResult loaded = rulehost::LoadPack(bundle);
    for (const auto& diagnostic : loaded.diagnostics) {
      std::fprintf(stderr, "%s\n", rulehost::FormatDiagnostic(diagnostic).c_str());
    }
    CHECK(loaded.pack != nullptr);
    pack_ = loaded.pack;
  }
  rulehost::PackPtr Find(BytesView hash) override {
    return hash == pack_->hash() ? pack_ : nullptr;
  }
  const rulehost::PackPtr& pack() const { return pack_; }

 private:
  rulehost::PackPtr pack_;
};

inline crypto::SigningKey KeyOf(char c) { return crypto::SigningKeyFromSeed(Bytes(32, c)); }

inline std::unique_ptr<state::Community> OpenCommunity() {
  auto community = state::Community::Open(":memory:", state::Durability::kCache);
  CHECK(community.has_value());
  return std::move(*community);
}

struct Resident {
  char id;
  const char* role;
  const char* unit;
};

class Street {
 public:
  explicit Street(const std::vector<Resident>& members)
      : packs_("mishixiang"), community_(OpenCommunity()) {
    v1::Payload payload;
    v1::CreateCommunity* create = payload.mutable_create_community();
    create->mutable_title()->set_zh("米市巷");
    create->set_sequencer_key(Bytes(32, 's'));
    create->set_pack_hash(packs_.pack()->hash());
    for (const Resident& member : members) {
      v1::NewMember* added = create->add_members();
      added->set_member(Bytes(16, member.id));
      added->set_device(crypto::PublicKey(KeyOf(member.id)));
      v1::RoleGrant* grant = added->add_roles();
      grant->set_role(member.role);
      grant->set_unit(member.unit);
    }
    CHECK(community_->Begin().has_value());
    Admit(Sign(members.front().id, payload), kStartMs);
  }

  schema::OpenedCommand Sign(char actor, const v1::Payload& body) {
    v1::Payload payload = body;
    payload.set_actor(Bytes(16, actor));
    payload.set_device(crypto::PublicKey(KeyOf(actor)));
    payload.set_counter(++counter_);
    auto opened = schema::OpenCommand(
        schema::SignCommand(payload, community_->id(), {KeyOf(actor)}), community_->id());
    if (!opened) std::fprintf(stderr, "malformed: %s\n", opened.error().message.c_str());
    CHECK(opened.has_value());
    return *opened;
  }

  void Admit(const schema::OpenedCommand& command, int64_t now_ms) {
    auto admission =
        decide::AdmitCommand(*community_, packs_, command, now_ms, decide::SignatureCheck::kVerify);
    CHECK(admission.has_value());
    const auto* refusal = std::get_if<decide::Refusal>(&*admission);
    if (refusal != nullptr) {
      std::fprintf(stderr, "refused: %s at %s (%s)\n", v1::Reason_Name(refusal->reason).c_str(),
                   refusal->rule.c_str(), refusal->detail.c_str());
    }
    CHECK(refusal == nullptr);
    entries_.push_back(std::get<Bytes>(*admission));
  }

  OnePack& packs() { return packs_; }
  state::Community& community() { return *community_; }
  const std::vector<Bytes>& entries() const { return entries_; }

 private:
  OnePack packs_;
  std::unique_ptr<state::Community> community_;
  uint64_t counter_ = 0;
  std::vector<Bytes> entries_;
};

}  // namespace yiting::bench

#endif  // YITING_TESTS_BENCH_STREET_H_
