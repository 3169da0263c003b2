// The network between phones and the server: requests and answers as bytes, each late by its own
// time, some twice, some never, some in another order; a phone may be cut off for a while. As HTTP
// does, it brings an answer to the request that it belongs to.
// Pure: times are given, chance comes from the dice.

#ifndef YITING_TESTS_SIM_NETWORK_H_
#define YITING_TESTS_SIM_NETWORK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "tests/support/dice.h"

namespace yiting::sim {

struct Packet {
  bool to_server = false;
  int phone = 0;
  uint64_t request = 0;  // which request of the phone's it is, or answers
  std::string method;
  uint32_t status = 0;   // of an answer; 0 = there was no connection
  Bytes body;
};

class Network {
 public:
  explicit Network(testing::Dice& dice) : dice_(dice) {}

  void Send(Packet packet, int64_t now_ms);
  // The next one that has arrived.
  std::optional<Packet> Receive(int64_t now_ms);
  std::optional<int64_t> next_ms() const;
  bool empty() const { return under_way_.empty(); }

  void CutOff(int phone, int64_t until_ms) { cut_off_[phone] = until_ms; }
  // From now on nothing is lost, doubled or slow.
  void Calm() {
    calm_ = true;
    cut_off_.clear();
  }

 private:
  void Put(Packet packet, int64_t at_ms) { under_way_.emplace(std::pair(at_ms, ++count_), packet); }

  testing::Dice& dice_;
  std::map<std::pair<int64_t, uint64_t>, Packet> under_way_;
  std::map<int, int64_t> cut_off_;
  uint64_t count_ = 0;
  bool calm_ = false;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_NETWORK_H_
