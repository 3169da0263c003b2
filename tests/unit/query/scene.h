// Test support: one state under the rules of 米市巷, to which a test adds entries, and views of it as
// somebody sees them.

#ifndef YITING_TESTS_UNIT_QUERY_SCENE_H_
#define YITING_TESTS_UNIT_QUERY_SCENE_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/instant.h"
#include "crypto/commitment.h"
#include "query/query.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "tests/support/files.h"

namespace yiting::testing {

inline constexpr int64_t kMonday = 1'709'514'000'000;  // 2024-03-04, 09:00 in China

inline crypto::SigningKey KeyOf(char name) {
  return crypto::SigningKeyFromSeed(Bytes(crypto::kSeedBytes, name));
}
inline Bytes MemberOf(char name) { return Bytes(16, name); }

class OnePack : public decide::PackSource {
 public:
  explicit OnePack(const std::string& name = "mishixiang") {
    rulehost::PackFiles files;
    for (const auto& [folder, prefix] :
         {std::pair<std::string, std::string>{"rules/lib", "lib/"}, {"rules/packs/" + name, ""}}) {
      for (const std::string& file : ListRepositoryFolder(folder)) {
        const std::string end = file.size() > 4 ? file.substr(file.size() - 4) : "";
        if (end != ".lua" && end != ".csv") continue;
        files[prefix + file] = ReadRepositoryFile(folder + "/" + file);
      }
    }
    pack = rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files))).pack;
    EXPECT_NE(pack, nullptr);
  }
  rulehost::PackPtr Find(BytesView hash) override {
    if (hash == pack->hash()) return pack;
    const auto found = more.find(Bytes(hash));
    return found == more.end() ? nullptr : found->second;
  }
  rulehost::PackPtr pack;
  std::map<Bytes, rulehost::PackPtr> more;
};

class Scene : public ::testing::Test,
              public sequencer::ContentsAtHand,
              public query::ContentSource {
 protected:
  // 'R' registrar, 'S' community staff, 'T' street staff, 'A' 'B' 'C' residents, 'O' observer,
  // 'P' of the property company.
  explicit Scene(const std::string& pack = "mishixiang") : packs(pack) {
    v1::Payload payload;
    v1::CreateCommunity& body = *payload.mutable_create_community();
    body.mutable_title()->set_zh("左家新村");
    body.mutable_title()->set_en("Zuojia New Village");
    body.set_sequencer_key(crypto::PublicKey(KeyOf('Q')));
    body.set_pack_hash(packs.pack->hash());
    Add(body, 'R', "registrar");
    Add(body, 'S', "community_staff");
    Add(body, 'T', "street_staff");
    for (char name : {'A', 'B', 'C'}) Add(body, name, "resident");
    Add(body, 'O', "observer");
    Add(body, 'P', "property_staff", "property");
    Sign(payload, 'R', schema::NoCommunity(), [&](const Bytes& bytes) {
      auto state = state::Community::Open(":memory:", state::Durability::kCache);
      auto made = sequencer::Sequencer::Create(std::move(*state), packs, KeyOf('Q'), bytes, now_ms);
      ASSERT_TRUE(made.has_value()) << made.error().message;
      sequencer = std::move(*made);
      ASSERT_TRUE(sequencer->Commit().has_value());
    });
  }

  bool Has(BytesView commitment) override { return texts.count(Bytes(commitment)) != 0; }
  std::optional<Bytes> Find(BytesView commitment) override {
    auto found = texts.find(Bytes(commitment));
    if (found == texts.end() || hidden) return std::nullopt;
    return found->second;
  }

  // Admits; the id of what it made.
  Bytes Do(char actor, v1::Payload payload, v1::Reason expected = v1::REASON_UNSPECIFIED) {
    Bytes id;
    Sign(payload, actor, sequencer->community_id(), [&](const Bytes& bytes) {
      auto answer = sequencer->Admit(bytes, now_ms, *this);
      ASSERT_TRUE(answer.has_value()) << answer.error().message;
      const auto* refused = std::get_if<sequencer::Refused>(&answer->outcome);
      EXPECT_EQ(refused != nullptr ? refused->reason : v1::REASON_UNSPECIFIED, expected);
      id = answer->command_id.substr(0, 16);
      ASSERT_TRUE(sequencer->Commit().has_value());
    });
    return id;
  }

  v1::ContentRef Text(const std::string& text, v1::Audience audience = v1::COMMUNITY) {
    Bytes salt(24, 's');
    AppendU64Be(salt, ++salts_);
    const crypto::Hash hash = crypto::Commit(salt, text);
    v1::ContentRef ref;
    ref.set_commitment(Bytes(crypto::AsBytes(hash)));
    ref.set_audience(audience);
    ref.set_media("text/plain");
    ref.set_size(static_cast<uint32_t>(text.size()));
    texts[ref.commitment()] = text;
    return ref;
  }

  Bytes Press(char actor, const std::string& title) {
    v1::Payload payload;
    v1::OpenMatter* open = payload.mutable_open_matter();
    open->set_procedure("bell");
    open->set_channel(v1::APP);
    v1::Input* input = open->add_inputs();
    input->set_field("title");
    *input->mutable_content() = Text(title);
    return Do(actor, payload);
  }

  v1::Payload Acting(const Bytes& matter, const std::string& action) {
    v1::Payload payload;
    payload.mutable_act_on_matter()->set_matter(matter);
    payload.mutable_act_on_matter()->set_action(action);
    return payload;
  }
  v1::Input* Give(v1::Payload& payload, const std::string& field) {
    v1::Input* input = payload.mutable_act_on_matter()->add_inputs();
    input->set_field(field);
    return input;
  }
  void Accept(const Bytes& matter, const std::string& category = "parking") {
    v1::Payload payload = Acting(matter, "accept");
    Give(payload, "category")->set_code(category);
    Do('S', payload);
  }
  void Withdraw(char opener, const Bytes& matter) { Do(opener, Acting(matter, "withdraw")); }

  query::QueryInput InputFor(char name) {
    query::QueryInput input{sequencer->state(), packs, *this};
    if (name != 0) {
      input.member = MemberOf(name);
      input.device = crypto::PublicKey(KeyOf(name));
    }
    input.now_ms = now_ms;
    return input;
  }
  v1::View As(char name, const v1::ViewRequest& request) {
    auto view = query::Answer(InputFor(name), request);
    EXPECT_TRUE(view.has_value()) << (view ? "" : view.error().message);
    return view ? *view : v1::View();
  }
  v1::HomeView Home(char name) {
    v1::ViewRequest request;
    request.mutable_home();
    return As(name, request).home();
  }
  v1::MatterView Matter(char name, const Bytes& matter) {
    v1::ViewRequest request;
    request.mutable_matter()->set_matter(matter);
    return As(name, request).matter();
  }
  v1::MatterListView List(char name, v1::MatterListRequest::Filter filter, const Bytes& after = "",
                          uint32_t limit = 0, const std::string& stage = "") {
    v1::ViewRequest request;
    request.mutable_matters()->set_filter(filter);
    request.mutable_matters()->set_after(after);
    request.mutable_matters()->set_limit(limit);
    request.mutable_matters()->set_stage(stage);
    return As(name, request).matters();
  }
  void Wake() {
    ASSERT_TRUE(sequencer->Wake(now_ms).has_value());
    ASSERT_TRUE(sequencer->Commit().has_value());
  }

  OnePack packs;
  int64_t now_ms = kMonday;
  std::unique_ptr<sequencer::Sequencer> sequencer;
  std::map<Bytes, std::string> texts;
  bool hidden = false;  // contents are not at hand

 private:
  static void Add(v1::CreateCommunity& body, char name, const std::string& role,
                  const std::string& unit = "") {
    v1::NewMember* member = body.add_members();
    member->set_member(MemberOf(name));
    member->set_device(crypto::PublicKey(KeyOf(name)));
    member->add_roles()->set_role(role);
    member->mutable_roles(0)->set_unit(unit);
  }
  template <class Use>
  void Sign(v1::Payload& payload, char actor, BytesView community, Use use) {
    payload.set_actor(MemberOf(actor));
    payload.set_device(crypto::PublicKey(KeyOf(actor)));
    payload.set_counter(++counters_[actor]);
    use(schema::SignCommand(payload, community, {KeyOf(actor)}));
  }
  std::map<char, uint64_t> counters_;
  uint64_t salts_ = 0;
};

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_QUERY_SCENE_H_
