// A new device's way to its first screen, for ledgers of several lengths that end in equal
// communities: a life of 300 messages and 300 members, then the same venue set again and again.
//   snapshot_bench [ENTRIES...]          1,000 and 100,000 unless said
// For each: how long the life took, how long the server's slices are (the copy's pages, the parts),
// then what a device fetched, computed (steps of SQLite's machine) and waited for. Under "replayed"
// the same without a snapshot, for ledgers of up to 100,000 entries. Figures are this machine's of
// this minute.

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "ledger/proof.h"
#include "replica/parts.h"
#include "replica/replica.h"
#include "replica/sync_session.h"
#include "rulehost/pack.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "state/snapshot_writer.h"
#include "tests/support/files.h"

namespace yiting::bench {
namespace {

constexpr int64_t kMonday = 1'709'514'000'000;
constexpr uint64_t kReplayedMax = 100'000;

using Clock = std::chrono::steady_clock;

double Ms(Clock::time_point begin) {
  return static_cast<double>(
             std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count()) /
         1000.0;
}

Bytes PackOf(const std::string& folder) {
  rulehost::PackFiles files;
  for (const std::string& from : {std::string("rules/lib"), folder}) {
    for (const std::string& name : testing::ListRepositoryFolder(from)) {
      if (!name.ends_with(".lua") && !name.ends_with(".csv")) continue;
      files[(from == folder ? "" : "lib/") + name] = testing::ReadRepositoryFile(from + "/" + name);
    }
  }
  return rulehost::EncodeBundle(rulehost::BuildBundle(files));
}

class OnePack : public decide::PackSource {
 public:
  OnePack() : bundle(PackOf("rules/packs/mishixiang")), pack_(rulehost::LoadPack(bundle).pack) {
    CHECK(pack_ != nullptr);
  }
  rulehost::PackPtr Find(BytesView hash) override {
    return hash == pack_->hash() ? pack_ : nullptr;
  }
  const Bytes& hash() const { return pack_->hash(); }
  Bytes bundle;

 private:
  rulehost::PackPtr pack_;
};

// A community and the server around it, in memory.
class Place : public sequencer::ContentsAtHand {
 public:
  Place() : key_(crypto::SigningKeyFromSeed(Bytes(32, 'Q'))) {
    v1::Payload payload;
    v1::CreateCommunity& body = *payload.mutable_create_community();
    body.mutable_title()->set_zh("左家新村");
    body.set_sequencer_key(crypto::PublicKey(key_));
    body.set_pack_hash(packs_.hash());
    for (char name : {'R', 'A', 'B', 'C'}) {
      v1::NewMember& member = *body.add_members();
      member.set_member(Bytes(16, name));
      member.set_device(crypto::PublicKey(KeyOf(name)));
      member.add_roles()->set_role(name == 'R' ? "registrar" : "resident");
    }
    payload.set_actor(Bytes(16, 'R'));
    payload.set_device(crypto::PublicKey(KeyOf('R')));
    payload.set_counter(++counter_);
    auto made = sequencer::Sequencer::Create(
        *state::Community::Open(":memory:", state::Durability::kCache), packs_, key_,
        schema::SignCommand(payload, schema::NoCommunity(), {KeyOf('R')}), kMonday);
    CHECK(made.has_value());
    sequencer_ = std::move(*made);
    Keep();
  }

  bool Has(BytesView) override { return true; }
  uint64_t size() const { return tree_.size(); }

  void Live(uint64_t entries) {
    for (int i = 0; i < 300; ++i) Say("ABC"[i % 3], i);
    for (int i = 0; i < 300; i += 50) Admit(i);
    while (size() < entries) SetVenue();
  }

  v1::SyncReply Serve(const v1::SyncOrder& order) {
    v1::SyncReply reply;
    reply.set_method(order.method());
    reply.set_status(200);
    if (order.method() == "Pull") reply.set_body(Pull(order.body()));
    if (order.method() == "FetchSnapshot" && offers) reply.set_body(Snapshot(order.body()));
    if (order.method() == "FetchPack") {
      v1::FetchPackResponse response;
      response.set_bundle(packs_.bundle);
      reply.set_body(response.SerializeAsString());
    }
    return reply;
  }

  void Make() {
    auto writer = state::SnapshotWriter::Begin(sequencer_->state(), ":memory:");
    CHECK(writer.has_value());
    double longest_copy = 0;
    double longest_part = 0;
    int slices = 0;
    const Clock::time_point begin = Clock::now();
    for (bool whole = false; !whole; ++slices) {
      const Clock::time_point slice = Clock::now();
      auto copied = (*writer)->Copy();
      CHECK(copied.has_value());
      whole = *copied;
      longest_copy = std::max(longest_copy, Ms(slice));
    }
    claim_ = (*writer)->claim();
    size_t bytes = 0;
    while (true) {
      const Clock::time_point slice = Clock::now();
      auto part = (*writer)->NextPart();
      CHECK(part.has_value());
      longest_part = std::max(longest_part, Ms(slice));
      if (part->empty()) break;
      bytes += part->size();
      parts_.push_back(*std::move(part));
    }
    std::printf("  made in %.1f ms: %d slices of pages, longest %.2f ms; %zu parts of %zu bytes,"
                " longest %.2f ms\n",
                Ms(begin), slices, longest_copy, parts_.size(), bytes, longest_part);
  }

  const Bytes& id() const { return sequencer_->community_id(); }
  Bytes key() const { return crypto::PublicKey(key_); }
  Bytes Fingerprint() {
    const crypto::Hash digest = sequencer_->state().Digest();
    return Bytes(crypto::AsBytes(digest));
  }
  bool offers = true;
  bool keeps_all = false;  // every entry, for replaying

 private:
  static crypto::SigningKey KeyOf(char name) {
    return crypto::SigningKeyFromSeed(Bytes(32, name));
  }

  void Command(char actor, const std::function<void(v1::Payload&)>& fill) {
    v1::Payload payload;
    payload.set_actor(Bytes(16, actor));
    payload.set_device(crypto::PublicKey(KeyOf(actor)));
    payload.set_counter(++counter_);
    fill(payload);
    auto answer = sequencer_->Admit(schema::SignCommand(payload, id(), {KeyOf(actor)}),
                                    kMonday + static_cast<int64_t>(size()), *this);
    CHECK(answer.has_value());
    CHECK(std::holds_alternative<sequencer::Admitted>(answer->outcome));
    Keep();
  }
  void Say(char actor, int number) {
    Command(actor, [number](v1::Payload& payload) {
      v1::LeaveMessage& leave = *payload.mutable_leave_message();
      const crypto::Hash commitment = crypto::Sha256(std::to_string(number));
      leave.set_channel(v1::APP);
      leave.mutable_text()->set_commitment(Bytes(crypto::AsBytes(commitment)));
      leave.mutable_text()->set_audience(v1::STAFF);
      leave.mutable_text()->set_media("text/plain");
      leave.mutable_text()->set_size(3);
    });
  }
  void Admit(int from) {
    Command('R', [from](v1::Payload& payload) {
      for (int i = from; i < from + 50; ++i) {
        v1::NewMember& member = *payload.mutable_admit_members()->add_members();
        const crypto::Hash device = crypto::Sha256("device " + std::to_string(i));
        member.set_member(Bytes(crypto::AsBytes(device).substr(0, 16)));
        member.set_device(Bytes(crypto::AsBytes(device)));
        member.add_roles()->set_role("resident");
      }
    });
  }
  void SetVenue() {
    Command('R', [](v1::Payload& payload) {
      v1::SetVenue& venue = *payload.mutable_set_venue();
      venue.set_venue(Bytes(16, 'v'));
      venue.mutable_title()->set_zh("议事厅");
      venue.set_opens_minute(8 * 60);
      venue.set_closes_minute(20 * 60);
      venue.set_longest_minutes(120);
    });
  }

  void Keep() {
    for (const sequencer::StagedEntry& staged : sequencer_->staged()) {
      tree_.Append(staged.leaf);
      last_ = staged.bytes;
      // What only a device that replays would pull need not be held.
      if (keeps_all || entries_.size() < 1000) entries_.push_back(staged.bytes);
    }
    CHECK(sequencer_->Commit().has_value());
  }

  Bytes Pull(const Bytes& body) {
    v1::PullRequest request;
    CHECK(request.ParseFromString(body));
    v1::PullResponse response;
    size_t bytes = 0;
    for (uint64_t seq = request.from(); seq < entries_.size(); ++seq) {
      bytes += entries_[seq].size();
      if (bytes > request.max_bytes()) break;
      response.add_entries(entries_[seq]);
    }
    response.set_checkpoint(*sequencer_->SignCheckpoint());
    if (!request.checkpoint().empty()) {
      auto held =
          ledger::OpenCheckpoint(request.checkpoint(), ledger::OriginOf(id()), key());
      CHECK(held.has_value());
      const auto proof = ledger::ProveConsistency(tree_, held->size, tree_.size());
      for (const crypto::Hash& hash : *proof) {
        response.add_consistency(Bytes(crypto::AsBytes(hash)));
      }
    }
    response.set_server_ms(kMonday);
    return response.SerializeAsString();
  }

  Bytes Snapshot(const Bytes& body) {
    v1::FetchSnapshotRequest request;
    CHECK(request.ParseFromString(body));
    v1::FetchSnapshotResponse response;
    response.set_size(claim_.size);
    response.set_parts(static_cast<uint32_t>(parts_.size()));
    response.set_data(parts_[request.part()]);
    if (request.part() == 0) {
      const std::string note = *sequencer_->SignCheckpoint();
      response.set_entry(last_);
      response.set_receipt(
          ledger::FormatReceipt(*ledger::MakeReceipt(tree_, claim_.size - 1, note)));
      response.set_frontier(claim_.frontier);
    }
    return response.SerializeAsString();
  }

  OnePack packs_;
  crypto::SigningKey key_;
  std::unique_ptr<sequencer::Sequencer> sequencer_;
  ledger::MemoryTree tree_;
  std::vector<Bytes> entries_;
  Bytes last_;
  uint64_t counter_ = 0;
  state::SnapshotClaim claim_;
  std::vector<Bytes> parts_;
};

void Arrive(Place& place, const char* how) {
  v1::OpenReplica open;
  open.set_community(place.id());
  open.set_sequencer_key(place.key());
  open.set_device_seed(Bytes(32, 'A'));
  auto replica = replica::Replica::Open(open, Bytes(64, 'e'), kMonday);
  CHECK(replica.has_value());
  int64_t steps = 0;
  sqlite3_progress_handler((*replica)->parts().state->db().raw(), 1,
                           [](void* count) { return ++*static_cast<int64_t*>(count), 0; }, &steps);
  const Clock::time_point begin = Clock::now();
  size_t bytes = 0;
  int answers = 0;
  bool changed = false;
  v1::SyncStep step;
  step.set_online(true);
  while (true) {
    auto order = (*replica)->Sync(step, kMonday, &changed);
    CHECK(order.has_value());
    step.clear_reply();
    if (order->method().empty()) {
      if (order->retry_ms() != replica::kAgainMs) break;
      continue;
    }
    *step.mutable_reply() = place.Serve(*order);
    bytes += step.reply().body().size();
    ++answers;
  }
  v1::ViewRequest request;
  request.set_now_ms(kMonday);
  request.mutable_home();
  CHECK((*replica)->View(request).has_value());
  const double ms = Ms(begin);
  CHECK((*replica)->parts().overlay->TakeOff().has_value());
  const crypto::Hash digest = (*replica)->parts().state->Digest();
  CHECK(crypto::AsBytes(digest) == place.Fingerprint());
  std::printf("  %-9s %9zu bytes in %d answers, %lld steps, %.1f ms\n", how, bytes, answers,
              static_cast<long long>(steps), ms);
  std::fflush(stdout);
}

void Run(uint64_t entries) {
  Place place;
  place.keeps_all = entries <= kReplayedMax;
  const Clock::time_point begin = Clock::now();
  place.Live(entries);
  std::printf("%llu entries in %.1f s\n", static_cast<unsigned long long>(place.size()),
              Ms(begin) / 1000);
  place.Make();
  Arrive(place, "begun");
  place.offers = false;
  if (place.keeps_all) Arrive(place, "replayed");
}

}  // namespace
}  // namespace yiting::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    yiting::bench::Run(1'000);
    yiting::bench::Run(100'000);
  }
  for (int i = 1; i < argc; ++i) {
    yiting::bench::Run(std::strtoull(argv[i], nullptr, 10));
  }
  return 0;
}
