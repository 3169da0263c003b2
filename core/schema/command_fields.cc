#include "schema/command_fields.h"

#include <algorithm>
#include <functional>
#include <string>

#include "schema/limits.h"
#include "schema/sealed_ballot.h"

namespace yiting::schema {

Failure Bad(const std::string& field, const std::string& what) {
  return Fail(ErrorCode::kInvalid, "command: field " + field + ": " + what);
}

Failure Bad(const char* field, const char* what) {
  return Bad(std::string(field), std::string(what));
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
Status CheckName(const std::string& name, const char* field, bool optional) {
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

Status CheckSorted(const google::protobuf::RepeatedPtrField<std::string>& ids, size_t bytes,
                   const std::string& field) {
  for (const std::string& id : ids) RETURN_IF_ERROR(CheckId(id, bytes, field.c_str()));
  if (std::adjacent_find(ids.begin(), ids.end(), std::greater_equal<>()) != ids.end()) {
    return Bad(field, "must be sorted, no two alike");
  }
  return {};
}

namespace {

// In any order, which is the voter's liking.
Status CheckOptions(const v1::Options& options, const std::string& field) {
  std::set<uint32_t> named;
  for (const uint32_t option : options.option()) {
    if (option == 0 || option > kPollOptionsMax || !named.insert(option).second) {
      return Bad(field, "must name options from 1 to " + std::to_string(kPollOptionsMax) +
                            ", no two alike");
    }
  }
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
    case v1::Input::kMembers:
      return CheckSorted(input.members().member(), kMemberIdBytes, input.field());
    case v1::Input::kPack:
      return CheckId(input.pack(), kPackHashBytes, input.field().c_str());
    case v1::Input::kRoom:
      return CheckId(input.room(), kRoomIdBytes, input.field().c_str());
    case v1::Input::kPlace:
      return CheckId(input.place(), kPlaceIdBytes, input.field().c_str());
    case v1::Input::kMatters:
      return CheckSorted(input.matters().matter(), kMatterIdBytes, input.field());
    case v1::Input::kOptions:
      return CheckOptions(input.options(), input.field());
    case v1::Input::kSealed:
      return CheckId(input.sealed(), kSealedBallotBytes, input.field().c_str());
    case v1::Input::VALUE_NOT_SET:
      return Bad(input.field(), "has no value");
    case v1::Input::kNumber:
    case v1::Input::kInstantMs:
      return {};
  }
  return {};
}

}  // namespace

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
  RETURN_IF_ERROR(CheckOptionalId(member.person(), kPersonBytes, "person"));
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

}  // namespace yiting::schema
