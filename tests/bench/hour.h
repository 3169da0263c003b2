// Where hour_story.h plays: a community under tests/bench/hour.lua on the real sequencer, which
// verifies, decides, applies, fingerprints and stages. The host beside it keeps entries, tree and
// contents in memory and commits as often as a busy hall does.
// Pure: no clock and no chance but what it is given.
// Tested by tests/unit/sequencer/community_hour_test.cc

#ifndef YITING_TESTS_BENCH_HOUR_H_
#define YITING_TESTS_BENCH_HOUR_H_

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "crypto/commitment.h"
#include "crypto/sha256.h"
#include "ledger/merkle.h"
#include "rulehost/pack.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "tests/support/files.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::bench {

class HourPack : public decide::PackSource {
 public:
  HourPack() {
    rulehost::PackFiles files;
    files["lib/dsl.lua"] = testing::ReadRepositoryFile("rules/lib/dsl.lua");
    files["pack.lua"] = testing::ReadRepositoryFile("tests/bench/hour.lua");
    // The calendar of one year, so that another year's does not change what is played.
    files["lib/holidays-cn.csv"] = YearOf(testing::ReadRepositoryFile("rules/lib/holidays-cn.csv"));
    rulehost::LoadResult loaded =
        rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
    for (const auto& diagnostic : loaded.diagnostics) {
      std::fprintf(stderr, "%s\n", rulehost::FormatDiagnostic(diagnostic).c_str());
    }
    CHECK(loaded.pack != nullptr);
    pack_ = loaded.pack;
  }
  rulehost::PackPtr Find(BytesView hash) override {
    return hash == pack_->hash() ? pack_ : nullptr;
  }
  const Bytes& hash() const { return pack_->hash(); }

 private:
  static std::string YearOf(const std::string& table) {
    std::string kept;
    for (size_t begin = 0; begin < table.size();) {
      const size_t end = table.find('\n', begin);
      const std::string line = table.substr(begin, end == table.npos ? end : end - begin + 1);
      if (line[0] < '0' || line[0] > '9' || line.starts_with("2020")) kept += line;
      begin += line.size();
    }
    return kept;
  }

  rulehost::PackPtr pack_;
};

// Somebody with a device of their own.
struct Person {
  Bytes member;
  Bytes household;
  Bytes device;
  crypto::SigningKey key;
  uint64_t counter = 0;
};

inline Person PersonOf(const std::string& name) {
  const crypto::Hash seed = crypto::Sha256(name);
  Person person;
  person.key = crypto::SigningKeyFromSeed(Bytes(crypto::AsBytes(seed)));
  person.device = crypto::PublicKey(person.key);
  person.member = schema::MemberIdOf(person.device);
  return person;
}

// The community and its host: what is durable in a server is in memory here.
class HourHost : public sequencer::ContentsAtHand {
 public:
  // As many commands as wait on a busy hall when it commits.
  static constexpr int kCommandsACommit = 16;

  bool Has(BytesView commitment) override { return contents_.find(commitment) != contents_.end(); }

  void Found(Person& registrar, const v1::NewMember& first, int64_t now_ms) {
    auto state = state::Community::Open(":memory:", state::Durability::kCache);
    CHECK(state.has_value());
    v1::Payload payload;
    payload.set_actor(registrar.member);
    payload.set_device(registrar.device);
    payload.set_counter(++registrar.counter);
    v1::CreateCommunity& body = *payload.mutable_create_community();
    body.mutable_title()->set_zh("一小时");
    body.set_sequencer_key(crypto::PublicKey(key_));
    body.set_pack_hash(pack_.hash());
    *body.add_members() = first;
    auto made = sequencer::Sequencer::Create(
        std::move(*state), pack_, key_,
        schema::SignCommand(payload, schema::NoCommunity(), {registrar.key}), now_ms);
    if (!made) std::fprintf(stderr, "%s\n", made.error().message.c_str());
    CHECK(made.has_value());
    sequencer_ = std::move(*made);
    Commit();
  }

  // What a phone sends and a hall does with it. The id of what it opened; empty: it was refused.
  Bytes Send(Person& from, v1::Payload& payload, int64_t now_ms,
             const crypto::SigningKey* second = nullptr) {
    payload.set_actor(from.member);
    payload.set_device(from.device);
    payload.set_counter(++from.counter);
    std::vector<crypto::SigningKey> keys = {from.key};
    if (second != nullptr) keys.push_back(*second);
    auto answer = sequencer_->Admit(schema::SignCommand(payload, id(), keys), now_ms, *this);
    if (!answer) std::fprintf(stderr, "%s\n", answer.error().message.c_str());
    CHECK(answer.has_value());
    const auto* refused = std::get_if<sequencer::Refused>(&answer->outcome);
    if (refused != nullptr) ++refusals_[v1::Reason_Name(refused->reason)];
    if (++waiting_ == kCommandsACommit) Commit();
    return refused == nullptr ? answer->command_id.substr(0, 16) : Bytes();
  }

  // The content as it comes with its command, and the reference that commits to it.
  v1::ContentRef Write(const std::string& text, v1::Audience audience) {
    const crypto::Hash salt = crypto::Sha256(text);
    const crypto::Hash hash = crypto::Commit(crypto::AsBytes(salt), text);
    const Bytes commitment(crypto::AsBytes(hash));
    contents_[commitment] = text;
    v1::ContentRef ref;
    ref.set_commitment(commitment);
    ref.set_audience(audience);
    ref.set_media("text/plain");
    ref.set_size(static_cast<uint32_t>(text.size()));
    return ref;
  }

  // Durable in the order of a hall: entries and tree, then the state, then a signed checkpoint.
  void Commit() {
    for (const sequencer::StagedEntry& staged : sequencer_->staged()) {
      entries_.push_back(staged.bytes);
      tree_.Append(staged.leaf);
    }
    CHECK(sequencer_->Commit().has_value());
    CHECK(sequencer_->SignCheckpoint().has_value());
    waiting_ = 0;
  }

  const Bytes& id() const { return sequencer_->community_id(); }
  const Bytes& pack_hash() const { return pack_.hash(); }
  state::Community& state() { return sequencer_->state(); }
  // Those that are staged are counted as well.
  uint64_t size() { return sequencer_->state().facts().size; }
  const std::vector<Bytes>& entries() const { return entries_; }
  const std::map<std::string, int>& refusals() const { return refusals_; }
  // Of state and of ledger, once all is committed.
  std::string Fingerprint() {
    const crypto::Hash digest = state().Digest();
    return ToHex(crypto::AsBytes(digest));
  }
  std::string Root() const {
    const crypto::Hash root = sequencer_->frontier().head().root;
    return ToHex(crypto::AsBytes(root));
  }

 private:
  HourPack pack_;
  crypto::SigningKey key_ = PersonOf("sequencer").key;
  std::unique_ptr<sequencer::Sequencer> sequencer_;
  std::vector<Bytes> entries_;
  ledger::MemoryTree tree_;
  std::map<Bytes, std::string, std::less<>> contents_;
  std::map<std::string, int> refusals_;
  int waiting_ = 0;
};

}  // namespace yiting::bench

#endif  // YITING_TESTS_BENCH_HOUR_H_
