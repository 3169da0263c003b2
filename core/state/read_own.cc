#include "state/read_own.h"

namespace yiting::state {

std::vector<OwnDevice> OwnDevices(Community& community, BytesView member) {
  std::vector<OwnDevice> devices;
  Query query = community.db().Ask(
      "SELECT device, bound_ms, revoked FROM devices WHERE member = ?1 ORDER BY device", member);
  while (query.Next()) devices.push_back({query.Blob(0), query.Int(1), query.Int(2) != 0});
  return devices;
}

uint64_t CountContentsOf(Community& community, BytesView owner) {
  Query query = community.db().Ask("SELECT count(*) FROM contents WHERE owner = ?1", owner);
  return query.Next() ? static_cast<uint64_t>(query.Int(0)) : 0;
}

}  // namespace yiting::state
