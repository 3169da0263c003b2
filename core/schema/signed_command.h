// A command as it travels: the payload's bytes and signatures over them. The signed bytes bind the
// community, so a command cannot be carried into another one; its id is their SHA-256, so pushing
// it a thousand times makes one entry. docs/formats/command.md.
//
// Whether the rules allow it is decide's question. Pure.
// Tested by tests/unit/schema/signed_command_test.cc

#ifndef YITING_SCHEMA_SIGNED_COMMAND_H_
#define YITING_SCHEMA_SIGNED_COMMAND_H_

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "yiting/v1/command.pb.h"

namespace yiting::schema {

struct OpenedCommand {
  Bytes id;     // 32
  Bytes bytes;  // the SignedCommand as received
  v1::SignedCommand signed_command;
  v1::Payload payload;

  // The id of what it opens: a matter or a message.
  Bytes MadeId() const { return id.substr(0, 16); }
};

// "yiting.v1.command\0" || community (32; zeros for CreateCommunity) || payload.
Bytes CommandSignedBytes(BytesView community, BytesView payload);

// Decodes and checks form: canonical bytes, lengths of ids, sorted inputs, limits.
// kTooLarge over kCommandBytesMax, otherwise kInvalid with the field. Signatures are not checked.
Result<OpenedCommand> OpenCommand(BytesView bytes, BytesView community);

// True if every signature is good, the device has signed, and no key signs twice.
bool SignaturesHold(const OpenedCommand& command, BytesView community);
// True if `key` is among the keys that signed. REQUIRES: SignaturesHold.
bool IsSignedBy(const OpenedCommand& command, BytesView key);

// The SignedCommand's bytes; `keys` sign in order, the device's key first.
Bytes SignCommand(const v1::Payload& payload, BytesView community,
                  const std::vector<crypto::SigningKey>& keys);

// The member id that a device makes for itself when it accepts an invitation:
// the first 16 bytes of SHA-256("yiting.v1.member\0" || device key).
Bytes MemberIdOf(BytesView device);

// 32 zero bytes: the community of its own first command.
BytesView NoCommunity();

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_SIGNED_COMMAND_H_
