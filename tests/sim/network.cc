#include "tests/sim/network.h"

namespace yiting::sim {

void Network::Send(Packet packet, int64_t now_ms) {
  int64_t late_ms = 5 + static_cast<int64_t>(dice_.Roll(60));
  if (!calm_) {
    const auto cut_off = cut_off_.find(packet.phone);
    const bool unreachable = cut_off != cut_off_.end() && now_ms < cut_off->second;
    if (unreachable || dice_.Roll(14) == 0) {
      // Half of what is lost is known to be lost.
      if (dice_.Roll(2) == 0) return;
      packet.to_server = false;
      packet.status = 0;
      packet.body.clear();
      return Put(std::move(packet), now_ms + 2000 + static_cast<int64_t>(dice_.Roll(8000)));
    }
    if (dice_.Roll(8) == 0) late_ms += static_cast<int64_t>(dice_.Roll(20'000));
    if (dice_.Roll(12) == 0) {
      Put(packet, now_ms + late_ms + static_cast<int64_t>(dice_.Roll(90'000)));
    }
  }
  Put(std::move(packet), now_ms + late_ms);
}

std::optional<Packet> Network::Receive(int64_t now_ms) {
  if (under_way_.empty() || under_way_.begin()->first.first > now_ms) return std::nullopt;
  Packet packet = std::move(under_way_.begin()->second);
  under_way_.erase(under_way_.begin());
  return packet;
}

std::optional<int64_t> Network::next_ms() const {
  if (under_way_.empty()) return std::nullopt;
  return under_way_.begin()->first.first;
}

}  // namespace yiting::sim
