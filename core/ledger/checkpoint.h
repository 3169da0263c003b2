// A checkpoint is a tree head that the ledger's sequencer has signed: a note (ledger/note.h) whose
// text names the ledger (its origin), the size and the root. C2SP `tlog-checkpoint`. A cosignature
// is a witness's statement, on the same note, that at a time this was the largest tree it had seen
// of that origin and that it grew out of what it saw before. C2SP `tlog-cosignature`, v1, Ed25519.
//
// Written down in docs/formats/checkpoint.md. Pure: the time of a cosignature is given.
// Not to be confused with a save point or a snapshot; in this house a checkpoint is always signed.
// Tested by tests/unit/ledger/checkpoint_test.cc

#ifndef YITING_LEDGER_CHECKPOINT_H_
#define YITING_LEDGER_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace yiting::ledger {

struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  Hash root = EmptyRoot();

  TreeHead head() const { return TreeHead{size, root}; }
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The origin of a community's ledger: "yiting.v1/" + its id in hexadecimal.
std::string OriginOf(BytesView community);

// The note's text: three lines. REQUIRES: IsValidKeyName(checkpoint.origin); the origin doubles as
// the name of the sequencer's key.
std::string FormatCheckpoint(const Checkpoint& checkpoint);
// Extension lines, which C2SP allows after the third, are passed over; we write none.
Result<Checkpoint> ParseCheckpoint(std::string_view text);

// The whole note. The key name is the origin unless a ledger has a second signer.
std::string SignCheckpoint(const Checkpoint& checkpoint, std::string_view key_name,
                           const crypto::SigningKey& key);

// The checkpoint in `note`, if it is of `origin` and `key` has signed it.
Result<Checkpoint> OpenCheckpoint(std::string_view note, std::string_view origin,
                                  const VerifierKey& key);
// The same for the sequencer's key, whose name is the origin.
Result<Checkpoint> OpenCheckpoint(std::string_view note, std::string_view origin,
                                  BytesView public_key);

// `note` with one more line: the witness's cosignature at `time_s`, seconds since 1970. The caller
// has verified the checkpoint and its consistency with the newest one that the witness knew.
// kInvalid if `note` is no checkpoint, kTooLarge if it has no room. REQUIRES: time_s >= 0 and
// IsValidKeyName(witness_name).
Result<std::string> Cosign(std::string_view note, std::string_view witness_name,
                           const crypto::SigningKey& key, int64_t time_s);

// The time in seconds at which the witness cosigned `note`; the latest, if it did so more than
// once. kNotFound if it did not, kCorrupt if one of its cosignatures is not good. Says nothing
// about the sequencer's own signature. REQUIRES: witness.type is kCosignature.
Result<int64_t> VerifyCosignature(std::string_view note, const VerifierKey& witness);

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_CHECKPOINT_H_
