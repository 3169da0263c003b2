// Replay applies an entry that was made elsewhere. No Lua runs: the events are in the entry. Each
// is checked against the mechanism first (state/check_event.h), and afterwards the fingerprint
// must be
// the one that the entry names; so a replica that went another way finds out at that entry.
//
// Whether the entry is in the signed tree is the caller's question (ledger/), and whether the rules
// were kept is the audit's.
// Tested by tests/unit/state/replay_test.cc

#ifndef YITING_STATE_REPLAY_H_
#define YITING_STATE_REPLAY_H_

#include "base/bytes.h"
#include "base/result.h"
#include "state/community.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::state {

enum class CommandSignatures {
  kVerify,
  kSkip,  // entries that this machine itself verified before (rebuilding a state file)
};

// Applies the entry inside the caller's transaction.
// kUnsupported: a higher engine level; stop and ask for an update. kInvalid, kCorrupt: the entry is
// evidence against whoever made it; the message names what. On any error the caller rolls back.
Status ReplayEntry(Community& community, BytesView entry_bytes, CommandSignatures signatures);

}  // namespace yiting::state

#endif  // YITING_STATE_REPLAY_H_
