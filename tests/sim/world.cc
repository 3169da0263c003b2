#include "tests/sim/world.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/instant.h"
#include "tests/sim/attacker.h"
#include "tests/sim/invariants.h"
#include "tests/sim/seeded.h"
#include "tests/sim/witness.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::sim {

namespace {

// After the last fault all must have come to rest within this.
constexpr int64_t kRestMsMax = 2 * kHourMs;

}  // namespace

World::World(uint64_t seed, const Options& options)
    : options_(options), dice_(seed), now_ms_(kBeginMs), network_(dice_) {
  dice_.Roll(2);  // a small seed's first number is small as well
  SeedSqlite(dice_.Roll(1u << 31));
  SeedServer(dice_.Roll(1u << 31));
  slow_ = dice_.Roll(3) == 0;
  now_ms_ += static_cast<int64_t>(dice_.Roll(200)) * kDayMs + static_cast<int64_t>(dice_.Roll(24)) *
                                                                  kHourMs;
  server_ = std::make_unique<Server>(*this);
  server_->skew_ms = static_cast<int64_t>(dice_.Roll(4000)) - 2000;
  server_->Found();
  server_->Start();
  attacker_ = std::make_unique<Attacker>(*this);
  witness_ = std::make_unique<Witness>(*this);
  std::vector<int> people = {1, 2};
  for (int who : {0, 3, 4, 5, 6, 7}) {
    if (dice_.Roll(5) < 2 && people.size() < 5) people.push_back(who);
  }
  int number = 0;
  for (int who : people) {
    phones_.push_back(
        std::make_unique<Phone>(*this, number++, Cast()[static_cast<size_t>(who)]));
    const int64_t off[] = {0, 0, 1500, -40 * kMinuteMs, 3 * kHourMs, -2 * kDayMs};
    phones_.back()->skew_ms = off[dice_.Roll(6)];
  }
}

World::~World() = default;

Phone& World::AnyPhone() { return *phones_[dice_.Roll(phones_.size())]; }
Bytes World::Entropy() { return dice_.Take(64); }
std::string World::FreshWords() { return "words-" + ToHex(dice_.Take(12)); }

void World::Note(const char* what, int who, const std::string& more) {
  const std::string line = std::to_string(step_) + " " + std::to_string(now_ms_) + " " +
                           std::to_string(who) + " " + what + " " + more + "\n";
  for (unsigned char c : line) trace_ = (trace_ ^ c) * 1099511628211u;
  if (options_.print) std::fputs(line.c_str(), stdout);
}

void World::Deliver(Packet answer) {
  if (answer.phone == kWitness) return witness_->Take(answer);
  if (answer.phone == kAttacker) return;
  if (!calm_) attacker_->MeetAnswer(answer);
  network_.Send(std::move(answer), now_ms_);
}

void World::PokeAll() {
  for (auto& phone : phones_) {
    if (phone->running() && phone->online() && (calm_ || dice_.Roll(4) != 0)) phone->Poke();
  }
}

void World::OnPhoneOpened(Phone& phone) {
  for (auto& invariant : chronicle_.invariants()) invariant->OnPhoneOpened(phone);
}

void World::Serve() {
  while (std::optional<Packet> packet = network_.Receive(now_ms_)) {
    if (packet->to_server) {
      attacker_->Overhear(*packet);
      if (!calm_ && attacker_->Swallow(*packet)) continue;
      server_->Receive(*packet);
      continue;
    }
    phones_[static_cast<size_t>(packet->phone)]->Take(*packet);
  }
  server_->ServeRound();
  for (auto& phone : phones_) phone->Turn();
}

void World::Tick() {
  int64_t next_ms = now_ms_ + 2000;
  if (auto arrives = network_.next_ms()) next_ms = std::min(next_ms, *arrives);
  for (auto& phone : phones_) {
    if (phone->wake_ms() > now_ms_) next_ms = std::min(next_ms, phone->wake_ms());
  }
  now_ms_ = std::max(now_ms_ + 1, next_ms);
  Serve();
}

void World::Jump() {
  const int64_t hours = 1 + static_cast<int64_t>(dice_.Roll(slow_ ? 24 * 12 : 30));
  now_ms_ += hours * kHourMs + static_cast<int64_t>(dice_.Roll(3'600'000));
  Note("time passes", -1, std::to_string(hours) + " h");
  Serve();
}

void World::StrikePhone() {
  Phone& phone = AnyPhone();
  switch (dice_.Roll(12)) {
    case 0:
    case 1:
      phone.set_online(!phone.online());
      return Note("online", phone.number(), phone.online() ? "yes" : "no");
    case 2:
    case 3:
      network_.CutOff(phone.number(), now_ms_ + static_cast<int64_t>(dice_.Roll(300'000)));
      return Note("cut off", phone.number());
    case 4:
    case 5:
      if (phone.running()) return phone.Close();
      return phone.Open();
    case 6:
    case 7:
      if (phone.running()) phone.Crash(Stop::kKilled);
      return;
    case 8:
      if (phone.running()) phone.Crash(Stop::kPowerCut);
      return;
    case 9:
    case 10:
      phone.disk().FailAt(1 + static_cast<int64_t>(dice_.Roll(40)), Fault::kCut);
      return Note("power will go", phone.number());
    default:
      if (dice_.Roll(6) != 0) return;
      Note("storage evicted", phone.number());
      return phone.Evict();
  }
}

void World::StrikeServer() {
  switch (dice_.Roll(6)) {
    case 0:
      if (server_->running()) server_->Stop();
      server_->start_ms = now_ms_ + static_cast<int64_t>(dice_.Roll(60'000));
      return;
    case 1:
      if (server_->running()) server_->Crash(Stop::kKilled);
      return;
    case 2:
      if (server_->running()) server_->Crash(Stop::kPowerCut);
      return;
    default:
      server_->disk().FailAt(1 + static_cast<int64_t>(dice_.Roll(60)), Fault::kCut);
      return Note("power will go", -1);
  }
}

void World::StrikeDisk() {
  const bool at_server = dice_.Roll(3) == 0;
  const int who = at_server ? -1 : static_cast<int>(dice_.Roll(phones_.size()));
  Disk& disk = at_server ? server_->disk() : phones_[static_cast<size_t>(who)]->disk();
  switch (dice_.Roll(5)) {
    case 0:
    case 1:
      disk.FailAt(1 + static_cast<int64_t>(dice_.Roll(40)), Fault::kError);
      return Note("disk will err", who);
    case 2:
      disk.FailAt(1 + static_cast<int64_t>(dice_.Roll(40)), Fault::kBrokenTill);
      return Note("disk will break", who);
    case 3:
      disk.SetRoom(disk.used() + static_cast<int64_t>(dice_.Roll(30'000)));
      return Note("disk fills", who);
    default:
      for (auto& phone : phones_) {
        phone->disk().Mend();
        phone->disk().SetRoom(0);
      }
      server_->disk().Mend();
      server_->disk().SetRoom(0);
      return Note("disks mended", -1);
  }
}

void World::Step() {
  const uint64_t roll = dice_.Roll(100);
  if (roll < 58) return Tick();
  if (roll < 78) return RunErrand(*this, AnyPhone());
  if (roll < 83) return Jump();
  if (roll < 88) return StrikePhone();
  if (roll < 90) return StrikeServer();
  if (roll < 93) return StrikeDisk();
  if (roll < 97) return attacker_->Strike();
  if (roll < 98) return witness_->Look();
  if (roll < 99 && dice_.Roll(4) == 0) return Rotate();
  if (roll < 99 && !server_->has_backup() && dice_.Roll(3) == 0) {
    server_->TakeBackup();
    return Note("backup", -1);
  }
  CheckRest(false);
}

bool World::AllIsStill() {
  if (!server_->running() || !network_.empty()) return false;
  if (chronicle_.restored() && server_->Entries().size() != chronicle_.size()) return false;
  for (auto& phone : phones_) {
    if (!phone->running() || phone->Waiting() > 0) return false;
    if (phone->Broken().empty() && phone->ConfirmedSize() != chronicle_.size()) return false;
  }
  return true;
}

void World::CheckRest(bool at_end) {
  for (auto& invariant : chronicle_.invariants()) {
    invariant->AtRest(*this);
    if (at_end) invariant->AtEnd(*this);
  }
}

void World::Rest() {
  Note("faults end", -1);
  calm_ = true;
  network_.Calm();
  if (server_->disk().cut()) server_->Crash(Stop::kPowerCut);
  server_->disk().Mend();
  server_->disk().SetRoom(0);
  for (auto& phone : phones_) {
    phone->disk().Mend();
    phone->disk().SetRoom(0);
    phone->set_online(true);
    // Who was lied to opens the app again.
    if (phone->running()) phone->Close();
    phone->Open();
  }
  server_->start_ms = now_ms_;
  ComeToRest("the last fault");
  if (chronicle_.violation() || !server_->has_backup()) return;
  // Phones bring back entries and the pack in force; of one that came after the backup and was
  // replaced since none of them may have the bundle.
  int activations = 0;
  for (uint64_t seq = server_->backup_size(); seq < chronicle_.size(); ++seq) {
    for (const v1::Event& event : chronicle_.log()[seq].entry.events()) {
      if (event.has_pack_activated()) ++activations;
    }
  }
  if (activations > 1) return;
  // Now that every phone holds what the server holds, the server loses a part of it.
  CheckRest(true);
  server_->RestoreBackup();
  server_->Start();
  attacker_->Recover();
  ComeToRest("an old backup");
  for (int i = 0; i < 6 && !chronicle_.violation(); ++i) RunErrand(*this, AnyPhone());
  ComeToRest("an old backup and more");
}

void World::ComeToRest(const char* after) {
  if (chronicle_.violation()) return;
  const int64_t until_ms = now_ms_ + kRestMsMax;
  while (now_ms_ < until_ms && !chronicle_.violation()) {
    Tick();
    if (AllIsStill()) return;
  }
  if (chronicle_.violation()) return;
  std::string who = server_->running() ? "" : " the server does not run;";
  const uint64_t stored = server_->Entries().size();
  if (stored != chronicle_.size()) who += " the store has " + std::to_string(stored) + " entries;";
  for (auto& phone : phones_) {
    if (!phone->running()) {
      who += " phone " + std::to_string(phone->number()) + " does not open;";
      continue;
    }
    if (phone->Waiting() == 0 && phone->ConfirmedSize() == chronicle_.size()) continue;
    who += " phone " + std::to_string(phone->number()) + " waits with " +
           std::to_string(phone->Waiting()) + " commands at " +
           std::to_string(phone->ConfirmedSize()) + " of " + std::to_string(chronicle_.size()) +
           " entries;" + phone->Broken();
  }
  chronicle_.Fail("NothingStuck", std::string("two hours after ") + after + who);
}

// The operator changes the ledger's key, by a command that was signed elsewhere.
void World::Rotate() {
  if (!server_->running()) return;
  v1::PushRequest push;
  push.set_community(chronicle_.community());
  push.add_commands(
      RotatingCommand(chronicle_.community(), static_cast<uint64_t>(now_ms_) * 4096));
  Packet packet;
  packet.phone = kAttacker;
  packet.method = "Push";
  packet.body = push.SerializeAsString();
  Note("key rotated", -1);
  server_->Receive(packet);
}

Ending World::Run() {
  const int64_t began_ms = now_ms_;
  for (step_ = 0; step_ < options_.steps && !chronicle_.violation(); ++step_) Step();
  if (!chronicle_.violation()) Rest();
  if (!chronicle_.violation()) CheckRest(true);
  Ending ending;
  ending.violation = chronicle_.violation();
  ending.step = step_;
  ending.entries = chronicle_.size();
  ending.faults = server_->disk().faults();
  for (auto& phone : phones_) ending.faults += phone->disk().faults();
  ending.days = (now_ms_ - began_ms) / kDayMs;
  if (!chronicle_.log().empty()) {
    Note("end", -1, ToHex(crypto::AsBytes(chronicle_.log().back().root)));
  }
  ending.trace = trace_;
  return ending;
}

}  // namespace yiting::sim
