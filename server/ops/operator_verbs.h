// The verbs by which an operator runs a street on this machine while no server runs on its data:
// `community create|list|rotate-key|resume`, `member invite`. (`community export` is export.h's,
// `content erase` the store's.) main.cc prints what they return.
//
// Touches: the data folder. Tested by tests/unit/server/house_test.cc

#ifndef YITING_SERVER_OPS_OPERATOR_VERBS_H_
#define YITING_SERVER_OPS_OPERATOR_VERBS_H_

#include <string>

#include "base/result.h"
#include "ops/house.h"

namespace yiting::ops {

// Founds a community under a pack of RULES, with this machine's operator as its registrar and two
// street keys made here. Returns its id.
Result<Bytes> CreateCommunity(House& house, const std::string& rules, const std::string& pack,
                              const v1::Text& title, int64_t now_ms);

// One line a community: id, number of entries, title.
Result<std::string> ListCommunities(House& house);

// Puts a key that is made here in force for this ledger, signed by this machine's operator and its
// two street keys. Returns the new key. The old one need not be here: that is how a stolen or lost
// one is replaced; polls that were sealed under a lost one cannot be counted.
Result<Bytes> RotateKey(House& house, BytesView community, int64_t now_ms);

// Says of a ledger that waits for lost entries that no more of them will come. kConflict, saying
// how many are known to be missing, unless `give_up`: whoever holds one of those will see a fork.
// Returns how many entries it goes on with.
Result<uint64_t> Resume(House& house, BytesView community, bool give_up);

// The key of this ledger that a link should name.
Result<Bytes> LedgerKey(House& house, BytesView community);

// An invitation for a role (and unit, or empty), good for `days`. Returns the secret seed of its
// link, which is kept nowhere.
Result<Bytes> Invite(House& house, BytesView community, const std::string& role,
                     const std::string& unit, int days, int64_t now_ms);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_OPERATOR_VERBS_H_
