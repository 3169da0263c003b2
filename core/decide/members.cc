// People: creating a community, admitting members, roles, devices. Not invitations
// (invitations.cc).

#include <algorithm>

#include "base/sort.h"
#include "decide/situation.h"
#include "state/check_event.h"
#include "state/read_territory.h"

namespace yiting::decide {

namespace {

bool HasTwins(std::vector<std::string> keys) {
  Sort(keys);
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

// Two in one command that name the same member, device, person or profile contradict each other.
// Nullopt: there are none.
std::optional<Refusal> CheckTwins(
    const google::protobuf::RepeatedPtrField<v1::NewMember>& members) {
  std::vector<std::string> keys;
  std::vector<std::string> persons;
  std::vector<std::string> profiles;
  for (const v1::NewMember& member : members) {
    keys.push_back("m" + member.member());
    if (!member.device().empty()) keys.push_back("d" + member.device());
    if (!member.person().empty()) persons.push_back(member.person());
    const std::string& profile = member.profile().commitment();
    if (!profile.empty()) profiles.push_back(profile);
  }
  if (HasTwins(std::move(keys))) return Refuse(v1::ALREADY_MEMBER);
  if (HasTwins(std::move(persons))) return Refuse(v1::PERSON_KNOWN);
  if (HasTwins(std::move(profiles))) return Refuse(v1::CONTENT_UNKNOWN);
  return std::nullopt;
}

// What they wrote themselves when they asked to join.
void SetProfile(state::Community& community, const Bytes& commitment,
                v1::MemberAdmitted* admitted) {
  const auto facts = state::FindContent(community, commitment);
  if (!facts) return;
  v1::ContentRef* profile = admitted->mutable_profile();
  profile->set_commitment(commitment);
  profile->set_audience(static_cast<v1::Audience>(facts->audience));
  profile->set_media(facts->media);
  profile->set_size(static_cast<uint32_t>(facts->size));
}

std::optional<Refusal> AddMembers(
    Events& events, const Situation& situation,
    const google::protobuf::RepeatedPtrField<v1::NewMember>& members) {
  if (std::optional<Refusal> refusal = CheckTwins(members)) return refusal;
  for (const v1::NewMember& member : members) {
    // Who has left comes back as somebody new: what they did before stays another's.
    if (const v1::Reason why = WhyNoMember(situation.community, member.member());
        why != v1::MEMBER_UNKNOWN) {
      return Refusal{why != 0 ? why : v1::ALREADY_MEMBER, "", ToHex(member.member())};
    }
    if (!member.device().empty() && state::FindDevice(situation.community, member.device())) {
      return Refusal{v1::DEVICE_KNOWN, "", ToHex(member.device())};
    }
    if (state::FindPerson(situation.community, member.person())) {
      return Refuse(v1::PERSON_KNOWN);
    }
    const auto applicant = state::FindApplicant(situation.community, member.member());
    if (applicant && !member.device().empty() && member.device() != applicant->device) {
      return Refusal{v1::UNKNOWN_DEVICE, "", ToHex(member.device())};
    }
    if (auto refusal = CheckProfile(situation.community, member.member(), member.profile())) {
      return refusal;
    }
    v1::MemberAdmitted* admitted = events.emplace_back().mutable_member_admitted();
    admitted->set_member(member.member());
    admitted->set_household(member.household());
    admitted->set_person(member.person());
    if (member.has_profile()) {
      *admitted->mutable_profile() = member.profile();
    } else if (applicant) {
      SetProfile(situation.community, applicant->profile, admitted);
    }
    for (const v1::RoleGrant& grant : member.roles()) {
      if (std::optional<Refusal> refusal = CheckGrant(situation, grant)) return refusal;
      AddGrant(events, situation, member.member(), grant);
    }
    if (!member.device().empty()) AddDevice(events, member.device(), member.member());
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> CheckProfile(state::Community& community, BytesView member,
                                    const v1::ContentRef& profile) {
  if (profile.commitment().empty()) return std::nullopt;
  const auto facts = state::FindContent(community, profile.commitment());
  if (!facts || (facts->owner == member && facts->erased_ms == 0)) return std::nullopt;
  return Refusal{v1::CONTENT_UNKNOWN, "", ToHex(profile.commitment())};
}

std::optional<Refusal> CheckGrant(const Situation& situation, const v1::RoleGrant& grant) {
  if (situation.pack.FindRole(grant.role()) == nullptr) {
    return Refusal{v1::ROLE_UNKNOWN, "", grant.role()};
  }
  if (!grant.unit().empty() && !UnitExists(situation, grant.unit())) {
    return Refusal{v1::UNIT_UNKNOWN, "", grant.unit()};
  }
  // Those who found a community hold its roles; afterwards the appointment procedure gives them.
  if (situation.pack.FindRole(grant.role())->appointed() &&
      !situation.payload().has_create_community()) {
    return Refusal{v1::BY_APPOINTMENT, "", grant.role()};
  }
  return std::nullopt;
}

void AddGrant(Events& events, const Situation& situation, BytesView member,
              const v1::RoleGrant& grant) {
  v1::RoleGranted* granted = events.emplace_back().mutable_role_granted();
  granted->set_member(Bytes(member));
  *granted->mutable_grant() = grant;
  granted->mutable_grant()->set_from_ms(std::max(grant.from_ms(), situation.now_ms));
}

void AddDevice(Events& events, BytesView device, BytesView member) {
  v1::DeviceBound* bound = events.emplace_back().mutable_device_bound();
  bound->set_device(Bytes(device));
  bound->set_member(Bytes(member));
}

v1::Reason WhyNoMember(state::Community& community, BytesView member) {
  const auto found = state::FindMember(community, member);
  if (!found) return v1::MEMBER_UNKNOWN;
  return found->left_ms != 0 ? v1::MEMBER_LEFT : v1::REASON_UNSPECIFIED;
}

std::optional<Refusal> OnlyRegistrar(const Situation& situation) {
  if (state::HoldsRole(situation.roles, kRegistrarRole)) return std::nullopt;
  return Refusal{v1::NOT_ALLOWED, "", kRegistrarRole};
}

bool IsLastRegistrar(state::Community& community, const std::string& role, int64_t now_ms) {
  return role == kRegistrarRole && state::CountHolders(community, kRegistrarRole, now_ms) <= 1;
}

Result<Decision> DecideCreateCommunity(const Situation& situation) {
  const v1::CreateCommunity& body = situation.payload().create_community();
  Events events;
  v1::CommunityCreated* created = events.emplace_back().mutable_community_created();
  *created->mutable_title() = body.title();
  created->set_sequencer_key(body.sequencer_key());
  created->set_pack_hash(body.pack_hash());
  *created->mutable_street_keys() = body.street_keys();
  // Somebody must be able to admit the others: the actor, with the device that signs.
  const v1::NewMember& first = body.members(0);
  const bool registrar = std::any_of(
      first.roles().begin(), first.roles().end(),
      [](const v1::RoleGrant& grant) { return grant.role() == kRegistrarRole; });
  if (first.member() != situation.actor() || first.device() != situation.payload().device() ||
      !registrar) {
    return No(v1::NOT_ALLOWED, "", kRegistrarRole);
  }
  if (std::optional<Refusal> refusal = AddMembers(events, situation, body.members())) {
    return Decision(*refusal);
  }
  return Decision(std::move(events));
}

Result<Decision> DecideAdmitMembers(const Situation& situation) {
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  Events events;
  if (std::optional<Refusal> refusal =
          AddMembers(events, situation, situation.payload().admit_members().members())) {
    return Decision(*refusal);
  }
  return Decision(std::move(events));
}

Result<Decision> DecideGrantRole(const Situation& situation) {
  const v1::GrantRole& body = situation.payload().grant_role();
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  if (const v1::Reason why = WhyNoMember(situation.community, body.member())) return No(why);
  if (std::optional<Refusal> refusal = CheckGrant(situation, body.grant())) {
    return Decision(*refusal);
  }
  Events events;
  AddGrant(events, situation, body.member(), body.grant());
  return Decision(std::move(events));
}

Result<Decision> DecideEndRole(const Situation& situation) {
  const v1::EndRole& body = situation.payload().end_role();
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  if (const v1::Reason why = WhyNoMember(situation.community, body.member())) return No(why);
  if (IsLastRegistrar(situation.community, body.role(), situation.now_ms)) {
    return No(v1::NOT_ALLOWED, "", kRegistrarRole);
  }
  const v1::Role* role = situation.pack.FindRole(body.role());
  if (role != nullptr && role->appointed()) return No(v1::BY_APPOINTMENT, "", body.role());
  for (const state::HeldRole& held :
       state::RolesAt(situation.community, body.member(), situation.now_ms)) {
    if (held.role != body.role() || held.unit != body.unit()) continue;
    Events events;
    v1::RoleEnded* ended = events.emplace_back().mutable_role_ended();
    ended->set_member(body.member());
    ended->set_role(body.role());
    ended->set_unit(body.unit());
    return Decision(std::move(events));
  }
  return No(v1::ROLE_UNKNOWN, "", body.role());
}

Result<Decision> DecideBindDevice(const Situation& situation) {
  const v1::BindDevice& body = situation.payload().bind_device();
  // A member adds a device of their own with one that is bound; a registrar helps who lost theirs.
  if (body.member() != situation.actor()) {
    if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  }
  if (const v1::Reason why = WhyNoMember(situation.community, body.member())) return No(why);
  if (state::FindDevice(situation.community, body.device())) return No(v1::DEVICE_KNOWN);
  Events events;
  AddDevice(events, body.device(), body.member());
  return Decision(std::move(events));
}

Result<Decision> DecideRevokeDevice(const Situation& situation) {
  const v1::RevokeDevice& body = situation.payload().revoke_device();
  std::optional<state::Device> device = state::FindDevice(situation.community, body.device());
  if (!device) return No(v1::UNKNOWN_DEVICE);
  if (device->member != situation.actor()) {
    if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  }
  if (device->revoked) return No(v1::ALREADY_DONE);
  Events events;
  events.emplace_back().mutable_device_revoked()->set_device(body.device());
  return Decision(std::move(events));
}

}  // namespace yiting::decide
