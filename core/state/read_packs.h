// Questions about rule packs: which were in force, who has approved the next. Pure reads. The pack
// in force itself is LedgerFacts::pack. Tested by tests/unit/state/packs_test.cc

#ifndef YITING_STATE_READ_PACKS_H_
#define YITING_STATE_READ_PACKS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "state/read_ledger.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::state {

// A pack was put in force. It held until the next one of them; a pack may have held twice.
struct PackTerm {
  uint64_t seq = 0;  // of the entry that did it
  Bytes pack;
  int64_t time_ms = 0;
  Bytes by;  // member who signed last; empty for the community's first pack
  bool restored = false;
};
// The newest first, at most `limit`.
std::vector<PackTerm> PackTerms(Community& community, uint32_t limit);
// The last one of that pack, if it ever held.
std::optional<PackTerm> FindPackTerm(Community& community, BytesView pack);

// One of the signatures that a pack waits for.
struct PackApproval {
  Bytes pack;
  Bytes member;
  int64_t time_ms = 0;
};
// Since another pack was last put in force, by pack and member; of `pack` only, unless it is empty.
std::vector<PackApproval> ApprovalsOf(Community& community, BytesView pack);

// A matter whose inputs name a pack: what it is about.
struct PackAskedFor {
  Bytes matter;
  Bytes pack;
};
// In the order of the entry's events.
std::vector<PackAskedFor> PacksAskedForIn(const v1::Entry& entry);

// Matters of the procedure that live under the pack, the newest first, at most `limit`.
std::vector<Bytes> MattersUnder(Community& community, BytesView procedure, BytesView pack,
                                uint32_t limit);

// The packs that an entry names, by hash: who holds the entry needs them to decide it again.
std::set<Bytes> PacksNamedBy(const v1::Entry& entry);

// Running deadlines that the calendar could not fully count, with numbers above `after`, in order.
std::vector<Deadline> ProvisionalDeadlines(Community& community, uint64_t after, uint32_t limit);

// Open matters that live under another pack than the one in force.
struct OtherPackMatters {
  int64_t count = 0;
  std::vector<Bytes> matters;  // the oldest first, at most `limit`
};
OtherPackMatters MattersOnOtherPacks(Community& community, uint32_t limit);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_PACKS_H_
