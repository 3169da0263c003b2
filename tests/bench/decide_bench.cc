// What Decide alone costs, on the pack of 小区协商铃: no signature, nothing written, nothing
// hashed.
//   nudge, accept    declarative: the pack's tables say it all
//   open_meeting     with a `when` function
//   X.reads, X.rest  the state's part of it (SQL), made again alone, and what is left without it
//   hook             that function alone; fresh_hook in a machine made for it
// One line each: name, pieces a batch, microseconds a piece, pieces a second; the median of 5
// batches. Figures are this machine's of this minute; compare.mjs sets the two builds side by side.
//   decide_bench [PIECES A BATCH]

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "rulehost/hook.h"
#include "state/read_matters.h"
#include "state/read_members.h"
#include "tests/bench/street.h"

namespace yiting::bench {
namespace {

constexpr int kBatches = 5;
constexpr int64_t kNowMs = kStartMs + 60'000;

int decisions = 5'000;

using Piece = std::function<void()>;

// Microseconds that so many pieces take together.
int64_t SpentOn(const Piece& piece, int count) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) piece();
  const auto spent = std::chrono::steady_clock::now() - start;
  return std::chrono::duration_cast<std::chrono::microseconds>(spent).count();
}

double Median(std::array<double, kBatches> batches) {
  std::sort(batches.begin(), batches.end());
  return batches[kBatches / 2];
}

void Report(const std::string& name, int count, double us) {
  std::printf("%-18s %8d %10.1f us %12.0f /s\n", name.c_str(), count, us, 1e6 / us);
  std::fflush(stdout);
}

void Measure(const std::string& name, int count, const Piece& piece) {
  std::array<double, kBatches> batches{};
  for (double& each : batches) each = static_cast<double>(SpentOn(piece, count)) / count;
  Report(name, count, Median(batches));
}

// A whole and a part of it, batch by batch in turn, so that both meet the same machine.
void Measure(const std::string& name, const Piece& whole, const Piece& part) {
  const int count = decisions;
  std::array<double, kBatches> wholes{};
  std::array<double, kBatches> parts{};
  std::array<double, kBatches> rests{};
  for (int i = 0; i < kBatches; ++i) {
    wholes[i] = static_cast<double>(SpentOn(whole, count)) / count;
    parts[i] = static_cast<double>(SpentOn(part, count)) / count;
    rests[i] = wholes[i] - parts[i];
  }
  Report(name, count, Median(wholes));
  Report(name + ".reads", count, Median(parts));
  Report(name + ".rest", count, Median(rests));
}

v1::Payload Act(const Bytes& matter, const char* action) {
  v1::Payload payload;
  payload.mutable_act_on_matter()->set_matter(matter);
  payload.mutable_act_on_matter()->set_action(action);
  return payload;
}

v1::Input* AddInput(v1::Payload& payload, const char* field) {
  v1::Input* input = payload.mutable_act_on_matter()->add_inputs();
  input->set_field(field);
  return input;
}

void AddText(v1::Payload& payload, const char* field) {
  v1::ContentRef* content = AddInput(payload, field)->mutable_content();
  content->set_commitment(Bytes(crypto::AsBytes(crypto::Sha256(field))));
  content->set_audience(v1::COMMUNITY);
  content->set_media("text/plain");
  content->set_size(24);
}

class Bench {
 public:
  Bench()
      : street_({{'r', "registrar", ""},
                 {'a', "resident", ""},
                 {'b', "resident", ""},
                 {'c', "owners_committee", "owners"},
                 {'w', "community_staff", "community"}}) {}

  void Run() {
    const Bytes fresh = Open();
    TimeDecide("nudge", street_.Sign('a', Act(fresh, "nudge")), [&] { ReadForAction(fresh); });
    TimeDecide("accept", street_.Sign('w', Accept(fresh)), [&] { ReadForAction(fresh); });
    const Bytes ready = Confirmed();
    TimeDecide("open_meeting", street_.Sign('w', Act(ready, "open_meeting")), [&] {
      ReadForAction(ready);
      ReadCounts(ready);
    });
    TimeHook();
  }

 private:
  Bytes Open() {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure("bell");
    payload.mutable_open_matter()->set_channel(v1::APP);
    const schema::OpenedCommand command = street_.Sign('a', payload);
    street_.Admit(command, kStartMs + 1);
    return command.MadeId();
  }

  static v1::Payload Accept(const Bytes& matter) {
    v1::Payload payload = Act(matter, "accept");
    AddInput(payload, "category")->set_code("property");
    return payload;
  }

  // A matter whose meeting can be opened: four are invited, three come.
  Bytes Confirmed() {
    const Bytes matter = Open();
    Do('w', Accept(matter));
    v1::Payload invite = Act(matter, "invite");
    v1::Members* invitees = AddInput(invite, "invitees")->mutable_members();
    for (char member : {'a', 'b', 'c', 'w'}) invitees->add_member(Bytes(16, member));
    Do('w', invite);
    v1::Payload prepare = Act(matter, "prepare");
    AddText(prepare, "agenda");
    Do('w', prepare);
    v1::Payload notify = Act(matter, "notify");
    AddText(notify, "place");
    AddInput(notify, "time")->set_instant_ms(kStartMs + 86'400'000);
    Do('w', notify);
    for (char member : {'a', 'b', 'c'}) {
      v1::Payload confirm = Act(matter, "confirm");
      AddInput(confirm, "coming")->set_code("yes");
      Do(member, confirm);
    }
    return matter;
  }

  void Do(char actor, const v1::Payload& payload) {
    street_.Admit(street_.Sign(actor, payload), kStartMs + 2);
  }

  // What decide.cc and act_on_matter.cc read for any action.
  void ReadForAction(const Bytes& matter) {
    state::Community& community = street_.community();
    CHECK(state::FindDevice(community, device_).has_value());
    CHECK(state::FindMatter(community, matter).has_value());
    CHECK(!state::RolesAt(community, actor_, kNowMs).empty());
    CHECK(state::FindMatter(community, matter).has_value());
  }

  // What hooks.cc counts besides.
  void ReadCounts(const Bytes& id) {
    state::Community& community = street_.community();
    const state::Matter matter = *state::FindMatter(community, id);
    CHECK_EQ(state::InviteesOf(community, id).size(), 4u);
    CHECK(!state::PartiesOf(community, id).empty());
    CHECK_EQ(state::RatingsOf(community, id).count, 0);
    const v1::Stage* stage = street_.packs().pack()->FindStage(matter.procedure, matter.stage);
    for (const v1::Action& action : stage->actions()) {
      state::CountTakes(community, matter, action.id());
    }
  }

  void TimeDecide(const char* name, const schema::OpenedCommand& command, const Piece& reads) {
    actor_ = command.payload.actor();
    device_ = command.payload.device();
    const Piece decide = [&] {
      auto decision = decide::Decide(street_.community(), street_.packs(), command, kNowMs,
                                     decide::SignatureCheck::kTrusted);
      CHECK(decision.has_value());
      CHECK(std::holds_alternative<decide::Events>(*decision));
    };
    Measure(name, decide, reads);
  }

  void TimeHook() {
    rulehost::HookInput input;
    input.matter.id = Bytes(32, '0');
    input.matter.procedure = "bell";
    input.matter.stage = "confirmed";
    input.matter.counts = {{"invited", 4}, {"coming", 3}};
    input.roles = {"community_staff"};
    input.now_ms = kNowMs;
    const rulehost::PackPtr& pack = street_.packs().pack();
    const auto run = [&](rulehost::HookBench& bench) {
      const auto verdict = bench.Run(*pack, "bell.confirmed.open_meeting", input);
      CHECK(verdict.kind == rulehost::HookVerdict::Kind::kAllow);
    };
    rulehost::HookBench ready;
    Measure("hook", decisions, [&] { run(ready); });
    Measure("fresh_hook", std::max(1, decisions / 50), [&] {
      rulehost::HookBench fresh;
      run(fresh);
    });
  }

  Street street_;
  Bytes actor_;
  Bytes device_;
};

}  // namespace
}  // namespace yiting::bench

int main(int argc, char** argv) {
  if (argc > 1) yiting::bench::decisions = std::max(1, std::atoi(argv[1]));
  yiting::bench::Bench().Run();
  return 0;
}
