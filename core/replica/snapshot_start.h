// Beginning with a snapshot: a device that holds nothing but the first pull of a long ledger asks
// for the state instead of replaying it. What comes is kept part by part, so that a broken download
// goes on where it broke; it counts for nothing before its fingerprint is that of an entry in the
// signed tree. docs/formats/snapshot.md.
//
// A snapshot that does not fit is thrown away and accuses nobody: nobody has signed it.
// Pure but for the parts that it works on. Tested by tests/unit/replica/snapshot_start_test.cc

#ifndef YITING_REPLICA_SNAPSHOT_START_H_
#define YITING_REPLICA_SNAPSHOT_START_H_

#include <optional>

#include "replica/parts.h"

namespace yiting::replica {

class SnapshotStart {
 public:
  explicit SnapshotStart(Parts& parts) : parts_(parts) {}

  // Whether a part should be asked for, and the encoded request.
  bool IsDue() const { return !given_up_ && parts_.copy->CanBegin(); }
  Bytes Request();

  // Takes the answer. True: the state is that of the snapshot now. An Error is this machine's.
  Result<bool> Take(const v1::FetchSnapshotResponse& response);
  // The server has none, or not that one any more.
  Status GiveUp();

 private:
  Parts& parts_;
  bool given_up_ = false;
  int fresh_starts_ = 0;
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_SNAPSHOT_START_H_
