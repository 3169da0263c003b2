#include "query/audience.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "state/read_matters.h"
#include "state/read_meetings.h"
#include "state/read_members.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::query {

namespace {

using state::HeldRole;

bool HoldsStaffRole(const rulehost::LoadedPack* pack, const std::vector<HeldRole>& roles) {
  if (pack == nullptr) return false;
  return std::any_of(roles.begin(), roles.end(), [pack](const HeldRole& held) {
    const v1::Role* role = pack->FindRole(held.role);
    return role != nullptr && role->staff();
  });
}

bool TakesPart(state::Community& community, BytesView matter_id, BytesView member,
               const std::vector<HeldRole>& roles) {
  std::optional<state::Matter> matter = state::FindMatter(community, matter_id);
  if (!matter) return false;
  if (matter->opener == member || matter->helper == member) return true;
  if (state::FindInvitee(community, matter_id, member)) return true;
  if (state::IsReviewer(community, matter_id, member)) return true;
  for (const state::Party& party : state::PartiesOf(community, matter_id)) {
    for (const HeldRole& held : roles) {
      if (held.unit == party.unit) return true;
    }
  }
  return false;
}

}  // namespace

bool MayRead(state::Community& community, const rulehost::LoadedPack* pack,
             const state::ContentFacts& content, BytesView member, int64_t now_ms) {
  if (content.erased_ms != 0) return false;
  if (content.audience == v1::PUBLIC) return true;
  if (member.empty()) return false;
  if (content.owner == member) return true;
  const std::vector<HeldRole> roles = state::RolesAt(community, member, now_ms);
  switch (content.audience) {
    case v1::COMMUNITY:
      return !roles.empty();
    case v1::PARTIES:
      return HoldsStaffRole(pack, roles) || TakesPart(community, content.matter, member, roles);
    case v1::STAFF:
      return HoldsStaffRole(pack, roles);
    default:
      return false;
  }
}

}  // namespace yiting::query
