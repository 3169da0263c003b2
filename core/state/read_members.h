// Questions about people: devices, members, the roles that they hold at an instant, invitations.
// Pure reads; every list has a total order.
// Tested by tests/unit/state/read_test.cc

#ifndef YITING_STATE_READ_MEMBERS_H_
#define YITING_STATE_READ_MEMBERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct Device {
  Bytes member;
  uint64_t counter = 0;  // the highest that was accepted
  bool revoked = false;
};
std::optional<Device> FindDevice(Community& community, BytesView device);
// A member's devices, by key.
std::vector<std::pair<Bytes, Device>> DevicesOf(Community& community, BytesView member);

struct Member {
  Bytes member;
  Bytes household;
  int64_t admitted_ms = 0;
  Bytes profile;  // commitment, or empty
  Bytes person;   // who it is in real life, as the street's officers digest it; 32 or empty
  int64_t left_ms = 0;  // when they withdrew their consent; 0 = they have not
};
std::optional<Member> FindMember(Community& community, BytesView member);
std::optional<Member> FindPerson(Community& community, BytesView person);
// Members after `after` by id, at most `limit`; of `role` only, unless it is empty.
std::vector<Member> MembersAfter(Community& community, BytesView after, const std::string& role,
                                 uint32_t limit);

struct HeldRole {
  std::string role;
  std::string unit;
  int64_t from_ms = 0;
  int64_t until_ms = 0;  // 0 = open end
};
// Sorted by role, then unit.
std::vector<HeldRole> RolesAt(Community& community, BytesView member, int64_t now_ms);
// Who holds any role for the unit then, by member, then role.
struct UnitMember {
  Bytes member;
  HeldRole held;
};
std::vector<UnitMember> MembersOfUnit(Community& community, std::string_view unit, int64_t now_ms);
// How many members hold the role then.
int64_t CountHolders(Community& community, const std::string& role, int64_t now_ms);
bool HoldsRole(const std::vector<HeldRole>& roles, std::string_view role);

struct Invitation {
  Bytes issuer;
  Bytes household;
  int64_t expires_ms = 0;
  Bytes member;  // who accepted it, or empty
  struct Grant {
    std::string role;
    std::string unit;
    int64_t from_ms = 0;
    int64_t until_ms = 0;
  };
  std::vector<Grant> grants;
  Bytes matter;         // to whose meeting it invites, or empty
  Bytes invited;        // the member whom it is bound to, or empty
  bool poster = false;  // whoever scans it may ask to join
};
std::optional<Invitation> FindInvitation(Community& community, BytesView key);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_MEMBERS_H_
