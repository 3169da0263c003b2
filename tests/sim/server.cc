#include "tests/sim/server.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/check.h"
#include "hall/pack_shelf.h"
#include "sequencer/sequencer.h"
#include "tests/sim/bugs.h"
#include "tests/sim/cast.h"
#include "tests/sim/watched_store.h"
#include "tests/sim/world.h"

namespace yiting::sim {

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "yiting-sim-XXXXXX").string();
  CHECK(::mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Server::Server(World& world) : world_(world), mount_("server", disk_) {
  disk_.set_syncs_lie(planted() == Bug::kStoreSkipsSync);
}

Server::~Server() {
  disk_.Cut();
  connect_.reset();
  hall_.reset();
  store_.reset();
}

int64_t Server::NowMs() const { return world_.now_ms() + skew_ms; }

void Server::Found() {
  auto opened = store::SqliteStore::Open(mount_.path() + "/store.db");
  CHECK(opened.has_value());
  WatchedStore store(world_, *std::move(opened));
  CHECK(store.PutPack(PackHashOf(0), PackBundle(0)).has_value());
  hall::PackShelf packs(store);
  auto state = state::Community::Open(":memory:", state::Durability::kCache);
  CHECK(state.has_value());
  auto made = sequencer::Sequencer::Create(*std::move(state), packs, SequencerKey(),
                                           FoundingCommand(), NowMs());
  CHECK(made.has_value());
  store::Batch batch;
  for (const sequencer::StagedEntry& staged : (*made)->staged()) {
    batch.entries.push_back({(*made)->community_id(), staged.seq, staged.bytes, staged.leaf});
  }
  CHECK(store.Append(batch).has_value());
}

bool Server::StillThere() {
  if (!disk_.cut()) return true;
  Crash(sim::Stop::kPowerCut);
  return false;
}

bool Server::Start() {
  const AtServer here;
  auto opened = store::SqliteStore::Open(mount_.path() + "/store.db");
  if (opened) {
    store_ = std::make_unique<WatchedStore>(world_, *std::move(opened));
    auto heads = hall::Heads::Open(heads_folder_.path(), "", {world_.chronicle().community()});
    if (heads) heads_ = *std::move(heads);
    sequencer::KeyRing keys(SequencerKey());
    keys.Add(NextSequencerKey());
    auto hall = hall::Hall::Open(*store_, *this, keys, mount_.path() + "/state", &heads_);
    if (hall) hall_ = *std::move(hall);
  }
  if (!StillThere()) return false;
  if (!hall_) {
    store_.reset();
    world_.Note("server does not start", -1);
    start_ms = world_.now_ms() + 5000;
    return false;
  }
  connect_ = std::make_unique<http::Connect>(*hall_);
  hall_->OnGrown([this](const Bytes&, uint64_t) { world_.PokeAll(); });
  world_.Note("server starts", -1);
  const std::vector<Bytes> entries = Entries();
  if (!entries.empty()) world_.chronicle().OnReopened(entries);
  return true;
}

void Server::Stop() {
  if (!running()) return;
  world_.Note("server stops", -1);
  const AtServer here;
  connect_.reset();
  hall_.reset();
  store_.reset();
  static_cast<void>(StillThere());
}

void Server::Crash(sim::Stop stop) {
  world_.Note(stop == sim::Stop::kKilled ? "server killed" : "server power cut", -1);
  disk_.Cut();
  connect_.reset();
  hall_.reset();
  store_.reset();
  disk_.Restart(stop, world_.dice());
  start_ms = world_.now_ms() + 500 + static_cast<int64_t>(world_.dice().Roll(20'000));
}

void Server::Receive(const Packet& packet) {
  Packet answer = packet;
  answer.to_server = false;
  answer.body.clear();
  answer.status = 0;
  if (!running()) return world_.Deliver(std::move(answer));
  const AtServer here;
  http::Request request;
  request.method = "POST";
  request.path = std::string(http::kServicePath) + packet.method;
  request.content_type = "application/proto";
  request.body = packet.body;
  const Bytes asked = packet.body;
  connect_->Serve(request, [this, asked, answer](http::Response response) mutable {
    if (disk_.cut()) return;  // nobody is there to say it
    answer.status = static_cast<uint32_t>(response.status);
    answer.body = response.body ? *response.body : "";
    world_.Note("answer", answer.phone, answer.method + " " + std::to_string(response.status) +
                                          (response.status == 200 ? "" : " " + answer.body));
    if (response.status == 200) {
      world_.chronicle().OnAnswer(answer.method, asked, answer.body);
    }
    world_.Deliver(std::move(answer));
  });
}

void Server::ServeRound() {
  if (!running()) {
    if (world_.now_ms() >= start_ms) Start();
    return;
  }
  const AtServer here;
  hall_->ServeRound();
  static_cast<void>(StillThere());
}

void Server::TakeBackup() {
  backup_ = disk_.TakeImage();
  backup_size_ = world_.chronicle().size();
}

void Server::RestoreBackup() {
  Crash(sim::Stop::kKilled);
  disk_.Restore(*backup_);
  start_ms = world_.now_ms();
  world_.chronicle().OnRestored();
  world_.Note("backup restored", -1);
}

bool Server::HasContent(BytesView commitment) {
  if (!store_) return false;
  auto found = store_->FindContent(world_.chronicle().community(), commitment);
  return found && found->has_value();
}

std::vector<Bytes> Server::Entries() {
  std::vector<Bytes> entries;
  if (!store_) return entries;
  while (true) {
    auto more = store_->Read(world_.chronicle().community(), entries.size(), 1 << 20);
    if (!more) return {};
    if (more->empty()) return entries;
    entries.insert(entries.end(), more->begin(), more->end());
  }
}

}  // namespace yiting::sim
