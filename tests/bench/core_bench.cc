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
#include <string>
#include <vector>

#include "schema/canonical.h"
#include "state/read_matters.h"
#include "state/replay.h"
#include "tests/bench/street.h"

namespace yiting::bench {
namespace {

constexpr int kMattersDefault = 2'000;

class Timer {
 public:
  void Report(const char* name, int64_t count) const {
    const auto spent = std::chrono::steady_clock::now() - start_;
    const double us =
        static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count()) /
        1000.0;
    std::printf("%-10s %8lld %10.1f us %12.0f /s\n", name, static_cast<long long>(count),
                us / static_cast<double>(count), 1e6 * static_cast<double>(count) / us);
    std::fflush(stdout);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

class Bench {
 public:
  explicit Bench(int matters)
      : matters_(matters), street_({{'r', "registrar", ""}, {'a', "resident", ""}}) {}

  void Run() {
    MakeCommands();
    TimeDecide();
    TimeAdmit();
    CHECK(street_.community().Commit().has_value());
    TimeReplay("replay", state::CommandSignatures::kVerify);
    TimeReplay("rebuild", state::CommandSignatures::kSkip);
    TimeList();
  }

 private:
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
      commands_.push_back(street_.Sign('a', payload));
    }
  }

  void TimeDecide() {
    Timer timer;
    for (const schema::OpenedCommand& command : commands_) {
      auto decision = decide::Decide(street_.community(), street_.packs(), command, kStartMs + 1,
                                     decide::SignatureCheck::kTrusted);
      CHECK(decision.has_value());
      CHECK(std::holds_alternative<decide::Events>(*decision));
    }
    timer.Report("decide", matters_);
  }

  void TimeAdmit() {
    Timer timer;
    for (const schema::OpenedCommand& command : commands_) street_.Admit(command, kStartMs + 1);
    timer.Report("admit", matters_);
  }

  void TimeReplay(const char* name, state::CommandSignatures signatures) {
    auto replica = OpenCommunity();
    Timer timer;
    CHECK(replica->Begin().has_value());
    for (const Bytes& entry : street_.entries()) {
      Status done = state::ReplayEntry(*replica, entry, signatures);
      if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
      CHECK(done.has_value());
    }
    CHECK(replica->Commit().has_value());
    timer.Report(name, static_cast<int64_t>(street_.entries().size()));
    CHECK(replica->Digest() == street_.community().Digest());
  }

  void TimeList() {
    constexpr int kRounds = 200;
    Timer timer;
    for (int i = 0; i < kRounds; ++i) {
      state::MatterPage page;
      page.order = state::MatterPage::kByDue;
      CHECK_EQ(state::MattersOf(street_.community(), page).size(), 20u);
    }
    timer.Report("list", kRounds);
  }

  int matters_;
  Street street_;
  std::vector<schema::OpenedCommand> commands_;
};

}  // namespace
}  // namespace yiting::bench

int main(int argc, char** argv) {
  const int matters = argc > 1 ? std::atoi(argv[1]) : yiting::bench::kMattersDefault;
  yiting::bench::Bench(matters).Run();
  return 0;
}
