#include "state/check_family.h"

#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_members.h"

namespace yiting::state {

Failure Broken(const std::string& what) { return Fail(ErrorCode::kInvalid, "event: " + what); }
Failure Broken(const char* what) { return Broken(std::string(what)); }

Status MustHave(const Bytes& id, size_t bytes, const char* what) {
  if (id.size() == bytes) return {};
  return Broken(std::string(what) + " has a wrong length");
}

Status MustBeMember(Community& community, const Bytes& member) {
  if (FindMember(community, member)) return {};
  return Broken("nobody has the member id " + ToHex(member));
}

Status MustBelong(Community& community, const Bytes& member) {
  RETURN_IF_ERROR(MustBeMember(community, member));
  if (OrEmpty(FindMember(community, member)).left_ms == 0) return {};
  return Broken("has left: " + ToHex(member));
}

Status MayAct(Community& community, const EntryPlace& place, const Bytes& member) {
  RETURN_IF_ERROR(MustBelong(community, member));
  if (HoldsRole(RolesAt(community, member, place.time_ms), kObserverRole)) {
    return Broken("an observer never acts");
  }
  return {};
}

Status MustBeOpen(Community& community, const Bytes& id) {
  std::optional<Matter> matter = FindMatter(community, id);
  if (!matter) return Broken("there is no matter " + ToHex(id));
  if (matter->closed()) return Broken("a closed matter stays closed: " + ToHex(id));
  return {};
}

Status MustRun(Community& community, uint64_t deadline) {
  std::optional<Deadline> found = FindDeadline(community, deadline);
  if (found && found->running) return {};
  return Broken("deadline " + std::to_string(deadline) + " is not running");
}

}  // namespace yiting::state
