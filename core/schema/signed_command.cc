#include "schema/signed_command.h"

#include <algorithm>
#include <array>
#include <string>

#include "crypto/sha256.h"
#include "schema/canonical.h"
#include "schema/command_form.h"
#include "schema/limits.h"

namespace yiting::schema {

namespace {

constexpr char kCommandLabel[] = "yiting.v1.command";  // with its terminating zero
constexpr char kMemberLabel[] = "yiting.v1.member";

}  // namespace

BytesView NoCommunity() {
  static constexpr std::array<char, kCommunityIdBytes> kZeros{};
  return BytesView(kZeros.data(), kZeros.size());
}

Bytes CommandSignedBytes(BytesView community, BytesView payload) {
  Bytes signed_bytes(kCommandLabel, sizeof kCommandLabel);
  signed_bytes.append(community);
  signed_bytes.append(payload);
  return signed_bytes;
}

Result<OpenedCommand> OpenCommand(BytesView bytes, BytesView community) {
  if (bytes.size() > kCommandBytesMax) {
    return Fail(ErrorCode::kTooLarge, "command: has " + std::to_string(bytes.size()) +
                                          " bytes, at most " + std::to_string(kCommandBytesMax) +
                                          " are taken; send it in pieces");
  }
  OpenedCommand command;
  command.bytes = Bytes(bytes);
  ASSIGN_OR_RETURN(command.signed_command, Decode<v1::SignedCommand>(bytes));
  const v1::SignedCommand& outer = command.signed_command;
  ASSIGN_OR_RETURN(command.payload, Decode<v1::Payload>(outer.payload()));
  if (outer.signatures().empty() || outer.signatures_size() > kSignaturesMax) {
    return Fail(ErrorCode::kInvalid, "command: field signatures: must be one to " +
                                         std::to_string(kSignaturesMax));
  }
  for (const v1::Signature& signature : outer.signatures()) {
    if (signature.key().size() != crypto::kPublicKeyBytes ||
        signature.signature().size() != crypto::kSignatureBytes) {
      return Fail(ErrorCode::kInvalid, "command: field signatures: has a wrong length");
    }
  }
  RETURN_IF_ERROR(CheckPayload(command.payload));
  const bool creates = command.payload.has_create_community();
  command.id = Bytes(crypto::AsBytes(crypto::Sha256(
      CommandSignedBytes(creates ? NoCommunity() : community, outer.payload()))));
  return command;
}

bool SignaturesHold(const OpenedCommand& command, BytesView community) {
  const bool creates = command.payload.has_create_community();
  const Bytes message =
      CommandSignedBytes(creates ? NoCommunity() : community, command.signed_command.payload());
  const auto& signatures = command.signed_command.signatures();
  for (int i = 0; i < signatures.size(); ++i) {
    for (int j = 0; j < i; ++j) {
      if (signatures[i].key() == signatures[j].key()) return false;
    }
    if (!crypto::Verify(signatures[i].key(), message, signatures[i].signature())) return false;
  }
  return IsSignedBy(command, command.payload.device());
}

bool IsSignedBy(const OpenedCommand& command, BytesView key) {
  const auto& signatures = command.signed_command.signatures();
  return std::any_of(signatures.begin(), signatures.end(),
                     [key](const v1::Signature& signature) { return signature.key() == key; });
}

Bytes SignCommand(const v1::Payload& payload, BytesView community,
                  const std::vector<crypto::SigningKey>& keys) {
  v1::SignedCommand command;
  command.set_payload(Encode(payload));
  const Bytes message = CommandSignedBytes(
      payload.has_create_community() ? NoCommunity() : community, command.payload());
  for (const crypto::SigningKey& key : keys) {
    v1::Signature* signature = command.add_signatures();
    signature->set_key(crypto::PublicKey(key));
    signature->set_signature(crypto::Sign(key, message));
  }
  return Encode(command);
}

Bytes MemberIdOf(BytesView device) {
  Bytes message(kMemberLabel, sizeof kMemberLabel);
  message.append(device);
  return Bytes(crypto::AsBytes(crypto::Sha256(message)).substr(0, kMemberIdBytes));
}

}  // namespace yiting::schema
