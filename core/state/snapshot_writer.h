// Makes a snapshot in slices, so that whoever owns the state is held up for a moment at a time: the
// file's pages are copied first, in slices between which the state may change, and the rows are
// then read from the copy. Servers only; a phone makes none.
//
// Touches: the copy's file. docs/formats/snapshot.md. Tested by tests/unit/state/snapshot_test.cc

#ifndef YITING_STATE_SNAPSHOT_WRITER_H_
#define YITING_STATE_SNAPSHOT_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "state/snapshot.h"

struct sqlite3_backup;
struct sqlite3_stmt;

namespace yiting::state {

class SnapshotWriter {
 public:
  // Pages that are copied in one slice: 1 MiB, about a millisecond.
  static constexpr int kPagesAtOnce = 256;

  // `path` of the copy must not exist; it may be ":memory:". `source` must outlive the writer
  // until Copy has said true.
  static Result<std::unique_ptr<SnapshotWriter>> Begin(Community& source, const std::string& path);
  ~SnapshotWriter();
  SnapshotWriter(const SnapshotWriter&) = delete;
  SnapshotWriter& operator=(const SnapshotWriter&) = delete;

  // One slice; true: the copy is whole, and is the source as it is now. REQUIRES: no transaction is
  // open on the source.
  Result<bool> Copy();

  // After that. What the snapshot is of.
  const SnapshotClaim& claim() const { return claim_; }
  // The next part; empty behind the last.
  Result<Bytes> NextPart();

 private:
  SnapshotWriter() = default;
  Status ReadClaim();
  Status AppendHead(Bytes& out);
  Status BeginTable();

  std::unique_ptr<Database> copy_;
  sqlite3_backup* backup_ = nullptr;
  SnapshotClaim claim_;
  std::vector<SnapshotTable> tables_;
  size_t table_ = 0;
  sqlite3_stmt* rows_ = nullptr;
  bool begun_ = false;
  Bytes row_;  // read already, for the next part
};

// All of it at once, for tests and tools.
struct WholeSnapshot {
  SnapshotClaim claim;
  std::vector<Bytes> parts;
};
Result<WholeSnapshot> WriteSnapshot(Community& community);

}  // namespace yiting::state

#endif  // YITING_STATE_SNAPSHOT_WRITER_H_
