#include "state/read_members.h"

#include <algorithm>

namespace yiting::state {

std::optional<Device> FindDevice(Community& community, BytesView device) {
  Query query = community.db().Ask(
      "SELECT member, counter, revoked FROM devices WHERE device = ?1", device);
  if (!query.Next()) return std::nullopt;
  return Device{query.Blob(0), static_cast<uint64_t>(query.Int(1)), query.Int(2) != 0};
}

std::vector<std::pair<Bytes, Device>> DevicesOf(Community& community, BytesView member) {
  std::vector<std::pair<Bytes, Device>> devices;
  Query query = community.db().Ask(
      "SELECT device, member, counter, revoked FROM devices WHERE member = ?1 ORDER BY device",
      member);
  while (query.Next()) {
    devices.emplace_back(query.Blob(0), Device{query.Blob(1), static_cast<uint64_t>(query.Int(2)),
                                               query.Int(3) != 0});
  }
  return devices;
}

std::optional<Member> FindMember(Community& community, BytesView member) {
  Query query = community.db().Ask(
      "SELECT member, household, admitted_ms, profile, person, left_ms FROM members"
      " WHERE member = ?1",
      member);
  if (!query.Next()) return std::nullopt;
  return Member{query.Blob(0), query.Blob(1), query.Int(2),
                query.Blob(3), query.Blob(4), query.Int(5)};
}

std::optional<Member> FindPerson(Community& community, BytesView person) {
  Query query = community.db().Ask(
      "SELECT member, household, admitted_ms, profile, person, left_ms FROM members"
      " WHERE person = ?1 AND person <> x''",
      person);
  if (!query.Next()) return std::nullopt;
  return Member{query.Blob(0), query.Blob(1), query.Int(2),
                query.Blob(3), query.Blob(4), query.Int(5)};
}

std::vector<Member> MembersAfter(Community& community, BytesView after, const std::string& role,
                                 uint32_t limit) {
  std::vector<Member> members;
  Query query = community.db().Ask(
      "SELECT member, household, admitted_ms, profile, person, left_ms FROM members"
      " WHERE member > ?1"
      " AND (?2 = '' OR EXISTS(SELECT 1 FROM roles"
      "      WHERE roles.member = members.member AND roles.role = ?2))"
      " ORDER BY member LIMIT ?3",
      after, Text{role}, limit);
  while (query.Next()) {
    members.push_back(
        {query.Blob(0), query.Blob(1), query.Int(2), query.Blob(3), query.Blob(4), query.Int(5)});
  }
  return members;
}

std::vector<HeldRole> RolesAt(Community& community, BytesView member, int64_t now_ms) {
  std::vector<HeldRole> roles;
  Query query = community.db().Ask(
      "SELECT role, unit, from_ms, until_ms FROM roles WHERE member = ?1 AND from_ms <= ?2"
      " AND (until_ms = 0 OR until_ms > ?2) ORDER BY role, unit",
      member, now_ms);
  while (query.Next()) {
    roles.push_back({query.Text(0), query.Text(1), query.Int(2), query.Int(3)});
  }
  return roles;
}

std::vector<UnitMember> MembersOfUnit(Community& community, std::string_view unit,
                                      int64_t now_ms) {
  std::vector<UnitMember> members;
  Query query = community.db().Ask(
      "SELECT member, role, from_ms, until_ms FROM roles WHERE unit = ?1 AND unit <> ''"
      " AND from_ms <= ?2"
      " AND (until_ms = 0 OR until_ms > ?2) ORDER BY member, role",
      Text{unit}, now_ms);
  while (query.Next()) {
    members.push_back(
        {query.Blob(0), {query.Text(1), std::string(unit), query.Int(2), query.Int(3)}});
  }
  return members;
}

int64_t CountHolders(Community& community, const std::string& role, int64_t now_ms) {
  Query query = community.db().Ask(
      "SELECT count(DISTINCT member) FROM roles WHERE role = ?1 AND from_ms <= ?2"
      " AND (until_ms = 0 OR until_ms > ?2)",
      Text{role}, now_ms);
  return query.Next() ? query.Int(0) : 0;
}

bool HoldsRole(const std::vector<HeldRole>& roles, std::string_view role) {
  return std::any_of(roles.begin(), roles.end(),
                     [role](const HeldRole& held) { return held.role == role; });
}

std::optional<Invitation> FindInvitation(Community& community, BytesView key) {
  Invitation invitation;
  {
    Query query = community.db().Ask(
        "SELECT issuer, household, expires_ms, member, matter, invited, poster FROM invitations"
        " WHERE key = ?1",
        key);
    if (!query.Next()) return std::nullopt;
    invitation = {query.Blob(0), query.Blob(1), query.Int(2),      query.Blob(3), {},
                  query.Blob(4), query.Blob(5), query.Int(6) != 0};
  }
  Query query = community.db().Ask(
      "SELECT role, unit, from_ms, until_ms FROM invitation_roles WHERE key = ?1"
      " ORDER BY role, unit",
      key);
  while (query.Next()) {
    invitation.grants.push_back({query.Text(0), query.Text(1), query.Int(2), query.Int(3)});
  }
  return invitation;
}

}  // namespace yiting::state
