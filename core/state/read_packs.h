// Questions about rule packs: which were in force, who has approved the next. Pure reads. The pack
// in force itself is LedgerFacts::pack. Tested by tests/unit/state/packs_test.cc

#ifndef YITING_STATE_READ_PACKS_H_
#define YITING_STATE_READ_PACKS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "state/read_ledger.h"

namespace yiting::state {

struct PackTerm {
  Bytes pack;
  uint64_t first_seq = 0;  // of the entry that first put it in force
  uint64_t last_seq = 0;   // of the one that last did
};
// Every pack that was ever in force, the newest first.
std::vector<PackTerm> PackTerms(Community& community);
std::optional<PackTerm> FindPackTerm(Community& community, BytesView pack);

// Members who have approved `pack` since another was last put in force, by member.
std::vector<Bytes> ApprovalsOf(Community& community, BytesView pack);

// Running deadlines that the calendar could not fully count, by number.
std::vector<Deadline> ProvisionalDeadlines(Community& community, uint32_t limit);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_PACKS_H_
