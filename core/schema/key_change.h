// A change of the key that signs a ledger, as anybody can check it who has its first entry: a
// RotateKey command that two of the street keys named there have signed, and the new key itself. It
// names the key that it replaces, so whoever knows the ledger's id comes from its first key to the
// one in force, one after the other, without entries; a replaced key cannot come back.
// docs/formats/checkpoint.md.
//
// Pure. Whether the command was admitted, its entry says. Tested by
// tests/unit/sequencer/key_change_test.cc

#ifndef YITING_SCHEMA_KEY_CHANGE_H_
#define YITING_SCHEMA_KEY_CHANGE_H_

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "schema/signed_command.h"

namespace yiting::schema {

// True if two of a ledger's street keys have signed: what brings an earlier pack back, or another
// key. REQUIRES: SignaturesHold.
bool StreetsSign(const OpenedCommand& command, const std::vector<Bytes>& street_keys);

// The key after `in_force`. kInvalid for another form or another command, kCorrupt if the
// signatures are not all good or not those that it needs, or it replaces another key.
Result<Bytes> OpenKeyChange(BytesView signed_command, BytesView community,
                            const std::vector<Bytes>& street_keys, BytesView in_force);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_KEY_CHANGE_H_
