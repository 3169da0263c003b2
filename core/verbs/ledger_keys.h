// Which key signed a ledger when. Entry 0 names the first; an entry with a RotateKey command, which
// two of the street keys of entry 0 have signed, names the next. Checkpoints of a tree that holds
// such an entry are signed by the new key alone. docs/formats/checkpoint.md.
//
// Pure. Tested by tests/unit/verbs/ledger_verify_test.cc

#ifndef YITING_VERBS_LEDGER_KEYS_H_
#define YITING_VERBS_LEDGER_KEYS_H_

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::verbs {

struct KeyInForce {
  uint64_t from_size = 0;  // of the smallest tree that it signs
  Bytes key;
};

// In order, at least one. kCorrupt, naming the entry, where a change is not signed as it must be.
Result<std::vector<KeyInForce>> KeysOf(const std::vector<Bytes>& entries);
// The one that signs a checkpoint of this size. REQUIRES: KeysOf made `keys`.
const Bytes& KeyAt(const std::vector<KeyInForce>& keys, uint64_t size);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_LEDGER_KEYS_H_
