// A phone: a real replica on a simulated disk, and its host's loop. It can be closed, killed, and
// lose its power at any operation of its disk; what it says after that is nobody's.

#ifndef YITING_TESTS_SIM_PHONE_H_
#define YITING_TESTS_SIM_PHONE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "replica/replica.h"
#include "tests/sim/cast.h"
#include "tests/sim/disk.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/network.h"
#include "yiting/v1/bridge.pb.h"

namespace yiting::sim {

class World;

class Phone {
 public:
  Phone(World& world, int number, const Person& person);
  ~Phone();

  const Person& person() const { return person_; }
  int number() const { return number_; }
  bool running() const { return replica_ != nullptr; }
  replica::Replica& replica() { return *replica_; }
  Disk& disk() { return disk_; }

  // Opens the app. It may fail, as on a broken disk; it is opened again later.
  void Open();
  // Closes it as a page is closed, or stops it where it is.
  void Close();
  void Crash(Stop stop);
  // The browser has taken the storage back: the phone begins anew with the same key.
  void Evict();

  // What the host's loop does by itself, if it is time.
  void Turn();
  void Take(const Packet& answer);
  void Poke();
  void set_online(bool online);
  bool online() const { return online_; }
  // When it wants to be woken.
  int64_t wake_ms() const { return wake_ms_; }

  // A person taps. Empty: refused here, or the app is in no state to.
  std::optional<v1::Acted> Act(const v1::Draft& draft);

  int64_t now_ms() const;
  // How far its clock is off.
  int64_t skew_ms = 0;
  // Somebody has lied to it since it was opened.
  bool lied_to = false;

  // Of the confirmed state; takes the overlay off.
  Result<crypto::Hash> ConfirmedDigest();
  uint64_t ConfirmedSize();
  uint32_t Waiting();
  std::string Broken();

 private:
  // False when the power went meanwhile: then nothing that was said counts.
  bool StillThere();
  void Step(const v1::SyncReply* reply);

  World& world_;
  const int number_;
  const Person& person_;
  Disk disk_;
  Mount mount_;
  std::unique_ptr<replica::Replica> replica_;
  bool online_ = true;
  bool poked_ = false;
  uint64_t request_ = 0;      // the one that is out
  bool waiting_ = false;      // for its answer
  std::string method_;        // of it
  int64_t wake_ms_ = 0;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_PHONE_H_
