#include "schema/signed_command.h"

#include <algorithm>
#include <array>
#include <string>

#include "crypto/sha256.h"
#include "schema/canonical.h"
#include "schema/limits.h"

namespace yiting::schema {

namespace {

constexpr char kCommandLabel[] = "yiting.v1.command";  // with its terminating zero
constexpr char kMemberLabel[] = "yiting.v1.member";

Failure Bad(const std::string& field, const std::string& what) {
  return Fail(ErrorCode::kInvalid, "command: field " + field + ": " + what);
}

Status CheckId(const std::string& id, size_t bytes, const char* field) {
  if (id.size() == bytes) return {};
  return Bad(field, "must have " + std::to_string(bytes) + " bytes, has " +
                        std::to_string(id.size()));
}

Status CheckOptionalId(const std::string& id, size_t bytes, const char* field) {
  return id.empty() ? Status() : CheckId(id, bytes, field);
}

// A name of the pack's vocabulary: what can be a counter's part and a file's line.
Status CheckName(const std::string& name, const char* field, bool optional = false) {
  if (name.empty()) return optional ? Status() : Bad(field, "is missing");
  if (name.size() > kNameBytesMax) return Bad(field, "is too long");
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain ? Status() : Bad(field, "has other than a-z, 0-9 and _");
}

Status CheckContent(const v1::ContentRef& ref, const char* field) {
  RETURN_IF_ERROR(CheckId(ref.commitment(), kCommitmentBytes, field));
  if (ref.audience() == v1::AUDIENCE_UNSPECIFIED || !v1::Audience_IsValid(ref.audience())) {
    return Bad(field, "has no audience");
  }
  const bool text = ref.media() == "text/plain";
  if (!text && ref.media() != "image/jpeg" && ref.media() != "image/webp") {
    return Bad(field, "is neither text/plain nor image/jpeg nor image/webp");
  }
  if (ref.size() > (text ? kTextBytesMax : kPhotoBytesMax)) return Bad(field, "is too large");
  return {};
}

Status CheckInput(const v1::Input& input) {
  const char* field = "inputs";
  RETURN_IF_ERROR(CheckName(input.field(), field));
  switch (input.value_case()) {
    case v1::Input::kCode:
      return CheckName(input.code(), input.field().c_str());
    case v1::Input::kContent:
      return CheckContent(input.content(), input.field().c_str());
    case v1::Input::kCodes: {
      const auto& codes = input.codes().code();
      for (const std::string& code : codes) {
        RETURN_IF_ERROR(CheckName(code, input.field().c_str()));
      }
      if (std::adjacent_find(codes.begin(), codes.end(), std::greater_equal<>()) != codes.end()) {
        return Bad(input.field(), "must be sorted, no two alike");
      }
      return {};
    }
    case v1::Input::kMembers: {
      const auto& members = input.members().member();
      for (const std::string& member : members) {
        RETURN_IF_ERROR(CheckId(member, kMemberIdBytes, input.field().c_str()));
      }
      if (std::adjacent_find(members.begin(), members.end(), std::greater_equal<>()) !=
          members.end()) {
        return Bad(input.field(), "must be sorted, no two alike");
      }
      return {};
    }
    case v1::Input::kPack:
      return CheckId(input.pack(), kPackHashBytes, input.field().c_str());
    case v1::Input::kRoom:
      return CheckId(input.room(), kRoomIdBytes, input.field().c_str());
    case v1::Input::VALUE_NOT_SET:
      return Bad(input.field(), "has no value");
    case v1::Input::kNumber:
    case v1::Input::kInstantMs:
      return {};
  }
  return {};
}

Status CheckInputs(const google::protobuf::RepeatedPtrField<v1::Input>& inputs) {
  for (int i = 0; i < inputs.size(); ++i) {
    RETURN_IF_ERROR(CheckInput(inputs[i]));
    if (i > 0 && inputs[i - 1].field() >= inputs[i].field()) {
      return Bad("inputs", "must be sorted by field, no two alike");
    }
  }
  return {};
}

Status CheckGrant(const v1::RoleGrant& grant) {
  RETURN_IF_ERROR(CheckName(grant.role(), "role"));
  RETURN_IF_ERROR(CheckName(grant.unit(), "unit", true));
  if (grant.from_ms() < 0 || grant.until_ms() < 0) return Bad("grant", "has a negative instant");
  if (grant.until_ms() != 0 && grant.until_ms() <= grant.from_ms()) {
    return Bad("grant", "ends before it begins");
  }
  return {};
}

Status CheckNewMember(const v1::NewMember& member) {
  RETURN_IF_ERROR(CheckId(member.member(), kMemberIdBytes, "member"));
  RETURN_IF_ERROR(CheckOptionalId(member.household(), kHouseholdIdBytes, "household"));
  RETURN_IF_ERROR(CheckOptionalId(member.device(), kDeviceKeyBytes, "device"));
  for (const v1::RoleGrant& grant : member.roles()) RETURN_IF_ERROR(CheckGrant(grant));
  if (member.has_profile()) RETURN_IF_ERROR(CheckContent(member.profile(), "profile"));
  return {};
}

Status CheckChannel(v1::Channel channel) {
  if (channel == v1::CHANNEL_UNSPECIFIED || !v1::Channel_IsValid(channel)) {
    return Bad("channel", "is none that is known");
  }
  return {};
}

Status CheckCreate(const v1::CreateCommunity& body) {
  RETURN_IF_ERROR(CheckId(body.sequencer_key(), kDeviceKeyBytes, "sequencer_key"));
  RETURN_IF_ERROR(CheckId(body.pack_hash(), kPackHashBytes, "pack_hash"));
  if (body.title().zh().empty()) return Bad("title", "is missing");
  for (const std::string& key : body.street_keys()) {
    RETURN_IF_ERROR(CheckId(key, kDeviceKeyBytes, "street_keys"));
  }
  if (body.members().empty()) return Bad("members", "must name at least the registrar");
  for (const v1::NewMember& member : body.members()) RETURN_IF_ERROR(CheckNewMember(member));
  return {};
}

Status CheckInvitation(const v1::IssueInvitation& body) {
  RETURN_IF_ERROR(CheckId(body.key(), kDeviceKeyBytes, "key"));
  RETURN_IF_ERROR(CheckOptionalId(body.household(), kHouseholdIdBytes, "household"));
  if (body.expires_ms() <= 0) return Bad("expires_ms", "is missing");
  if (body.roles().empty()) return Bad("roles", "must name at least one");
  for (const v1::RoleGrant& grant : body.roles()) RETURN_IF_ERROR(CheckGrant(grant));
  return {};
}

Status CheckMigration(const v1::MigrateMatters& body) {
  RETURN_IF_ERROR(CheckId(body.pack(), kPackHashBytes, "pack"));
  const auto& matters = body.matters();
  if (matters.empty()) return Bad("matters", "is empty");
  for (const std::string& matter : matters) {
    RETURN_IF_ERROR(CheckId(matter, kMatterIdBytes, "matters"));
  }
  if (std::adjacent_find(matters.begin(), matters.end(), std::greater_equal<>()) !=
      matters.end()) {
    return Bad("matters", "must be sorted, no two alike");
  }
  return {};
}

Status CheckRooms(const v1::RegisterRooms& body) {
  const auto& rooms = body.rooms();
  if (rooms.empty()) return Bad("rooms", "is empty");
  for (int i = 0; i < rooms.size(); ++i) {
    RETURN_IF_ERROR(CheckId(rooms[i].room(), kRoomIdBytes, "room"));
    if (i > 0 && rooms[i - 1].room() >= rooms[i].room()) {
      return Bad("rooms", "must be sorted by room, no two alike");
    }
    if (rooms[i].area() > kRoomAreaMax) return Bad("area", "is above a square kilometre");
    if (rooms[i].area() == 0) {
      if (!rooms[i].owner().empty() || rooms[i].has_address()) {
        return Bad("area", "is 0: a room that is no more has no owner and no address");
      }
      continue;
    }
    RETURN_IF_ERROR(CheckId(rooms[i].owner(), kHouseholdIdBytes, "owner"));
    if (rooms[i].has_address()) RETURN_IF_ERROR(CheckContent(rooms[i].address(), "address"));
  }
  return {};
}

Status CheckBody(const v1::Payload& payload) {
  switch (payload.body_case()) {
    case v1::Payload::kCreateCommunity:
      return CheckCreate(payload.create_community());
    case v1::Payload::kAdmitMembers:
      if (payload.admit_members().members().empty()) return Bad("members", "is empty");
      for (const v1::NewMember& member : payload.admit_members().members()) {
        RETURN_IF_ERROR(CheckNewMember(member));
      }
      return {};
    case v1::Payload::kGrantRole:
      RETURN_IF_ERROR(CheckId(payload.grant_role().member(), kMemberIdBytes, "member"));
      return CheckGrant(payload.grant_role().grant());
    case v1::Payload::kEndRole:
      RETURN_IF_ERROR(CheckId(payload.end_role().member(), kMemberIdBytes, "member"));
      RETURN_IF_ERROR(CheckName(payload.end_role().role(), "role"));
      return CheckName(payload.end_role().unit(), "unit", true);
    case v1::Payload::kIssueInvitation:
      return CheckInvitation(payload.issue_invitation());
    case v1::Payload::kAcceptInvitation:
      RETURN_IF_ERROR(CheckId(payload.accept_invitation().key(), kDeviceKeyBytes, "key"));
      if (!payload.accept_invitation().has_profile()) return {};
      return CheckContent(payload.accept_invitation().profile(), "profile");
    case v1::Payload::kBindDevice:
      RETURN_IF_ERROR(CheckId(payload.bind_device().member(), kMemberIdBytes, "member"));
      return CheckId(payload.bind_device().device(), kDeviceKeyBytes, "device");
    case v1::Payload::kRevokeDevice:
      return CheckId(payload.revoke_device().device(), kDeviceKeyBytes, "device");
    case v1::Payload::kOpenMatter:
      RETURN_IF_ERROR(CheckName(payload.open_matter().procedure(), "procedure"));
      RETURN_IF_ERROR(CheckChannel(payload.open_matter().channel()));
      if (payload.open_matter().occurred_ms() < 0) return Bad("occurred_ms", "is negative");
      return CheckInputs(payload.open_matter().inputs());
    case v1::Payload::kActOnMatter:
      RETURN_IF_ERROR(CheckId(payload.act_on_matter().matter(), kMatterIdBytes, "matter"));
      RETURN_IF_ERROR(CheckName(payload.act_on_matter().action(), "action"));
      return CheckInputs(payload.act_on_matter().inputs());
    case v1::Payload::kLeaveMessage:
      RETURN_IF_ERROR(CheckChannel(payload.leave_message().channel()));
      return CheckContent(payload.leave_message().text(), "text");
    case v1::Payload::kConvertMessage:
      RETURN_IF_ERROR(CheckId(payload.convert_message().message(), kMatterIdBytes, "message"));
      RETURN_IF_ERROR(CheckName(payload.convert_message().procedure(), "procedure"));
      return CheckInputs(payload.convert_message().inputs());
    case v1::Payload::kActivatePack:
      RETURN_IF_ERROR(CheckId(payload.activate_pack().pack(), kPackHashBytes, "pack"));
      RETURN_IF_ERROR(CheckId(payload.activate_pack().base(), kPackHashBytes, "base"));
      return CheckOptionalId(payload.activate_pack().matter(), kMatterIdBytes, "matter");
    case v1::Payload::kRestorePack:
      return CheckId(payload.restore_pack().pack(), kPackHashBytes, "pack");
    case v1::Payload::kMigrateMatters:
      return CheckMigration(payload.migrate_matters());
    case v1::Payload::kAdoptCalendar:
      return {};
    case v1::Payload::kRegisterRooms:
      return CheckRooms(payload.register_rooms());
    case v1::Payload::BODY_NOT_SET:
      return Bad("body", "is missing");
  }
  return {};
}

Status CheckPayload(const v1::Payload& payload) {
  RETURN_IF_ERROR(CheckId(payload.actor(), kMemberIdBytes, "actor"));
  RETURN_IF_ERROR(CheckOptionalId(payload.on_behalf_of(), kMemberIdBytes, "on_behalf_of"));
  RETURN_IF_ERROR(CheckId(payload.device(), kDeviceKeyBytes, "device"));
  if (payload.counter() == 0 || payload.counter() > INT64_MAX) {
    return Bad("counter", "must count up from 1");
  }
  if (payload.base_size() > INT64_MAX) return Bad("base_size", "is too large");
  if (payload.expires_ms() < 0) return Bad("expires_ms", "is negative");
  return CheckBody(payload);
}

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
    return Bad("signatures", "must be one to " + std::to_string(kSignaturesMax));
  }
  for (const v1::Signature& signature : outer.signatures()) {
    RETURN_IF_ERROR(CheckId(signature.key(), crypto::kPublicKeyBytes, "signatures.key"));
    RETURN_IF_ERROR(
        CheckId(signature.signature(), crypto::kSignatureBytes, "signatures.signature"));
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
