// The register of members: pseudonyms with roles and devices, names where this device holds them.

#include "query/views.h"

namespace yiting::query {

void FillMembers(const QueryInput& input, const v1::MembersRequest& request,
                 v1::MembersView& view) {
  const PackPtr pack = PackInForce(input);
  const uint32_t limit = PageRows(request.limit());
  const std::vector<state::Member> members =
      state::MembersAfter(input.community, request.after(), request.role(), limit);
  for (const state::Member& member : members) {
    if (member.left_ms != 0) continue;
    const std::vector<state::HeldRole> roles =
        state::RolesAt(input.community, member.member, input.now_ms);
    // The page is by key over all who ever held the role; who holds it no more is left out.
    if (!request.role().empty() && !state::HoldsRole(roles, request.role())) continue;
    v1::MemberRow* row = view.add_rows();
    row->set_member(member.member);
    row->set_name(NameOf(input, member.member));
    for (const state::HeldRole& held : roles) FillHeldRole(input, pack, held, *row->add_roles());
    FillDevices(input, member.member, *row->mutable_devices());
  }
  if (members.size() == limit) view.set_next(members.back().member);
}

}  // namespace yiting::query
