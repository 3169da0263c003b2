// Test support: a sequencer with its store, under a small pack whose deadlines chase each other,
// and members who sign commands in virtual time.

#ifndef YITING_TESTS_UNIT_SEQUENCER_DESK_H_
#define YITING_TESTS_UNIT_SEQUENCER_DESK_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rulehost/pack.h"
#include "schema/canonical.h"
#include "schema/signed_rejection.h"
#include "sequencer/sequencer.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "tests/support/files.h"

namespace yiting::sequencer {

inline constexpr int64_t kMonday = 1'578'272'400'000;  // 2020-01-06T09:00+08:00
inline constexpr int64_t kMinute = 60'000;
inline constexpr int64_t kHour = 60 * kMinute;

// One stage, three deadlines in a row: after 2 h the street, 3 h later nothing but the record, 4 h
// after that the end.
inline constexpr char kDeskPack[] = R"lua(
return pack {
  { "试验", "Test" }, id = "desk", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "office" { "办公室" }, category "noise" { "噪音", lead = "office" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  procedure "p" {
    { "规程" }, may_open = { "resident" },
    needs = { title = text { "标题", max = 20, audience = "community", optional = true } },
    stage "first" {
      "一", deadline { within = hours(2), on_late = escalate "street",
        again = deadline { within = hours(3), on_late = escalate "street",
          again = deadline { within = hours(4), on_late = close "lapsed" } } },
      action "finish" { "办结", by = "worker", outcome = "done" },
    },
  },
}
)lua";

inline crypto::SigningKey KeyOf(char c) { return crypto::SigningKeyFromSeed(Bytes(32, c)); }
inline Bytes MemberId(char c) { return Bytes(16, c); }

// The packs that this machine has; the first one is the community's own.
class Packs : public decide::PackSource {
 public:
  explicit Packs(const std::string& source) { own_ = Add(source); }
  Bytes Add(const std::string& source) {
    rulehost::PackFiles files;
    for (const std::string& name : testing::ListRepositoryFolder("rules/lib")) {
      if (!name.ends_with(".lua") && !name.ends_with(".csv")) continue;
      files["lib/" + name] = testing::ReadRepositoryFile("rules/lib/" + name);
    }
    files["pack.lua"] = source;
    rulehost::LoadResult loaded =
        rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
    for (const rulehost::Diagnostic& diagnostic : loaded.diagnostics) {
      ADD_FAILURE() << rulehost::FormatDiagnostic(diagnostic);
    }
    if (!loaded.pack) return {};
    packs_[loaded.pack->hash()] = loaded.pack;
    return loaded.pack->hash();
  }
  rulehost::PackPtr Find(BytesView hash) override {
    auto found = packs_.find(Bytes(hash));
    return here && found != packs_.end() ? found->second : nullptr;
  }
  const Bytes& hash() const { return own_; }

  bool here = true;  // false: this machine has lost them

 private:
  std::map<Bytes, rulehost::PackPtr> packs_;
  Bytes own_;
};

class Contents : public ContentsAtHand {
 public:
  bool Has(BytesView commitment) override { return given.count(Bytes(commitment)) != 0; }
  std::set<Bytes> given;
};

// A sequencer and the entries that its host has stored.
class Desk {
 public:
  explicit Desk(const std::string& source = kDeskPack) : packs(source) {
    v1::Payload payload;
    v1::CreateCommunity* create = payload.mutable_create_community();
    create->mutable_title()->set_zh("试验社区");
    create->set_sequencer_key(crypto::PublicKey(KeyOf('S')));
    create->set_pack_hash(packs.hash());
    for (char key : {'1', '2'}) create->add_street_keys(crypto::PublicKey(KeyOf(key)));
    AddMember(create->add_members(), 'r', "registrar");
    AddMember(create->add_members(), 'a', "resident");
    AddMember(create->add_members(), 'b', "resident");
    AddMember(create->add_members(), 'w', "worker");
    create_command = Sign('r', payload);
    auto made = Sequencer::Create(NewState(), packs, KeyOf('S'), create_command, kMonday);
    EXPECT_TRUE(made.has_value()) << made.error().message;
    sequencer = std::move(*made);
    Store();
  }

  static std::unique_ptr<state::Community> NewState() {
    auto state = state::Community::Open(":memory:", state::Durability::kCache);
    EXPECT_TRUE(state.has_value());
    return std::move(*state);
  }

  static void AddMember(v1::NewMember* member, char id, const std::string& role) {
    member->set_member(MemberId(id));
    member->set_device(crypto::PublicKey(KeyOf(id)));
    member->add_roles()->set_role(role);
  }

  // Signed by the member's device, and by further keys.
  Bytes Sign(char by, v1::Payload payload, const std::string& keys = "") {
    payload.set_actor(MemberId(by));
    payload.set_device(crypto::PublicKey(KeyOf(by)));
    payload.set_counter(++counters[by]);
    const Bytes community = sequencer ? sequencer->community_id() : Bytes(schema::NoCommunity());
    std::vector<crypto::SigningKey> signing = {KeyOf(by)};
    for (char key : keys) signing.push_back(KeyOf(key));
    return schema::SignCommand(payload, community, signing);
  }
  Bytes Open(char by, const std::string& title = "") {
    v1::Payload payload;
    v1::OpenMatter* open = payload.mutable_open_matter();
    open->set_procedure("p");
    open->set_channel(v1::APP);
    if (!title.empty()) {
      v1::Input* input = open->add_inputs();
      input->set_field("title");
      v1::ContentRef* ref = input->mutable_content();
      ref->set_commitment(Bytes(32, title[0]));
      ref->set_audience(v1::COMMUNITY);
      ref->set_media("text/plain");
      ref->set_size(static_cast<uint32_t>(title.size()));
    }
    return Sign(by, payload);
  }
  Bytes Finish(char by, BytesView matter) {
    v1::Payload payload;
    payload.mutable_act_on_matter()->set_matter(Bytes(matter));
    payload.mutable_act_on_matter()->set_action("finish");
    return Sign(by, payload);
  }

  Answer Admit(BytesView command, int64_t clock_ms) {
    auto answer = sequencer->Admit(command, clock_ms, contents);
    EXPECT_TRUE(answer.has_value()) << answer.error().message;
    return answer.value_or(Answer{});
  }
  // What a durable append does.
  void Store() {
    for (const StagedEntry& entry : sequencer->staged()) {
      EXPECT_EQ(entry.seq, stored.size());
      EXPECT_EQ(entry.leaf, ledger::LeafHash(entry.bytes));
      stored.push_back(entry.bytes);
    }
    const Status committed = sequencer->Commit();
    EXPECT_TRUE(committed.has_value());
  }
  Answer Push(BytesView command, int64_t clock_ms) {
    Answer answer = Admit(command, clock_ms);
    Store();
    return answer;
  }
  Bytes IdOf(BytesView command) {
    auto opened = schema::OpenCommand(command, sequencer->community_id());
    EXPECT_TRUE(opened.has_value());
    return opened->id;
  }
  v1::Entry Stored(size_t seq) { return *schema::Decode<v1::Entry>(stored.at(seq)); }
  v1::Rejection Rejected(const Answer& answer) {
    const auto* refused = std::get_if<Refused>(&answer.outcome);
    if (refused == nullptr) {
      ADD_FAILURE() << "was accepted";
      return {};
    }
    auto rejection = schema::OpenRejection(refused->signed_rejection, sequencer->community_id(),
                                           crypto::PublicKey(KeyOf('S')));
    EXPECT_TRUE(rejection.has_value());
    EXPECT_EQ(rejection->reason(), refused->reason);
    return *rejection;
  }

  Packs packs;
  Contents contents;
  Bytes create_command;
  std::unique_ptr<Sequencer> sequencer;
  std::vector<Bytes> stored;
  std::map<char, uint64_t> counters;
};

}  // namespace yiting::sequencer

#endif  // YITING_TESTS_UNIT_SEQUENCER_DESK_H_
