// Who wants the server to keep what nobody said, and phones to believe what nobody signed: has
// heard every request, can send what it likes, and now and then sits on a phone's line. It has no
// key but its own, and that of an observer who should know better.

#ifndef YITING_TESTS_SIM_ATTACKER_H_
#define YITING_TESTS_SIM_ATTACKER_H_

#include <string>
#include <vector>

#include "tests/sim/network.h"
#include "tests/sim/world.h"

namespace yiting::sim {

class Attacker {
 public:
  explicit Attacker(World& world) : world_(world) {}

  // Hears a request on its way.
  void Overhear(const Packet& packet);
  // Has a request in its hands. True if it keeps it, and has answered in the server's place.
  bool Swallow(const Packet& request);
  // Has an answer in its hands, and may change it.
  void MeetAnswer(Packet& answer);
  // Sends something to the server.
  void Strike();
  // "Brings back" an entry that nobody has lost.
  void Recover();

 private:
  void Send(const char* what, const std::string& method, Bytes body);
  Bytes Forged();
  Bytes ByObserver();
  Bytes Flipped(Bytes bytes);
  void Lie(Packet& answer);
  void ForgeTree(Packet& answer);

  World& world_;
  std::vector<Packet> heard_;    // pushes
  std::vector<Packet> answers_;
  uint64_t counter_ = 0;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_ATTACKER_H_
