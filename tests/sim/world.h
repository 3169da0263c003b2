// One schedule: a server, phones and a network in one process, in virtual time, out of one seed.
// Whatever happens is drawn from the seed's dice, so the same seed happens the same way again; the
// trace's hash says whether it did.
//
//   steps      time passes, people act, machines fail, somebody attacks; cheap invariants watch
//   rest       faults end; within bounded time everything that was kept has arrived everywhere
//   end        the dear invariants look at all that there is
//
// One at a time in a process (disks are mounted by name).

#ifndef YITING_TESTS_SIM_WORLD_H_
#define YITING_TESTS_SIM_WORLD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/sim/chronicle.h"
#include "tests/sim/network.h"
#include "tests/sim/phone.h"
#include "tests/sim/server.h"
#include "tests/support/dice.h"

namespace yiting::sim {

class Attacker;
class Witness;

inline constexpr int kSteps = 260;
// Who else is on the network, by number.
inline constexpr int kAttacker = 100;
inline constexpr int kWitness = 101;

struct Options {
  bool print = false;  // every line of the trace
  int steps = kSteps;
};

struct Ending {
  std::optional<Chronicle::Violation> violation;
  int step = 0;
  uint64_t trace = 0;    // hash
  uint64_t entries = 0;
  int64_t faults = 0;    // of disks
  int64_t days = 0;      // of virtual time
};

class World {
 public:
  World(uint64_t seed, const Options& options);
  ~World();

  Ending Run();

  // For its parts. --------------------------------------------------------------------------------
  int64_t now_ms() const { return now_ms_; }
  testing::Dice& dice() { return dice_; }
  Network& network() { return network_; }
  Chronicle& chronicle() { return chronicle_; }
  Server& server() { return *server_; }
  std::vector<std::unique_ptr<Phone>>& phones() { return phones_; }
  Phone& AnyPhone();
  // 64 bytes that are never the same twice.
  Bytes Entropy();
  // Words that nobody else has written.
  std::string FreshWords();
  // A line of the trace.
  void Note(const char* what, int who, const std::string& more = "");

  // An answer of the server's goes back.
  void Deliver(Packet answer);
  void PokeAll();
  bool ServerIsCut() const { return server_->disk().cut(); }
  void OnPhoneOpened(Phone& phone);

 private:
  void Step();
  // To the next thing that happens, or a while.
  void Tick();
  void Serve();
  void Jump();
  void StrikePhone();
  void StrikeServer();
  void StrikeDisk();
  void Rotate();
  void Rest();
  // Everything that was kept arrives everywhere, within bounded time.
  void ComeToRest(const char* after);
  bool AllIsStill();
  void CheckRest(bool at_end);

  const Options options_;
  testing::Dice dice_;
  int64_t now_ms_;
  uint64_t trace_ = 14695981039346656037u;
  int step_ = 0;
  bool calm_ = false;
  bool slow_ = false;  // months go by
  Network network_;
  Chronicle chronicle_;
  std::unique_ptr<Server> server_;
  std::vector<std::unique_ptr<Phone>> phones_;
  std::unique_ptr<Attacker> attacker_;
  std::unique_ptr<Witness> witness_;
};

// What somebody does with their phone: errands.cc.
void RunErrand(World& world, Phone& phone);

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_WORLD_H_
