// Which contents the ledger says are erased: what a server holds its store against when it opens a
// community, whatever was restored or cut off before. Reads the state.
// Tested by tests/unit/server/erasure_test.cc

#ifndef YITING_STATE_READ_ERASURES_H_
#define YITING_STATE_READ_ERASURES_H_

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

// Commitments above `after`, ascending, at most `limit`.
std::vector<Bytes> ErasedContents(Community& community, BytesView after, uint32_t limit);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_ERASURES_H_
