// What a member's own page asks: their devices with the day of each, how much of what they wrote is
// kept. Pure reads; every list has a total order.
// Tested by tests/unit/query/erasure_view_test.cc

#ifndef YITING_STATE_READ_OWN_H_
#define YITING_STATE_READ_OWN_H_

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct OwnDevice {
  Bytes key;
  int64_t bound_ms = 0;
  bool revoked = false;
};
// By key.
std::vector<OwnDevice> OwnDevices(Community& community, BytesView member);

// Contents that the member owns, erased ones too.
uint64_t CountContentsOf(Community& community, BytesView owner);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_OWN_H_
