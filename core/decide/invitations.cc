// Invitations: to become a member, to come to a meeting, or on a poster that everybody may scan.

#include <algorithm>

#include "decide/effects.h"
#include "decide/situation.h"
#include "state/check_event.h"
#include "state/read_meetings.h"

namespace yiting::decide {

namespace {

// Does the matter offer an action with the effect now; one that the actor may take, if `to_actor`?
bool Offers(const Situation& situation, const state::Matter& matter, v1::Action::Effect effect,
            bool to_actor) {
  rulehost::PackPtr pack = situation.packs.Find(matter.pack);
  if (!pack) return false;
  const auto among = [&](const auto& actions) {
    return std::any_of(actions.begin(), actions.end(), [&](const v1::Action& action) {
      return HasEffect(action, effect) &&
             (!to_actor ||
              StandingFor(situation.community, *pack, matter, action, situation.actor(),
                          situation.roles, situation.now_ms));
    });
  };
  const v1::Stage* stage = pack->FindStage(matter.procedure, matter.stage);
  const v1::Procedure* procedure = pack->FindProcedure(matter.procedure);
  return (stage != nullptr && among(stage->actions())) ||
         (procedure != nullptr && among(procedure->actions()));
}

bool Votes(const rulehost::LoadedPack& pack, const std::string& role) {
  for (const v1::Procedure& procedure : pack.model().procedures()) {
    for (const v1::Stage& stage : procedure.stages()) {
      const auto& electors = stage.poll().electors();
      if (std::find(electors.begin(), electors.end(), role) != electors.end()) return true;
    }
  }
  return false;
}

// A role that in the pack is none of staff, votes nowhere and puts no rules in force.
bool IsGuests(const rulehost::LoadedPack& pack, const std::string& role) {
  const v1::Role* known = pack.FindRole(role);
  return known == nullptr ||
         (!known->staff() && !Votes(pack, role) && !MayActivate(pack, {{role, "", 0, 0}}));
}

// A guest's role ends and speaks for no unit, and is a guest's in the pack in force and in the one
// that the matter runs under: more than that only a registrar gives.
std::optional<Refusal> CheckGuestRole(const Situation& situation, const state::Matter& matter,
                                      const v1::RoleGrant& grant) {
  rulehost::PackPtr pack = situation.packs.Find(matter.pack);
  const bool guest = grant.role() != kRegistrarRole && grant.until_ms() != 0 &&
                     grant.unit().empty() && IsGuests(situation.pack, grant.role()) && pack &&
                     IsGuests(*pack, grant.role());
  if (guest) return std::nullopt;
  return Refusal{v1::NOT_ALLOWED, "", grant.role()};
}

// An observer answers nothing. Nullopt: who is meant does not become one, and is none.
std::optional<Refusal> CheckNoObserver(const Situation& situation,
                                       const v1::IssueInvitation& body) {
  const Refusal refusal{v1::OBSERVER, "", "invite"};
  for (const v1::RoleGrant& grant : body.roles()) {
    if (grant.role() == state::kObserverRole) return refusal;
  }
  const auto roles = state::RolesAt(situation.community, body.member(), situation.now_ms);
  if (state::HoldsRole(roles, state::kObserverRole)) return refusal;
  return std::nullopt;
}

// Nullopt: they may be invited to the meeting.
std::optional<Refusal> CheckMeeting(const Situation& situation, const v1::IssueInvitation& body) {
  const auto matter = state::FindMatter(situation.community, body.matter());
  if (!matter) return Refuse(v1::MATTER_UNKNOWN);
  if (matter->closed()) return Refusal{v1::MATTER_CLOSED, matter->procedure, matter->outcome};
  if (!body.member().empty()) {
    if (const v1::Reason why = WhyNoMember(situation.community, body.member())) return Refuse(why);
  }
  if (std::optional<Refusal> refusal = CheckNoObserver(situation, body)) return refusal;
  if (!Offers(situation, *matter, v1::Action::INVITE, true)) {
    return Refuse(v1::NOT_ALLOWED, "", "invite");
  }
  // Who is invited reads what only those concerned may.
  if (body.member() == situation.actor()) return Refuse(v1::NOT_ALLOWED, "", "member");
  // Who lives where, and who is more than a guest, is the registrar's to say.
  if (state::HoldsRole(situation.roles, kRegistrarRole)) return std::nullopt;
  if (!body.household().empty()) return Refuse(v1::NOT_ALLOWED, "", "household");
  for (const v1::RoleGrant& grant : body.roles()) {
    if (auto refusal = CheckGuestRole(situation, *matter, grant)) return refusal;
  }
  return std::nullopt;
}

void InviteTo(Events& events, const Bytes& matter, const Bytes& member) {
  v1::MemberInvited* invited = events.emplace_back().mutable_member_invited();
  invited->set_matter(matter);
  invited->set_member(member);
}

// Who made the link has its secret as well: a member who has a device speaks with that alone, so
// that nobody fills a meeting with answers of others; for who has none, the issuer vouches.
// Nullopt: the device may answer.
std::optional<Refusal> CheckOwnDevice(const Situation& situation, const Bytes& issuer,
                                      Bytes& vouched_by) {
  if (const v1::Reason why = WhyNoMember(situation.community, situation.actor())) {
    return Refuse(why);
  }
  const auto devices = state::DevicesOf(situation.community, situation.actor());
  if (std::all_of(devices.begin(), devices.end(),
                  [](const auto& device) { return device.second.revoked; })) {
    vouched_by = issuer;
    return std::nullopt;
  }
  const auto own = state::FindDevice(situation.community, situation.payload().device());
  if (own && own->member == situation.actor()) return std::nullopt;
  return Refuse(v1::NOT_INVITED, "", "device");
}

// What the actor says to the invitation to a meeting. Nullopt: written.
std::optional<Refusal> AnswerMeeting(const Situation& situation, const Bytes& matter_id,
                                     const Bytes& vouched_by, Events& events) {
  const v1::AcceptInvitation& body = situation.payload().accept_invitation();
  const Bytes& member = situation.actor();
  const auto matter = state::FindMatter(situation.community, matter_id);
  if (!matter || matter->closed()) return Refuse(v1::MATTER_CLOSED);
  if (!Offers(situation, *matter, v1::Action::CONFIRM, false)) {
    return Refusal{v1::WRONG_STAGE, matter->procedure + "." + matter->stage, matter->stage};
  }
  // A link may be used again and again: what says nothing new is not written, and for who has no
  // device it speaks once. A change is then for staff to enter, or for a device of their own.
  const int64_t answer = body.coming() == v1::YES ? 1 : 2;
  const auto before = state::FindInvitee(situation.community, matter_id, member);
  if (before && before->answer != 0) {
    if (!vouched_by.empty()) return Refuse(v1::ALREADY_DONE, "", "device");
    const bool same = before->answer == answer && before->delegate == body.delegate() &&
                      before->vouched_by.empty();
    if (same) return Refuse(v1::ALREADY_DONE, "", "coming");
  }
  InviteTo(events, matter_id, member);
  if (body.coming() == v1::COMING_UNSPECIFIED) return std::nullopt;
  if (!body.delegate().empty()) {
    if (const v1::Reason why = WhyNoMember(situation.community, body.delegate())) {
      return Refuse(why, "", "delegate");
    }
    if (std::optional<Refusal> refusal =
            CheckDelegate(situation, matter_id, member, body.delegate(), "")) {
      return refusal;
    }
    InviteTo(events, matter_id, body.delegate());
  }
  v1::AttendanceAnswered* answered = events.emplace_back().mutable_attendance_answered();
  answered->set_matter(matter_id);
  answered->set_member(member);
  answered->set_coming(body.coming() == v1::YES);
  answered->set_delegate(body.delegate());
  answered->set_vouched_by(vouched_by);
  return std::nullopt;
}

// A new member: with the device that signs, and the roles of the invitation.
std::optional<Refusal> Admit(const Situation& situation, const state::Invitation& invitation,
                             Events& events) {
  const v1::Payload& payload = situation.payload();
  if (state::FindDevice(situation.community, payload.device())) {
    return Refuse(v1::DEVICE_KNOWN);
  }
  if (payload.actor() != schema::MemberIdOf(payload.device())) {
    return Refuse(v1::NOT_A_MEMBER);
  }
  if (state::FindMember(situation.community, payload.actor())) {
    return Refuse(v1::ALREADY_MEMBER);
  }
  const v1::ContentRef& profile = payload.accept_invitation().profile();
  if (auto refusal = CheckProfile(situation.community, payload.actor(), profile)) return refusal;
  v1::MemberAdmitted* admitted = events.emplace_back().mutable_member_admitted();
  admitted->set_member(payload.actor());
  admitted->set_household(invitation.household);
  if (payload.accept_invitation().has_profile()) {
    *admitted->mutable_profile() = payload.accept_invitation().profile();
  }
  for (const state::Invitation::Grant& grant : invitation.grants) {
    // A body may have been dissolved since.
    if (!grant.unit.empty() && !UnitExists(situation, grant.unit)) {
      return Refusal{v1::UNIT_UNKNOWN, "", grant.unit};
    }
    v1::RoleGrant given;
    given.set_role(grant.role);
    given.set_unit(grant.unit);
    given.set_from_ms(grant.from_ms);
    given.set_until_ms(grant.until_ms);
    AddGrant(events, situation, payload.actor(), given);
  }
  AddDevice(events, payload.device(), payload.actor());
  return std::nullopt;
}

}  // namespace

Result<Decision> DecideIssueInvitation(const Situation& situation) {
  const v1::IssueInvitation& body = situation.payload().issue_invitation();
  if (!body.matter().empty()) {
    if (std::optional<Refusal> refusal = CheckMeeting(situation, body)) return Decision(*refusal);
  } else if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) {
    return Decision(*refusal);
  }
  if (body.expires_ms() <= situation.now_ms) return No(v1::INVITATION_EXPIRED);
  if (state::FindInvitation(situation.community, body.key())) return No(v1::INVITATION_USED);
  for (const v1::RoleGrant& grant : body.roles()) {
    if (std::optional<Refusal> refusal = CheckGrant(situation, grant)) return Decision(*refusal);
  }
  Events events;
  v1::InvitationIssued* issued = events.emplace_back().mutable_invitation_issued();
  issued->set_key(body.key());
  issued->set_by(situation.actor());
  *issued->mutable_roles() = body.roles();
  issued->set_household(body.household());
  issued->set_expires_ms(body.expires_ms());
  issued->set_matter(body.matter());
  issued->set_invited(body.member());
  issued->set_poster(body.poster());
  if (!body.member().empty()) InviteTo(events, body.matter(), body.member());
  return Decision(std::move(events));
}

Result<Decision> DecideAcceptInvitation(const Situation& situation) {
  const v1::AcceptInvitation& body = situation.payload().accept_invitation();
  const auto invitation = state::FindInvitation(situation.community, body.key());
  if (!invitation || invitation->poster) return No(v1::INVITATION_UNKNOWN);
  if (!schema::IsSignedBy(situation.command, body.key())) return No(v1::BAD_SIGNATURE);
  // Who is meant by name may think again.
  const bool by_name = !invitation->invited.empty();
  if (!by_name && !invitation->member.empty()) return No(v1::INVITATION_USED);
  if (invitation->expires_ms <= situation.now_ms) return No(v1::INVITATION_EXPIRED);
  if (by_name && situation.actor() != invitation->invited) return No(v1::NOT_INVITED);
  // Who is a member has one; what no event names would lie in the store for ever.
  if (by_name && body.has_profile()) return No(v1::INPUT_INVALID, "", "profile");
  if (invitation->matter.empty() != (body.coming() == v1::COMING_UNSPECIFIED)) {
    return No(v1::INPUT_INVALID, "", "coming");
  }
  Events events;
  Bytes vouched_by;
  if (std::optional<Refusal> refusal =
          by_name ? CheckOwnDevice(situation, invitation->issuer, vouched_by)
                  : Admit(situation, *invitation, events)) {
    return Decision(*refusal);
  }
  if (!invitation->matter.empty()) {
    if (std::optional<Refusal> refusal =
            AnswerMeeting(situation, invitation->matter, vouched_by, events)) {
      return Decision(*refusal);
    }
  }
  if (invitation->member.empty()) {
    v1::InvitationAccepted* accepted = events.emplace_back().mutable_invitation_accepted();
    accepted->set_key(body.key());
    accepted->set_member(situation.actor());
  }
  return Decision(std::move(events));
}

}  // namespace yiting::decide
