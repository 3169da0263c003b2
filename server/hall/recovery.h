// A ledger whose entries were lost: a store that came back from a backup, seen by a signature of
// ours over a larger tree. Nothing is signed then; clients bring the missing entries, in pieces
// that each prove themselves under that signature. docs/formats/sync.md.
//
//   a client's head ─► Compare ─► fits: go on · larger: the desk is *behind* · fork: it is halted
//   RecoverRequest  ─► TakeBack ─► store, state, contents that those entries commit to
//
// The hall's thread only. Tested by tests/unit/server/recovery_test.cc, recovery_story_test.cc

#ifndef YITING_SERVER_HALL_RECOVERY_H_
#define YITING_SERVER_HALL_RECOVERY_H_

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "hall/intake.h"
#include "hall/reading.h"

namespace yiting::hall {

class Desk;

// How a signed head stands to the ledger that is here.
enum class Standing {
  kFits,      // it is a beginning of it
  kLarger,    // entries are missing here
  kFork,      // signed by the key in force, and no beginning of it
  kOldFork,   // the same by a key that was changed since: whoever has that key may sign anything
  kForeign,   // not by a key of this ledger, or by one that had been changed before that size
};
// Looks up who signed, where the head does not say. `ring`: this machine's keys, oldest first.
Result<Standing> Compare(const ReadingDesk& desk, const std::vector<Bytes>& ring,
                         const SignedHead& head);

// Every RotateKey of the ledger, in order: how a client that knows an older key comes to the one in
// force.
Result<std::vector<Bytes>> KeyChanges(const ReadingDesk& desk);

// Takes what the piece brings beyond what is here, durably: entries, and the contents and packs
// that its entries name or that held here. Nothing is taken of a piece that begins after our end.
// Where the client goes on: after its piece, or at our end. kInvalid if the piece does not lead to
// its signed root or is not ours; the errors of Desk::Meet.
Result<uint64_t> TakeBack(Desk& desk, const RecoverJob& job, int64_t now_ms);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_RECOVERY_H_
