#include "schema/key_change.h"

#include <algorithm>

namespace yiting::schema {

bool StreetsSign(const OpenedCommand& command, const std::vector<Bytes>& street_keys) {
  return std::count_if(street_keys.begin(), street_keys.end(), [&command](const Bytes& key) {
           return IsSignedBy(command, key);
         }) >= 2;
}

Result<Bytes> OpenKeyChange(BytesView signed_command, BytesView community,
                            const std::vector<Bytes>& street_keys, BytesView in_force) {
  ASSIGN_OR_RETURN(const OpenedCommand command, OpenCommand(signed_command, community));
  if (!command.payload.has_rotate_key()) return Fail(ErrorCode::kInvalid, "no change of a key");
  const Bytes& key = command.payload.rotate_key().key();
  if (!SignaturesHold(command, community) || !IsSignedBy(command, key) ||
      !StreetsSign(command, street_keys)) {
    return Fail(ErrorCode::kCorrupt, "a change of the ledger's key is not signed as it must be");
  }
  if (command.payload.rotate_key().replaces() != in_force) {
    return Fail(ErrorCode::kCorrupt, "a change of the ledger's key is not of the key in force");
  }
  return key;
}

}  // namespace yiting::schema
