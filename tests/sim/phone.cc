#include "tests/sim/phone.h"

#include <utility>

#include "replica/parts.h"
#include "replica/sync_session.h"
#include "schema/signed_command.h"
#include "tests/sim/bugs.h"
#include "tests/sim/world.h"

namespace yiting::sim {

Phone::Phone(World& world, int number, const Person& person)
    : world_(world),
      number_(number),
      person_(person),
      mount_("phone" + std::to_string(number), disk_) {
  disk_.set_syncs_lie(planted() == Bug::kPhoneSkipsSync);
}

Phone::~Phone() {
  // A world that ends is no clean close of every app.
  disk_.Cut();
  replica_.reset();
}

int64_t Phone::now_ms() const { return world_.now_ms() + skew_ms; }

bool Phone::StillThere() {
  if (!disk_.cut()) return true;
  Crash(Stop::kPowerCut);
  return false;
}

void Phone::Open() {
  if (running()) return;
  v1::OpenReplica open;
  open.set_folder(mount_.path());
  open.set_community(world_.chronicle().community());
  open.set_sequencer_key(crypto::PublicKey(SequencerKey()));
  open.set_device_seed(person_.seed);
  auto opened = replica::Replica::Open(open, world_.Entropy(), now_ms());
  waiting_ = false;
  lied_to = false;
  if (opened) replica_ = *std::move(opened);
  if (!StillThere()) return;
  world_.Note("open", number_, opened ? "" : opened.error().message);
  wake_ms_ = world_.now_ms() + (opened ? 0 : 5000);
  if (opened) world_.OnPhoneOpened(*this);
}

void Phone::Close() {
  replica_.reset();
  waiting_ = false;
  if (!StillThere()) return;
  world_.Note("close", number_);
}

void Phone::Crash(Stop stop) {
  world_.Note(stop == Stop::kKilled ? "kill" : "power cut", number_);
  disk_.Cut();
  replica_.reset();
  waiting_ = false;
  disk_.Restart(stop, world_.dice());
}

void Phone::Evict() {
  Crash(Stop::kKilled);
  disk_.Wipe();
  world_.chronicle().OnStorageLost(number_);
}

void Phone::Turn() {
  if (!running()) {
    if (world_.now_ms() >= wake_ms_) Open();
    return;
  }
  if (waiting_ && world_.now_ms() < wake_ms_ && !poked_) return;
  if (!waiting_ && world_.now_ms() < wake_ms_ && !poked_) return;
  Step(nullptr);
}

void Phone::Poke() {
  poked_ = true;
  if (!waiting_) wake_ms_ = world_.now_ms();
}

void Phone::set_online(bool online) {
  online_ = online;
  if (!online) waiting_ = false;
  wake_ms_ = world_.now_ms();
}

void Phone::Take(const Packet& answer) {
  if (!running() || !waiting_ || answer.request != request_) return;
  waiting_ = false;
  v1::SyncReply reply;
  reply.set_method(answer.method);
  reply.set_status(answer.status);
  reply.set_body(answer.body);
  Step(&reply);
}

void Phone::Step(const v1::SyncReply* reply) {
  v1::SyncStep step;
  step.set_online(online_);
  step.set_poked(std::exchange(poked_, false));
  if (reply != nullptr) *step.mutable_reply() = *reply;
  bool changed = false;
  Result<v1::SyncOrder> order = replica_->Sync(step, now_ms(), &changed);
  if (!StillThere()) return;
  if (!order) {
    world_.Note("sync failed", number_, order.error().message);
    wake_ms_ = world_.now_ms() + 3000;
    // Somebody closes the app and opens it again.
    if (world_.dice().Roll(2) == 0) {
      Close();
      wake_ms_ = world_.now_ms() + 1000;
    }
    return;
  }
  if (order->method().empty()) {
    wake_ms_ = world_.now_ms() + (order->retry_ms() > 0 ? order->retry_ms() : 60'000);
    return;
  }
  waiting_ = true;
  method_ = order->method();
  wake_ms_ = world_.now_ms() + replica::kReplyMsMax;
  Packet packet;
  packet.to_server = true;
  packet.phone = number_;
  packet.request = ++request_;
  packet.method = order->method();
  packet.body = order->body();
  world_.Note("send", number_, packet.method);
  world_.network().Send(std::move(packet), world_.now_ms());
}

std::optional<v1::Acted> Phone::Act(const v1::Draft& draft) {
  if (!running()) return std::nullopt;
  Result<v1::Acted> acted = replica_->Act(draft, world_.Entropy(), now_ms());
  if (!StillThere()) return std::nullopt;
  if (!acted) {
    world_.Note("act failed", number_, acted.error().message);
    return std::nullopt;
  }
  world_.Note("act", number_,
              acted->has_rejection() ? v1::Reason_Name(acted->rejection().reason()) : "kept");
  if (acted->has_rejection()) return std::nullopt;
  world_.chronicle().OnMade(acted->command_id(), number_);
  if (!waiting_) wake_ms_ = world_.now_ms();
  return *std::move(acted);
}

Result<crypto::Hash> Phone::ConfirmedDigest() {
  RETURN_IF_ERROR(replica_->parts().overlay->TakeOff());
  return replica_->parts().state->Digest();
}

uint64_t Phone::ConfirmedSize() { return replica_->parts().overlay->confirmed_size(); }

uint32_t Phone::Waiting() { return replica_->parts().store->CountCommands().waiting; }

std::string Phone::Broken() { return replica_->parts().broken; }

}  // namespace yiting::sim
