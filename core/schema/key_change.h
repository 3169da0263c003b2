// A change of the key that signs a ledger, as anybody can check it who has its first entry: a
// RotateKey command that two of the street keys named there have signed, and the new key itself. So
// whoever knows the ledger's id comes from any of its keys to the one in force, without entries.
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

// The new key. kInvalid for another form or another command, kCorrupt if the signatures are not
// all good or not those that it needs.
Result<Bytes> OpenKeyChange(BytesView signed_command, BytesView community,
                            const std::vector<Bytes>& street_keys);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_KEY_CHANGE_H_
