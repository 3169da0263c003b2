// A snapshot is the state after an entry as a stream of rows: a new replica loads it into tables of
// its own instead of replaying the ledger. Every table under the fingerprint, in the order of their
// names, rows by primary key, one encoding only; cut into parts between rows.
// docs/formats/snapshot.md.
//
// The stream is not signed and is believed for one thing alone: the fingerprint summed while its
// rows go in must be that of the last entry that it covers, which is in the signed tree. No SQL, no
// name and no type comes from it; those are this build's own.
// Touches: the state that it is loaded into. Not to be confused with an export of the ledger.
// Tested by tests/unit/state/snapshot_test.cc

#ifndef YITING_STATE_SNAPSHOT_H_
#define YITING_STATE_SNAPSHOT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "state/community.h"

namespace yiting::state {

inline constexpr uint64_t kSnapshotVersion = 1;
inline constexpr BytesView kSnapshotLabel("yiting.v1.snapshot\0", 19);
// A part is closed before the row that would make it larger: a quarter of a MiB comes over a slow
// network in seconds, and what is lost when the line breaks is one of them.
inline constexpr size_t kSnapshotPartBytes = 256 * 1024;
// What a reader takes: a part, and one row more of whatever may stand in an entry.
inline constexpr size_t kSnapshotPartBytesMax = 512 * 1024;
// 256 MiB: a community of 50,000 members; more is for replaying on a larger machine than a phone.
inline constexpr uint32_t kSnapshotPartsMax = 1024;

// A table as the stream has it.
struct SnapshotTable {
  std::string name;
  std::string types;      // one letter a column: I INTEGER, T TEXT, B BLOB
  std::vector<int> key;   // the primary key's columns, from 0
};
// Every table that the fingerprint covers, by name.
Result<std::vector<SnapshotTable>> SnapshotTables(Database& database);

// What is known of a snapshot from elsewhere: by the signed tree.
struct SnapshotClaim {
  Bytes community;    // 32
  uint64_t size = 0;  // entries that it covers
  Bytes frontier;     // of the tree of that size; kept with the state
  Bytes fingerprint;  // of the last of them, 32
};

// Part 0, 1, …; nothing after the last.
using SnapshotParts = std::function<std::optional<Bytes>(uint32_t part)>;

// Fills `community`, which must be empty, and commits. kUnsupported: the rows are of another schema
// version. kCorrupt or kTooLarge: a byte is not where it may be, or the rows are not those that
// `claim` says. kIo, kNoMemory: this machine's. On any error the community is as it was.
Status LoadSnapshot(Community& community, const SnapshotClaim& claim, const SnapshotParts& parts);

// A text that the state names, and the entry that last moved what it belongs to; 0: nobody can say.
struct NamedText {
  Bytes commitment;
  uint64_t seq = 0;
};
// Those that are not erased: what whoever replays the ledger would have met on the way.
std::vector<NamedText> NamedTexts(Community& community);

// Seven bits a byte, the lowest first; the eighth says that another byte follows.
void AppendVarint(Bytes& out, uint64_t value);

}  // namespace yiting::state

#endif  // YITING_STATE_SNAPSHOT_H_
