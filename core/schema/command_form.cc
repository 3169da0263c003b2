#include "schema/command_form.h"

#include <algorithm>
#include <set>
#include <string>

#include "schema/command_fields.h"
#include "schema/limits.h"

namespace yiting::schema {

namespace {

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
  RETURN_IF_ERROR(CheckOptionalId(body.matter(), kMatterIdBytes, "matter"));
  RETURN_IF_ERROR(CheckOptionalId(body.member(), kMemberIdBytes, "member"));
  if (!body.member().empty() && body.matter().empty()) {
    return Bad("member", "goes with the matter that they are invited to");
  }
  // Who is a member already, and who only asks, gets no role by it.
  const bool gives_roles = body.member().empty() && !body.poster();
  if (gives_roles != !body.roles().empty()) {
    return Bad("roles", gives_roles ? "must name at least one" : "must be empty");
  }
  if (body.poster() && (!body.matter().empty() || !body.household().empty())) {
    return Bad("poster", "has neither a matter nor a household");
  }
  for (const v1::RoleGrant& grant : body.roles()) RETURN_IF_ERROR(CheckGrant(grant));
  return {};
}

Status CheckMigration(const v1::MigrateMatters& body) {
  RETURN_IF_ERROR(CheckId(body.pack(), kPackHashBytes, "pack"));
  if (body.matters().empty()) return Bad("matters", "is empty");
  return CheckSorted(body.matters(), kMatterIdBytes, "matters");
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
      if (!rooms[i].owner().empty() || rooms[i].has_address() || !rooms[i].place().empty() ||
          !rooms[i].dweller().empty()) {
        return Bad("area", "is 0: a room that is no more has nothing else");
      }
      continue;
    }
    RETURN_IF_ERROR(CheckId(rooms[i].owner(), kHouseholdIdBytes, "owner"));
    RETURN_IF_ERROR(CheckOptionalId(rooms[i].place(), kPlaceIdBytes, "place"));
    RETURN_IF_ERROR(CheckOptionalId(rooms[i].dweller(), kHouseholdIdBytes, "dweller"));
    if (rooms[i].has_address()) RETURN_IF_ERROR(CheckContent(rooms[i].address(), "address"));
  }
  return {};
}

Status CheckTitle(const v1::Text& title) {
  if (title.zh().empty()) return Bad("title", "is missing");
  if (title.zh().size() > kNameBytesMax || title.en().size() > kNameBytesMax) {
    return Bad("title", "is too long");
  }
  return {};
}

Status CheckPlaces(const v1::RegisterPlaces& body) {
  if (body.places().empty()) return Bad("places", "is empty");
  std::set<std::string> ids;
  for (const v1::Place& place : body.places()) {
    RETURN_IF_ERROR(CheckId(place.place(), kPlaceIdBytes, "place"));
    if (!ids.insert(place.place()).second) return Bad("places", "has two alike");
    RETURN_IF_ERROR(CheckOptionalId(place.parent(), kPlaceIdBytes, "parent"));
    RETURN_IF_ERROR(CheckName(place.kind(), "kind"));
    RETURN_IF_ERROR(CheckTitle(place.title()));
  }
  return {};
}

Status CheckFounding(const v1::FoundBody& body) {
  RETURN_IF_ERROR(CheckName(body.kind(), "kind"));
  RETURN_IF_ERROR(CheckOptionalId(body.place(), kPlaceIdBytes, "place"));
  return CheckTitle(body.title());
}

Status CheckAcceptance(const v1::AcceptInvitation& body) {
  RETURN_IF_ERROR(CheckId(body.key(), kDeviceKeyBytes, "key"));
  if (!v1::Coming_IsValid(body.coming())) return Bad("coming", "is neither yes nor no");
  RETURN_IF_ERROR(CheckOptionalId(body.delegate(), kMemberIdBytes, "delegate"));
  if (!body.delegate().empty() && body.coming() != v1::NO) {
    return Bad("delegate", "comes for who does not");
  }
  if (!body.has_profile()) return {};
  return CheckContent(body.profile(), "profile");
}

// Printable ASCII: what another platform numbers its items by.
Status CheckSourceRef(const std::string& ref) {
  if (ref.empty() || ref.size() > kSourceRefBytesMax) {
    return Bad("source_ref", "must have 1 to " + std::to_string(kSourceRefBytesMax) + " bytes");
  }
  const bool plain = std::all_of(ref.begin(), ref.end(), [](char c) { return c > ' ' && c < 127; });
  return plain ? Status() : Bad("source_ref", "has other than printable ASCII");
}

Status CheckOpening(const v1::OpenMatter& body) {
  RETURN_IF_ERROR(CheckName(body.procedure(), "procedure"));
  RETURN_IF_ERROR(CheckChannel(body.channel()));
  if (body.occurred_ms() < 0) return Bad("occurred_ms", "is negative");
  RETURN_IF_ERROR(CheckOptionalId(body.place(), kPlaceIdBytes, "place"));
  RETURN_IF_ERROR(CheckOptionalId(body.follows(), kMatterIdBytes, "follows"));
  if (!v1::Consent_IsValid(body.consent())) return Bad("consent", "is none that is known");
  if (body.has_consent_proof()) {
    RETURN_IF_ERROR(CheckContent(body.consent_proof(), "consent_proof"));
  }
  RETURN_IF_ERROR(CheckName(body.source(), "source", true));
  if (body.source().empty() != body.source_ref().empty()) {
    return Bad("source_ref", "goes with source");
  }
  if (!body.source().empty()) RETURN_IF_ERROR(CheckSourceRef(body.source_ref()));
  return CheckInputs(body.inputs());
}

Status CheckAction(const v1::ActOnMatter& body) {
  RETURN_IF_ERROR(CheckId(body.matter(), kMatterIdBytes, "matter"));
  RETURN_IF_ERROR(CheckName(body.action(), "action"));
  if (body.occurred_ms() < 0) return Bad("occurred_ms", "is negative");
  if (!v1::Consent_IsValid(body.consent())) return Bad("consent", "is none that is known");
  if (body.has_consent_proof()) {
    RETURN_IF_ERROR(CheckContent(body.consent_proof(), "consent_proof"));
  }
  return CheckInputs(body.inputs());
}

Status CheckVenue(const v1::SetVenue& body) {
  RETURN_IF_ERROR(CheckId(body.venue(), kVenueIdBytes, "venue"));
  RETURN_IF_ERROR(CheckTitle(body.title()));
  RETURN_IF_ERROR(CheckOptionalId(body.place(), kPlaceIdBytes, "place"));
  if (body.opens_minute() >= body.closes_minute() || body.closes_minute() > kMinutesOfDay) {
    return Bad("closes_minute", "must be after opens_minute, at most 1440");
  }
  if (body.longest_minutes() == 0 || body.longest_minutes() > kMinutesOfDay) {
    return Bad("longest_minutes", "must be 1 to 1440");
  }
  return {};
}

Status CheckBooking(const v1::BookVenue& body) {
  RETURN_IF_ERROR(CheckId(body.venue(), kVenueIdBytes, "venue"));
  if (body.from_ms() <= 0) return Bad("from_ms", "is missing");
  if (body.until_ms() <= body.from_ms() || body.until_ms() - body.from_ms() > kBookingMsMax) {
    return Bad("until_ms", "must be after from_ms, by at most a day");
  }
  return body.has_purpose() ? CheckContent(body.purpose(), "purpose") : Status();
}

Status CheckErasure(const v1::EraseContents& body) {
  if (!v1::ErasureReason_IsValid(body.reason()) ||
      body.reason() == v1::ERASURE_REASON_UNSPECIFIED) {
    return Bad("reason", "is none that is known");
  }
  if (body.contents().empty()) return CheckId(body.member(), kMemberIdBytes, "member");
  if (!body.member().empty()) return Bad("member", "goes without contents");
  if (body.contents_size() > kErasedAtOnceMax) {
    return Bad("contents", "has more than " + std::to_string(kErasedAtOnceMax));
  }
  return CheckSorted(body.contents(), kCommitmentBytes, "contents");
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
      return CheckAcceptance(payload.accept_invitation());
    case v1::Payload::kBindDevice:
      RETURN_IF_ERROR(CheckId(payload.bind_device().member(), kMemberIdBytes, "member"));
      return CheckId(payload.bind_device().device(), kDeviceKeyBytes, "device");
    case v1::Payload::kRevokeDevice:
      return CheckId(payload.revoke_device().device(), kDeviceKeyBytes, "device");
    case v1::Payload::kOpenMatter:
      return CheckOpening(payload.open_matter());
    case v1::Payload::kActOnMatter:
      return CheckAction(payload.act_on_matter());
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
    case v1::Payload::kRegisterPlaces:
      return CheckPlaces(payload.register_places());
    case v1::Payload::kSetVenue:
      return CheckVenue(payload.set_venue());
    case v1::Payload::kBookVenue:
      return CheckBooking(payload.book_venue());
    case v1::Payload::kCancelBooking:
      return CheckId(payload.cancel_booking().booking(), kMatterIdBytes, "booking");
    case v1::Payload::kFoundBody:
      return CheckFounding(payload.found_body());
    case v1::Payload::kAskToJoin:
      RETURN_IF_ERROR(CheckId(payload.ask_to_join().key(), kDeviceKeyBytes, "key"));
      return CheckContent(payload.ask_to_join().profile(), "profile");
    case v1::Payload::kDeclineJoin:
      return CheckId(payload.decline_join().member(), kMemberIdBytes, "member");
    case v1::Payload::kEraseContents:
      return CheckErasure(payload.erase_contents());
    case v1::Payload::kChangeProfile:
      RETURN_IF_ERROR(CheckId(payload.change_profile().member(), kMemberIdBytes, "member"));
      return CheckContent(payload.change_profile().profile(), "profile");
    case v1::Payload::kLeaveCommunity:
      return CheckId(payload.leave_community().member(), kMemberIdBytes, "member");
    case v1::Payload::kRotateKey:
      RETURN_IF_ERROR(CheckId(payload.rotate_key().key(), kDeviceKeyBytes, "key"));
      return CheckId(payload.rotate_key().replaces(), kDeviceKeyBytes, "replaces");
    case v1::Payload::BODY_NOT_SET:
      return Bad("body", "is missing");
  }
  return {};
}

}  // namespace

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

}  // namespace yiting::schema
