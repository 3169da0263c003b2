// From what a page hands over to a signed command: prose gets a salt and a commitment, inputs their
// canonical order, the payload its actor, counter and size, and the device signs.
//
// Salts and keys are drawn from entropy that the host gives with the call, mixed with the device's
// own secret and the command's counter; so a host that gave the same entropy twice would still not
// make two contents with one salt. docs/formats/command.md, commitment.md.
// Tested by tests/unit/replica/side_store_test.cc, replica_test.cc

#ifndef YITING_REPLICA_DRAFT_H_
#define YITING_REPLICA_DRAFT_H_

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "decide/decide.h"
#include "replica/parts.h"
#include "schema/signed_command.h"
#include "yiting/v1/bridge.pb.h"

namespace yiting::replica {

// The host gives this much with each call that needs chance.
inline constexpr size_t kEntropyBytes = 64;

// 32 bytes for one purpose: SHA-256(label || 0 || entropy || secret || counter || index), integers
// eight bytes big-endian. REQUIRES: entropy has kEntropyBytes.
Bytes Derive(std::string_view label, BytesView entropy, BytesView secret, uint64_t counter,
             uint64_t index);

struct Prepared {
  schema::OpenedCommand command;
  std::vector<v1::Content> contents;
  // What was written into a field; of a sealed vote the input that lies in
  // the box, as the hex digits of an encoded v1::Input.
  std::vector<WrittenText> texts;
};

// The command that `draft` makes, or why it cannot be one (TOO_LARGE). kInvalid: the page handed
// over what no form can make (a field without a place, prose that is not UTF-8, no body).
Result<std::variant<Prepared, decide::Refusal>> Prepare(Parts& parts, const v1::Draft& draft,
                                                        BytesView entropy, int64_t now_ms);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_DRAFT_H_
