// How fast the core is, natively and in WebAssembly, on the pack of 小区协商铃:
//   decide      Decide alone, own commands (no signature, nothing written)
//   admit       verify, decide, apply, fingerprint, encode: a sequencer's work on an entry
//   replay      verify and apply an entry that came from elsewhere: a phone's work
//   rebuild     the same without signatures: a state file made anew
//   list        the first page of open matters with N matters
// One line each: name, count, microseconds a piece, pieces a second. Figures are this machine's of
// this minute; compare the two builds in one run (tests/bench/README.md).
//   core_bench [MATTERS]

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "decide/compose.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "state/community.h"
#include "state/read_matters.h"
#include "state/replay.h"
#include "tests/support/files.h"

namespace yiting {
namespace {

constexpr int64_t kStartMs = 1'577'930'400'000;  // 2020-01-02T10:00+08:00
constexpr int kMattersDefault = 2'000;

rulehost::PackFiles ReadPack(const std::string& name) {
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
  OnePack() {
    const Bytes bundle = rulehost::EncodeBundle(rulehost::BuildBundle(ReadPack("mishixiang")));
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
  const Bytes& hash() const { return pack_->hash(); }

 private:
  rulehost::PackPtr pack_;
};

class Timer {
 public:
  void Report(const char* name, int64_t count) const {
    const auto spent = std::chrono::steady_clock::now() - start_;
    const double us = static_cast<double>(
                          std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count()) /
                      1000.0;
    std::printf("%-10s %8lld %10.1f us %12.0f /s\n", name, static_cast<long long>(count),
                us / static_cast<double>(count), 1e6 * static_cast<double>(count) / us);
    std::fflush(stdout);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

crypto::SigningKey KeyOf(char c) { return crypto::SigningKeyFromSeed(Bytes(32, c)); }

class Bench {
 public:
  explicit Bench(int matters) : matters_(matters) {}

  void Run() {
    community_ = Open();
    CHECK(community_->Begin().has_value());
    Create();
    MakeCommands();
    TimeDecide();
    TimeAdmit();
    CHECK(community_->Commit().has_value());
    TimeReplay("replay", state::CommandSignatures::kVerify);
    TimeReplay("rebuild", state::CommandSignatures::kSkip);
    TimeList();
  }

 private:
  static std::unique_ptr<state::Community> Open() {
    auto community = state::Community::Open(":memory:", state::Durability::kCache);
    CHECK(community.has_value());
    return std::move(*community);
  }

  schema::OpenedCommand Sign(char actor, const v1::Payload& body) {
    v1::Payload payload = body;
    payload.set_actor(Bytes(16, actor));
    payload.set_device(crypto::PublicKey(KeyOf(actor)));
    payload.set_counter(++counter_);
    auto opened = schema::OpenCommand(
        schema::SignCommand(payload, community_->id(), {KeyOf(actor)}), community_->id());
    CHECK(opened.has_value());
    return *opened;
  }

  void Admit(const schema::OpenedCommand& command, int64_t now_ms) {
    auto admission = decide::AdmitCommand(*community_, packs_, command, now_ms,
                                          decide::SignatureCheck::kVerify);
    CHECK(admission.has_value());
    const auto* refusal = std::get_if<decide::Refusal>(&*admission);
    if (refusal != nullptr) {
      std::fprintf(stderr, "refused: %s at %s (%s)\n", v1::Reason_Name(refusal->reason).c_str(),
                   refusal->rule.c_str(), refusal->detail.c_str());
    }
    CHECK(refusal == nullptr);
    entries_.push_back(std::get<Bytes>(*admission));
  }

  void Create() {
    v1::Payload payload;
    v1::CreateCommunity* create = payload.mutable_create_community();
    create->mutable_title()->set_zh("米市巷");
    create->set_sequencer_key(Bytes(32, 's'));
    create->set_pack_hash(packs_.hash());
    for (char member : {'r', 'a'}) {
      v1::NewMember* added = create->add_members();
      added->set_member(Bytes(16, member));
      added->set_device(crypto::PublicKey(KeyOf(member)));
      added->add_roles()->set_role(member == 'r' ? "registrar" : "resident");
    }
    Admit(Sign('r', payload), kStartMs);
  }

  void MakeCommands() {
    for (int i = 0; i < matters_; ++i) {
      v1::Payload payload;
      v1::OpenMatter* open = payload.mutable_open_matter();
      open->set_procedure("bell");
      open->set_channel(v1::APP);
      v1::Input* title = open->add_inputs();
      title->set_field("title");
      title->mutable_content()->set_commitment(
          Bytes(crypto::AsBytes(crypto::Sha256(std::to_string(i)))));
      title->mutable_content()->set_audience(v1::COMMUNITY);
      title->mutable_content()->set_media("text/plain");
      title->mutable_content()->set_size(24);
      commands_.push_back(Sign('a', payload));
    }
  }

  void TimeDecide() {
    Timer timer;
    for (const schema::OpenedCommand& command : commands_) {
      auto decision = decide::Decide(*community_, packs_, command, kStartMs + 1,
                                     decide::SignatureCheck::kTrusted);
      CHECK(decision.has_value());
      CHECK(std::holds_alternative<decide::Events>(*decision));
    }
    timer.Report("decide", matters_);
  }

  void TimeAdmit() {
    Timer timer;
    for (const schema::OpenedCommand& command : commands_) Admit(command, kStartMs + 1);
    timer.Report("admit", matters_);
  }

  void TimeReplay(const char* name, state::CommandSignatures signatures) {
    auto replica = Open();
    Timer timer;
    CHECK(replica->Begin().has_value());
    for (const Bytes& entry : entries_) {
      Status done = state::ReplayEntry(*replica, entry, signatures);
      if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
      CHECK(done.has_value());
    }
    CHECK(replica->Commit().has_value());
    timer.Report(name, static_cast<int64_t>(entries_.size()));
    CHECK(replica->Digest() == community_->Digest());
  }

  void TimeList() {
    constexpr int kRounds = 200;
    Timer timer;
    for (int i = 0; i < kRounds; ++i) {
      state::MatterPage page;
      page.order = state::MatterPage::kByDue;
      CHECK_EQ(state::MattersOf(*community_, page).size(), 20u);
    }
    timer.Report("list", kRounds);
  }

  int matters_;
  OnePack packs_;
  std::unique_ptr<state::Community> community_;
  uint64_t counter_ = 0;
  std::vector<schema::OpenedCommand> commands_;
  std::vector<Bytes> entries_;
};

}  // namespace
}  // namespace yiting

int main(int argc, char** argv) {
  const int matters = argc > 1 ? std::atoi(argv[1]) : yiting::kMattersDefault;
  yiting::Bench(matters).Run();
  return 0;
}
