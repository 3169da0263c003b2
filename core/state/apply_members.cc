// People: who belongs, in which roles, with which devices, by which invitation.

#include "state/apply_family.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace& place, const v1::CommunityCreated& event) {
  LedgerFacts& facts = community.mutable_facts();
  facts.title_zh = event.title().zh();
  facts.title_en = event.title().en();
  NoteSequencerKey(community, place, event.sequencer_key());
  NotePackInForce(community, place, {.pack = event.pack_hash()});
  for (const std::string& key : event.street_keys()) {
    community.db().Do("INSERT INTO street_keys(key) VALUES(?1) ON CONFLICT DO NOTHING", key);
  }
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MemberAdmitted& event) {
  community.db().Do(
      "INSERT INTO members(member, household, admitted_ms, profile, person, left_ms)"
      " VALUES(?1, ?2, ?3, ?4, ?5, 0)",
      event.member(), event.household(), place.time_ms, event.profile().commitment(),
      event.person());
  community.db().Do("DELETE FROM applicants WHERE member = ?1", event.member());
  if (event.has_profile()) AddContent(community, event.profile(), "", event.member());
  Count(community, "members");
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::RoleGranted& event) {
  const v1::RoleGrant& grant = event.grant();
  // Who holds it now and goes on without a gap has held it all the while, in running polls too.
  community.db().Do(
      "INSERT INTO roles(member, role, unit, from_ms, until_ms) VALUES(?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT(member, role, unit) DO UPDATE SET until_ms = ?5, from_ms ="
      " IIF(from_ms <= ?6 AND (until_ms = 0 OR until_ms > ?6 AND until_ms >= ?4), from_ms, ?4)",
      event.member(), Text{grant.role()}, Text{grant.unit()}, grant.from_ms(), grant.until_ms(),
      place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::RoleEnded& event) {
  community.db().Do(
      "UPDATE roles SET until_ms = ?4 WHERE member = ?1 AND role = ?2 AND unit = ?3",
      event.member(), Text{event.role()}, Text{event.unit()}, place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::DeviceBound& event) {
  community.db().Do(
      "INSERT INTO devices(device, member, counter, bound_ms, revoked) VALUES(?1, ?2, 0, ?3, 0)",
      event.device(), event.member(), place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace&, const v1::DeviceRevoked& event) {
  community.db().Do("UPDATE devices SET revoked = 1 WHERE device = ?1", event.device());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::InvitationIssued& event) {
  community.db().Do(
      "INSERT INTO invitations(key, issuer, household, expires_ms, member, matter, invited, poster)"
      " VALUES(?1, ?2, ?3, ?4, x'', ?5, ?6, ?7)",
      event.key(), event.by(), event.household(), event.expires_ms(), event.matter(),
      event.invited(), event.poster() ? 1 : 0);
  for (const v1::RoleGrant& grant : event.roles()) {
    community.db().Do(
        "INSERT INTO invitation_roles(key, role, unit, from_ms, until_ms)"
        " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(key, role, unit) DO NOTHING",
        event.key(), Text{grant.role()}, Text{grant.unit()}, grant.from_ms(), grant.until_ms());
  }
}

void ApplyTo(Community& community, const EntryPlace&, const v1::InvitationAccepted& event) {
  community.db().Do("UPDATE invitations SET member = ?2 WHERE key = ?1", event.key(),
                    event.member());
}

}  // namespace yiting::state
